from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People and bodies")

    def ready(self) -> None:
        from . import account_mail, delivery, policy  # noqa: F401, PLC0415 - register what the outbox sends, and the rules of access
