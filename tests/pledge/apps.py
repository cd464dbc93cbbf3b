from django.apps import AppConfig


class PledgeConfig(AppConfig):
    """Its tables are there in every test; the kind is known where `conftest.pledges` makes it known."""

    name = "tests.pledge"
    label = "pledge"
