from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskGroupsConfig(AppConfig):
    name = "taskgroups"
    verbose_name = _("Task groups")

    def ready(self) -> None:
        """Register mails, notifications and rules of access."""
        from . import invitation_mail, meeting_notifications, notifications, policy, signing_mail  # noqa: F401, PLC0415
