"""Drafting, saving and answering a challenge position."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText
from core.history import recording
from core.merging import Merge
from core.prepared import Prepared, prepared
from core.transitions import Refused
from core.verdicts import authorise
from frontdesk.links import withdraw_all
from people.models import Organisation, User
from publication.level import blockers
from taskgroups.models import (
    Answer,
    ChallengePosition,
    PositionSection,
    SectionKind,
    SigningLink,
    SignOff,
    TaskGroup,
)
from taskgroups.reasons import Reason
from taskgroups.selectors import current_membership, section_at
from taskgroups.services.languages import keep_level
from taskgroups.services.references import next_reference


@dataclass
class SectionClash(Exception):
    """Somebody changed the same words in between. Nothing was saved: the writer settles `merges` and saves again."""

    current: PositionSection
    merges: dict[str, Merge]


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


def save_section(
    *, section: PositionSection, text_en: str, text_cy: str, base_revision: int, by: User, reason: str
) -> PositionSection:
    """Save both texts of a section that the writer opened at `base_revision`; returns the section as it then stands.

    Other words that somebody saved in between are kept beside the writer's. Raises SectionClash when they are the same
    words; nothing is overwritten. Saving the same words changes nothing, and so does sending the same save twice; space
    around a text does not count.
    """
    typed = BilingualText(en=text_en.strip(), cy=text_cy.strip())
    return prepared(
        lambda done: _save_section(section, typed=typed, base_revision=base_revision, by=by, reason=reason, done=done)
    )


@transaction.atomic
def _save_section(
    section: PositionSection, *, typed: BilingualText, base_revision: int, by: User, reason: str, done: Prepared
) -> PositionSection:
    position = ChallengePosition.objects.select_for_update().get(pk=section.position_id)
    section = PositionSection.objects.select_for_update().get(pk=section.pk)
    authorise(by, "draft", section)
    version = position.version + 1
    with recording(by=by, reason=reason):
        if write(section=section, typed=typed, base_revision=base_revision, version=version, by=by, done=done):
            next_version(position)
    return section


def write(
    *, section: PositionSection, typed: BilingualText, base_revision: int, version: int, by: User, done: Prepared
) -> bool:
    """Write what was typed from `base_revision` on into a locked section, as its share of `version`.

    Returns whether the section changed. Raises SectionClash, and ValidationError for a text that is too long. Runs
    inside `recording`; long texts are merged by `core.prepared`.
    """
    digest = _save_digest(typed, base_revision, by)
    if section.text == typed or section.history.filter(save_digest=digest).exists():
        return False
    merges = _merged(section, typed, base_revision, done)
    if any(merge.clashes for merge in merges.values()):
        raise SectionClash(current=section, merges=merges)
    merged = BilingualText(**{language: merge.text.strip() for language, merge in merges.items()})
    if merged == section.text:
        return False
    keep_level(section, merged, version=version, by=by)
    section.text_en, section.text_cy, section.save_digest = merged.en, merged.cy, digest
    section.revision += 1
    section.saved_in = version
    section.save()
    return True


def next_version(position: ChallengePosition, *, restored_from: int | None = None) -> None:
    """Count one more version of a locked position. Runs inside `recording`."""
    position.version += 1
    position.restored_from = restored_from
    position.save()


def _merged(section: PositionSection, typed: BilingualText, base_revision: int, done: Prepared) -> dict[str, Merge]:
    """What the writer typed from `base_revision` on, merged into the section as it stands, by language."""
    base = section.text if base_revision == section.revision else section_at(section, base_revision)
    return {
        language: done.merge(getattr(base, language), getattr(typed, language), getattr(section.text, language))
        for language in LANGUAGES
    }


def _save_digest(typed: BilingualText, base_revision: int, by: User) -> str:
    """What makes a save the same save: who, from which revision, which words. SHA-256 in hex."""
    return hashlib.sha256(json.dumps([by.pk, base_revision, typed.en, typed.cy]).encode()).hexdigest()


@transaction.atomic
def rename(*, position: ChallengePosition, title_en: str, title_cy: str, by: User, reason: str) -> ChallengePosition:
    """Change the title; it counts as a change of the text."""
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "draft", position)
    if (position.title_en, position.title_cy) == (title_en, title_cy):
        return position
    position.title_en, position.title_cy = title_en, title_cy
    position.full_clean()
    with recording(by=by, reason=reason):
        next_version(position)
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
    has changed since the person read it. Whoever was asked to answer for the body by a link is asked no longer.
    """
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "sign", position)
    membership = current_membership(position.group, by.pk)
    if membership is None:
        raise Refused(_("Only a current member can answer for a body."))
    with recording(by=by, reason=Reason.SIGNED_OFF if answer == Answer.SIGN_OFF else Reason.RESERVED):
        given = write_answer(
            position,
            membership.organisation,
            version=version,
            answer=answer,
            text_en=text_en,
            text_cy=text_cy,
            signed_by=by,
        )
        withdraw_all(position.signing_links.filter(organisation=membership.organisation))
    return given


def write_answer(
    position: ChallengePosition,
    organisation: Organisation,
    *,
    version: int,
    answer: Answer,
    text_en: str,
    text_cy: str,
    signed_by: User | None = None,
    signing_link: SigningLink | None = None,
) -> SignOff:
    """Write down what a body answers to `version` of a locked position, as a member or a signatory by link gave it.

    Raises Refused for another version, and for a sign-off while one language has not followed the other. Raises
    ValidationError for a reservation without words. Runs inside `recording`.
    """
    if version != position.version:
        raise Refused(_("The position changed while you were reading it. Read the new version before you answer."))
    if answer == Answer.SIGN_OFF and (late := blockers(position)):
        raise Refused(*late)
    pinned = {"position": position, "organisation": organisation, "position_version": version}
    given = SignOff.objects.filter(**pinned).first() or SignOff(**pinned)
    given.answer, given.text_en, given.text_cy = answer, text_en.strip(), text_cy.strip()
    given.signed_by, given.signing_link, given.signed_at = signed_by, signing_link, timezone.now()
    given.full_clean()
    given.save()
    return given
