"""The description of the open data for programs (OpenAPI 3.1), in Welsh and English at once."""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.bilingual import LANGUAGES, said_in_both
from core.own_words import ORIGINAL, TRANSLATOR, Translator
from openlog.leaves import Kind as EntryKind
from public.open_data import tables
from public.open_data.addresses import FORMATS, LICENCE
from public.open_data.paging import LIMIT, MOST
from public.open_data.records import said_today
from publication.kinds import KINDS
from publication.published.notices import STATUSES

Data = dict[str, Any]

_TEXT: Data = {"type": "string"}
_MAYBE: Data = {"type": ["string", "null"]}
_MAYBE_DAY: Data = {"type": ["string", "null"], "format": "date"}
_NUMBER: Data = {"type": "integer", "minimum": 0}
_MOMENT: Data = {"type": "string", "format": "date-time"}
_FREE: Data = {"type": "object"}
_TEXTS: Data = {"$ref": "#/components/schemas/Texts"}
_VERSION: Data = {"$ref": "#/components/schemas/Version"}


def description() -> Data:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _said(_("Open data of the decision log")),
            "version": "1",
            "description": _said(
                _(
                    "Everything published, in every version and in both languages. No key, no sign-in. "
                    "What is withheld or erased says so and why."
                )
            ),
            "license": {"name": "Open Government Licence v3.0", "url": LICENCE},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "parameters": _parameters(), "responses": _errors()},
    }


def _paths() -> Data:
    lists = ["after", "limit"]
    one, exact = ["kinds", "reference"], ["kinds", "reference", "number"]
    paths = {
        "/": _get(_("Where everything is"), _json(_FREE)),
        "/openapi.json": _get(_("This description"), _json(_FREE)),
        "/dataset.jsonld": _get(_("The whole log as a data set (DCAT)"), _content("jsonld", _FREE)),
        "/terms.jsonld": _get(_("The terms of the JSON-LD in both languages"), _content("jsonld", _FREE)),
        "/entries.json": _get(_("The entries of the log in order"), _json(_portion("Entry")), lists),
        "/entries.csv": _get(_("The whole log, a row for each entry"), _content("csv", _table())),
        "/{kinds}.json": _get(
            _("The newest version of every record of a kind, in the order of the log"),
            _json(_portion("Version")),
            ["kinds", *lists],
        ),
        "/{kinds}.csv": _get(
            _("The newest version of every record of a kind, a row for each"), _content("csv", _table()), ["kinds"]
        ),
        "/{kinds}/{reference}/versions.json": _get(_("Every version of a record, newest first"), _json(_list()), one),
    }
    for name in FORMATS:
        schema = {"json": _VERSION, "jsonld": _FREE, "csv": _table()}.get(name, _TEXT)
        newest, version = _("A record as its newest version says it"), _("One version of a record")
        paths[f"/{{kinds}}/{{reference}}.{name}"] = _get(newest, _content(name, schema), one)
        paths[f"/{{kinds}}/{{reference}}/versions/{{number}}.{name}"] = _get(version, _content(name, schema), exact)
    return {f"/api/v1{path}": operation for path, operation in paths.items()}


def _get(summary: Promise, content: Data, parameters: list[str] | None = None) -> Data:
    names = parameters or []
    responses: Data = {"200": {"description": _said(_("What was asked for")), "content": content}}
    if "after" in names:
        responses["400"] = {"$ref": "#/components/responses/BadRequest"}
    if "kinds" in names:
        responses["404"] = {"$ref": "#/components/responses/NotFound"}
    references = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    return {"get": {"summary": _said(summary), "parameters": references, "responses": responses}}


def _table() -> Data:
    """How to read a table back as it was written."""
    return _TEXT | {
        "description": _said(
            _(
                "UTF-8 with a byte order mark. A list is one cell with a line for each of its rows. A column that ends "
                "in _original has a line for each row, too: the language that an organisation's own words were written "
                "in (cy, en, or both), none if there are no words, withheld or erased if they are not shown. An "
                "apostrophe is put before whatever a spreadsheet could take for a formula. To get the text as "
                "published, remove each match of this regular expression:"
            )
        )
        + f" {tables.ADDED.pattern}"
    }


def _parameters() -> Data:
    words = sorted(spec.collection for spec in KINDS.values())
    return {
        "kinds": _parameter("kinds", "path", _("The kind of record"), _TEXT | {"enum": words}),
        "reference": _parameter("reference", "path", _("Its reference, or its English address word"), _TEXT),
        "number": _parameter("number", "path", _("The number of the version"), _NUMBER | {"minimum": 1}),
        "after": _parameter("after", "query", _("Only what was entered in the log after this entry"), _NUMBER),
        "limit": _parameter(
            "limit", "query", _("How many at most"), _NUMBER | {"minimum": 1, "maximum": MOST, "default": LIMIT}
        ),
    }


