"""Which of the two texts of a record has not followed the other one, paragraph by paragraph.

Two texts are level when both were written in one save, when the one that was behind is brought up to date, and when a
person has checked that they say the same. From then on, a paragraph that changes in one language alone leaves the other
language behind. Positions, decisions, missions and editorial pages share this rule.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from core.bilingual import LANGUAGES, BilingualText, other_language

SITTING = datetime.timedelta(minutes=10)  # a pause that parts two sittings of one person
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Saved:
    """Both texts as one save left them, who saved them and when."""

    text: BilingualText
    by: int | None = None
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Passage:
    """A paragraph of the language that led, before and after, and the paragraph `beside` it that has not followed."""

    old: str
    new: str
    beside: str


@dataclass(frozen=True)
class Lag:
    """What one language, `behind`, has not followed."""

    behind: str
    passages: tuple[Passage, ...]

    @property
    def led(self) -> str:
        return other_language(self.behind)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each with its spaces made even."""
    return [" ".join(part.split()) for part in _PARAGRAPHS.split(text) if part.strip()]


def digest(text: BilingualText) -> str:
    """What a check of both texts pins: SHA-256 in hex."""
    return sha256(f"{text.cy}\0{text.en}".encode()).hexdigest()


def lags(base: BilingualText, now: BilingualText) -> list[Lag]:
    """What has not followed since both texts were level, as in `base`; nothing while a text is not written."""
    if base.missing or now.missing:
        return []
    old, new = ({name: paragraphs(getattr(text, name)) for name in LANGUAGES} for text in (base, now))
    changed = {name: _changed(old[name], new[name]) for name in LANGUAGES}
    if all(changed.values()) and len({len(new[name]) for name in LANGUAGES}) > 1:
        return []  # both were rewritten, and their paragraphs cannot be laid side by side
    found = []
    for led in LANGUAGES:
        behind = other_language(led)
        alone = {place: before for place, before in changed[led].items() if place not in changed[behind]}
        if alone:
            rows = (Passage(before, _at(new[led], place), _at(new[behind], place)) for place, before in alone.items())
            found.append(Lag(behind, tuple(rows)))
    return found


def level_text(saves: Sequence[Saved], checked: Callable[[BilingualText], bool]) -> BilingualText | None:
    """Both texts as they last said the same, from their saves, oldest first; None when there are no saves.

    `checked` tells whether a person has confirmed exactly these texts.
    """
    base: BilingualText | None = None
    last: Saved | None = None
    following = ""
    for save in saves:
        if base is None or last is None:
            base = save.text
        else:
            changed = [name for name in LANGUAGES if getattr(last.text, name) != getattr(save.text, name)]
            late = {lag.behind for lag in lags(base, last.text)} | set(base.missing)
            goes_on = changed == [following] and _same_sitting(last, save)
            if not goes_on:
                following = changed[0] if len(changed) == 1 and changed[0] in late else ""
            if base.missing or goes_on or checked(save.text) or not lags(base, save.text):
                base = save.text
        last = save
    return base


def _same_sitting(one: Saved, other: Saved) -> bool:
    """Whether one person went on writing: a page saves by itself after every pause."""
    return one.by == other.by and one.at is not None and other.at is not None and other.at - one.at <= SITTING


def _changed(old: list[str], new: list[str]) -> dict[int, str]:
    """The places of the paragraphs that are new or other, each with what stood there; a removed one at its place."""
    found: dict[int, str] = {}
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(new_end - new_start, 1)):
            before = old[old_start + offset : old_start + offset + 1]
            found[new_start + offset] = before[0] if before else ""
        if new_end - new_start and old_end - old_start > new_end - new_start:
            found[new_end - 1] = "\n\n".join(old[old_start + (new_end - new_start) - 1 : old_end])
    return found


def _at(rows: list[str], place: int) -> str:
    return rows[place] if place < len(rows) else ""
