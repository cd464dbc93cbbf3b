"""Who joins a group, and who leaves it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import NOT_YOURS, authorise
from frontdesk.links import withdraw_denied
from people.models import Organisation, User
from people.notifications import tell
from taskgroups.models import Membership, MembershipRole, SigningLink, TaskGroup
from taskgroups.notifications import CHAIR_TAKEN, MEMBERSHIP_ENDED, MEMBERSHIP_STARTED
from taskgroups.organisation_notices import tell_of_all_that_is_owed
from taskgroups.services.meeting import invite_newcomer


def refuse_body_of_another_time(organisation: Organisation) -> None:
    """Raise Refused for a body that does not exist today."""
    if not Organisation.objects.valid(timezone.localdate()).filter(pk=organisation.pk).exists():
        raise Refused(_("This body does not exist today: %(body)s") % {"body": organisation.name})


@transaction.atomic
def add_member(
    *, group: TaskGroup, user: User, organisation: Organisation, role: MembershipRole, by: User, reason: str
) -> Membership:
    """Add a person for a body.

    Raises Refused for a body that does not exist today, ValidationError for a second membership.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "manage_members", group)
    return start_membership(group, user, organisation, role, by=by, reason=reason)


def start_membership(
    group: TaskGroup, user: User, organisation: Organisation, role: MembershipRole, *, by: User, reason: str
) -> Membership:
    """Start a membership now, with the level and sector the body has today. Runs inside an act that was allowed."""
    refuse_body_of_another_time(organisation)
    membership = Membership(
        group=group,
        user=user,
        organisation=organisation,
        level=organisation.level,
        sector=organisation.sector,
        role=role,
    )
    with recording(by=by, reason=reason):
        membership.full_clean()
        membership.save()
    tell(CHAIR_TAKEN if role == MembershipRole.CONVENER else MEMBERSHIP_STARTED, [user], about=group, by=by)
    invite_newcomer(membership)
    return membership


def _locked(membership: Membership) -> Membership:
    """The membership as it stands, with its group locked, so that two conveners cannot both leave at once.

    Raises Refused when it has ended.
    """
    TaskGroup.objects.select_for_update().get(pk=membership.group_id)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not membership.is_current:
        raise Refused(_("This membership has ended already."))
    return membership


def _refuse_last_convener(membership: Membership) -> None:
    conveners = membership.group.memberships.current().filter(role=MembershipRole.CONVENER)
    if membership.role == MembershipRole.CONVENER and conveners.count() == 1:
        raise Refused(_("A group needs a convener: name another one first."))


def _end_now(membership: Membership, *, by: User, reason: str) -> None:
    membership.ends_at = timezone.now()
    with recording(by=by, reason=reason):
        membership.save()
    tell(MEMBERSHIP_ENDED, [membership.user], about=membership.group, by=by)


def _let_links_follow(group: TaskGroup, *, by: User, reason: str) -> None:
    """Whoever may no longer ask for a body's answer has no link out for it."""
    with recording(by=by, reason=reason):
        withdraw_denied(SigningLink.objects.filter(position__group=group))


def _go_without_successor(membership: Membership, *, by: User, reason: str) -> Membership:
    """End it, with its links; a body that nobody speaks for any more hears what it owes. Raises Refused."""
    _refuse_last_convener(membership)
    _end_now(membership, by=by, reason=reason)
    _let_links_follow(membership.group, by=by, reason=reason)
    if membership.speaks:
        tell_of_all_that_is_owed(membership.group, membership.organisation, by=by)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User, reason: str) -> Membership:
    """End a membership, and with it all access, now. Raises Refused when it would leave nobody to convene."""
    membership = _locked(membership)
    authorise(by, "manage_members", membership.group)
    return _go_without_successor(membership, by=by, reason=reason)


@transaction.atomic
def leave(*, membership: Membership, by: User, reason: str) -> Membership:
    """Leave a group oneself; anybody may, also after the time limit. Raises Refused for the only convener."""
    membership = _locked(membership)
    if membership.user_id != by.pk:
        raise PermissionDenied(NOT_YOURS.reason)
    return _go_without_successor(membership, by=by, reason=reason)


@transaction.atomic
def replace_representative(*, membership: Membership, user: User, by: User, reason: str) -> Membership:
    """A body sends somebody else: one membership ends and another with the same role starts in the same act.

    The chair goes with it. Raises ValidationError when the successor is in the group already.
    """
    membership = _locked(membership)
    authorise(by, "manage_members", membership.group)
    if membership.group.memberships.current().filter(user=user).exists():
        raise ValidationError({"user": _("This person is in the group already.")})
    _end_now(membership, by=by, reason=reason)
    role = MembershipRole(membership.role)
    successor = start_membership(membership.group, user, membership.organisation, role, by=by, reason=reason)
    _let_links_follow(membership.group, by=by, reason=reason)
    return successor


@transaction.atomic
def hand_over_chair(*, membership: Membership, successor: Membership, by: User, reason: str) -> Membership:
    """The convener becomes a member and `successor`, a member, the convener, in one act: nobody is locked out.

    Raises Refused unless `membership` convenes and `successor` is a member of the same group.
    """
    membership, successor = _locked(membership), _locked(successor)
    authorise(by, "manage_members", membership.group)
    if membership.role != MembershipRole.CONVENER:
        raise Refused(_("Only a convener can hand over the chair."))
    if successor.group_id != membership.group_id or successor.role != MembershipRole.MEMBER:
        raise Refused(_("The chair can be handed to a member of the group only."))
    membership.role, successor.role = MembershipRole.MEMBER, MembershipRole.CONVENER
    with recording(by=by, reason=reason):
        for changed in (successor, membership):
            changed.save()
    tell(CHAIR_TAKEN, [successor.user], about=successor.group, by=by)
    _let_links_follow(membership.group, by=by, reason=reason)
    return successor
