"""Saying something about a position: comments on passages, answers to them, and what is settled."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import current_language
from core.history import recording
from core.language_guess import guess
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from people.notifications import tell
from taskgroups.models import (
    ChallengePosition,
    Comment,
    Discussion,
    MembershipRole,
    PositionSection,
    SectionHolder,
    Suggestion,
    Thread,
)
from taskgroups.notifications import REPLIED
from taskgroups.reasons import Reason
from taskgroups.selectors import section_at


@dataclass(frozen=True)
class Passage:
    """What a person points at: the characters `start` to `end` of a section's text in `language` at `revision`."""

    language: str
    revision: int
    start: int
    end: int


@transaction.atomic
def comment(*, section: PositionSection, text: str, by: User, passage: Passage | None = None) -> Thread:
    """Begin a thread on a passage, or on the section as a whole; the same comment sent twice begins one."""
    count_change(section.position)
    authorise(by, "comment", section)
    thread = new_thread(section, passage, by)
    before = Comment.objects.filter(thread__section=section, author=by).order_by("-pk").first()
    if before and _is_same(before.thread, thread) and before.text == text and before.thread.comments.count() == 1:
        return before.thread
    with recording(by=by, reason=Reason.COMMENTED):
        thread.full_clean()
        thread.save()
        say(thread, text, by)
    return thread


@transaction.atomic
def reply(*, thread: Thread, text: str, by: User) -> Comment:
    """Answer in a thread, and tell everybody else in it. A resolved thread is open again: it has something new.

    The same answer sent twice is given once.
    """
    count_change(thread.section.position)
    authorise(by, "reply", thread)
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    last = thread.comments.last()
    if last and (last.author, last.text) == (by, text):
        return last
    with recording(by=by, reason=Reason.ANSWERED):
        said = say(thread, text, by)
        if thread.resolved_at and not Suggestion.objects.filter(thread=thread).exists():
            thread.resolved_at = thread.resolved_by = None
            thread.save()
    in_it = {comment.author for comment in thread.comments.select_related("author")} | {thread.author}
    tell(REPLIED, in_it, about=thread, by=by)
    return said


@transaction.atomic
def resolve(*, thread: Thread, resolved: bool, by: User) -> Thread:
    """Set a thread aside as resolved, or open it again. Raises Refused for a suggestion, which is answered instead."""
    count_change(thread.section.position)
    authorise(by, "resolve", thread)
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    if Suggestion.objects.filter(thread=thread).exists():
        raise Refused(_("A suggestion is accepted, declined or withdrawn."))
    if resolved == bool(thread.resolved_at):
        return thread
    with recording(by=by, reason=Reason.THREAD_RESOLVED if resolved else Reason.THREAD_REOPENED):
        set_resolved(thread, by if resolved else None)
    return thread


@transaction.atomic
def assign_section(*, section: PositionSection, person: User | None, by: User, reason: str) -> SectionHolder:
    """Say which member looks after a section, or that nobody does. Raises Refused for anybody but a member."""
    count_change(section.position)
    authorise(by, "assign", section)
    members = section.position.group.memberships.current().filter(role=MembershipRole.MEMBER)
    if person and not members.filter(user=person).exists():
        raise Refused(_("Only a member of the group can look after a section."))
    holding = SectionHolder.objects.filter(section=section).first() or SectionHolder(section=section)
    holding.person = person
    with recording(by=by, reason=reason):
        holding.save()
    return holding


def count_change(position: ChallengePosition) -> None:
    """Let open pages know, and keep the order of what two people say at once: the row stays locked."""
    discussion, _created = Discussion.objects.select_for_update().get_or_create(position=position)
    discussion.version += 1
    discussion.save()


def new_thread(section: PositionSection, passage: Passage | None, by: User) -> Thread:
    """A thread, not saved yet. Raises Refused for a passage that the text never had."""
    if passage is None:
        return Thread(section=section, author=by, revision=section.revision)
    base = getattr(section_at(section, passage.revision), passage.language)
    if not 0 <= passage.start <= passage.end <= len(base):
        raise Refused(_("These words are not in the text."))
    return Thread(
        section=section,
        author=by,
        language=passage.language,
        revision=passage.revision,
        start=passage.start,
        end=passage.end,
        quote=base[passage.start : passage.end],
    )


def say(thread: Thread, text: str, by: User) -> Comment:
    said = Comment(thread=thread, author=by, language=guess(text, quotations=True) or current_language(), text=text)
    said.full_clean()
    said.save()
    return said


def set_resolved(thread: Thread, by: User | None) -> None:
    thread.resolved_by, thread.resolved_at = by, timezone.now() if by else None
    thread.save()


def _is_same(one: Thread, other: Thread) -> bool:
    """Whether both are the same person's, on the same passage of the same text."""
    names = ("section_id", "author_id", "language", "revision", "start", "end")
    return all(getattr(one, name) == getattr(other, name) for name in names)
