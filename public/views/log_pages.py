"""The open log for readers: every entry, how to check the whole, and how to check one record."""

import base64
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from core.bilingual import BilingualText
from openlog import leaves
from openlog.canonical import canonical_json
from openlog.disclosures import Status
from openlog.export import NotInLog, SignedLog
from openlog.handovers import KeyChange
from openlog.models import KIND_LABELS, Disclosure, LogEntry
from openlog.tiles import TILE_WIDTH, Tile
from public.views.pages import PublicPage
from public.views.records import RecordPage, version_context
from publication.kinds import KINDS
from publication.published.addresses import record_address
from publication.published.emergencies import EmergencyVersion, Outcome, emergencies
from publication.published.models import PublishedVersion

PER_PAGE = 25


class _NewestFirst:
    """The entries of a signed log from the last to the first, read by index: a page costs the same in any log."""

    ordered = True

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> list[LogEntry]:
        last = self._size - 1 - part.start
        return list(LogEntry.objects.filter(index__range=(self._size - part.stop, last)).order_by("-index"))


def signed_log() -> SignedLog | None:
    """The log as far as it is signed; None before the first signature."""
    try:
        return SignedLog.latest()
    except NotInLog:
        return None


class OpenLog(PublicPage):
    """Every entry of the log, newest first."""

    template_name = "public/open_log.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = signed_log()
        entries: Any = _NewestFirst(log.size if log else 0)
        page: Page[LogEntry] = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("page"))
        changes = {change.index: change for change in log.key_changes()} if log else {}
        found = emergencies()
        unapproved = sum(emergency.outcome in (Outcome.WAITING, Outcome.OVERDUE) for emergency in found)
        context = {"log": log, "page": page, "rows": _rows(page, changes, found)}
        return super().get_context_data(**context, emergencies=found, unapproved=unapproved, **kwargs)


def _rows(page: Page, changes: dict[int, KeyChange], found: list[EmergencyVersion]) -> list[dict[str, Any]]:
    """Entries with the version that each published and its address, or the change of the key that it says.

    `alone` and `approved` tell those that went out in an emergency, and those that approve them afterwards.
    """
    alone = {emergency.version.log_index for emergency in found}
    approved = {emergency.approved.log_index for emergency in found if emergency.approved}
    entries = list(page)
    indexes = [entry.index for entry in entries]
    versions = {
        version.log_index: version
        for version in PublishedVersion.objects.filter(log_index__in=indexes).select_related("record").defer("content")
    }
    return [
        {
            "entry": entry,
            "kind": KIND_LABELS[leaves.Kind(entry.kind)],
            "version": (version := versions.get(entry.index)),
            "href": record_address(version.record, "version", version.number) if version else None,
            "alone": entry.index in alone,
            "approved": entry.index in approved,
            "key_change": changes.get(entry.index),
            "check": record_address(version.record, "check", version.number) if version else None,
        }
        for entry in entries
    ]


class Verify(PublicPage):
    """The key, the checkpoint, and how anyone can check the log."""

    template_name = "public/verify.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = signed_log()
        note = log.checkpoint.note.decode() if log else ""
        return super().get_context_data(log=log, note=note, earlier_keys=_earlier_keys(log), **kwargs)


def _earlier_keys(log: SignedLog | None) -> list[dict[str, Any]]:
    """The changes of the key, newest first, each with the entry from which the key it ended had been in force."""
    changes = log.key_changes() if log else []
    begun = [0, *(change.index for change in changes)]
    return [{"change": change, "since": since} for change, since in zip(changes, begun, strict=False)][::-1]


@dataclass(frozen=True)
class Commitment:
    """One value that an entry commits to, as it is shown; `value` is its text, or canonical JSON when it is no text."""

    path: str
    label: str
    language: str
    digest: str
    value: str | None
    reason: BilingualText
    erased: bool = False


class _InLog(RecordPage):
    """A page about the log entry of one version."""

    @cached_property
    def log(self) -> SignedLog:
        """The signed log, when it covers the entry. Raises Http404."""
        log = signed_log()
        if log is None or self.shown.log_index >= log.size:
            raise Http404
        return log


class CheckRecord(_InLog):
    """One version, its place in the log, and everything its entry commits to."""

    page = "check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log, version = self.log, self.shown
        entry = log.entry(version.log_index)
        shown = [_commitment(version, row) for row in Disclosure.objects.filter(entry=entry)]
        shown.sort(key=lambda commitment: KINDS[self.kind].path_order(commitment.path))
        return super().get_context_data(
            **version_context(version, self.versions),
            entry=entry,
            leaf=entry.leaf.decode(),
            leaf_hash=entry.leaf_hash.hex(),
            log=log,
            note=log.checkpoint.note.decode(),
            root=base64.b64encode(log.checkpoint.root).decode(),
            proof=[base64.b64encode(hashed).decode() for hashed in log.inclusion_proof(entry.index)],
            commitments=shown,
            entries_address=_entries_address(entry.index, log.size),
            address=record_address(self.record, "version", version.number),
            proof_address=record_address(self.record, "proof", version.number),
            **kwargs,
        )


def _entries_address(index: int, size: int) -> str:
    """The address of the bundle of entries that holds this one."""
    number = index // TILE_WIDTH
    bundle = Tile(None, number, min(TILE_WIDTH, size - number * TILE_WIDTH))
    return reverse("log:tile", args=[bundle.path.removeprefix("tile/")])


def _commitment(version: PublishedVersion, row: Disclosure) -> Commitment:
    reason = BilingualText(row.reason_en, row.reason_cy)
    if row.encoded is None:
        return Commitment("", "", "", row.digest, None, reason, erased=row.status == Status.ERASED)
    disclosure = leaves.Disclosure.parse(row.encoded)
    _stem, _dot, last = disclosure.path.rpartition(".")
    value = disclosure.value
    text = value if isinstance(value, str) else canonical_json(value).decode()
    language = last if last in ("cy", "en") else ""
    label = KINDS[version.record.kind].path_label(disclosure.path, version.content)
    return Commitment(disclosure.path, label, language, row.digest, text, reason)


class Proof(_InLog):
    """The proof of one version as a file (C2SP tlog-proof): with it, anyone can check the entry off line."""

    page = "proof"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.log.proof(self.shown.log_index), content_type="text/plain; charset=utf-8")
        name = f"{self.record.slug_en}-{self.shown.number}.tlog-proof"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
