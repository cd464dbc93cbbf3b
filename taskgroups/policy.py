"""Who may do what in task groups and with challenge positions (domain.md section 7)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, refused, register
from missions.policy import also_visible, leads
from people.models import PlatformRole, User
from people.selectors import has_role
from taskgroups.models import (
    ChallengePosition,
    ClosingReport,
    Commitment,
    ConveningException,
    Interest,
    Meeting,
    Membership,
    MembershipRole,
    PositionSection,
    SectionHolder,
    SigningLink,
    Stage,
    Suggestion,
    TaskGroup,
    Thread,
)
from taskgroups.rights import ROLE_RIGHTS
from taskgroups.selectors import bodies_to_ask, current_membership, own_groups

TIME_IS_UP = refused(_("The group's time limit has passed: it can be read but not changed."))
ENDED = refused(_("The group has ended: it can be read but not changed."))
RULES_STAND = refused(_("The group has started its work: only the mission lead can change its rules."))
STILL_AT_WORK = refused(_("A closing report can be published when its group has ended or its time limit has passed."))
OWN_EXCEPTION = refused(_("You asked for this exception: a second person must answer it."))
CANCELLED = refused(_("The meeting is cancelled."))
NOTED = refused(_("The meeting was held and its notes are written: it can no longer be changed or cancelled."))
OVER = refused(_("The meeting is over. Its notes can still say it."))
OWN_INTEREST = refused(_("The member declared this interest themself: it is theirs to correct or remove."))
NOT_BEGUN = refused(_("The meeting has not begun. Who came, and the notes, are written down from its start on."))
NOT_DEFINING = refused(_("The position can be changed only while the group is defining the problem."))

_WRITERS = (MembershipRole.CONVENER, MembershipRole.SECRETARIAT, MembershipRole.MEMBER)


def visible_groups(person: User) -> QuerySet[TaskGroup]:
    """The person's own groups; all of them for auditors and administrators."""
    if has_role(person, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR):
        return TaskGroup.objects.all()
    return own_groups(person)


def _holds(person: User, right: str, group: TaskGroup) -> bool:
    """Whether the person has a role in the group now that has the right."""
    membership = current_membership(group, person.pk)
    return membership is not None and right in ROLE_RIGHTS[membership.role]


def _open(group: TaskGroup) -> Verdict:
    if group.ended:
        return ENDED
    return TIME_IS_UP if group.expired else ALLOWED


def group_rule(
    right: str, *, lead_too: bool = False, after_limit: bool = False
) -> Callable[[User, TaskGroup], Verdict]:
    """A rule on a group: the role has the `right` (or the person leads the mission), and the group is open."""

    def rule(person: User, group: TaskGroup) -> Verdict:
        if not (_holds(person, right, group) or (lead_too and leads(person, group.mission))):
            return NOT_YOURS
        return ALLOWED if after_limit else _open(group)

    return rule


draft_rule = group_rule("draft_position")
sign_rule = group_rule("sign_position")
# What a body does by itself goes on after the group's time.
speak_rule = group_rule("sign_position", after_limit=True)
comment_rule = group_rule("comment_position", lead_too=True)
suggest_rule = group_rule("suggest_position")
assign_rule = group_rule("accept_suggestion")


def _change_rules(person: User, group: TaskGroup) -> Verdict:
    """Who manages the group, while it is convening; afterwards the mission lead alone."""
    if leads(person, group.mission):
        return _open(group)
    if not _holds(person, "manage_group", group):
        return NOT_YOURS
    return _open(group) if group.stage == Stage.CONVENING else RULES_STAND


def _until_the_end(may: Callable[[User, TaskGroup], bool]) -> Callable[[User, TaskGroup], Verdict]:
    """A rule that holds after the time limit, too, until the group has ended."""

    def rule(person: User, group: TaskGroup) -> Verdict:
        if not may(person, group):
            return NOT_YOURS
        return ENDED if group.ended else ALLOWED

    return rule


def follow_up_rule(person: User, group: TaskGroup) -> Verdict:
    """The mission lead, and who speaks for a body that has convened the group; also after its time, and at its end.

    A decision is mostly carried out and reviewed when the group that made it is no longer there.
    """
    if leads(person, group.mission):
        return ALLOWED
    speaks = current_membership(group, person.pk)
    if speaks is None or not _holds(person, "sign_position", group):
        return NOT_YOURS
    convened = group.memberships.filter(role=MembershipRole.CONVENER, organisation=speaks.organisation)
    return ALLOWED if convened.exists() else NOT_YOURS


publish_rule = group_rule("request_publication", lead_too=True, after_limit=True)

