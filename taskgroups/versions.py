"""The versions of a position: read whole, and listed so that hundreds of saves are bearable."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from core.bilingual import BilingualText, other_language
from core.level import SITTING
from taskgroups.models import ChallengePosition, PositionSection, SignOff, VersionName

TITLE = "title"


@dataclass(frozen=True)
class PositionVersion:
    """A position as it stood in version `number`; `sections` are as they were saved."""

    number: int
    title: BilingualText
    sections: list[PositionSection]


def position_at(position: ChallengePosition, number: int) -> PositionVersion | None:
    """Version `number` of a position, whole; None when there is no such version."""
    made = position.history.filter(version=number).order_by("history_id").first()
    if made is None:
        return None
    saves = PositionSection.history.filter(id=OuterRef("pk"), saved_in__lte=number).order_by("-saved_in", "-history_id")
    rows = position.sections.annotate(then=Subquery(saves.values("history_id")[:1])).values("then")
    sections = PositionSection.history.filter(history_id__in=rows).order_by("order")
    return PositionVersion(number, made.instance.title, [save.instance for save in sections])


@dataclass(frozen=True)
class Difference:
    """One part of a position in two versions: a section, or the title."""

    part: str
    label: str
    old: BilingualText
    new: BilingualText

    @property
    def changed(self) -> bool:
        return self.old != self.new


def differences(old: PositionVersion, new: PositionVersion) -> list[Difference]:
    """Every part of two versions, in order, the title first."""
    sections = [
        Difference(after.kind, after.get_kind_display(), before.text, after.text)
        for before, after in zip(old.sections, new.sections, strict=True)
    ]
    return [Difference(TITLE, _("Title"), old.title, new.title), *sections]


@dataclass
class Marks:
    """What makes a version stand out: its name, that it was agreed, the answers of bodies to it."""

    name: VersionName | None = None
    agreed: bool = False
    answers: list[SignOff] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.name or self.agreed or self.answers)


def marks_of(position: ChallengePosition) -> dict[int, Marks]:
    """The versions that stand out, by number; asking for any other gives empty marks."""
    marks: dict[int, Marks] = defaultdict(Marks)
    agreed = position.history.exclude(agreed_version=None).order_by()
    for name in position.version_names.all():
        marks[name.version].name = name
    for number in agreed.values_list("agreed_version", flat=True).distinct():
        marks[number].agreed = True
    for answer in position.sign_offs.select_related("organisation"):
        marks[answer.position_version].answers.append(answer)
    return marks


@dataclass
class Line:
    """One line of the list: the saves of one sitting, versions `first` to `last`."""

    first: int
    last: int
    saves: int
    by: int
    begun_at: datetime.datetime
    ended_at: datetime.datetime
    parts: frozenset[str]
    restored_from: int | None
    marks: Marks

    @property
    def before(self) -> int:
        """The version that the sitting started from."""
        return max(self.first - 1, 1)


def lines(position: ChallengePosition, part: str = "") -> list[Line]:
    """All versions, newest first. What one person saved of one part in one sitting is one line.

    A version that stands out ends its line, and a restored one is a line of its own. `part` (a kind of section, or
    TITLE) leaves out what did not change it.
    """
    marks = marks_of(position)
    found: list[Line] = []
    for save in _saves(position, marks):
        if part and part not in save.parts:
            continue
        if found and _goes_on(found[-1], save):
            line = found[-1]
            line.last, line.saves, line.ended_at, line.marks = save.last, line.saves + 1, save.ended_at, save.marks
        else:
            found.append(save)
    return found[::-1]


def _goes_on(line: Line, save: Line) -> bool:
    restored = line.restored_from or save.restored_from
    same = (line.by, line.parts) == (save.by, save.parts)
    return same and not line.marks and not restored and save.begun_at - line.ended_at <= SITTING


def _saves(position: ChallengePosition, marks: dict[int, Marks]) -> Iterator[Line]:
    """Every version as a line of its own, oldest first."""
    parts = _parts(position)
    columns = "version", "history_user_id", "history_date", "restored_from", "title_en", "title_cy"
    made: dict[int, Any] = {}
    for row in position.history.order_by("history_id").values(*columns):
        made.setdefault(row["version"], row)
    title = None
    for number, row in made.items():
        changed = parts[number]
        if title not in (None, (row["title_en"], row["title_cy"])):
            changed = changed | {TITLE}
        title = row["title_en"], row["title_cy"]
        at = row["history_date"]
        yield Line(number, number, 1, row["history_user_id"], at, at, changed, row["restored_from"], marks[number])


def _parts(position: ChallengePosition) -> dict[int, frozenset[str]]:
    """The kinds of the sections that each version changed; the first version changed none."""
    parts: dict[int, frozenset[str]] = defaultdict(frozenset)
    saves: Any = PositionSection.history.filter(position=position, saved_in__gt=1)
    for number, kind in saves.values_list("saved_in", "kind").order_by().distinct():
        parts[number] |= {kind}
    return parts


@dataclass(frozen=True)
class SinceLevel:
    """What changed in one language of a section since the other one, `behind`, last said the same."""

    behind: str
    led: str
    old: str
    new: str
    to_update: str


def since_level(section: PositionSection) -> SinceLevel | None:
    """None when both languages say the same, or one is not written yet."""
    behind = section.to_update
    if not behind:
        return None
    led = other_language(behind)
    level = section.history.filter(saved_in__lte=section.level_in).order_by("-saved_in", "-history_id").first()
    old = getattr(level.instance.text, led) if level else ""
    return SinceLevel(behind, led, old, getattr(section.text, led), getattr(section.text, behind))
