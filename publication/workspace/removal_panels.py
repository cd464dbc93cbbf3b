"""What the pages about removals show, as the components take it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from core.dates import long_date
from core.reasons import reason_words
from publication.kinds import KINDS
from publication.models import PublishedRecord, PublishedVersion, Removal, RemovalState
from publication.published.addresses import record_address
from publication.published.notices import Notice, facts, texts
from publication.published.register import Entry
from publication.removal_parts import find_part, parts_of_versions, same_words
from publication.similar import Passage, similar_passages


def title_of(record: PublishedRecord) -> BilingualText:
    """What the record is called in public."""
    return PublishedVersion.objects.filter(record=record).latest("number").title


def _address(removal: Removal) -> str:
    return reverse("workspace:removal", args=[removal.uuid])


def tasks(removals: Iterable[Removal]) -> list[dict[str, Any]]:
    """Requests to answer, as components/task_list.html takes them."""
    return [
        {
            "title": removal.get_action_display(),
            "href": _address(removal),
            "hint": _("Asked for by: %(person)s, %(date)s")
            % {"person": removal.requested_by, "date": long_date(removal.requested_at)},
            "status": removal.state,
            "label": removal.get_state_display(),
        }
        for removal in removals
    ]


def removal_table(removals: Iterable[Removal]) -> dict[str, Any]:
    """Requests with what became of them, as components/table.html takes them."""
    return {
        "columns": [_("Request"), _("Kind"), _("Asked for by"), _("Date"), _("State")],
        "rows": [
            [
                {"text": removal.get_action_display(), "href": _address(removal)},
                removal.get_kind_display(),
                str(removal.requested_by),
                long_date(removal.requested_at),
                {"text": removal.get_state_display(), "status": removal.state},
            ]
            for removal in removals
        ],
    }


def register_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What is withheld now, each with the way to show it again."""
    return [
        {
            "entry": entry,
            "facts": facts(entry.notice),
            "page": record_address(entry.version.record),
            "release": reverse("workspace:removal_new", args=[entry.version.record.uuid])
            + f"?action=restore&part={entry.version.number}:{entry.notice['part']}",
        }
        for entry in entries
        if entry.status == "withheld"
    ]


def part_choices(record: PublishedRecord) -> list[tuple[str, str]]:
    """Every text of every version, newest first; those that say the same as a newer one at the same place left out."""
    choices: dict[tuple[str, str, str], tuple[str, str]] = {}
    for part in parts_of_versions(record):
        name = _("Version %(number)d: %(part)s") % {
            "number": part.version,
            "part": _label(record, part.path),
        }
        name = _("%(part)s (withheld)") % {"part": name} if part.withheld else name
        choices.setdefault((part.path, part.text.en, part.text.cy), (f"{part.version}:{part.path}", name))
    return list(choices.values())


def removal_facts(removal: Removal, record: PublishedRecord) -> list[dict[str, Any]]:
    """What is asked for, by whom, why, and what became of it, as components/summary_list.html takes it."""
    part = _label(record, removal.part) if removal.part else _("The whole record")
    address = record_address(record)
    told: list[dict[str, Any]] = [
        {"label": _("What is to be done"), "value": removal.get_action_display()},
        {"label": _("Part"), "value": part},
        {"label": _("Public page"), "value": address, "href": address},
        {"label": _("Asked for by"), "value": str(removal.requested_by)},
        {"label": _("Asked for on"), "value": removal.requested_at},
        *facts(_to_be_told(removal)),
    ]
    if removal.state != RemovalState.REQUESTED:
        told += [
            {"label": _("Answered by"), "value": str(removal.answered_by)},
            {"label": _("Answered on"), "value": removal.answered_at},
        ]
    if removal.state == RemovalState.REFUSED:
        told.append({"label": _("Reason"), "value": reason_words(removal.answer_reason)})
    if removal.log_index is not None:
        told.append({"label": _("Number in the open log"), "value": removal.log_index})
    return told


def _to_be_told(removal: Removal) -> Notice:
    return removal.notice(removal.part) if removal.ground else removal.explanation()


def public_texts(removal: Removal) -> list[tuple[str, BilingualText]]:
    """What everyone will read once the request is carried out, in both languages, for who answers it."""
    return texts(_to_be_told(removal))


def other_wordings(removal: Removal) -> list[Passage]:
    """Drafts and other texts that say nearly what is to be erased, for who answers the request to choose from."""
    return similar_passages(removal) if removal.state == RemovalState.REQUESTED else []


def places(removal: Removal, record: PublishedRecord) -> list[tuple[str, BilingualText]]:
    """Every version and place that the request would change, with its words, for who answers it."""
    part = find_part(record, removal.version, removal.part)
    return [
        (
            _("Version %(number)d: %(part)s") % {"number": one.version, "part": _label(record, one.path)},
            one.text,
        )
        for one in (same_words(record, part) if part else [])
    ]


def _label(record: PublishedRecord, path: str) -> str:
    return KINDS[record.kind].path_label(path)
