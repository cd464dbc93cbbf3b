"""The texts of a publishable record that somebody should compare in both languages, as pages show them."""

from core.history import RecordedModel
from core.projections import Manifest
from decisions_log.models import PublicationRequest
from decisions_log.publication.kinds import PUBLISHABLE, Publishable, record_of
from decisions_log.published.outline import path_label
from taskgroups.level import position_label, standings
from taskgroups.models import ChallengePosition
from taskgroups.workspace.language_panels import LanguageRow, rows_to_compare


def language_rows(
    publishable: Publishable, record: RecordedModel, manifest: Manifest | None = None
) -> list[LanguageRow]:
    """The texts of the record that have not followed, that read as the other language, or that somebody has checked."""
    found = standings(publishable.projection, record, manifest)
    return rows_to_compare(found, lambda path: label_of(publishable, record, path))


def label_of(publishable: Publishable, record: RecordedModel, path: str) -> str:
    """What a text of the record is called."""
    if isinstance(record, ChallengePosition):
        return position_label(record, path)
    return path_label(publishable.kind, path)


def asked_rows(request: PublicationRequest) -> list[LanguageRow]:
    """The same for a request that waits for its answer."""
    return language_rows(PUBLISHABLE[request.kind], record_of(request.kind, request.record_uuid), request.manifest)
