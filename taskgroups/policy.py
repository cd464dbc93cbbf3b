"""Who may do what in task groups and with challenge positions (domain.md section 7)."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, refused, register
from missions.policy import also_visible, leads
from people.models import PlatformRole, User
from people.selectors import has_role
from taskgroups.models import ChallengePosition, Membership, PositionSection, Stage, TaskGroup
from taskgroups.selectors import current_membership, own_groups

TIME_IS_UP = refused(_("The group's time limit has passed: it can be read but not changed."))
ENDED = refused(_("The group has ended: it can be read but not changed."))
RULES_STAND = refused(_("The group has started its work: only the mission lead can change its rules."))
NOT_DEFINING = refused(_("The position can be changed only while the group is defining the problem."))


def visible_groups(person: User) -> QuerySet[TaskGroup]:
    """The person's own groups; all of them for auditors and administrators."""
    if has_role(person, PlatformRole.AUDITOR) or has_role(person, PlatformRole.ADMINISTRATOR):
        return TaskGroup.objects.all()
    return own_groups(person)


def _holds(person: User, permission: str, group: TaskGroup) -> bool:
    """The right of the role, and a membership that is in force now: the one without the other is nothing."""
    return current_membership(group, person.pk) is not None and person.has_perm(f"taskgroups.{permission}", group)


def _open(group: TaskGroup) -> Verdict:
    if group.ended:
        return ENDED
    return TIME_IS_UP if group.expired else ALLOWED


def group_rule(
    permission: str, *, lead_too: bool = False, after_limit: bool = False
) -> Callable[[User, TaskGroup], Verdict]:
    """A rule on a group: the role holds `permission` (or the person leads the mission), and the group is open."""

    def rule(person: User, group: TaskGroup) -> Verdict:
        if not (_holds(person, permission, group) or (lead_too and leads(person, group.mission))):
            return NOT_YOURS
        return ALLOWED if after_limit else _open(group)

    return rule


draft_rule = group_rule("draft_position")
sign_rule = group_rule("sign_position")


def _change_rules(person: User, group: TaskGroup) -> Verdict:
    """Who manages the group, while it is convening; afterwards the mission lead alone."""
    if leads(person, group.mission):
        return _open(group)
    if not _holds(person, "manage_group", group):
        return NOT_YOURS
    return _open(group) if group.stage == Stage.CONVENING else RULES_STAND


def _on_time_limit(may: Callable[[User, TaskGroup], bool]) -> Callable[[User, TaskGroup], Verdict]:
    """A rule about the time limit itself: it holds after the limit, too, until the group has ended."""

    def rule(person: User, group: TaskGroup) -> Verdict:
        if not may(person, group):
            return NOT_YOURS
        return ENDED if group.ended else ALLOWED

    return rule


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
            "extend": _on_time_limit(lambda person, group: leads(person, group.mission)),
            "ask_extension": _on_time_limit(lambda person, group: _holds(person, "manage_group", group)),
            "close": group_rule("manage_group", lead_too=True, after_limit=True),
            "record_decision": group_rule("record_decision"),
            "propose_decision": group_rule("propose_decision"),
            "request_publication": publish_rule,
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
        visible=lambda person: ChallengePosition.objects.filter(group__in=visible_groups(person)),
        rules={
            "draft": _defining(draft_rule),
            "sign": _defining(sign_rule),
            "request_publication": _request_publication,
        },
    )
)
register(
    Policy(
        model=PositionSection,
        visible=lambda person: PositionSection.objects.filter(position__group__in=visible_groups(person)),
        rules={"draft": lambda person, section: _defining(draft_rule)(person, section.position)},
    )
)


def _missions_of_my_groups(person: User) -> Q:
    mine = Membership.objects.current().filter(user=person, group__mission=OuterRef("pk"))
    return Q(Exists(mine))


also_visible(_missions_of_my_groups)
