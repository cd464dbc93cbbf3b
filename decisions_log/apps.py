from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsLogConfig(AppConfig):
    name = "decisions_log"
    verbose_name = _("Decisions log")

    def ready(self) -> None:
        from . import gates, notifications, policy  # noqa: F401, PLC0415 - register gates, mails and rules of access
