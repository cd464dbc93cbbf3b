"""The open data: published records and the log for programs, to anyone from anywhere, without a key."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page

from core.bilingual import said_in_both
from openlog.export import NotInLog, SignedLog
from openlog.models import LogEntry
from public.open_data import linked, tables
from public.open_data.addresses import FORMATS, LICENCE, data_address, version_data
from public.open_data.citations import reference_file
from public.open_data.openapi import description
from public.open_data.paging import BadRequest, Portion, portion_asked_for
from public.open_data.records import Data, entries_as_data, versions_as_data
from publication.kinds import KINDS
from publication.published import selectors
from publication.published.models import PublishedRecord, PublishedVersion

# A version never changes, but what is erased from it must be gone at once: no cache may keep it for longer.
_FRESH = 5
_READ_AT_ONCE = 200
_JSON = {"ensure_ascii": False}

View = Callable[..., HttpResponseBase]


def _reads_only(view: View) -> View:
    """Answer 405 in JSON to everything but GET and HEAD."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        refused = _error(405, _("The open data can only be read: use GET."))
        refused["Allow"] = "GET, HEAD, OPTIONS"
        return refused

    return answer


def open_data(view: View) -> View:
    """For everyone and for pages of every site; an error is JSON that says in both languages what is wrong."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except (Http404, NotInLog, PublishedRecord.DoesNotExist):
            response = _error(404, _("There is nothing published at this address."))
        except BadRequest as error:
            response = _error(400, error.message)
        links = [f'<{LICENCE}>; rel="license"', response.headers.get("Link", "")]
        response["Link"] = ", ".join(filter(None, links))
        return response

    decorated: View = answer
    for decorate in (cache_control(public=True, max_age=_FRESH), conditional_page, gzip_page, _reads_only):
        decorated = decorate(decorated)
    return decorated


@open_data
def absent(request: HttpRequest, path: str) -> HttpResponse:
    """Answer every other address in JSON, too."""
    raise Http404


@open_data
def index(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    lists = {kind: {"json": data_address("list", kind), "csv": data_address("list_csv", kind)} for kind in KINDS}
    return _json(
        {
            "records": lists,
            "log": {"json": data_address("entries"), "csv": data_address("entries_csv")},
            "dataset": data_address("dataset"),
            "terms": data_address("terms"),
            "description": data_address("openapi"),
            "licence": LICENCE,
        }
    )


@open_data
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked for here and what comes back, for programs (OpenAPI 3.1)."""
    return _json(description())


@open_data
def dataset(request: HttpRequest) -> HttpResponse:
    """The whole log as a data set (DCAT)."""
    return _json(linked.linked_dataset(SignedLog.latest()), "jsonld")


@open_data
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of the JSON-LD."""
    return _json(linked.linked_terms(), "jsonld")


@open_data
def entries(request: HttpRequest) -> HttpResponse:
    """The entries of the log in order, a portion at a time."""
    portion, size = portion_asked_for(request.GET), SignedLog.latest().size
    found = LogEntry.objects.filter(index__gt=portion.after, index__lt=size).order_by("index")[: portion.limit + 1]
    return _portion(portion, list(found), entries_as_data, lambda entry: entry.index, data_address("entries"))


@open_data
def entries_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log, a row for each entry."""
    size = SignedLog.latest().size
    found = (
        entry
        for start in range(0, size, _READ_AT_ONCE)
        for entry in entries_as_data(
            LogEntry.objects.filter(index__range=(start, min(start + _READ_AT_ONCE, size) - 1)).order_by("index")
        )
    )
    return _csv("entries", tables.entry_table(found))


@open_data
def record_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest version of every record of a kind in the order of the log, a portion at a time."""
    portion = portion_asked_for(request.GET)
    found = selectors.latest_of(kind).filter(log_index__gt=portion.after).order_by("log_index")[: portion.limit + 1]
    return _portion(
        portion, list(found), versions_as_data, lambda version: version.log_index, data_address("list", kind)
    )


@open_data
def record_list_csv(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The newest version of every record of a kind, a row for each."""
    chosen = list(selectors.latest_of(kind).order_by("log_index").values_list("pk", flat=True))
    found = (
        version
        for start in range(0, len(chosen), _READ_AT_ONCE)
        for version in versions_as_data(
            PublishedVersion.objects.filter(pk__in=chosen[start : start + _READ_AT_ONCE])
            .select_related("record")
            .order_by("log_index")
        )
    )
    return _csv(kind, tables.version_table(kind, found))


@open_data
def record(request: HttpRequest, kind: str, slug: str, file_format: str) -> HttpResponse:
    """A record as its newest version says it."""
    return _one(_versions(kind, slug).first(), file_format)


@open_data
def versions(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Every version of a record, newest first."""
    found = versions_as_data(_versions(kind, slug))
    if not found:
        raise Http404
    return _json({"items": found, "licence": LICENCE})


@open_data
def version(request: HttpRequest, kind: str, slug: str, number: int, file_format: str) -> HttpResponse:
    """One version of a record."""
    return _one(_versions(kind, slug).filter(number=number).first(), file_format)


def _versions(kind: str, slug: str) -> QuerySet[PublishedVersion]:
    """The versions of a record with their content, newest first. Raises PublishedRecord.DoesNotExist."""
    return selectors.versions_of(selectors.find_record(kind, slug, "en")).defer(None)


def _one(found: PublishedVersion | None, file_format: str) -> HttpResponse:
    if found is None:
        raise Http404
    data = versions_as_data([found])[0]
    match file_format:
        case "json":
            response: HttpResponse = _json(data)
        case "jsonld":
            response = _json(linked.linked_version(data), "jsonld")
        case _:
            text = reference_file(found) if file_format == "ris" else "".join(tables.value_table(data))
            response = HttpResponse(text, content_type=FORMATS[file_format])
            _as_file(response, f"{found.record.slug_en}-{found.number}.{file_format}")
    response["Link"] = f'<{version_data(found, file_format)}>; rel="canonical"'
    return response


def _portion(
    portion: Portion, found: list[Any], as_data: Callable[[list[Any]], list[Data]], place: Callable[[Any], int], at: str
) -> HttpResponse:
    """A portion of a list, and the address of the next one when there is more."""
    shown = found[: portion.limit]
    following = f"{at}?after={place(shown[-1])}&limit={portion.limit}" if len(found) > portion.limit else None
    response = _json({"items": as_data(shown), "next": following, "licence": LICENCE})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _json(data: Data, file_format: str = "json", status: int = 200) -> JsonResponse:
    return JsonResponse(data, json_dumps_params=_JSON, content_type=FORMATS[file_format], status=status)


def _csv(name: str, found: Iterator[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(found, content_type=FORMATS["csv"])
    _as_file(response, f"{name}.csv")
    return response


def _as_file(response: HttpResponseBase, name: str) -> None:
    response["Content-Disposition"] = f'attachment; filename="{name}"'


def _error(status: int, message: "Promise | str") -> JsonResponse:
    said = said_in_both(message)
    return _json({"status": status, "message": {"cy": said.cy, "en": said.en}}, status=status)
