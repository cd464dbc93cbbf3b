"""Confirming that the texts of a record say the same in both languages (core/level.py has the rule)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from core.history import RecordedModel
from core.level import digest
from core.transitions import Refused
from core.verdicts import insist
from people.models import LanguageCheck, User
from publication.kinds import kind_of
from publication.level import standings


@transaction.atomic
def confirm(*, record: RecordedModel, pins: Iterable[str], by: User) -> int:
    """Record that the texts of `pins` (Standing.pin) say the same in both languages; returns how many there were.

    Raises Refused when one of them has changed since the person read it.
    """
    spec = kind_of(record)
    record = spec.model._default_manager.select_for_update().get(pk=record.pk)
    insist(spec.may_confirm(by, record))
    now = {standing.pin: standing for standing in standings(record)}
    pins = list(pins)
    if any(pin not in now for pin in pins):
        raise Refused(_("The text changed while you were reading it. Read it again before you confirm."))
    found = [now[pin] for pin in pins if not now[pin].check]
    for standing in found:
        if not spec.confirm(standing, by):
            write_check(standing.row.uuid, standing.name, standing.language or "cy", standing.text, by)
    return len(found)


def write_check(row: UUID, name: str, language: str, text: BilingualText, by: User) -> None:
    """Record that `language` of this text says what the other one says."""
    LanguageCheck.objects.create(row=row, name=name, language=language, digest=digest(text), checked_by=by)
