"""Forms of the page editor."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils.translation import gettext as _, override
from wagtail.admin.forms import WagtailAdminPageForm


class EditorialPageForm(WagtailAdminPageForm):
    """A page cannot take an address that the site itself answers: nobody would ever reach it."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("slug") and self._is_taken(values["slug"]):
            self.add_error("slug", _("The site itself uses this address. Choose another word."))
        return values

    def _is_taken(self, slug: str) -> bool:
        with override(self.parent_page.locale.language_code):
            return resolve(f"{urlsplit(self.parent_page.url).path}{slug}/").url_name != "wagtail_serve"
