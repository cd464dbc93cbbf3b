"""What the pages of versions show, as their templates take it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from people.models import User
from taskgroups.authorship import Written
from taskgroups.models import PositionSection, SectionKind
from taskgroups.versions import TITLE, Line

_TONES = 6  # looks in opsw.css; the number before the words tells people apart


def version_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines of the list, each with its person and the names of the parts that it changed."""
    lines = list(lines)
    people = User.objects.in_bulk({line.by for line in lines})
    labels = {TITLE: _("Title"), **{kind.value: kind.label for kind in SectionKind}}
    return [
        {"line": line, "by": people.get(line.by), "parts": [labels[part] for part in labels if part in line.parts]}
        for line in lines
    ]


def authors_shown(written: list[tuple[PositionSection, dict[str, list[Written]]]]) -> dict[str, Any]:
    """The sections with their words by person, and the people: who wrote most stands first and is number 1."""
    words: Counter[int] = Counter()
    for _section, texts in written:
        for passage in (passage for texts_of in texts.values() for passage in texts_of):
            words[passage.by] += passage.words
    people = User.objects.in_bulk(list(words))
    legend = [
        {"number": number, "tone": (number - 1) % _TONES + 1, "person": people.get(by), "words": count}
        for number, (by, count) in enumerate(words.most_common(), start=1)
    ]
    by_key = {by: entry for (by, _count), entry in zip(words.most_common(), legend, strict=True)}
    sections = [
        {
            "section": section,
            **{
                language: [_passage(passage, by_key[passage.by]) for passage in texts[language]]
                for language in LANGUAGES
            },
        }
        for section, texts in written
    ]
    return {"legend": legend, "sections": sections}


def _passage(passage: Written, by: dict[str, Any]) -> dict[str, Any]:
    """A run of words as it is drawn: the space before it belongs to nobody."""
    words = passage.text.lstrip()
    return {"by": by, "space": passage.text[: len(passage.text) - len(words)], "text": words}
