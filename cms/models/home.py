"""The home page of each language, and plain pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.models.base import EditorialPage
from cms.models.update import UpdatePage
from cms.panels import TwinPanel
from publication.kinds import panels_on
from publication.published.pages import FEW


class HomePage(EditorialPage):
    """The first page of one language; the root of its tree."""

    body = StreamField(BodyBlock(), verbose_name=_("page text"), blank=True)

    can_be_withdrawn = False
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [TwinPanel(), FieldPanel("title", classname="title"), FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [FieldPanel("search_description")]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """One for each language; `set_up_site` makes them."""
        return False

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "panels": panels_on("home"),
            "updates": UpdatePage.objects.newest(self.language)[:FEW],
        }


class ContentPage(EditorialPage):
    """A plain page: the accessibility statement, privacy, about."""

    body = StreamField(BodyBlock(), verbose_name=_("page text"), blank=True)

    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    content_panels = [TwinPanel(), *Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    template = "cms/content_page.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
