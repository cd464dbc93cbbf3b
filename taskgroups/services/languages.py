"""Keeping count of the text of a section that has not followed the other one, and confirming that texts say the same.

core/level.py has the rule. A section keeps count itself, because it is saved after every pause.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText, other_language
from core.history import RecordedModel, recording
from core.level import SITTING, digest, lags
from core.projections import Projection
from core.transitions import Refused
from core.verdicts import ALLOWED, NOT_YOURS, Verdict, authorise, can, insist
from missions.models import Mission
from missions.policy import leads
from people.models import LanguageCheck, User
from taskgroups.level import standings, text_when_level
from taskgroups.models import MembershipRole, PositionSection, TaskGroup
from taskgroups.reasons import Reason
from taskgroups.selectors import current_membership

_WRITERS = (MembershipRole.CONVENER, MembershipRole.SECRETARIAT, MembershipRole.MEMBER)


def keep_level(section: PositionSection, text: BilingualText, *, version: int, by: User) -> None:
    """Note, before a section is saved with another `text`, whether its languages say the same in `version`."""
    changed = [language for language in LANGUAGES if getattr(section.text, language) != getattr(text, language)]
    late = lags(text_when_level(section), text)
    if not late or (len(changed) == 1 and _goes_on_following(section, changed[0], by)):
        section.behind, section.level_in = "", version
    else:
        section.behind = late[0].behind


def _goes_on_following(section: PositionSection, language: str, by: User) -> bool:
    """Whether the last save brought `language` up to date, and the same person is still at it.

    A page saves by itself after every pause, so bringing a text up to date is many saves.
    """
    if section.behind or section.level_in != section.saved_in:
        return False
    last, *earlier = section.history.order_by("-history_id")[:2]
    if not earlier or last.history_user_id != by.pk or timezone.now() - last.history_date > SITTING:
        return False
    texts = [save.instance.text for save in (last, earlier[0])]
    followed, led = (len({getattr(text, name) for text in texts}) for name in (language, other_language(language)))
    return (followed, led) == (2, 1)


@transaction.atomic
def confirm_level(*, section: PositionSection, language: str, revision: int, by: User) -> PositionSection:
    """Record that `language` says the same as the other one at `revision`, without changing a word; idempotent.

    Raises Refused when the section was saved since the person read it.
    """
    section = PositionSection.objects.select_for_update().get(pk=section.pk)
    authorise(by, "draft", section)
    if section.behind != language:
        return section
    if section.revision != revision:
        raise Refused(_("The section changed while you were reading it. Read it again before you confirm."))
    _write_check(section.uuid, "text", language, section.text, by)
    section.behind, section.level_in = "", section.saved_in
    with recording(by=by, reason=Reason.WELSH_UP_TO_DATE if language == "cy" else Reason.ENGLISH_UP_TO_DATE):
        section.save()
    return section


def may_confirm(person: User, record: RecordedModel) -> Verdict:
    """Whether the person may confirm that the texts of a record say the same: who may write or publish it."""
    if isinstance(record, Mission):
        return can(person, "change", record)
    group: TaskGroup = record if isinstance(record, TaskGroup) else getattr(record, "group")  # noqa: B009 - a property
    if leads(person, group.mission):
        return ALLOWED
    membership = current_membership(group, person.pk)
    return ALLOWED if membership is not None and membership.role in _WRITERS else NOT_YOURS


@transaction.atomic
def confirm(*, projection: Projection, record: RecordedModel, pins: Iterable[str], by: User) -> int:
    """Record that the texts of `pins` (Standing.pin) say the same in both languages; returns how many there were.

    Raises Refused when one of them has changed since the person read it.
    """
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    insist(may_confirm(by, record))
    now = {standing.pin: standing for standing in standings(projection, record)}
    pins = list(pins)
    if any(pin not in now for pin in pins):
        raise Refused(_("The text changed while you were reading it. Read it again before you confirm."))
    found = [now[pin] for pin in pins if not now[pin].check]
    for standing in found:
        if isinstance(standing.row, PositionSection) and standing.lags and can(by, "draft", standing.row):
            section = standing.row
            confirm_level(section=section, language=section.behind, revision=section.revision, by=by)
        else:
            _write_check(standing.row.uuid, standing.name, standing.language or "cy", standing.text, by)
    return len(found)


def _write_check(row: UUID, name: str, language: str, text: BilingualText, by: User) -> None:
    LanguageCheck.objects.create(row=row, name=name, language=language, digest=digest(text), checked_by=by)
