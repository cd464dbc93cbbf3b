"""Progress updates."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.blocks import BodyBlock
from cms.models.base import EditorialPage
from cms.models.mission import MissionPage
from cms.panels import TwinPanel
from publication.published.addresses import address


class UpdateKind(models.TextChoices):
    ACTIVITY = "activity", _("Activity")
    PROGRESS = "progress", _("Progress")
    ACHIEVEMENT = "achievement", _("Achievement")
    CHALLENGE = "challenge", _("Challenge")
    LEARNING = "learning", _("Learning")


class UpdateQuerySet(PageQuerySet):
    def newest(self, language: str) -> "UpdateQuerySet":
        """Live updates in `language`, newest first."""
        return self.live().public().filter(locale__language_code=language).order_by("-date", "-first_published_at")


class UpdatePage(EditorialPage):
    """What happened in a mission, on a day, with the published records it speaks of."""

    kind = models.CharField(_("kind"), max_length=20, choices=UpdateKind.choices)
    date = models.DateField(_("date"), default=timezone.localdate)
    body = StreamField(BodyBlock(), verbose_name=_("page text"), blank=True)

    parent_page_types = ["cms.MissionPage"]
    subpage_types: list[str] = []
    content_panels = [
        TwinPanel(),
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    template = "cms/update_page.html"

    objects: ClassVar[Any] = PageManager.from_queryset(UpdateQuerySet)()

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")

    @property
    def mission_page(self) -> MissionPage:
        return self.get_parent().specific

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        mission_page = self.mission_page
        return {
            **super().get_context(request, *args, **kwargs),
            "section": "updates",
            "mission_page": mission_page,
            "breadcrumb_items": [
                {"text": _("Home"), "href": address("home")},
                {"text": _("Missions"), "href": address("missions")},
                {"text": mission_page.title, "href": mission_page.url},
            ],
        }
