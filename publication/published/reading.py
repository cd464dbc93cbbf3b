"""How to read the nested values of a published version in the language of this request."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates, vocabularies
from core.bilingual import BilingualText
from core.own_words import ORIGINAL, own_text
from core.wellbeing import WELLBEING_GOALS
from publication.published.notices import standin, status_of

_SOON = timedelta(days=30)


def both(value: Mapping[str, Any] | BilingualText | None) -> BilingualText:
    """A text stored as {"en": …, "cy": …}, or what stands in its place; what is not in the record is empty. That of a
    working record stays as it is, so that both kinds of record are read by the same templates, here and in `day`."""
    if isinstance(value, BilingualText):
        return value
    value = value or {}
    if status_of(value):
        return standin(value)
    if value.get(ORIGINAL):
        return own_text(value)
    return BilingualText(en=value.get("en") or "", cy=value.get("cy") or "")


def day(value: str | date | None) -> date | None:
    """The date of ISO text, of a moment the day it was in Wales."""
    if isinstance(value, date):
        return value
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    return moment.astimezone(dates.WALES).date() if moment.tzinfo else moment.date()


def changed(now: Mapping[str, Any], before: Mapping[str, Any], name: str) -> Any:
    """The value of that name where a version has another one than the version before; None where it has not."""
    value = now.get(name)
    return value if value and value != before.get(name) else None


def new_rows(now: Mapping[str, Any], before: Mapping[str, Any], name: str) -> list[Any]:
    """The rows of a list that the version before does not have as they are."""
    return [row for row in now.get(name, []) if row not in before.get(name, [])]


def days_until(value: str | None, until: str | None) -> int | None:
    """How many days there are from one date of ISO text to another; below 0 when it lies before."""
    start, end = day(value), day(until)
    return (end - start).days if start and end else None


def due(on: date) -> str:
    """Whether a review of that day is "overdue" today, "due" soon, or neither."""
    today = timezone.localdate()
    return "overdue" if on < today else "due" if on <= today + _SOON else ""


def days_since(on: date) -> int:
    """How many days a day lies before today."""
    return (timezone.localdate() - on).days


def term(value: str, vocabulary: str) -> BilingualText | str:
    """What the vocabulary calls a stored word; the word itself when it is no longer there."""
    return vocabularies.vocabulary(vocabulary).get(value, value)


def goal(value: str) -> BilingualText | str:
    """The name of a well-being goal."""
    return WELLBEING_GOALS.get(value, value)


def body_name(value: Mapping[str, Any] | None) -> str:
    """The name of a body published by value; nobody is unnamed."""
    return str(both(value["name"])) if value else _("Unnamed")


def long_day(value: str | None) -> str:
    """The date of ISO text in words; nothing for no date."""
    found = day(value)
    return dates.long_date(found) if found else ""


def decision_maker(content: Mapping[str, Any]) -> BilingualText:
    """Who decides: the body where one is named, else the kind of decision-maker."""
    if body := content.get("organisation"):
        return both(body["name"])
    kind = term(content["decision_maker_kind"], "decision_maker_kind")
    return kind if isinstance(kind, BilingualText) else BilingualText(kind, kind)


def poles(dimension: str) -> list[str]:
    """The two ends of a trade-off dimension: "Cost / quality" -> ["Cost", "quality"]."""
    return [end.strip() for end in dimension.split("/", 1)]


def where_we_stand(trade: Any) -> str:
    """Where a published or working trade-off stands between its poles: "Strongly towards quality"."""
    values = trade if isinstance(trade, Mapping) else vars(trade)
    position, (first, second) = values["position"], poles(str(term(values["dimension"], "trade_off_dimension")))
    sentences = {
        "strongly_first": _("Strongly towards %(pole)s") % {"pole": _lower(first)},
        "leans_first": _("Leans towards %(pole)s") % {"pole": _lower(first)},
        "leans_second": _("Leans towards %(pole)s") % {"pole": second},
        "strongly_second": _("Strongly towards %(pole)s") % {"pole": second},
    }
    return sentences.get(position) or str(term(position, "trade_off_position"))


def _lower(words: str) -> str:
    """The words as they stand within a sentence."""
    return words[:1].lower() + words[1:]
