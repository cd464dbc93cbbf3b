"""Asking somebody without an account to answer a position for their body, by a link that does nothing else."""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import WALES
from core.history import recording
from core.tokens import new_token, token_digest
from core.transitions import Refused
from core.verdicts import NOT_YOURS, authorise, can
from people.models import Organisation, User
from people.notifications import tell
from people.outbox import enqueue
from taskgroups.models import ChallengePosition, LinkState, SigningLink, TaskGroup
from taskgroups.models.signing_link import VALID_FOR
from taskgroups.notifications import SIGNATORY_ASKED
from taskgroups.selectors import bodies_to_ask, speakers_for, unwritten

SEND = "signing_link"


@transaction.atomic
def ask(
    *,
    position: ChallengePosition,
    organisation: Organisation,
    name: str,
    office_en: str,
    office_cy: str,
    email: str,
    language: str,
    by: User,
    reason: str,
) -> SigningLink:
    """Ask a signatory to answer the position's current version for a body. The e-mail leaves after commit.

    `language` is "cy", "en" or "" for both. Raises Refused when there is nothing to answer, ValidationError when
    somebody is asked for the body already. The body's own members are told.
    """
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "sign", position)
    if organisation not in bodies_to_ask(by, position.group):
        raise PermissionDenied(NOT_YOURS.reason)
    link = SigningLink(
        position=position,
        organisation=organisation,
        name=name,
        office_en=office_en,
        office_cy=office_cy,
        email=email,
        language=language,
    )
    return _send(link, position, by=by, reason=reason)


@transaction.atomic
def send_again(*, link: SigningLink, by: User, reason: str) -> SigningLink:
    """Ask once more, for the version of this moment and in the name of `by`. The link sent before leads nowhere."""
    position = ChallengePosition.objects.select_for_update().get(pk=link.position_id)
    return _send(_open_for_change(link, by), position, by=by, reason=reason)


def _send(link: SigningLink, position: ChallengePosition, *, by: User, reason: str) -> SigningLink:
    """Pin the link to the position's current version and have it sent."""
    if unwritten(position):
        raise Refused(_("The bodies answer when every section is written in both languages."))
    if position.version == position.agreed_version:
        raise Refused(_("This version is agreed already. There is something to answer when the text has changed."))
    if position.sign_offs.filter(organisation=link.organisation, position_version=position.version).exists():
        raise Refused(_("This body has answered this version already."))
    end_of_limit = datetime.combine(position.group.ends_on, time(23, 59), WALES)
    link.position_version, link.asked_by, link.token_hash = position.version, by, None
    link.expires_at = min(timezone.now() + VALID_FOR, end_of_limit)
    with recording(by=by, reason=reason):
        link.full_clean()
        link.save()
    enqueue(SEND, link=str(link.uuid))
    tell(SIGNATORY_ASKED, speakers_for(position.group, link.organisation), about=link, by=by)
    return link


def _open_for_change(link: SigningLink, by: User) -> SigningLink:
    """The link, locked, for one who may ask for its body; Refused when it has been answered or withdrawn."""
    link = SigningLink.objects.select_for_update().get(pk=link.pk)
    authorise(by, "ask", link)
    if not link.is_open:
        raise Refused(_("This link was answered or withdrawn already."))
    return link


@transaction.atomic
def withdraw(*, link: SigningLink, by: User, reason: str) -> SigningLink:
    """Withdraw a link that nobody has answered: it shows nothing from now on."""
    link = _open_for_change(link, by)
    with recording(by=by, reason=reason):
        _withdraw(link)
    return link


def withdraw_links(**which: object) -> None:
    """Withdraw every unanswered link among `which`. Runs inside an act that was allowed and is recorded."""
    for link in SigningLink.objects.unanswered().select_for_update().filter(**which):
        _withdraw(link)


def withdraw_unfounded_links(group: TaskGroup) -> None:
    """Withdraw the unanswered links whose asker may no longer ask, or whose body has left; inside a recorded act."""
    for link in SigningLink.objects.unanswered().select_for_update().filter(position__group=group):
        if not can(link.asked_by, "ask", link):
            _withdraw(link)


def _withdraw(link: SigningLink) -> None:
    link.withdrawn_at = timezone.now()
    link.save()


@transaction.atomic
def issue_token(link: SigningLink, reason: str) -> str:
    """A new token for the link; its digest is kept, the token itself is in the e-mail alone.

    It is made when the e-mail is written, so that it stands in no row that waits to be sent.
    """
    link = SigningLink.objects.select_for_update().get(pk=link.pk)
    token = new_token()
    link.token_hash = token_digest(token)
    with recording(by=link.asked_by, reason=reason):
        link.save()
    return token


def find(token: str) -> SigningLink | None:
    """The link that `token` belongs to, whatever its state; none for a token that never was or was replaced."""
    links = SigningLink.objects.select_related("position__group", "organisation", "asked_by")
    return links.filter(token_hash=token_digest(token)).first()


def shows_text(link: SigningLink) -> bool:
    """Whether the link's version may be read now: unanswered, in time, and its asker still has the right to ask."""
    return link.state in (LinkState.WAITING, LinkState.STALE) and bool(can(link.asked_by, "ask", link))


def takes_answer(link: SigningLink) -> bool:
    """Whether an answer through the link counts now."""
    return link.state == LinkState.WAITING and shows_text(link)
