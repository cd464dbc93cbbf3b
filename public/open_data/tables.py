"""Published versions and log entries as CSV: UTF-8 with a byte order mark, first line the names of the columns.

An apostrophe stands before whatever a spreadsheet could take for a formula, also where one that separates by semicolons
would begin a cell. `ADDED` finds each of these apostrophes and no other, so that a text can be read back as published.
A list is one cell for each language with a line for each of its rows; of what organisations say of their own in it, one
more cell names the language of each original.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import override

from core.bilingual import LANGUAGES, both_languages, said_in_languages
from core.own_words import ORIGINAL
from openlog.canonical import canonical_json
from public.open_data.records import Data
from publication.fields import Rows
from publication.kinds import KINDS
from publication.published.notices import status_of
from publication.published.reading import both

Row = dict[str, Any]

_BYTE_ORDER_MARK = "\ufeff"
# A formula begins where a cell does, after blanks and quotation marks that a spreadsheet leaves out.
_SKIPPED, _SIGNS = r"(?:[^\S\t\r\n]|['\"])*", "=+\\-@＝＋－＠"
_BEGINS = rf"(?:^(?={{0}}{_SKIPPED}[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?={{0}}{_SKIPPED}[{_SIGNS}]))"
_FORMULA = re.compile(_BEGINS.format(""))
ADDED = re.compile(_BEGINS.format("'") + "'")
_OF_HIDDEN_TEXTS = ("label", "ground_label", "office", "reason")
_HIDDEN = [
    "withheld",
    *(f"withheld_{name}" for name in ("status", "path", "ground", "decided_on", "review_on")),
    *(f"withheld_{name}_{language}" for name in _OF_HIDDEN_TEXTS for language in LANGUAGES),
]
_OF_VERSION = ["reference", "id", "title_cy", "title_en", "version", "published_at", "mission", "log_entry"]
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


def version_table(kind: str, versions: Iterable[Data]) -> Iterator[str]:
    """Versions of one kind: a row for each."""
    today = KINDS[kind].public.today
    own = [name for name in _outline_columns(kind) if name not in _OF_VERSION]
    rows = ({**_outline_cells(kind, version["content"]), **_version_cells(version)} for version in versions)
    return lines([*_OF_VERSION, *own, *(today.columns if today else ()), *_HIDDEN, *_ADDRESSES], rows)


def entry_table(entries: Iterable[Data]) -> Iterator[str]:
    """Log entries: a row for each."""
    return lines([*_OF_ENTRY, "title_cy", "title_en", *_HIDDEN, *_ADDRESSES], map(_entry_cells, entries))


def _safe(value: Any) -> Any:
    return _FORMULA.sub("'", value) if isinstance(value, str) else value


def _value_row(version: Data, path: str, value: Any) -> Row:
    return {"path": path, **_labels(version, path), "value": value}


def _labels(version: Data, path: str) -> Row:
    """What a path of the content is called in each language; what stands around the content has no label."""
    labels = {}
    for language in LANGUAGES if path.startswith("content.") else ():
        with override(language):
            labels[f"label_{language}"] = KINDS[version["kind"]].path_label(
                path.removeprefix("content."), version["content"]
            )
    return labels


def _in_order(version: Data) -> list[tuple[str, Any]]:
    """Every value of a version with its path, the content in reading order between what comes before and after it."""
    found = []
    for name, part in version.items():
        values = list(_values(name, part))
        if name == "content":
            values.sort(key=lambda row: KINDS[version["kind"]].path_order(row[0].removeprefix("content.")))
        found += values
    return found


def _values(path: str, part: Any) -> Iterator[tuple[str, Any]]:
    """The single values below a path; what is empty is one empty value."""
    if isinstance(part, dict | list) and part:
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _values(f"{path}.{name}", inner)
    else:
        yield path, _cell(part)


def _outline_columns(kind: str) -> list[str]:
    names: list[str] = []
    for item in KINDS[kind].outline:
        bilingual = isinstance(item, Rows) or item.bilingual
        names += [f"{item.name}_{language}" for language in LANGUAGES] if bilingual else [item.name]
        names += _originals(item, []) if isinstance(item, Rows) else []
    return names


def _outline_cells(kind: str, content: Data) -> Row:
    """A text in each language, the stored word of anything else, and of a list a line for each row."""
    cells: Row = {}
    for item in KINDS[kind].outline:
        value = content.get(item.name)
        if isinstance(item, Rows):
            cells |= _in_languages(item.name, both_languages(said_in_languages(partial(_row_lines, item, value))))
            cells |= _originals(item, value or [])
        elif item.bilingual:
            cells |= {f"{item.name}_{language}": getattr(both(value), language) for language in LANGUAGES}
        else:
            cells[item.name] = _cell(value)
    return cells


def _originals(rows: Rows, content: list[Data]) -> Row:
    """Of each field of a list that holds own words: in which language each row was written, a line for each row."""
    return {
        f"{rows.name}_{field.name}_{ORIGINAL}": _lines(_original(row.get(field.name) or {}) for row in content)
        for field in rows.listed_fields
        if field.own
    }


def _original(value: Data) -> str:
    """The language of the original, or a word for there being no single one; never empty, so that lines stay lines."""
    return status_of(value) or value.get(ORIGINAL) or ("both" if both(value) else "none")


def _row_lines(rows: Rows, content: list[Data] | None) -> str:
    """A line for each row of a list: its name and its short values, or all values where it has no name."""
    return _lines(_row_line(rows, row) for row in content or [])


def _row_line(rows: Rows, row: Data) -> str:
    name = rows.heading(row)
    shown = [
        field for field in rows.listed_fields if row.get(field.name) is not None and not (name and field.bilingual)
    ]
    said = [(capfirst(str(field.label)), field.read(row[field.name])) for field in shown]
    return " | ".join(filter(None, [name, *(f"{label}: {value}" for label, value in said if value not in ("", name))]))


def _lines(values: Iterable[str]) -> str:
    """One cell with a line for each value."""
    return "\n".join(" ".join(value.split()) for value in values)


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
    """What is so today."""
    today = KINDS[version["kind"]].public.today
    return dict(today.cells(version[today.name])) if today else {}


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
    """How many parts are withheld or erased, and what is said of them: a line for each part in every column."""
    cells: Row = {"withheld": len(hidden)}
    for name in _HIDDEN[1:]:
        said = name.removeprefix("withheld_")
        text, _dash, language = said.rpartition("_")
        values = ((row[text] or {}).get(language) if text in _OF_HIDDEN_TEXTS else row[said] for row in hidden)
        cells[name] = _lines(value or "" for value in values)
    return cells


def _in_languages(name: str, text: dict[str, str] | None) -> Row:
    return {f"{name}_{language}": (text or {}).get(language, "") for language in LANGUAGES}
