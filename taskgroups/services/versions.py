"""Naming versions of a position, and bringing earlier words back. There is no way to delete a version."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from core.history import recording
from core.prepared import Prepared, prepared
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, VersionName
from taskgroups.reasons import Reason
from taskgroups.services.position import SectionClash, next_version, write
from taskgroups.versions import TITLE, PositionVersion, position_at


@dataclass
class RestoreClash(Exception):
    """Somebody changed the same words since the person looked. Nothing was restored. `part` is where."""

    part: str


@transaction.atomic
def name_version(*, position: ChallengePosition, version: int, name_en: str, name_cy: str, by: User) -> VersionName:
    """Give a version a name in one language or both, in place of the one it had. Raises Refused for no such version."""
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "draft", position)
    if not 1 <= version <= position.version:
        raise Refused(_("There is no such version."))
    named = VersionName.objects.filter(position=position, version=version).first()
    named = named or VersionName(position=position, version=version)
    if named.pk and (named.name_en, named.name_cy) == (name_en, name_cy):
        return named
    named.name_en, named.name_cy = name_en, name_cy
    with recording(by=by, reason=Reason.VERSION_NAMED):
        named.full_clean()
        named.save()
    return named


def restore(
    *, position: ChallengePosition, version: int, parts: Collection[str], base_version: int, by: User
) -> ChallengePosition:
    """Bring the words of `version` back in `parts` (kinds of sections, TITLE) as one new version.

    The person saw the position as it was in `base_version`. Other words that somebody saved since stay, as they do in
    any save; for the same words RestoreClash is raised and nothing is restored. Nothing to bring back makes no version.
    """
    return prepared(lambda done: _restore(position, version, parts, base_version, by, done))


@transaction.atomic
def _restore(
    position: ChallengePosition, version: int, parts: Collection[str], base_version: int, by: User, done: Prepared
) -> ChallengePosition:
    position = ChallengePosition.objects.select_for_update().get(pk=position.pk)
    authorise(by, "draft", position)
    then, base = position_at(position, version), position_at(position, base_version)
    if then is None or base is None:
        raise Refused(_("There is no such version."))
    with recording(by=by, reason=Reason.VERSION_RESTORED.about(number=version)):
        changed = [_restore_section(position, then, base, part, by, done) for part in parts if part != TITLE]
        if TITLE in parts:
            changed.append(_restore_title(position, then.title, base.title))
        if any(changed):
            next_version(position, restored_from=version)
    return position


def _restore_section(
    position: ChallengePosition, then: PositionVersion, base: PositionVersion, kind: str, by: User, done: Prepared
) -> bool:
    section = PositionSection.objects.select_for_update().get(position=position, kind=kind)
    try:
        return write(
            section=section,
            typed=_section_of(then, kind).text,
            base_revision=_section_of(base, kind).revision,
            version=position.version + 1,
            by=by,
            done=done,
        )
    except SectionClash as clash:
        raise RestoreClash(kind) from clash


def _restore_title(position: ChallengePosition, then: BilingualText, base: BilingualText) -> bool:
    if position.title == then:
        return False
    if position.title != base:
        raise RestoreClash(TITLE)
    position.title_en, position.title_cy = then.en, then.cy
    return True


def _section_of(version: PositionVersion, kind: str) -> PositionSection:
    return next(section for section in version.sections if section.kind == kind)