register(
    Policy(
        model=TaskGroup,
        visible=visible_groups,
        rules={
            "change": group_rule("manage_group", lead_too=True),
            "manage_members": group_rule("manage_group", lead_too=True),
            "transition": group_rule("manage_group", lead_too=True),
            "change_rules": _change_rules,
            "ask_exception": lambda person, group: _open(group) if leads(person, group.mission) else NOT_YOURS,
            "extend": _until_the_end(lambda person, group: leads(person, group.mission)),
            "ask_extension": _until_the_end(lambda person, group: _holds(person, "manage_group", group)),
            "close": _until_the_end(
                lambda person, group: _holds(person, "manage_group", group) or leads(person, group.mission)
            ),
            "report_closing": group_rule("manage_group", lead_too=True, after_limit=True),
            "schedule_meeting": group_rule("manage_group", lead_too=True),
            "record_decision": group_rule("record_decision"),
            "propose_decision": group_rule("propose_decision"),
            "request_publication": publish_rule,
        },
    )
)


def may_confirm(person: User, record: Any) -> Verdict:
    """Whether the person may confirm that both texts of a group’s record say the same: who may write or publish it."""
    group: TaskGroup = record if isinstance(record, TaskGroup) else record.group
    if leads(person, group.mission):
        return ALLOWED
    membership = current_membership(group, person.pk)
    return ALLOWED if membership is not None and membership.role in _WRITERS else NOT_YOURS


def _answer_exception(person: User, exception: ConveningException) -> Verdict:
    """An administrator who did not ask."""
    if not has_role(person, PlatformRole.ADMINISTRATOR):
        return NOT_YOURS
    return OWN_EXCEPTION if exception.asked_by_id == person.pk else ALLOWED


register(
    Policy(
        model=ConveningException,
        visible=lambda person: ConveningException.objects.filter(group__in=visible_groups(person)),
        rules={
            "answer": _answer_exception,
            "end": lambda person, exception: ALLOWED if leads(person, exception.group.mission) else NOT_YOURS,
        },
    )
)


def _defining(rule: Callable[[User, TaskGroup], Verdict]) -> Callable[[User, ChallengePosition], Verdict]:
    def in_time(person: User, position: ChallengePosition) -> Verdict:
        verdict = rule(person, position.group)
        if verdict and position.group.stage != Stage.DEFINING:
            return NOT_DEFINING
        return verdict

    return in_time


def _request_publication(person: User, position: ChallengePosition) -> Verdict:
    if position.agreed_version is None:
        return refused(_("Only an agreed position can be published."))
    if position.version != position.agreed_version:
        return refused(_("The position has been reopened: agree it again before it is published."))
    return publish_rule(person, position.group)


register(
    Policy(
        model=ChallengePosition,
        visible=lambda person: ChallengePosition.objects.filter(group__in=visible_groups(person)).select_related(
            "discussion"
        ),
        rules={
            "draft": _defining(draft_rule),
            "sign": _defining(sign_rule),
            "comment": lambda person, position: comment_rule(person, position.group),
            "suggest": _defining(suggest_rule),
            "assign": lambda person, position: assign_rule(person, position.group),
            "request_publication": _request_publication,
        },
    )
)


def _looks_after(section: PositionSection) -> Callable[[User, TaskGroup], Verdict]:
    """A rule on the group: the convener, and the member who holds the section."""

    def rule(person: User, group: TaskGroup) -> Verdict:
        if _holds(person, "accept_suggestion", group):
            return assign_rule(person, group)
        membership = current_membership(group, person.pk)
        if membership is None or membership.role != MembershipRole.MEMBER:
            return NOT_YOURS
        holds = SectionHolder.objects.filter(section=section, person=person).exists()
        return draft_rule(person, group) if holds else NOT_YOURS

    return rule


register(
    Policy(
        model=PositionSection,
        visible=lambda person: PositionSection.objects.filter(position__group__in=visible_groups(person)),
        rules={
            "draft": lambda person, section: _defining(draft_rule)(person, section.position),
            "comment": lambda person, section: comment_rule(person, section.position.group),
            "suggest": lambda person, section: _defining(suggest_rule)(person, section.position),
            "accept": lambda person, section: _defining(_looks_after(section))(person, section.position),
            "assign": lambda person, section: assign_rule(person, section.position.group),
        },
    )
)


def _resolve(person: User, thread: Thread) -> Verdict:
    """Who drafts, and who began the thread."""
    group = thread.section.position.group
    return (thread.author == person and comment_rule(person, group)) or draft_rule(person, group)


def _withdraw(person: User, suggestion: Suggestion) -> Verdict:
    if suggestion.thread.author != person:
        return NOT_YOURS
    return suggest_rule(person, suggestion.thread.section.position.group)


