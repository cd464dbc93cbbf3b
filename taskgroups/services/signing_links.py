"""Asking somebody without an account to answer a position for their body, by a link, and their answer."""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import WALES
from core.history import recording
from core.transitions import Refused
from core.verdicts import NOT_YOURS, authorise, can
from frontdesk.links import lock, opens, send
from people.models import Organisation, User
from people.notifications import tell
from people.services.accounts import system_user
from taskgroups.models import Answer, ChallengePosition, LinkState, SigningLink, SignOff
from taskgroups.models.signing_link import VALID_FOR
from taskgroups.notifications import SIGNATORY_ANSWERED, SIGNATORY_ASKED
from taskgroups.reasons import Reason
from taskgroups.selectors import answer_through, bodies_to_ask, speakers_for, unwritten
from taskgroups.services.position import write_answer


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
    send_link(link, by=by, reason=reason)
    return link


def send_link(link: SigningLink, *, by: User, reason: str) -> None:
    """Send a link for the first time or again: in the name of `by`, for the current version of a locked position.

    Raises Refused when there is nothing to answer.
    """
    position = link.position
    if unwritten(position):
        raise Refused(_("The bodies answer when every section is written in both languages."))
    if position.version == position.agreed_version:
        raise Refused(_("This version is agreed already. There is something to answer when the text has changed."))
    if position.sign_offs.filter(organisation=link.organisation, position_version=position.version).exists():
        raise Refused(_("This body has answered this version already."))
    end_of_limit = datetime.combine(position.group.ends_on, time(23, 59), WALES)
    link.position_version, link.asked_by = position.version, by
    send(link, by=by, reason=reason, until=min(timezone.now() + VALID_FOR, end_of_limit))
    tell(SIGNATORY_ASKED, speakers_for(position.group, link.organisation), about=link, by=by)


def may_ask(link: SigningLink) -> bool:
    """Whether the one who asked could ask for this body's answer now."""
    return bool(can(link.asked_by, "ask", link))


@transaction.atomic
def answer_through_link(
    *, token: str, answer: Answer, text_en: str, text_cy: str, name: str, office_en: str, office_cy: str
) -> SignOff:
    """Record the answer of the link's body to the link's version, by the signatory of that name and office.

    The same answer sent twice is recorded once. Raises Refused when the link cannot be used or the text has changed.
    The product acts in its own name: whoever signed has no account, and whoever asked did not answer. Both are named.
    """
    link = lock(SigningLink, token)
    given = link and answer_through(link)
    if given and (given.answer, given.text_en, given.text_cy) == (answer, text_en, text_cy):
        return given
    if link is None or link.state != LinkState.WAITING or not opens(link):
        raise Refused(_("This link cannot be used."))
    link.name, link.office_en, link.office_cy = name, office_en, office_cy
    facts = {"person": link, "asker": link.asked_by}
    with recording(by=system_user(), reason=Reason.ANSWERED_THROUGH_LINK.about(**facts)):
        link.full_clean()
        link.end("answered_at")
        given = write_answer(
            link.position,
            link.organisation,
            version=link.position_version,
            answer=answer,
            text_en=text_en,
            text_cy=text_cy,
            signing_link=link,
        )
    told = {link.asked_by, *speakers_for(link.position.group, link.organisation)}
    tell(SIGNATORY_ANSWERED, told, about=link, by=None)
    return given
