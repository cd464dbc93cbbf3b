"""What a browser sends, in the one form of text."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from core.characters import clean_text


class CleanInput:
    """Every text of a form or of an address has the one form of `core.characters` before a view reads it.

    Passwords stay as they were typed. The rich text of the page editor, whose formatting counts characters, is cleaned
    by its own field (`cms.rich_text`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]


def _cleaned(sent: QueryDict) -> QueryDict:
    if all(clean_text(text) == text for _name, texts in sent.lists() for text in texts):
        return sent
    cleaned = sent.copy()
    for name, texts in sent.lists():
        if "password" not in name:
            cleaned.setlist(name, [text if _is_rich_text(text) else clean_text(text) for text in texts])
    cleaned._mutable = False
    return cleaned


def _is_rich_text(text: str) -> bool:
    if not text.startswith("{"):
        return False
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and isinstance(value.get("blocks"), list)
