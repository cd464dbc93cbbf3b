"""What one person published alone in an emergency, and what became of it: read from what versions say of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from openlog.leaves import Kind as EntryKind
from openlog.log import signed_size
from openlog.models import LogEntry
from publication.published.models import PublishedVersion
from publication.published.reading import both


class Outcome(StrEnum):
    """Where an emergency publication stands on the day it is read."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class EmergencyVersion:
    """A version that went out without a second person, the version that approves it and the entry that withdraws it."""

    version: PublishedVersion
    approved: PublishedVersion | None
    withdrawal: LogEntry | None

    @property
    def _notice(self) -> dict[str, Any]:
        return self.version.content["emergency"][0]

    @property
    def reason(self) -> BilingualText:
        return both(self._notice["reason"])

    @property
    def office(self) -> BilingualText:
        return both(self._notice["office"])

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self._notice["due_on"])

    @property
    def approved_on(self) -> date | None:
        """The day a second person approved it, also after it was due."""
        return date.fromisoformat(self.approved.content["emergency"][0]["approved_on"]) if self.approved else None

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Why, by which office and when, as components/summary_list.html takes it."""
        return [
            {"label": _("Why it could not wait"), "value": self.reason},
            {"label": _("Published by"), "value": self.office},
            {"label": _("Published on"), "value": self.version.published_at},
        ]

    @property
    def outcome(self) -> Outcome:
        if self.approved:
            return Outcome.APPROVED
        if self.withdrawal:
            return Outcome.WITHDRAWN
        return Outcome.OVERDUE if timezone.localdate() > self.due_on else Outcome.WAITING


def emergency_of(version: PublishedVersion) -> EmergencyVersion | None:
    """The emergency that a version went out in, or approves afterwards; None for every other version."""
    notice = _told(version)
    if notice is None:
        return None
    number = notice.get("version", version.number)
    return next((found for found in _emergencies(record=version.record) if found.version.number == number), None)


def emergencies() -> list[EmergencyVersion]:
    """Every emergency publication ever, newest first."""
    return _emergencies()


def is_unapproved(version: PublishedVersion) -> bool:
    """Whether the version went out without a second person."""
    notice = _told(version)
    return notice is not None and "approved_on" not in notice


def is_approved_afterwards(version: PublishedVersion) -> bool:
    """Whether the version says that a second person has approved the one before it."""
    return "approved_on" in (_told(version) or {})


def _told(version: PublishedVersion) -> dict[str, Any] | None:
    return version.content["emergency"][0] if "emergency" in version.content else None


def _emergencies(**where: Any) -> list[EmergencyVersion]:
    found = PublishedVersion.objects.provable().filter(content__has_key="emergency", **where)
    versions = list(found.select_related("record").order_by("-log_index"))
    approved = {
        (version.record_id, version.content["emergency"][0]["version"]): version
        for version in versions
        if is_approved_afterwards(version)
    }
    alone = [version for version in versions if is_unapproved(version)]
    withdrawals = _withdrawals(alone)
    return [
        EmergencyVersion(
            version,
            approved.get((version.record_id, version.number)),
            next((entry for entry in withdrawals if _is_of(entry, version)), None),
        )
        for version in alone
    ]


def _withdrawals(versions: Iterable[PublishedVersion]) -> list[LogEntry]:
    records = {version.record.uuid for version in versions}
    found = LogEntry.objects.filter(kind=EntryKind.WITHDRAW, record_id__in=records, index__lt=signed_size())
    return list(found.order_by("index"))


def _is_of(withdrawal: LogEntry, version: PublishedVersion) -> bool:
    return withdrawal.record_id == version.record.uuid and withdrawal.index > version.log_index
