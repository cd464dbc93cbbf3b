"""How a kind of record stands on the public site: its addresses, its list, and what other pages show of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import Promise

from core import collation
from core.bilingual import current_language

PER_PAGE = 20
# How many records of another kind a page shows.
FEW, SOME = 3, 6
Label = str | Promise
Context = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """The page that lists the records of a kind.

    name: of its address. title: in the breadcrumbs. context: what it shows, from what the address asks for. shows: the
    kinds that it changes with, beside its own.
    """

    name: str
    title: Label
    context: Callable[[HttpRequest], Context]
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """What a page shows of the records of another kind: by its place among the panels of that page.

    context: from what the page is about; empty where there is nothing to show, not even that there is nothing.
    """

    place: int
    template: str
    context: Callable[..., Context]


@dataclass(frozen=True)
class Calendar:
    """Records for calendars. address: of all of them. file_name: of that file. plan: all of them, one: one of them."""

    address: Label
    file_name: Label
    plan: Callable[[], bytes]
    one: Callable[[Any], bytes]


@dataclass(frozen=True)
class Today:
    """Something about a record that is so today and stands beside what it says, in the open data.

    values: what it is for each of these versions, by their keys. cells: the same for a table. schema: in OpenAPI.
    """

    name: str
    columns: tuple[str, ...]
    schema: Mapping[str, Any]
    values: Callable[[Iterable[Any]], Mapping[int, Any]]
    cells: Callable[[Any], Mapping[str, str]]


@dataclass(frozen=True)
class PublicSide:
    """How records of a kind stand on the public site.

    place: where their addresses begin. section: of the navigation. crumb: the kind whose list the breadcrumbs lead to,
    its own if that is empty. newest: what a record's page shows beside its content while it shows the newest version.
    panels: what pages show of these records, by the name of the page. editorial: whether the communications team can
    write a page about one. timeline: whether it has a time line of all that belongs to it.

    In a time line, by the content of a version and of the one before it, {} for none: happened_on: the day on which
    happened what came with it. told: what came with it, in words.
    """

    place: Label
    section: str
    listing: Listing | None = None
    crumb: str = ""
    newest: Callable[[Any], Context] = lambda version: {}
    panels: Mapping[str, Panel] = field(default_factory=dict)
    editorial: bool = False
    timeline: bool = False
    calendar: Calendar | None = None
    today: Today | None = None
    happened_on: Callable[[Context, Context], str | None] = lambda now, before: None
    told: Callable[[Context, Context], Iterable[str]] = lambda now, before: ()


def page_of(request: HttpRequest, found: Any) -> Page:
    """The page of a list that the request asks for; the nearest one when there is no such page."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def in_alphabet(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices by their labels, in the alphabet of this request's language."""
    return sorted(rows, key=lambda row: collation.sort_key(row[1], current_language()))
