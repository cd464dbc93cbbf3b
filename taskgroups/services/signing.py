"""Answering a position through a link, without an account."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from people.notifications import tell
from people.services.accounts import system_user
from taskgroups.models import Answer, ChallengePosition, SigningLink, SignOff
from taskgroups.notifications import SIGNATORY_ANSWERED
from taskgroups.reasons import Reason
from taskgroups.selectors import answer_through, speakers_for
from taskgroups.services.position import write_answer
from taskgroups.services.signing_links import find, takes_answer


@transaction.atomic
def answer_through_link(
    *, token: str, answer: Answer, text_en: str, text_cy: str, name: str, office_en: str, office_cy: str
) -> SignOff:
    """Record the answer of the link's body to the link's version, by the signatory of that name and office.

    The same answer sent twice is recorded once. Raises Refused when the link cannot be used or the text has changed.
    The product acts in its own name: whoever signed has no account, and whoever asked did not answer. Both are named.
    """
    opened = find(token)
    if opened is None:
        raise Refused(_("This link cannot be used."))
    position = ChallengePosition.objects.select_for_update().get(pk=opened.position_id)
    link = SigningLink.objects.select_for_update().get(pk=opened.pk)
    given = answer_through(link)
    if given and (given.answer, given.text_en, given.text_cy) == (answer, text_en, text_cy):
        return given
    if link.token_hash != opened.token_hash or not takes_answer(link):
        raise Refused(_("This link cannot be used."))
    link.name, link.office_en, link.office_cy, link.answered_at = name, office_en, office_cy, timezone.now()
    facts = {"person": link, "asker": link.asked_by}
    with recording(by=system_user(), reason=Reason.ANSWERED_THROUGH_LINK.about(**facts)):
        link.full_clean()
        link.save()
        given = write_answer(
            position,
            link.organisation,
            version=link.position_version,
            answer=answer,
            text_en=text_en,
            text_cy=text_cy,
            signing_link=link,
        )
    told = {link.asked_by, *speakers_for(position.group, link.organisation)}
    tell(SIGNATORY_ANSWERED, told, about=link, by=None)
    return given
