from django.apps import AppConfig


class OpswSiteConfig(AppConfig):
    name = "opsw_site"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415 - registers the system checks
