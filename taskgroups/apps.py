from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskGroupsConfig(AppConfig):
    name = "taskgroups"
    verbose_name = _("Task groups")

    def ready(self) -> None:
        """Register mails, notifications, rules of access and words to translate."""
        from . import invitation_mail, meeting_notifications, notifications, policy, signing_mail, translations  # noqa: F401, PLC0415  # noqa: F401, PLC0415
