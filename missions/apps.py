from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("Missions")

    def ready(self) -> None:
        # Rules of access and what can be published are registered.
        from . import kinds, my_work, policy  # noqa: F401, PLC0415
