"""The open log as files: C2SP tlog-tiles, disclosures, one record or all of it in one file, and a verifier."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from openlog.export import NotInLog, SignedLog, stream_tar
from openlog.verifier import PROGRAM

_TEXT = "text/plain; charset=utf-8"
_BYTES = "application/octet-stream"
_JSON = "application/json"
_YEAR = 31_536_000


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed tree head."""
    return _file("checkpoint", _TEXT)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def verifier_key(request: HttpRequest) -> HttpResponse:
    """The key that checkpoints are verified with."""
    return _file("vkey", _TEXT)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def handovers(request: HttpRequest) -> HttpResponse:
    """How each earlier key handed the log over to the next."""
    return _file("handovers.json", _JSON)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=_YEAR, immutable=True)
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes or a bundle of entries; what is signed never changes."""
    return _file(f"tile/{path}", _BYTES)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def disclosures(request: HttpRequest, index: int) -> HttpResponse:
    """What an entry discloses, and tombstones for what it does not. An erasure must show at once."""
    return _file(f"disclosures/{index}.json", _JSON)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def record(request: HttpRequest, index: int) -> HttpResponse:
    """An entry with its texts and its proof in one file, which the verifier checks off line."""
    try:
        response = HttpResponse(_latest().record(index), content_type=_JSON)
    except NotInLog as error:
        raise Http404 from error
    response["Content-Disposition"] = f'attachment; filename="record-{index}.json"'
    return response


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier: one file that needs nothing but Python."""
    response = HttpResponse(PROGRAM.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{PROGRAM.name}"'
    return response


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=5)
def archive(request: HttpRequest) -> StreamingHttpResponse:
    """All of these files in one tar archive."""
    response = StreamingHttpResponse(stream_tar(_latest()), content_type="application/x-tar")
    response["Content-Disposition"] = 'attachment; filename="log.tar"'
    return response


def _file(path: str, content_type: str) -> HttpResponse:
    try:
        return HttpResponse(_latest().read(path), content_type=content_type)
    except NotInLog as error:
        raise Http404 from error


def _latest() -> SignedLog:
    try:
        return SignedLog.latest()
    except NotInLog as error:
        raise Http404 from error
