from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsLogConfig(AppConfig):
    name = "decisions_log"
    verbose_name = _("Decisions log")

    def ready(self) -> None:
        # Gates, mails, rules of access, what can be published and words to translate are registered.
        from . import gates, kinds, my_work, notifications, policy, translations  # noqa: F401, PLC0415