register(
    Policy(
        model=Thread,
        visible=lambda person: Thread.objects.filter(section__position__group__in=visible_groups(person)),
        rules={
            "reply": lambda person, thread: comment_rule(person, thread.section.position.group),
            "resolve": _resolve,
        },
    )
)
register(
    Policy(
        model=Suggestion,
        visible=lambda person: Suggestion.objects.filter(thread__section__position__group__in=visible_groups(person)),
        rules={
            "accept": lambda person, suggestion: _defining(_looks_after(suggestion.thread.section))(
                person, suggestion.thread.section.position
            ),
            "decline": lambda person, suggestion: _looks_after(suggestion.thread.section)(
                person, suggestion.thread.section.position.group
            ),
            "withdraw": _withdraw,
        },
    )
)

register(
    Policy(
        model=Commitment,
        visible=lambda person: Commitment.objects.filter(group__in=visible_groups(person)),
        rules={},
    )
)


def _publish_report(person: User, report: ClosingReport) -> Verdict:
    verdict = publish_rule(person, report.group)
    return STILL_AT_WORK if verdict and not (report.group.ended or report.group.expired) else verdict


register(
    Policy(
        model=ClosingReport,
        visible=lambda person: ClosingReport.objects.filter(group__in=visible_groups(person)),
        rules={"request_publication": _publish_report},
    )
)


def _visible_links(person: User) -> QuerySet[SigningLink]:
    """The links of the person's own body; in a group that they convene, and for auditors and administrators, all."""
    if has_role(person, PlatformRole.AUDITOR) or has_role(person, PlatformRole.ADMINISTRATOR):
        return SigningLink.objects.all()
    speaks = Membership.objects.current().for_bodies().filter(user=person, group=OuterRef("position__group"))
    theirs = speaks.filter(Q(role=MembershipRole.CONVENER) | Q(organisation=OuterRef("organisation")))
    return SigningLink.objects.filter(Exists(theirs))


def _ask(person: User, link: SigningLink) -> Verdict:
    """Who could ask for this body's answer now. Also asked of the one who did, whenever the link is opened."""
    verdict = _defining(sign_rule)(person, link.position)
    if verdict and not bodies_to_ask(person, link.position.group).filter(pk=link.organisation_id).exists():
        return NOT_YOURS
    return verdict


register(Policy(model=SigningLink, visible=_visible_links, rules={"ask": _ask}))


def _arrange_meeting(person: User, meeting: Meeting) -> Verdict:
    """Who schedules meetings, until the notes say that it was held; one that was entered wrongly can be put right."""
    verdict = group_rule("manage_group", lead_too=True)(person, meeting.group)
    if verdict and meeting.noted_at:
        return NOTED
    return CANCELLED if verdict and meeting.cancelled else verdict


def _before_its_end(permission: str) -> Callable[[User, Meeting], Verdict]:
    """What each member says for themself, until the meeting is over."""

    def rule(person: User, meeting: Meeting) -> Verdict:
        if not _holds(person, permission, meeting.group):
            return NOT_YOURS
        if meeting.cancelled:
            return CANCELLED
        return OVER if meeting.over else _open(meeting.group)

    return rule


def _keep_notes(person: User, meeting: Meeting) -> Verdict:
    """From the first minute on, and after the time limit: what was held within it is owed its notes until the end."""
    if not (_holds(person, "keep_notes", meeting.group) or leads(person, meeting.group.mission)):
        return NOT_YOURS
    if meeting.cancelled:
        return CANCELLED
    if not meeting.begun:
        return NOT_BEGUN
    return ENDED if meeting.group.ended else ALLOWED


register(
    Policy(
        model=Meeting,
        visible=lambda person: Meeting.objects.filter(group__in=visible_groups(person)),
        rules={
            "change": _arrange_meeting,
            "cancel": _arrange_meeting,
            "answer": _before_its_end("read_group"),
            "declare_interest": _before_its_end("declare_interest"),
            "keep_notes": _keep_notes,
        },
    )
)


def _change_interest(person: User, interest: Interest) -> Verdict:
    """Whose interest it is, until the group has ended; who keeps notes, where a note keeper wrote it down."""
    group = interest.meeting.group
    if interest.membership.user_id == person.pk:
        return _until_the_end(lambda owner, of: _holds(owner, "declare_interest", of))(person, group)
    verdict = _keep_notes(person, interest.meeting)
    declared = interest.history.earliest().history_user_id == interest.membership.user_id
    return OWN_INTEREST if verdict and declared else verdict


register(
    Policy(
        model=Interest,
        visible=lambda person: Interest.objects.filter(meeting__group__in=visible_groups(person)),
        rules={"change": _change_interest},
    )
)


def _missions_of_my_groups(person: User) -> Q:
    mine = Membership.objects.current().filter(user=person, group__mission=OuterRef("pk"))
    return Q(Exists(mine))


also_visible(_missions_of_my_groups)
