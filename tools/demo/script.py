"""What every part of the story uses: its files with their dates moved, its people and organisations, publication."""

import datetime
import re
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from core.history import RecordedModel
from people.models import Organisation, User
from publication import requests

STORY_DAY = datetime.date(2026, 11, 23)
REASON = "Demo story"
PUBLISHER = "publisher@example.wales"


def story_file(name: str) -> Any:
    """Return the parsed file `name`.yaml, its dates moved with today, its texts as people type them.

    Dates move by whole weeks, so that what happens on a working day of the story happens on a working day.
    """
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    weeks = (timezone.localdate() - STORY_DAY).days // 7
    return _told(yaml.safe_load(text), datetime.timedelta(weeks=weeks))


def _told(node: Any, by: datetime.timedelta) -> Any:
    if isinstance(node, dict):
        return {key: _told(value, by) for key, value in node.items()}
    if isinstance(node, list):
        return [_told(value, by) for value in node]
    if isinstance(node, str):
        return _unwrapped(node)
    return node + by if isinstance(node, datetime.date) else node


def _unwrapped(text: str) -> str:
    """The lines of a paragraph or list item as one line: the files are wrapped, what people type is not."""
    return re.sub(r"(?<!\n)\n(?!\n|\s*[-*] )\s*(?=\S)", " ", text)


def user(email: str) -> User:
    return User.objects.get(email=email)


def body(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def publish(record: RecordedModel, by: User, **change_note: str) -> None:
    """Publish the record: one person requests it, another approves it."""
    request = requests.request_publication(record=record, by=by, **change_note)
    requests.approve(request=request, digest=request.digest, by=user(PUBLISHER))


def change_note(text: dict[str, Any]) -> dict[str, str]:
    """Return the change note, taken out of the texts it came with."""
    return {name: text.pop(name) for name in ("change_note_en", "change_note_cy")}
