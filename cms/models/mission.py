"""Mission pages: what the communications team says about a published mission."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.choosers import mission_chooser, public_mission
from cms.models.base import BilingualPage, EditorialPage
from cms.panels import TwinPanel
from publication.published.models import PublishedRecord


class MissionIndexPage(BilingualPage):
    """The place of the mission pages in the tree of a language. Its own address is answered by the list of missions."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.MissionPage"]
    preview_modes: list[Any] = []
    content_panels = [TwinPanel(), FieldPanel("title", classname="title")]
    can_be_withdrawn = False

    class Meta:
        verbose_name = _("missions")
        verbose_name_plural = _("missions")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """One for each language; `set_up_site` makes them."""
        return False


class MissionPage(EditorialPage):
    """The communications team's words about one published mission, at the mission's own address."""

    record = models.ForeignKey(
        PublishedRecord,
        verbose_name=_("published mission"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to=public_mission,
    )
    body = StreamField(BodyBlock(), verbose_name=_("page text"), blank=True)

    # What the public site shows beside these words; the public site sets it.
    published_context: ClassVar[Callable[..., dict[str, Any]]]

    parent_page_types = ["cms.MissionIndexPage"]
    subpage_types = ["cms.UpdatePage"]
    content_panels = [
        TwinPanel(),
        FieldPanel("record", widget=mission_chooser.widget_class),
        FieldPanel("title", classname="title"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    promote_panels = [FieldPanel("search_description")]
    template = "mission/page.html"

    class Meta:
        verbose_name = _("mission page")
        verbose_name_plural = _("mission pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The address word is the mission's, so that page and record share one address."""
        self._set_core_field_defaults()
        if self.record_id:
            self.slug = self.record.slug_cy if self.language == "cy" else self.record.slug_en
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        others = MissionPage.objects.filter(record_id=self.record_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"record": _("There is a page for this mission already.")})
        super().clean()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The context of a preview; a reader's request is answered by the public site's own view."""
        return {
            **super().get_context(request, *args, **kwargs),
            **MissionPage.published_context(self.record.uuid, self),
        }
