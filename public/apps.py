from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "public"
    verbose_name = _("Public site")

    def ready(self) -> None:
        # The preview of a mission's page shows what the public site shows.
        from cms.models import MissionPage  # noqa: PLC0415

        from .views.records import editorial_context  # noqa: PLC0415

        MissionPage.published_context = staticmethod(editorial_context)
