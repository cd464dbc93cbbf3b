"""The texts of a record that somebody should compare in both languages, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.history import RecordedModel
from publication.kinds import KindSpec, kind_of
from publication.level import Standing, said, standings


@dataclass(frozen=True)
class LanguageRow:
    """One text to compare: what it is called, where it stands, and what is to be looked at, in words."""

    label: str
    standing: Standing
    reasons: list[str]


def language_rows(record: RecordedModel) -> list[LanguageRow]:
    """The texts of the record that have not followed, that read as the other language, or that somebody has checked."""
    return rows_to_compare(kind_of(record), standings(record))


def rows_to_compare(spec: KindSpec, found: Iterable[Standing]) -> list[LanguageRow]:
    """The same, of texts that have been read."""
    return [
        LanguageRow(name := spec.label_of(standing.row, standing.path), standing, _reasons(standing, name))
        for standing in found
        if standing.lags or standing.foreign or standing.check
    ]


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
