"""What a correction says of the value it is about: where it stands in the record, and how it reads."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.bilingual import LANGUAGES, BilingualText, said_in_both
from core.dates import long_date
from decisions_log.frozen import is_text
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)
from decisions_log.models.impact import WELSH_LANGUAGE
from people.models import Organisation

_LISTS: dict[type[Model], str] = {
    Option: "options",
    TradeOff: "trade_offs",
    Constraint: "constraints",
    Evidence: "evidence",
    Consultation: "consultations",
    Impact: "impacts",
    Agreement: "agreements",
    DeclaredInterest: "interests",
    Dissent: "dissents",
}
_NAMED_BY = {Option: "title", Evidence: "title", Consultation: "who"}
_CHOSEN_NAME = {TradeOff: "dimension", Constraint: "kind", Impact: "area"}
_NONE = BilingualText("", "")


def where_in_record(record: Any, stem: str) -> dict[str, str]:
    """`part`, `field` and `row` of a correction of the value under that name."""
    if isinstance(record, Decision):
        return {"part": stem, "field": stem}
    rows = _LISTS[type(record)]
    if isinstance(record, Impact) and record.area == WELSH_LANGUAGE:
        rows = "welsh_language_impact"
    row = row_name(record)
    names = {f"row_{language}": getattr(row, language) for language in LANGUAGES}
    return {"part": f"{rows}.{record.uuid}.{stem}", "field": f"{rows}.{stem}", **names}


def row_name(part: Any) -> BilingualText:
    """What a part of a decision is called, in both languages."""
    model = type(part)
    if name := _NAMED_BY.get(model):
        return getattr(part, name)
    if name := _CHOSEN_NAME.get(model):
        return said_by(part, name)
    if model in (DeclaredInterest, Dissent):
        return part.organisation.name if part.organisation else said_in_both(_("Unnamed"))
    return _NONE


def said_by(record: Any, stem: str) -> BilingualText:
    """The value under a name as people read it in each language; empty where there is none."""
    if is_text(type(record), stem):
        return getattr(record, stem)
    value = getattr(record, stem)
    if value in (None, ""):
        return _NONE
    if isinstance(value, date):
        return BilingualText(**{language: long_date(value, language) for language in LANGUAGES})
    if isinstance(value, Organisation):
        return value.name
    labels = dict(record._meta.get_field(stem).flatchoices or [])
    if value in labels:
        return said_in_both(labels[value])
    words = str(getattr(value, "reference", value))
    return BilingualText(words, words)
