from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        from . import moderation_mail, wagtail_labels  # noqa: PLC0415 - they need the models

        moderation_mail.connect()
        wagtail_labels.translate()