def _parameter(name: str, place: str, label: Promise, schema: Data) -> Data:
    return {"name": name, "in": place, "required": place == "path", "description": _said(label), "schema": schema}


def _withheld() -> Data:
    """A part that is withheld or erased."""
    maybe = {"oneOf": [_TEXTS, {"type": "null"}]}
    return _object(
        {
            "status": _TEXT | {"enum": list(STATUSES)},
            "path": _MAYBE | {"description": _said(_("The path of the part, if it is known"))},
            "label": maybe,
            "ground": _MAYBE,
            "ground_label": maybe,
            "office": maybe,
            "decided_on": _MAYBE_DAY,
            "review_on": _MAYBE_DAY,
            "reason": _TEXTS,
            "digests": {
                "type": "array",
                "items": _TEXT,
                "description": _said(_("The digests in the log entry of everything hidden for this reason")),
            },
        }
    )


def _own_words() -> Data:
    """What an organisation says of its own, in one language or in both."""
    original = _("The language it was written in; missing if its author wrote both")
    translator = _("Who translated it; missing if there is no translation of these words")
    texts = _object({"cy": _TEXT, "en": _TEXT})
    texts["properties"] |= {
        ORIGINAL: _TEXT | {"enum": list(LANGUAGES), "description": _said(original)},
        TRANSLATOR: _TEXT | {"enum": Translator.values, "description": _said(translator)},
    }
    return texts


def _schemas() -> Data:
    names = {"kind": _TEXT | {"enum": list(KINDS)}, "reference": _TEXT, "id": _TEXT}
    return {
        "Texts": _object({"cy": _TEXT, "en": _TEXT}),
        "OwnWords": _own_words(),
        "Withheld": _withheld(),
        "Version": _object(
            {
                **names,
                "title": _TEXTS,
                "version": _NUMBER,
                "published_at": _MOMENT,
                "change_note": {"oneOf": [_TEXTS, {"type": "null"}]},
                "mission": _TEXT,
                "content": _FREE
                | {
                    "description": _said(
                        _(
                            "The published values; the names are those of terms.jsonld. What an organisation says of "
                            "its own is as described under OwnWords"
                        )
                    )
                },
                "withheld": _hidden_list(),
                **{today.name: today.schema for today in said_today().values()},
                "log": _object(
                    {
                        "origin": _TEXT,
                        "entry": _NUMBER,
                        "kind": _entry_kind(),
                        "disclosures": _TEXT,
                        "record_file": _TEXT,
                    }
                ),
                "pages": _TEXTS,
                "links": _object(
                    {
                        "self": _TEXT,
                        "json_ld": _TEXT,
                        "csv": _TEXT,
                        "newest": _TEXT,
                        "previous": _MAYBE,
                        "versions": _TEXT,
                    }
                ),
                "licence": _TEXT,
            }
        ),
        "Entry": _object(
            {
                "entry": _NUMBER,
                "kind": _entry_kind(),
                "appended_at": _MOMENT,
                "leaf_hash": _TEXT,
                "record": {"type": "object", "properties": names, "required": ["id"], "additionalProperties": False},
                "version": _NUMBER,
                "published": {"oneOf": [_VERSION, {"type": "null"}]},
                "withheld": _hidden_list(),
                "disclosures": _TEXT,
            }
        ),
        "Error": _object({"status": _NUMBER, "message": _TEXTS}),
    }


def _entry_kind() -> Data:
    return _TEXT | {"enum": [kind.value for kind in EntryKind]}


def _hidden_list() -> Data:
    return {"type": "array", "items": {"$ref": "#/components/schemas/Withheld"}}


def _portion(schema: str) -> Data:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}
    return _object({"items": items, "next": _MAYBE, "licence": _TEXT})


def _list() -> Data:
    return _object({"items": {"type": "array", "items": _VERSION}, "licence": _TEXT})


def _object(properties: Data) -> Data:
    """An object that has all of these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _errors() -> Data:
    error = _json({"$ref": "#/components/schemas/Error"})
    return {
        "BadRequest": {"description": _said(_("What was asked for cannot be asked for")), "content": error},
        "NotFound": {"description": _said(_("Nothing is published there")), "content": error},
    }


def _json(schema: Data) -> Data:
    return _content("json", schema)


def _content(name: str, schema: Data) -> Data:
    return {FORMATS[name]: {"schema": schema}}


def _said(message: Promise) -> str:
    said = said_in_both(message)
    return f"{said.cy} / {said.en}"
