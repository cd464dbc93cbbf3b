"""The texts of a record that somebody should compare in both languages, as pages show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.history import RecordedModel
from core.projections import Manifest
from decisions_log.models import PublicationRequest
from decisions_log.publication.kinds import PUBLISHABLE, Publishable, record_of
from decisions_log.published.outline import path_label
from taskgroups.level import Standing, position_label, said, standings
from taskgroups.models import ChallengePosition


@dataclass(frozen=True)
class LanguageRow:
    """One text to compare: what it is called, where it stands, and what is to be looked at, in words."""

    label: str
    standing: Standing
    reasons: list[str]


def language_rows(
    publishable: Publishable, record: RecordedModel, manifest: Manifest | None = None
) -> list[LanguageRow]:
    """The texts of the record that have not followed, that read as the other language, or that somebody has checked."""
    found = []
    for standing in standings(publishable.projection, record, manifest):
        if standing.lags or standing.foreign or standing.check:
            label = label_of(publishable, record, standing.path)
            found.append(LanguageRow(label, standing, _reasons(standing, label)))
    return found


def label_of(publishable: Publishable, record: RecordedModel, path: str) -> str:
    """What a text of the record is called."""
    if isinstance(record, ChallengePosition):
        return position_label(record, path)
    return path_label(publishable.kind, path)


def asked_rows(request: PublicationRequest) -> list[LanguageRow]:
    """The same for a request that waits for its answer."""
    return language_rows(PUBLISHABLE[request.kind], record_of(request.kind, request.record_uuid), request.manifest)


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
