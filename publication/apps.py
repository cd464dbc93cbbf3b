from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        # Mails, tasks and rules of access are registered.
        from . import my_work, notifications, policy  # noqa: F401, PLC0415
