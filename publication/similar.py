"""Other wordings of a text that is to be erased: earlier drafts of it, and what says nearly the same elsewhere.

Erasing destroys the words that were published. A redaction officer decides about each of these, before or after.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from core.bilingual import LANGUAGES
from core.dates import long_date
from core.history import RecordedModel
from core.written import WrittenModel
from people.models import User
from publication.erasure import MARK, columns_of, erasable_models, own_rows, rows_of
from publication.kinds import KINDS, record_of
from publication.models import Removal, RemovalAction
from publication.published.models import PublishedRecord
from publication.removal_parts import find_part, part_name, parts_of_versions

ALIKE = 75  # of 100
_SHORTEST = 12  # characters; less says too little to be compared
_MOST = 100  # passages shown at once


@dataclass(frozen=True)
class Passage:
    """Words in one or more places, none of them public: the model, key and column of each, and what to call it."""

    text: str
    places: tuple[tuple[type[models.Model], Any, str], ...]
    label: str

    @property
    def key(self) -> str:
        """What names the passage in a form."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:24]


def similar_passages(removal: Removal) -> list[Passage]:
    """Every other wording that is not public: drafts of the part, newest first, then what says nearly the same."""
    record = PublishedRecord.objects.get(uuid=removal.record_uuid)
    part = find_part(record, removal.version, removal.part)
    if removal.action != RemovalAction.ERASE or part is None:
        return []
    erased = [text for text in (part.text.en, part.text.cy) if text]
    public = {text for other in parts_of_versions(record) for text in (other.text.en, other.text.cy)}
    found: dict[str, tuple[str, list[tuple[type[models.Model], Any, str]]]] = {}
    for model, key, column, text, label in [*_drafts(record, part_name(record, part)), *_alike(record, erased)]:
        if text and text not in public and MARK not in text and len(found) < _MOST:
            found.setdefault(text, (label, []))[1].append((model, key, column))
    return [Passage(text, tuple(places), label) for text, (label, places) in found.items()]


_Found = tuple[type[models.Model], Any, str, str, str]


def _drafts(record: PublishedRecord, name: str | None) -> Iterator[_Found]:
    """Every version in the history of the very columns that the part was published from."""
    if name is None:
        return
    spec = KINDS[record.kind]
    *parents, stem = name.split(".")
    model: type[RecordedModel] = spec.model
    where: dict[str, Any] = {"uuid": record.uuid}
    if parents:
        child: Any = spec.projection.children[parents[0]].projection.model
        if not issubclass(child, RecordedModel):
            return
        model, where = child, {"uuid": parents[1]}
    for row in model.history.filter(**where):
        for language in LANGUAGES:
            column = f"{stem}_{language}"
            label = _("Earlier draft, %(date)s: %(field)s") % {
                "date": long_date(row.history_date),
                "field": _label(model, column),
            }
            yield type(row), row.pk, column, getattr(row, column), label


def _alike(record: PublishedRecord, erased: list[str]) -> Iterator[_Found]:
    """What says nearly the same, in the record itself and in everything else that is written in the workspace."""
    working = record_of(record.kind, record.uuid)
    own = dict(own_rows(KINDS[record.kind].projection, working))
    rare = {word for text in erased for word in sorted(set(re.findall(r"\w{5,}", text)), key=len)[-4:]}
    for model in erasable_models():
        if not _is_written(model):
            continue
        for column in columns_of(model):
            held = _any_of(column, rare) | Q(**own.get(model, {"pk__in": []}))
            label = _("Text in the workspace: %(field)s") % {"field": _label(model, column)}
            for key, text in rows_of(model).filter(held).exclude(**{column: ""}).values_list("pk", column):
                if text and (passage := _passage_like(text, erased)):
                    yield model, key, column, passage, label


def _is_written(model: type[models.Model]) -> bool:
    """Whether rows of the model, or of the versions that it keeps, have words of the workspace; people's have none."""
    kept: Any = getattr(model, "instance_type", model)
    return issubclass(kept, WrittenModel) and kept._meta.app_label != User._meta.app_label


def _any_of(column: str, words: Iterable[str]) -> Q:
    held = Q(pk__in=[])
    for word in words:
        held |= Q(**{f"{column}__icontains": word})
    return held


def _passage_like(text: str, erased: list[str]) -> str:
    """The passage of the text that says nearly what one of the erased texts says, in whole sentences; or nothing."""
    for words in erased:
        if words in text or len(text) < max(_SHORTEST, len(words) // 3):
            continue
        alignment = fuzz.partial_ratio_alignment(words.lower(), text.lower(), score_cutoff=ALIKE)
        if alignment is None:
            continue
        if len(text) <= 2 * len(words):
            return text
        return _sentences(text, alignment.dest_start, alignment.dest_end)
    return ""


def _sentences(text: str, start: int, end: int) -> str:
    """The whole sentences or lines around a stretch of the text."""
    ends = [0, *(match.end() for match in re.finditer(r"[.!?]\s+|\n+", text)), len(text)]
    first = max(position for position in ends if position <= start)
    last = min(position for position in ends if position >= min(end, len(text)))
    return text[first:last].strip()


def _label(model: type[models.Model], column: str) -> str:
    field: Any = model._meta.get_field(column)
    return capfirst(str(field.verbose_name))
