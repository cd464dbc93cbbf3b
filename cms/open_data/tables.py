"""Published versions and log entries as CSV: UTF-8 with a byte order mark, first line the names of the columns.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import override

from cms.open_data.records import Data
from core.bilingual import LANGUAGES
from decisions_log.openlog.canonical import canonical_json
from decisions_log.published.models import Kind
from decisions_log.published.outline import OUTLINES, Field, path_label, path_order
from decisions_log.published.reading import both

Row = dict[str, Any]

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_HIDDEN = ["withheld", "withheld_reason_cy", "withheld_reason_en"]
_OF_VERSION = ["reference", "id", "title_cy", "title_en", "version", "published_at", "mission", "log_entry"]
_TODAY = {
    Kind.DECISION: ["state_label_cy", "state_label_en"],
    Kind.ADOPTION_SET: ["answers_cy", "answers_en"],
}
_ADDRESSES = ["page_cy", "page_en", "json"]
_OF_ENTRY = ["entry", "kind", "appended_at", "leaf_hash", "record_kind", "reference", "id", "version"]
_OF_VALUE = ["path", "label_cy", "label_en", "value"]


class _Line:
    """A file that hands back what is written to it, so that a writer yields line by line."""

    def write(self, line: str) -> str:
        return line


def lines(columns: list[str], rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file."""
    writer = csv.DictWriter(_Line(), columns, restval="")
    yield _BYTE_ORDER_MARK
    yield writer.writeheader()
    for row in rows:
        yield writer.writerow({name: _safe(value) for name, value in row.items()})


def value_table(version: Data) -> Iterator[str]:
    """One version: a row for each of its values, with the path that leads to it in the JSON, in reading order."""
    return lines(_OF_VALUE, (_value_row(version, path, value) for path, value in _in_order(version)))


def version_table(kind: Kind, versions: Iterable[Data]) -> Iterator[str]:
    """Versions of one kind: a row for each."""
    own = [name for name in _outline_columns(kind) if name not in _OF_VERSION]
    rows = ({**_outline_cells(kind, version["content"]), **_version_cells(version)} for version in versions)
    return lines([*_OF_VERSION, *own, *_TODAY.get(kind, []), *_HIDDEN, *_ADDRESSES], rows)


def entry_table(entries: Iterable[Data]) -> Iterator[str]:
    """Log entries: a row for each."""
    return lines([*_OF_ENTRY, "title_cy", "title_en", *_HIDDEN, *_ADDRESSES], map(_entry_cells, entries))


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _value_row(version: Data, path: str, value: Any) -> Row:
    return {"path": path, **_labels(version, path), "value": value}


def _labels(version: Data, path: str) -> Row:
    """What a path of the content is called in each language; what stands around the content has no label."""
    labels = {}
    for language in LANGUAGES if path.startswith("content.") else ():
        with override(language):
            labels[f"label_{language}"] = path_label(version["kind"], path.removeprefix("content."), version["content"])
    return labels


def _in_order(version: Data) -> list[tuple[str, Any]]:
    """Every value of a version with its path, the content in reading order between what comes before and after it."""
    found = []
    for name, part in version.items():
        values = list(_values(name, part))
        if name == "content":
            values.sort(key=lambda row: path_order(version["kind"], row[0].removeprefix("content.")))
        found += values
    return found


def _values(path: str, part: Any) -> Iterator[tuple[str, Any]]:
    """The single values below a path; what is empty is one empty value."""
    if isinstance(part, dict | list) and part:
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _values(f"{path}.{name}", inner)
    else:
        yield path, _cell(part)


def _outline_columns(kind: Kind) -> list[str]:
    names: list[str] = []
    for item in OUTLINES[kind]:
        bilingual = isinstance(item, Field) and item.bilingual
        names += [f"{item.name}_{language}" for language in LANGUAGES] if bilingual else [item.name]
    return names


def _outline_cells(kind: Kind, content: Data) -> Row:
    """A text in each language, the stored word of anything else, and of a list of rows how many there are."""
    cells: Row = {}
    for item in OUTLINES[kind]:
        value = content.get(item.name)
        if not isinstance(item, Field):
            cells[item.name] = len(value or [])
        elif item.bilingual:
            cells |= {f"{item.name}_{language}": getattr(both(value), language) for language in LANGUAGES}
        else:
            cells[item.name] = _cell(value)
    return cells


def _cell(value: Any) -> Any:
    """A value as one cell; of something named by value the word it is found by."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "; ".join(str(_cell(part)) for part in value)
        case {"reference": str(word)} | {"slug": str(word)} | {"slug": {"en": str(word)}}:
            return word
        case dict():
            return canonical_json(value).decode() if value else ""
    return value


def _version_cells(version: Data) -> Row:
    return {
        "reference": version["reference"],
        "id": version["id"],
        **_in_languages("title", version["title"]),
        "version": version["version"],
        "published_at": version["published_at"],
        "mission": version["mission"],
        "log_entry": version["log"]["entry"],
        **_today_cells(version),
        **_address_cells(version),
        **_hidden_cells(version["withheld"]),
    }


def _today_cells(version: Data) -> Row:
    """The state of a decision in words, and what each organisation has answered to which version."""
    if version["state_label"]:
        return _in_languages("state_label", version["state_label"])
    if version["answers"] is None:
        return {}
    return {
        f"answers_{language}": "; ".join(
            f"{row['organisation']}: {row['label'][language]}" for row in version["answers"]
        )
        for language in LANGUAGES
    }


def _entry_cells(entry: Data) -> Row:
    published = entry["published"]
    return {
        **{name: entry[name] for name in ("entry", "kind", "appended_at", "leaf_hash", "version")},
        "record_kind": entry["record"].get("kind", ""),
        "reference": entry["record"].get("reference", ""),
        "id": entry["record"]["id"],
        **({**_in_languages("title", published["title"]), **_address_cells(published)} if published else {}),
        **_hidden_cells(entry["withheld"]),
    }


def _address_cells(version: Data) -> Row:
    return {**_in_languages("page", version["pages"]), "json": version["links"]["self"]}


def _hidden_cells(hidden: list[Data]) -> Row:
    """How many values are withheld or erased, and every reason once."""
    reasons = {
        f"withheld_reason_{language}": "; ".join(dict.fromkeys(row["reason"][language] for row in hidden))
        for language in LANGUAGES
    }
    return {"withheld": len(hidden), **reasons}


def _in_languages(name: str, text: dict[str, str] | None) -> Row:
    return {f"{name}_{language}": (text or {}).get(language, "") for language in LANGUAGES}
