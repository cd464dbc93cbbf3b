"""What is said about a position, section by section, and where each passage stands in the text as it is now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.bilingual import BilingualText
from core.passages import Place, Standing, follow
from core.text import MarkedText
from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, SectionHolder, Suggestion, SuggestionState, Thread


@dataclass(frozen=True)
class Remark:
    """A thread as its readers see it. `place` is None for one on the section as a whole."""

    thread: Thread
    place: Place | None
    suggestion: Suggestion | None
    words_now: str

    @property
    def is_open(self) -> bool:
        return self.thread.resolved_at is None

    @property
    def moved_on(self) -> bool:
        """Whether the words are no longer in the text as they were."""
        return self.place is not None and self.place.standing is not Standing.IN_PLACE

    @property
    def gone(self) -> bool:
        return self.place is not None and self.place.standing is Standing.GONE

    @property
    def is_pending(self) -> bool:
        return self.suggestion is not None and self.suggestion.state == SuggestionState.PENDING


@dataclass
class Talk:
    """What is said about one section."""

    section: PositionSection
    holder: User | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def open(self) -> list[Remark]:
        """By their place in the text; those on the whole section, and those whose words are gone, first."""
        return sorted((remark for remark in self.remarks if remark.is_open), key=_in_reading_order)

    @property
    def resolved(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.is_open]

    @property
    def pending(self) -> list[Remark]:
        return [remark for remark in self.open if remark.is_pending]

    @property
    def text_cy(self) -> MarkedText:
        return self._marked("cy")

    @property
    def text_en(self) -> MarkedText:
        return self._marked("en")

    def _marked(self, language: str) -> MarkedText:
        """The text with the passages that are spoken of."""
        places = [remark.place for remark in self.open if remark.thread.language == language and remark.place]
        return MarkedText(getattr(self.section.text, language), tuple((place.start, place.end) for place in places))


def talks_about(sections: Iterable[PositionSection]) -> list[Talk]:
    """What is said about each of these sections of one position. A fixed number of queries, however much it is."""
    talks = {section.pk: Talk(section) for section in sections}
    for holding in SectionHolder.objects.filter(section__in=talks).select_related("person"):
        talks[holding.section_id].holder = holding.person
    threads = list(
        Thread.objects.filter(section__in=talks)
        .select_related("author", "resolved_by", "suggestion__settled_by")
        .prefetch_related("comments__author")
    )
    bases = _bases(talks, threads)
    for thread in threads:
        talk = talks[thread.section_id]
        talk.remarks.append(_remark(thread, talk.section, bases))
    return list(talks.values())


def changes_said(position: ChallengePosition) -> int:
    """How often something was said or settled about a position; it grows with each."""
    discussion = getattr(position, "discussion", None)
    return discussion.version if discussion else 0


def remark_on(thread: Thread) -> Remark:
    """One thread as its readers see it."""
    [talk] = talks_about([thread.section])
    return next(remark for remark in talk.remarks if remark.thread == thread)


def pending_in(position: ChallengePosition) -> list[Remark]:
    """The suggestions to a position that wait for an answer, in the order of the text."""
    return [remark for talk in talks_about(position.sections.all()) for remark in talk.pending]


_Bases = dict[tuple[int, int], BilingualText]


def _bases(talks: dict[int, Talk], threads: list[Thread]) -> _Bases:
    """The texts that passages were pointed at in, by section and revision."""
    older: dict[int, set[int]] = defaultdict(set)
    for thread in threads:
        if thread.language and thread.revision != talks[thread.section_id].section.revision:
            older[thread.section_id].add(thread.revision)
    if not older:
        return {}
    saves = PositionSection.history.filter(id__in=older, revision__in=set().union(*older.values()))
    rows = saves.values_list("id", "revision", "text_en", "text_cy")
    return {(section, revision): BilingualText(en=en, cy=cy) for section, revision, en, cy in rows}


def _remark(thread: Thread, section: PositionSection, bases: _Bases) -> Remark:
    suggestion = getattr(thread, "suggestion", None)
    if not thread.language:
        return Remark(thread, None, suggestion, "")
    current = getattr(section.text, thread.language)
    base = getattr(bases.get((thread.section_id, thread.revision), section.text), thread.language)
    place = follow(base, current, thread.start, thread.end)
    return Remark(thread, place, suggestion, current[place.start : place.end])


def _in_reading_order(remark: Remark) -> tuple[str, int, int]:
    return remark.thread.language, remark.place.start if remark.place else -1, remark.thread.pk
