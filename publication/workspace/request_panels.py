"""What the pages of publication show, as the components take it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, override

from core.bilingual import LANGUAGES, BilingualText
from core.dates import long_date
from core.history import RecordedModel
from core.reasons import reason_words
from publication.models import PublicationRequest, PublishedVersion, RequestState, Withholding
from publication.pinned import Pinned
from publication.published.addresses import record_address, version_address
from publication.published.comparison import Difference, differences
from publication.published.notices import facts
from publication.requests import titles_of


def _address(request: PublicationRequest) -> str:
    return reverse("workspace:publication_request", args=[request.uuid])


def waiting_tasks(requests: Sequence[PublicationRequest]) -> list[dict[str, Any]]:
    """Requests to answer, as components/task_list.html takes them."""
    titles = titles_of(requests)
    return [
        {
            "title": titles[request.pk],
            "href": _address(request),
            "hint": _("%(kind)s. Asked for by: %(person)s, %(date)s")
            % {
                "kind": request.get_kind_display(),
                "person": request.requested_by,
                "date": long_date(request.requested_at),
            },
            "status": request.state,
            "label": request.get_state_display(),
        }
        for request in requests
    ]


def request_table(requests: Sequence[PublicationRequest]) -> dict[str, Any]:
    """Requests with what became of them, as components/table.html takes them."""
    titles = titles_of(requests)
    return {
        "columns": [_("Record"), _("Kind"), _("Asked for by"), _("Date"), _("State")],
        "rows": [
            [
                {"text": titles[request.pk], "href": _address(request)},
                request.get_kind_display(),
                str(request.requested_by),
                long_date(request.requested_at),
                {"text": request.get_state_display(), "status": request.state},
            ]
            for request in requests
        ],
    }


def request_facts(request: PublicationRequest) -> list[dict[str, Any]]:
    """Who asked, who answered, when and why, as components/summary_list.html takes it."""
    facts: list[dict[str, Any]] = [
        {"label": _("Kind"), "value": request.get_kind_display()},
        {"label": _("Asked for by"), "value": str(request.requested_by)},
        {"label": _("Asked for on"), "value": request.requested_at},
    ]
    if request.answered_by is not None:
        facts += [
            {"label": _("Answered by"), "value": str(request.answered_by)},
            {"label": _("Answered on"), "value": request.answered_at},
        ]
    if request.state in (RequestState.RETURNED, RequestState.REFUSED):
        facts.append({"label": _("The publisher’s reason"), "value": reason_words(request.answer_reason)})
    return facts


def proof_facts(version: PublishedVersion) -> list[dict[str, Any]]:
    """Where a version is read and checked, as components/summary_list.html takes it."""
    return [
        {"label": _("Public page"), "value": version_address(version), "href": version_address(version)},
        {"label": _("Version"), "value": version.number},
        {"label": _("Number in the open log"), "value": version.log_index},
        {
            "label": _("Proof"),
            "value": _("Check this record"),
            "href": record_address(version.record, "check", version.number),
        },
    ]


def withheld_now(record: RecordedModel, now: Pinned) -> dict[str, Any]:
    """What is withheld of a record as it stands, each with its label, and whether there is more that could be."""
    labels = {part.name: part.label for part in now.parts}
    rows = Withholding.objects.filter(record_uuid=record.uuid)
    withheld = [(row, labels[row.part]) for row in rows if row.part in labels]
    return {"withheld": withheld, "may_withhold": len(withheld) < len(labels)}


def hidden_parts(asked: Pinned) -> list[tuple[str, BilingualText, list[dict[str, Any]]]]:
    """Label, words and reasons of what a request withholds."""
    return [(label, words, facts(notice)) for label, words, notice in asked.hidden_parts]


def changes_against(version: PublishedVersion | None, content: dict[str, Any]) -> list[tuple[str, list[Difference]]]:
    """What reads otherwise than in the published version, by language, Welsh first; nothing without one."""
    if version is None:
        return []
    changes = [(language, _changes(version, content, language)) for language in LANGUAGES]
    return changes if any(items for _language, items in changes) else []


def _changes(version: PublishedVersion, content: dict[str, Any], language: str) -> list[Difference]:
    with override(language):
        return [item for item in differences(version.record.kind, version.content, content) if item.changed]
