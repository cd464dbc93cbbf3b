"""The texts of a record that somebody should compare in both languages, as pages show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from taskgroups.level import Standing, position_label, said, standings
from taskgroups.models import ChallengePosition
from taskgroups.projections import POSITION


@dataclass(frozen=True)
class LanguageRow:
    """One text to compare: what it is called, where it stands, and what is to be looked at, in words."""

    label: str
    standing: Standing
    reasons: list[str]


def rows_to_compare(found: Iterable[Standing], label: Callable[[str], str]) -> list[LanguageRow]:
    """The texts that have not followed, that read as the other language, or that somebody has checked."""
    return [
        LanguageRow(name := label(standing.path), standing, _reasons(standing, name))
        for standing in found
        if standing.lags or standing.foreign or standing.check
    ]


def rows_to_sign(position: ChallengePosition, version: int) -> list[LanguageRow]:
    """The texts of `version`, the newest one, that nobody has checked: what whoever signs it should know."""
    found = [standing for standing in standings(POSITION, position) if not standing.check]
    as_read = [standing for standing in found if getattr(standing.row, "saved_in", version) <= version]
    return rows_to_compare(as_read, lambda path: position_label(position, path))


def _reasons(standing: Standing, label: str) -> list[str]:
    if standing.check:
        return [str(standing.check)]
    found = [said(standing, label)] if standing.lags else []
    foreign = {
        "cy": _("A paragraph of the Welsh text reads as English: %(text)s"),
        "en": _("A paragraph of the English text reads as Welsh: %(text)s"),
    }
    found += [
        foreign[language] % {"text": label}
        for language in LANGUAGES
        if any(row.language == language and not row.same for row in standing.foreign)
    ]
    if any(row.same for row in standing.foreign):
        found.append(_("A paragraph is the same in Welsh and in English: %(text)s") % {"text": label})
    return found
