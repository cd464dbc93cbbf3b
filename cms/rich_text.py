"""The rich text of the page editor."""

import re
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.admin.rich_text import DraftailRichTextArea

from core.characters import clean_text, shows_nothing

_TEXT = re.compile(r"(?:^|(?<=>))[^<]+")


class CleanRichTextArea(DraftailRichTextArea):
    """Wagtail's editor; its texts come in the one form of `core.characters`, and what shows nothing is empty."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        written = super().value_from_datadict(data, files, name)
        if written is None or ("<embed" not in written and shows_nothing(unescape(strip_tags(written)))):
            return written and ""
        return _TEXT.sub(lambda text: clean_text(text[0]), written)
