"""While a page is read, what decides who may read it is looked up once.

Everything that writes looks again each time: a right that was taken away a moment ago is gone.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_seen: ContextVar[dict[Hashable, Any] | None] = ContextVar("seen", default=None)


def one_look(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: remember what `looked_up` finds until a page is answered."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        token = _seen.set({})
        try:
            return get_response(request)
        finally:
            _seen.reset(token)

    return answer


def looked_up(key: Hashable, look: Callable[[], T]) -> T:
    """What `look` finds; while a page is read, what it found for the same key before."""
    seen = _seen.get()
    if seen is None:
        return look()
    if key not in seen:
        seen[key] = look()
    found: T = seen[key]
    return found


def looked_up_together(found: Mapping[Hashable, Any]) -> None:
    """Let `looked_up` find by their keys, for the rest of a page, what was read for many rows at once."""
    if (seen := _seen.get()) is not None:
        seen.update({key: value for key, value in found.items() if key not in seen})


def not_looked_up(keys: Iterable[K]) -> set[K]:
    """Those of the keys that `looked_up` would still have to look for; none where nothing is remembered."""
    seen = _seen.get()
    return set() if seen is None else {key for key in keys if key not in seen}
