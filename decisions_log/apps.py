from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsLogConfig(AppConfig):
    name = "decisions_log"
    verbose_name = _("Decisions log")

    def ready(self) -> None:
        from . import gates, policy  # noqa: F401, PLC0415 - register gates and rules of access
        from .publication import notices  # noqa: F401, PLC0415 - registers the handlers of the outbox
