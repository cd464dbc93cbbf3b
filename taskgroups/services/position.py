"""Drafting, saving and answering a challenge position."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from taskgroups.models import Answer, ChallengePosition, PositionSection, SectionKind, SignOff, TaskGroup
from taskgroups.selectors import current_membership
from taskgroups.services.references import next_reference


@dataclass
class StaleSection(Exception):
    """Somebody saved this section in between: `current` is what they saved; the writer's own text is theirs to keep."""

    current: PositionSection


def start_position(group: TaskGroup) -> ChallengePosition:
    """The group's position with an empty section of every kind. Runs inside the transition to defining; idempotent."""
    position = ChallengePosition.objects.filter(group=group).first()
    if position is None:
        position = ChallengePosition.objects.create(group=group, title_en=group.name_en, title_cy=group.name_cy)
        for order, kind in enumerate(SectionKind, start=1):
            PositionSection.objects.create(position=position, kind=kind, order=order)
    return position


def agree_position(group: TaskGroup) -> ChallengePosition:
    """Mark the current version as the agreed one. Runs inside the transition to position agreed."""
    position = ChallengePosition.objects.select_for_update().get(group=group)
    position.reference = position.reference or next_reference("OPSW-CP")
    position.agreed_version, position.agreed_at = position.version, timezone.now()
    position.save()
    return position


@transaction.atomic
def save_section(
    *, section: PositionSection, text_en: str, text_cy: str, base_revision: int, by: User, reason: str
) -> PositionSection:
    """Save both texts of a section that the writer opened at `base_revision`.

    Raises StaleSection when somebody saved in between; nothing is overwritten. Saving the same words changes nothing;
    space around a text does not count.
    """
    text_en, text_cy = text_en.strip(), text_cy.strip()
    position = ChallengePosition.objects.select_for_update().get(pk=section.position_id)
    section = PositionSection.objects.select_for_update().get(pk=section.pk)
    authorise(by, "draft", section)
    if (section.text_en, section.text_cy) == (text_en, text_cy):
        return section
    if section.revision != base_revision:
        raise StaleSection(current=section)
    section.text_en, section.text_cy = text_en, text_cy
    section.revision += 1
    position.version += 1
    with recording(by=by, reason=reason):
        section.save()
        position.save()
    return section


@transaction.atomic
def rename(*, position: ChallengePosition, title_en: str, title_cy: str, by: User, reason: str) -> ChallengePosition:
    """Change the title; it counts as a change of the text."""
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "draft", position)
    if (position.title_en, position.title_cy) == (title_en, title_cy):
        return position
    position.title_en, position.title_cy = title_en, title_cy
    position.version += 1
    with recording(by=by, reason=reason):
        position.full_clean()
        position.save()
    return position


@transaction.atomic
def answer(
    *,
    position: ChallengePosition,
    version: int,
    answer: Answer,
    by: User,
    text_en: str = "",
    text_cy: str = "",
) -> SignOff:
    """Sign off, or record a reservation, for the body the person speaks for, on exactly `version`.

    Answering again for the same version replaces the body's answer (its history remains). Raises Refused when the text
    has changed since the person read it.
    """
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "sign", position)
    membership = current_membership(position.group, by.pk)
    if membership is None:
        raise Refused(_("Only a current member can answer for a body."))
    if version != position.version:
        raise Refused(_("The position changed while you were reading it. Read the new version before you answer."))
    if answer == Answer.RESERVATION and not (text_en.strip() and text_cy.strip()):
        raise Refused(_("Write the reservation in Welsh and in English."))
    if bool(text_en.strip()) != bool(text_cy.strip()):
        raise Refused(_("Write what your body says in Welsh and in English, or in neither."))
    given = SignOff.objects.filter(
        position=position, organisation=membership.organisation, position_version=version
    ).first() or SignOff(position=position, organisation=membership.organisation, position_version=version)
    given.answer, given.text_en, given.text_cy = answer, text_en, text_cy
    given.signed_by, given.signed_at = by, timezone.now()
    with recording(by=by, reason=str(Answer(answer).label)):
        given.full_clean()
        given.save()
    return given
