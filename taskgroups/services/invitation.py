"""Inviting people into a group by e-mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.tokens import new_token, token_digest
from core.transitions import Refused
from core.verdicts import authorise
from people.models import Organisation, User
from people.notifications import tell
from people.outbox import enqueue
from people.services.accounts import system_user
from taskgroups.models import Invitation, Membership, MembershipRole, TaskGroup
from taskgroups.models.invitation import VALID_FOR
from taskgroups.notifications import INVITATION_DECLINED
from taskgroups.services.membership import refuse_body_of_another_time, start_membership

SEND = "invitation"


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
    invitation = Invitation(
        group=group,
        email=email,
        organisation=organisation,
        role=role,
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    with recording(by=by, reason=reason):
        invitation.full_clean()
        invitation.save()
    enqueue(SEND, invitation=str(invitation.uuid))
    return invitation


def _open_for_change(invitation: Invitation, by: User) -> Invitation:
    """The invitation, locked, for one who may manage its group; Refused when it has been answered."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    authorise(by, "manage_members", invitation.group)
    if not invitation.is_open:
        raise Refused(_("This invitation was accepted, declined or withdrawn already."))
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, reason: str) -> Invitation:
    """Send a new address, valid for another seven days. The one sent before leads nowhere from now on."""
    invitation = _open_for_change(invitation, by)
    invitation.token_hash = None
    invitation.expires_at = timezone.now() + VALID_FOR
    with recording(by=by, reason=reason):
        invitation.save()
    enqueue(SEND, invitation=str(invitation.uuid))
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, reason: str) -> Invitation:
    """Withdraw an invitation that nobody has accepted."""
    invitation = _open_for_change(invitation, by)
    invitation.withdrawn_at = timezone.now()
    with recording(by=by, reason=reason):
        invitation.save()
    return invitation


@transaction.atomic
def issue_token(invitation: Invitation, reason: str) -> str:
    """A new random token for the invitation; its hash is kept, the token itself is in the e-mail alone.

    It is made when the e-mail is written, so that it stands in no row that waits to be sent.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    token = new_token()
    invitation.token_hash = token_digest(token)
    with recording(by=invitation.invited_by, reason=reason):
        invitation.save()
    return token


def find_usable(token: str) -> Invitation | None:
    """The invitation that `token` opens at this moment; nothing for a wrong, used, expired or withdrawn one."""
    return (
        Invitation.objects.usable()
        .filter(token_hash=token_digest(token))
        .select_related("group", "group__mission", "organisation", "invited_by")
        .first()
    )


def is_for(invitation: Invitation, person: User) -> bool:
    """An invitation is bound to its address."""
    return invitation.email == person.email


@transaction.atomic
def decline(*, token: str, by: User | None, words: str, reason: str) -> Invitation:
    """Decline an invitation, with or without words; who invited and who convenes the group are told.

    Whoever holds the address may decline, also without an account (`by` is None). Raises Refused when the invitation
    can no longer be used or is for another address.
    """
    found = Invitation.objects.usable().select_for_update().filter(token_hash=token_digest(token)).first()
    if found is None or (by is not None and not is_for(found, by)):
        raise Refused(_("This invitation cannot be used."))
    found.declined_at, found.declined_because = timezone.now(), words
    with recording(by=by or system_user(), reason=reason):
        found.full_clean()
        found.save()
    conveners = found.group.memberships.current().filter(role=MembershipRole.CONVENER).select_related("user")
    people = [found.invited_by, *(membership.user for membership in conveners)]
    tell(INVITATION_DECLINED, people, about=found.group, by=by)
    return found


@transaction.atomic
def accept(*, token: str, by: User, reason: str) -> Membership:
    """Join the group. Raises Refused when the invitation can no longer be used or is for another address."""
    invitation = Invitation.objects.usable().select_for_update().filter(token_hash=token_digest(token)).first()
    if invitation is None or not is_for(invitation, by):
        raise Refused(_("This invitation cannot be used."))
    if invitation.group.memberships.current().filter(user=by).exists():
        raise Refused(_("You are in this group already."))
    invitation.accepted_at = timezone.now()
    with recording(by=by, reason=reason):
        invitation.save()
    return start_membership(
        invitation.group, by, invitation.organisation, MembershipRole(invitation.role), by=by, reason=reason
    )
