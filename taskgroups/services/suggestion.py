"""Suggesting other words for a passage, and answering a suggestion."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.comparison import is_long, merge
from core.history import recording
from core.merging import Merge
from core.passages import Standing, follow, replaced
from core.prepared import Prepared, prepared
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from people.notifications import tell
from taskgroups.models import ChallengePosition, PositionSection, Suggestion, SuggestionState
from taskgroups.notifications import SUGGESTION_ACCEPTED, SUGGESTION_DECLINED
from taskgroups.reasons import Reason
from taskgroups.selectors import section_at
from taskgroups.services.discussion import Passage, count_change, new_thread, say, set_resolved
from taskgroups.services.position import save_section


@dataclass(frozen=True)
class Clashing:
    """A suggestion whose words somebody changed since: it waits on, and `merge` has both texts."""

    suggestion: Suggestion
    merge: Merge


@dataclass
class Answered:
    """What became of suggestions that were to be accepted together."""

    accepted: list[Suggestion] = field(default_factory=list)
    clashing: list[Clashing] = field(default_factory=list)


@transaction.atomic
def suggest(*, section: PositionSection, passage: Passage, replacement: str, by: User, why: str = "") -> Suggestion:
    """Suggest `replacement` for a passage; the same suggestion sent twice is one.

    Raises Refused when it would change nothing.
    """
    count_change(section.position)
    authorise(by, "suggest", section)
    thread = new_thread(section, passage, by)
    if thread.quote == replacement:
        raise Refused(_("This changes nothing in the text."))
    same = Suggestion.objects.filter(
        thread__section=section,
        thread__author=by,
        thread__language=passage.language,
        thread__revision=passage.revision,
        thread__start=passage.start,
        thread__end=passage.end,
        replacement=replacement,
        state=SuggestionState.PENDING,
    ).first()
    if same:
        return same
    with recording(by=by, reason=Reason.SUGGESTED):
        thread.full_clean()
        thread.save()
        suggestion = Suggestion(thread=thread, replacement=replacement)
        suggestion.full_clean()
        suggestion.save()
        if why:
            say(thread, why, by)
    return suggestion


def accept(*, position: ChallengePosition, suggestions: Iterable[Suggestion], by: User) -> Answered:
    """Put pending suggestions into the text, one save for each section, and tell their authors.

    Nothing that anybody wrote since is overwritten: a suggestion whose own words changed since is left waiting and
    returned with both texts. One that is answered already is passed over.
    """
    chosen = [suggestion.pk for suggestion in suggestions]
    return prepared(lambda done: _accept(position, chosen, by, done))


@transaction.atomic
def _accept(position: ChallengePosition, chosen: list[int], by: User, done: Prepared) -> Answered:
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    count_change(position)
    waiting = Suggestion.objects.select_for_update(of=("self",)).filter(
        pk__in=chosen,
        state=SuggestionState.PENDING,
        thread__section__position=position,
    )
    answered = Answered()
    in_order = waiting.select_related("thread__section", "thread__author").order_by("thread__section__order", "pk")
    for section, of_section in groupby(in_order, key=lambda suggestion: suggestion.thread.section):
        _accept_in(section, list(of_section), by, answered, done)
    return answered


def _accept_in(
    section: PositionSection, suggestions: list[Suggestion], by: User, answered: Answered, done: Prepared
) -> None:
    authorise(by, "accept", section)
    texts = {language: getattr(section.text, language) for language in LANGUAGES}
    accepted = []
    for suggestion in suggestions:
        language = suggestion.thread.language
        merged = _put_in(suggestion, texts[language], done)
        if merged.clashes:
            answered.clashing.append(Clashing(suggestion, merged))
        else:
            texts[language] = merged.text
            accepted.append(suggestion)
    if not accepted:
        return
    people = ", ".join(dict.fromkeys(str(suggestion.thread.author) for suggestion in accepted))
    reason = Reason.SUGGESTIONS_ACCEPTED.about(people=people)
    save_section(
        section=section,
        text_en=texts["en"],
        text_cy=texts["cy"],
        base_revision=section.revision,
        by=by,
        reason=reason,
    )
    for suggestion in accepted:
        _settle(suggestion, SuggestionState.ACCEPTED, by, reason)
        tell(SUGGESTION_ACCEPTED, [suggestion.thread.author], about=suggestion, by=by)
    answered.accepted += accepted


def _put_in(suggestion: Suggestion, current: str, done: Prepared) -> Merge:
    """The text with the suggested words, merged with what was written since.

    Words that were only moved, or that others were put beside, are replaced where they stand now.
    """
    thread = suggestion.thread
    base = getattr(section_at(thread.section, thread.revision), thread.language)
    suggested = replaced(base, thread.start, thread.end, suggestion.replacement)

    def put_in() -> Merge:
        merged = merge(base, suggested, current)
        if not merged.clashes:
            return merged
        place = follow(base, current, thread.start, thread.end)
        if place.standing is not Standing.IN_PLACE:
            return merged
        return Merge((replaced(current, place.start, place.end, suggestion.replacement),))

    long = base != current and is_long(base, current)
    found: Merge = done.get((suggestion.pk, current), put_in, long=long)
    return found


@transaction.atomic
def decline(*, suggestion: Suggestion, reason: str, by: User) -> Suggestion:
    """Say no, and why; the author is told. Raises Refused when it was answered already."""
    suggestion = _pending(suggestion)
    authorise(by, "decline", suggestion)
    suggestion.reason = reason
    _settle(suggestion, SuggestionState.DECLINED, by, Reason.SUGGESTION_DECLINED)
    tell(SUGGESTION_DECLINED, [suggestion.thread.author], about=suggestion, by=by)
    return suggestion


@transaction.atomic
def withdraw(*, suggestion: Suggestion, by: User) -> Suggestion:
    """The author takes a suggestion back. Raises Refused when it was answered already."""
    suggestion = _pending(suggestion)
    authorise(by, "withdraw", suggestion)
    _settle(suggestion, SuggestionState.WITHDRAWN, by, Reason.SUGGESTION_WITHDRAWN)
    return suggestion


def _pending(suggestion: Suggestion) -> Suggestion:
    count_change(suggestion.thread.section.position)
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if suggestion.state != SuggestionState.PENDING:
        raise Refused(_("This suggestion was answered already."))
    return suggestion


def _settle(suggestion: Suggestion, state: SuggestionState, by: User, reason: str) -> None:
    suggestion.state, suggestion.settled_by, suggestion.settled_at = state, by, timezone.now()
    with recording(by=by, reason=reason):
        suggestion.full_clean()
        suggestion.save()
        set_resolved(suggestion.thread, by)
