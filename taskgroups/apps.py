from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskGroupsConfig(AppConfig):
    name = "taskgroups"
    verbose_name = _("Task groups")

    def ready(self) -> None:
        from . import policy  # noqa: F401, PLC0415 - registers the rules of access
