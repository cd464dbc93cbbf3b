from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskGroupsConfig(AppConfig):
    name = "taskgroups"
    verbose_name = _("Task groups")

    def ready(self) -> None:
        from . import notices, policy  # noqa: F401, PLC0415 - register what the outbox sends, and the rules of access
