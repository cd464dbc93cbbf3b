"""Published versions and the whole log as linked data (JSON-LD).

What others have terms for is said in theirs: schema.org for the document, PROV for how it came to be, DCAT for the
log as a data set. The content of a record is in terms of our own, which `terms.jsonld` names in both languages.
"""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.bilingual import LANGUAGES, BilingualText, said_in_both
from core.own_words import ORIGINAL
from openlog.export import SignedLog
from public.open_data.addresses import FORMATS, LICENCE, absolute, data_address
from public.open_data.records import Data
from publication.fields import Field
from publication.kinds import KINDS, OF_OWN_WORDS
from publication.published.addresses import address

_PREFIXES = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TITLE = _("Open decision log: everything published, in order")
_DESCRIPTION = _(
    "What Welsh public services set out to do together, what they decided and why: every published version, in both "
    "languages, with the log that proves that nothing was altered."
)


def linked_version(version: Data) -> Data:
    """One version as JSON-LD."""
    links = version["links"]
    return {
        "@context": _context(),
        "@id": links["json_ld"],
        "@type": ["schema:CreativeWork", "prov:Entity", _class_name(version["kind"])],
        "schema:identifier": version["reference"],
        "schema:name": _in_languages(version["title"]),
        "schema:version": version["version"],
        "schema:datePublished": _moment(version["published_at"]),
        "schema:inLanguage": list(LANGUAGES),
        "schema:license": _node(LICENCE),
        "schema:isPartOf": _node(data_address("dataset")),
        "schema:url": [_node(page) for page in version["pages"].values()],
        "schema:isBasedOn": _based_on(version["content"]),
        "schema:encoding": [_encoding(links["self"], "json"), _encoding(links["csv"], "csv")],
        "prov:specializationOf": _node(version["id"]),
        **_generation(version),
        "mission": _node(version["mission"]),
        "content": _linked(version["content"]),
        "withheld": _linked(version["withheld"]),
    }


def linked_dataset(log: SignedLog) -> Data:
    """The whole log as a data set with all that it is offered as."""
    service = {
        "@type": "dcat:DataService",
        "dcat:endpointURL": _node(data_address("index")),
        "dcat:endpointDescription": _node(data_address("openapi")),
    }
    return {
        "@context": _context(),
        "@id": data_address("dataset"),
        "@type": "dcat:Dataset",
        "dcterms:title": _said(_TITLE),
        "dcterms:description": _said(_DESCRIPTION),
        "dcterms:language": list(LANGUAGES),
        "dcterms:license": _node(LICENCE),
        "dcterms:modified": _moment(log.checkpoint.signed_at.isoformat()),
        "dcat:version": str(log.size),
        "dcat:landingPage": [_node(absolute(address("open_data", language=language))) for language in LANGUAGES],
        "dcat:distribution": [
            _distribution(data_address("entries_csv"), "text/csv"),
            _distribution(data_address("entries"), "application/json") | {"dcat:accessService": service},
            *(_distribution(data_address("list_csv", kind), "text/csv") for kind in KINDS),
            _distribution(absolute(reverse("log:archive")), "application/x-tar"),
        ],
    }


def linked_terms() -> Data:
    """The terms that content is written in, with what they are called in both languages."""
    names: dict[str, Any] = dict(OF_OWN_WORDS)
    for spec in KINDS.values():
        for item in spec.fields:
            inner = () if isinstance(item, Field) else item.fields
            for term in (item, *inner):
                names.setdefault(term.name, term.label)
    return {
        "@context": _context(),
        "@graph": [
            *(_term(_class_name(spec.name), "rdfs:Class", spec.label) for spec in KINDS.values()),
            *(_term(name, "rdf:Property", label) for name, label in sorted(names.items())),
        ],
    }


def _context() -> Data:
    terms = f"{data_address('terms')}#"
    return {**_PREFIXES, "@vocab": terms, "@base": terms}


def _term(name: str, kind: str, label: "Promise | str") -> Data:
    return {"@id": f"#{name}", "@type": kind, "rdfs:label": _said(label)}


def _generation(version: Data) -> Data:
    """How the version came to be, in terms of PROV: by an entry of the log, as a revision of the one before it."""
    log = version["log"]
    made = {
        "@id": log["disclosures"],
        "@type": "prov:Activity",
        "prov:endedAtTime": _moment(version["published_at"]),
        "dcterms:type": log["kind"],
    }
    before = version["links"]["previous"]
    revised = {"prov:wasRevisionOf": _node(before.removesuffix("json") + "jsonld")} if before else {}
    return {"prov:wasGeneratedBy": made, **revised}


def _based_on(content: Data) -> list[Data]:
    """The published records that this one names as what it answers or follows."""
    return [
        _node(data_address("record", name, value["reference"], "jsonld"))
        for name, value in content.items()
        if name in KINDS and isinstance(value, dict) and "reference" in value
    ]


def _linked(value: Any) -> Any:
    """Content as JSON-LD: a text in each language as texts with a language, lists in their order, nothing empty.

    Own words are a node: the texts are its value, beside which language is the original.
    """
    match value:
        case {"cy": cy, "en": en, "original": original, **more}:
            return {"rdf:value": _in_languages({"cy": cy, "en": en}), ORIGINAL: original, **more}
        case {"cy": _cy, "en": _en} if len(value) == 2:
            return _in_languages(value)
        case dict():
            return {name: _linked(part) for name, part in value.items() if part not in (None, "", [], {})}
        case list():
            return {"@list": [_linked(part) for part in value]}
    return value


def _said(message: "Promise | str") -> list[Data]:
    said: BilingualText = said_in_both(message)
    return _in_languages({"cy": capfirst(said.cy), "en": capfirst(said.en)})


def _in_languages(text: dict[str, str] | None) -> list[Data]:
    return [{"@language": language, "@value": said} for language, said in (text or {}).items() if said]


def _distribution(found: str, media_type: str) -> Data:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": _node(found),
        "dcat:mediaType": _node(f"https://www.iana.org/assignments/media-types/{media_type}"),
        "dcterms:license": _node(LICENCE),
    }


def _encoding(found: str, name: str) -> Data:
    return {
        "@type": "schema:MediaObject",
        "schema:contentUrl": _node(found),
        "schema:encodingFormat": FORMATS[name].partition(";")[0],
    }


def _class_name(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


def _moment(value: str) -> Data:
    return {"@type": "xsd:dateTime", "@value": value}


def _node(found: str) -> Data:
    return {"@id": found}
