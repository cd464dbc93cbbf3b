"""What people and organisations say of their own in a group, and which of it wants a translation.

An app registers where such words stand in its records; whoever keeps the group's papers translates them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import dates
from core.bilingual import BilingualText
from core.history import RecordedModel
from core.own_words import OwnWords, own_words_of, said
from core.verdicts import ALLOWED, NOT_YOURS, Verdict
from people.models import User
from taskgroups.models import (
    Commitment,
    Interest,
    Meeting,
    MeetingState,
    Membership,
    MembershipRole,
    SignOff,
    TaskGroup,
)
from taskgroups.selectors import current_membership, speakers_for

# Who is asked for translations: the group's secretariat, and its convener.
TRANSLATORS = (MembershipRole.SECRETARIAT, MembershipRole.CONVENER)


def _for_its_organisation(row: Any, group: TaskGroup) -> Iterable[User]:
    return speakers_for(group, row.organisation) if row.organisation else ()


def _nothing_more(row: Any) -> str:
    return ""


@dataclass(frozen=True)
class Source:
    """Somebody's own words in the records of one model.

    words: the accessor of the text. group: the lookup from the record to its task group. only: which records count.
    speakers: who speaks for the author, beside the person who wrote the record. about: which record it is, in words.
    """

    name: str
    model: type[RecordedModel]
    words: str
    label: Promise
    group: str
    only: Q | Callable[[], Q] = Q()
    speakers: Callable[[Any, TaskGroup], Iterable[User]] = _for_its_organisation
    about: Callable[[Any], str] = _nothing_more

    def accessor(self) -> OwnWords:
        return own_words_of(self.model)[self.words]

    def counts(self) -> Q:
        """Which records count now."""
        return self.only() if callable(self.only) else self.only

    def group_of(self, row: RecordedModel) -> TaskGroup:
        return attrgetter(self.group.replace("__", "."))(row)

    def text_of(self, row: RecordedModel) -> BilingualText:
        return getattr(row, self.words)


SOURCES: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Make the sources known by name. Raises ValueError when a name is taken."""
    for source in sources:
        if source.name in SOURCES:
            raise ValueError(f"The source {source.name} is registered already.")
        SOURCES[source.name] = source


@dataclass(frozen=True)
class Wording:
    """One text that somebody said of their own, where it stands."""

    source: Source
    row: RecordedModel
    group: TaskGroup

    @property
    def text(self) -> BilingualText:
        return self.source.text_of(self.row)

    @property
    def about(self) -> str:
        return self.source.about(self.row)


def wordings_of(group: TaskGroup) -> list[Wording]:
    """Every text of a group that has one original, those that want a translation first."""
    found = [
        wording
        for wording in _found(lambda source: source.counts(), lambda source: {source.group: group})
        if getattr(wording.text, "original", "")
    ]
    return sorted(found, key=lambda wording: not getattr(wording.text, "wanted", ""))


def wanted_from(person: User) -> Iterator[Wording]:
    """The texts that the person is asked to translate; a constant number of queries."""
    groups = Membership.objects.current().filter(user=person, role__in=TRANSLATORS).values("group")
    return _found(
        lambda source: source.accessor().wanted & source.counts(), lambda source: {f"{source.group}__in": groups}
    )


def _found(which: Callable[[Source], Q], of: Callable[[Source], dict[str, Any]]) -> Iterator[Wording]:
    """The texts of the records for which `which` holds, in one query for each model that has such texts."""
    models: dict[type[RecordedModel], list[Source]] = {}
    for source in SOURCES.values():
        models.setdefault(source.model, []).append(source)
    for model, sources in models.items():
        tests = {f"says_{number}": which(source) or Q(pk__isnull=False) for number, source in enumerate(sources)}
        rows = model._default_manager.filter(**of(sources[0])).annotate(
            **{name: Case(When(test, then=True), default=False) for name, test in tests.items()}
        )
        rows = rows.filter(reduce(or_, tests.values())).select_related(sources[0].group)
        for source, name in zip(sources, tests, strict=True):
            yield from (Wording(source, row, source.group_of(row)) for row in rows if getattr(row, name))


def authors_of(wording: Wording) -> set[User]:
    """Who wrote the words first, and who speaks for their author in the group."""
    first = _first_writers(wording.source, [wording.row.pk])
    return {*User.objects.filter(pk__in=first.values()), *wording.source.speakers(wording.row, wording.group)}


def translatable(person: User, group: TaskGroup, wordings: list[Wording]) -> list[Wording]:
    """The texts whose translation the person may write; a constant number of queries.

    Whoever keeps the group's papers, and the author, to correct it.
    """
    membership = current_membership(group, person.pk)
    if membership is None or membership.role in TRANSLATORS:
        return wordings if membership else []
    own = membership.organisation_id if membership.role == MembershipRole.MEMBER else None
    written = _written_by(person, wordings)
    return [
        wording
        for wording in wordings
        if (wording.source.name, wording.row.pk) in written
        or (own and own == getattr(wording.row, "organisation_id", None))
    ]


def may_translate(person: User, wording: Wording) -> Verdict:
    """Whether the person may write the translation of one text."""
    return ALLOWED if translatable(person, wording.group, [wording]) else NOT_YOURS


def _written_by(person: User, wordings: list[Wording]) -> set[tuple[str, int]]:
    """The texts that the person wrote first, by their source and the key of their record."""
    rows: dict[str, list[int]] = {}
    for wording in wordings:
        rows.setdefault(wording.source.name, []).append(wording.row.pk)
    return {
        (name, key)
        for name, keys in rows.items()
        for key, writer in _first_writers(SOURCES[name], keys).items()
        if writer == person.pk
    }


def _first_writers(source: Source, keys: Iterable[int]) -> dict[int, int]:
    """Who saved the words of each record first: another person may have opened the record before there were any."""
    saves = source.model.history.filter(said(source.words), id__in=keys).order_by("-history_id")
    return dict(saves.values_list("id", "history_user"))  # the earliest save of each comes last


_EVERY_ONE = Q()


def _of_meetings(words: str, label: Promise, only: Q | Callable[[], Q] = _EVERY_ONE) -> Source:
    """A text of the group's meetings; whoever wrote it is its author."""
    return Source(
        f"meeting-{words.replace('_', '-')}",
        Meeting,
        words,
        label,
        "group",
        only,
        speakers=lambda meeting, group: (),
        about=lambda meeting: dates.long_date(meeting.held_on),
    )


def _to_come() -> Q:
    return Q(state=MeetingState.SCHEDULED, ends_at__gt=timezone.now())


_ANSWERED_NOW = Q(position_version=F("position__version")) | Q(position_version=F("position__agreed_version"))

register(
    Source("answer", SignOff, "text", _("Answer to the challenge position"), "position__group", _ANSWERED_NOW),
    Source("commitment", Commitment, "what", _("Commitment"), "group"),
    Source(
        "interest",
        Interest,
        "what",
        _("Interest"),
        "meeting__group",
        speakers=lambda interest, group: [interest.membership.user],
    ),
    _of_meetings("title", _("Title of the meeting")),
    _of_meetings("place", _("Place of the meeting"), _to_come),
    _of_meetings("agenda", _("Agenda of the meeting")),
    _of_meetings("cancelled_because", _("Why the meeting is cancelled")),
)
