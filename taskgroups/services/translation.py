"""Putting into the other language what somebody said in one."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.bilingual import OwnText
from core.history import recording, refuse_stale
from core.own_words import Translator
from core.transitions import Refused
from core.verdicts import insist
from people.models import User
from people.notifications import tell
from taskgroups.notifications import WORDS_TRANSLATED
from taskgroups.reasons import Reason
from taskgroups.translations import Wording, authors_of, may_translate


@transaction.atomic
def translate(*, wording: Wording, text: str, by: User, based_on: int | None = None) -> Wording:
    """Write the translation of somebody's own words, or correct it; the original stays as it is.

    The author is told of a translation by somebody else. `based_on` is the history id that the translator read: Refused
    when the record has changed since, or when there is nothing to translate.
    """
    source = wording.source
    row = source.model._default_manager.select_for_update().get(pk=wording.row.pk)
    wording = Wording(source, row, wording.group)
    insist(may_translate(by, wording))
    refuse_stale(row, based_on)
    said = wording.text
    if not isinstance(said, OwnText) or not said.original:
        raise Refused(_("The author wrote this in both languages: there is nothing to translate."))
    if not text.strip():
        raise Refused(_("Enter the translation."))
    if getattr(said, said.translated or said.original) == text.strip() and not said.wanted:
        return wording
    authors = authors_of(wording)
    source.accessor().translate(row, text.strip(), Translator.AUTHOR if by in authors else Translator.SECRETARIAT)
    with recording(by=by, reason=Reason.WORDS_TRANSLATED):
        row.full_clean()
        row.save()
    tell(WORDS_TRANSLATED, authors, about=wording.group, by=by)
    return wording
