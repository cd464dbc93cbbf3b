"""Labels that Wagtail looks up once, when the process starts, or not at all: from here on, whenever they are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.forms import TaskStateCommentForm
from wagtail.images.forms import ImageInsertionForm

_LINK_TEXT: dict[str, Any] = {"link_text": _("Link text")}
_UNLABELLED: dict[type[forms.Form], dict[str, Any]] = {
    choosers.AnchorLinkChooserForm: _LINK_TEXT,
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "subject": _("Subject"),
        "body": _("E-mail text"),
        **_LINK_TEXT,
    },
    choosers.ExternalLinkChooserForm: _LINK_TEXT,
    choosers.PhoneLinkChooserForm: {"phone_number": _("Phone number"), **_LINK_TEXT},
}
_LOOKED_UP_ONCE = (ImageInsertionForm, TaskStateCommentForm)
_OF_CHOOSERS = ("choose_one_text", "choose_another_text", "edit_item_text", "search_tab_label", "create_action_label")


def translate() -> None:
    """Give forms and choosers labels in the reader's language. Called once, at the start."""
    for form, labels in _UNLABELLED.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for form in _LOOKED_UP_ONCE:
        for field in form.base_fields.values():
            field.label = _(field.label)
    for name in _OF_CHOOSERS:
        setattr(ChooserViewSet, name, _(getattr(ChooserViewSet, name)))
