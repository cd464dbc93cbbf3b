"""What a published record says of the parts that are hidden: that they are, why, by which office and until when.

A notice is a JSON object: part (a path such as `options.1.costs`), ground, reason, public_interest_for and
public_interest_against (where the test applies), office, decided_on, review_on. In the content of a version it stands
in place of the value it hides, below the word of its status: {"withheld": notice}.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, override

from core.bilingual import LANGUAGES, BilingualText, Standin
from core.dates import long_date
from core.exemptions import EXEMPTIONS

Notice = dict[str, Any]
STATUSES = ("withheld", "erased")


def as_fields(notices: Iterable[Notice], name: str = "withheld") -> dict[str, Any]:
    """The notices as the fields of a log entry, path by path."""
    return {f"{name}.{number}.{path}": value for number, notice in enumerate(notices) for path, value in _flat(notice)}


def marked(content: dict[str, Any]) -> dict[str, Any]:
    """The content with each of its own notices standing where the value it hides would be."""
    for notice in content.get("withheld", []):
        mark(content, notice, "withheld")
    return content


def mark(content: dict[str, Any], notice: Notice, status: str) -> None:
    """Put the notice in place of the value that it hides."""
    *parents, name = notice["part"].split(".")
    node: Any = content
    for parent in parents:
        node = node[int(parent)] if isinstance(node, list) else node[parent]
    node[name] = {status: notice}


def status_of(value: Mapping[str, Any]) -> str:
    """Whether a value of the content is a notice in place of one: its status, or nothing."""
    return next((status for status in STATUSES if status in value), "")


def standin(value: Mapping[str, Any]) -> Standin:
    """What a reader finds in place of a hidden value: words in both languages, and where it says how to ask for it."""
    status = status_of(value)
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = _in_words(status, value[status])
    return Standin(**words, ask=reverse("public:withheld") + "#ask")


def facts(notice: Notice) -> list[dict[str, Any]]:
    """Everything a notice (or the reasons of a withdrawal) says, as components/summary_list.html takes it."""
    return [{"label": label, "value": value} for label, value in _told(notice)]


def texts(notice: Notice) -> list[tuple[str, BilingualText]]:
    """What was written for the public, with its label, for who answers for both languages."""
    return [(label, value) for label, value in _told(notice) if isinstance(value, BilingualText)]


def _told(notice: Notice) -> list[tuple[str, BilingualText | date | str]]:
    labels = {
        "ground": _("Ground in law"),
        "reason": _("Why"),
        "public_interest_for": _("Public interest in showing it"),
        "public_interest_against": _("Public interest in withholding it"),
        "office": _("Decided by"),
        "decided_on": _("Decided on"),
        "review_on": _("To be reviewed on"),
    }
    return [(label, _read(name, notice[name])) for name, label in labels.items() if name in notice]


def _read(name: str, value: Any) -> BilingualText | date | str:
    if name == "ground":
        return str(EXEMPTIONS[value])
    return BilingualText(**value) if isinstance(value, Mapping) else date.fromisoformat(value)


def _in_words(status: str, notice: Notice) -> str:
    """Whole sentences, for the language that is active."""
    said = {
        "ground": EXEMPTIONS[notice["ground"]],
        "reason": BilingualText(**notice["reason"]),
        "office": BilingualText(**notice["office"]),
        "date": long_date(date.fromisoformat(notice["decided_on"])),
        "review": long_date(date.fromisoformat(notice["review_on"])),
    }
    if status == "erased":
        return _("Erased. Ground: %(ground)s. Decided by: %(office)s, %(date)s. Reason: %(reason)s") % said
    return (
        _(
            "Withheld. Ground: %(ground)s. Decided by: %(office)s, %(date)s."
            " Withheld until it is reviewed: %(review)s. Reason: %(reason)s"
        )
        % said
    )


def _flat(value: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from ((f"{name}.{path}", leaf) for path, leaf in _flat(inner))
        else:
            yield name, inner
