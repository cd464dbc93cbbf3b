"""Inviting people into a group by e-mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from frontdesk.links import lock, opens, send
from people.models import Organisation, User
from people.notifications import tell
from people.services.accounts import system_user
from taskgroups.models import Invitation, Membership, MembershipRole, TaskGroup
from taskgroups.models.invitation import VALID_FOR
from taskgroups.notifications import INVITATION_DECLINED
from taskgroups.services.membership import refuse_body_of_another_time, start_membership


@transaction.atomic
def invite(
    *, group: TaskGroup, email: str, organisation: Organisation, role: MembershipRole, by: User, reason: str
) -> Invitation:
    """Invite an address to speak for a body, or to take another part. The e-mail leaves after commit.

    Raises Refused for a body that does not exist today or a person who is in the group, ValidationError for an address
    that is invited already.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "manage_members", group)
    refuse_body_of_another_time(organisation)
    if group.memberships.current().filter(user__email=email).exists():
        raise Refused(_("This person is in the group already."))
    invitation = Invitation(group=group, email=email, organisation=organisation, role=role, invited_by=by)
    send_invitation(invitation, by=by, reason=reason)
    return invitation


def send_invitation(invitation: Invitation, *, by: User, reason: str) -> None:
    """Send an invitation for the first time or again: it is valid for seven days from now."""
    send(invitation, by=by, reason=reason, until=timezone.now() + VALID_FOR)


def is_for(invitation: Invitation, person: User) -> bool:
    """An invitation is bound to its address."""
    return invitation.email == person.email


def _lock_usable(token: str, by: User | None) -> Invitation:
    """The invitation, locked. Raises Refused when it can no longer be used or is for another address than `by`'s."""
    invitation = lock(Invitation, token)
    if invitation is None or not opens(invitation) or (by is not None and not is_for(invitation, by)):
        raise Refused(_("This invitation cannot be used."))
    return invitation


@transaction.atomic
def decline(*, token: str, by: User | None, words: str, reason: str) -> Invitation:
    """Decline an invitation, with or without words; who invited and who convenes the group are told.

    Whoever holds the address may decline, also without an account (`by` is None). Raises Refused when the invitation
    can no longer be used or is for another address.
    """
    found = _lock_usable(token, by)
    found.declined_because = words
    with recording(by=by or system_user(), reason=reason):
        found.full_clean()
        found.end("declined_at")
    conveners = found.group.memberships.current().filter(role=MembershipRole.CONVENER).select_related("user")
    people = [found.invited_by, *(membership.user for membership in conveners)]
    tell(INVITATION_DECLINED, people, about=found.group, by=by)
    return found


@transaction.atomic
def accept(*, token: str, by: User, reason: str) -> Membership:
    """Join the group. Raises Refused when the invitation can no longer be used or is for another address."""
    invitation = _lock_usable(token, by)
    if invitation.group.memberships.current().filter(user=by).exists():
        raise Refused(_("You are in this group already."))
    with recording(by=by, reason=reason):
        invitation.end("accepted_at")
    return start_membership(
        invitation.group, by, invitation.organisation, MembershipRole(invitation.role), by=by, reason=reason
    )
