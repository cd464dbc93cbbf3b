"""What the body of an editorial page is made of."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.choosers import latest_version, public_decision_or_position, record_chooser
from publication.published.models import PublishedRecord

_RICH_TEXT = ["h2", "h3", "bold", "italic", "link", "ol", "ul", "document-link"]


class QuoteBlock(blocks.StructBlock):
    """Someone's words and who said them."""

    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class PublishedRecordBlock(blocks.ChooserBlock):
    """A published decision or challenge position, as its newest provable version says it when the page is read."""

    target_model = PublishedRecord
    widget = record_chooser.widget_class()

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        field = super().field
        field.limit_choices_to = public_decision_or_position
        field.queryset = PublishedRecord.objects.complex_filter(public_decision_or_position())
        return field

    def get_context(self, value: PublishedRecord, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["version"] = value and latest_version(value)
        return context

    class Meta:
        icon = "doc-full-inverse"
        label = _("Published record")
        template = "cms/blocks/published_record.html"


class PictureBlock(ImageBlock):
    """Wagtail's block of a picture, whose first field has no label that can be translated."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required, **kwargs)
        self.child_blocks["image"].label = _("Image")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    text = blocks.RichTextBlock(label=_("Text"), features=_RICH_TEXT, template="cms/blocks/text.html")
    quote = QuoteBlock()
    published_record = PublishedRecordBlock()
    image = PictureBlock(label=_("Image"), template="cms/blocks/image.html")

    class Meta:
        template = "cms/blocks/body.html"
