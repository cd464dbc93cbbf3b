from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskGroupsConfig(AppConfig):
    name = "taskgroups"
    verbose_name = _("Task groups")

    def ready(self) -> None:
        # Secret links, mails, rules of access, what can be published and words to translate are registered.
        from . import (  # noqa: F401, PLC0415
            invitation_page,
            kinds,
            meeting_notifications,
            my_work,
            notifications,
            policy,
            signing_page,
            translations,
        )
