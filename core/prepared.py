"""Work that takes too long inside a transaction, done before it.

An act asks `Prepared` for what it needs while it holds its locks. What would take long makes it give up, do the work
without a lock, and start again; what was prepared is found by the texts it was made of, so that it fits only if they
are still the same.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from core.comparison import is_long, merge
from core.merging import Merge
from core.transitions import Refused

_ATTEMPTS = 50  # each prepares one thing: many suggestions may be accepted at once

T = TypeVar("T")


class _Needed(Exception):
    """The act cannot go on before `work` is done, outside its transaction."""

    def __init__(self, key: Hashable, work: Callable[[], Any]) -> None:
        super().__init__(key)
        self.key, self.work = key, work


class Prepared:
    """What was worked out for an act before its transaction."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Any] = {}

    def get(self, key: Hashable, work: Callable[[], Any], *, long: bool) -> Any:
        """Return what `work` makes of what `key` names; done here unless it is `long`."""
        if key in self.known or not long:
            return self.known[key] if key in self.known else work()
        raise _Needed(key, work)

    def merge(self, base: str, mine: str, theirs: str) -> Merge:
        long = theirs != base != mine and (is_long(base, mine) or is_long(base, theirs))
        found: Merge = self.get((base, mine, theirs), lambda: merge(base, mine, theirs), long=long)
        return found


def prepared(act: Callable[[Prepared], T]) -> T:
    """Return what `act` returns, once all that it needs is prepared. Each attempt of it is a transaction.

    Raises Refused when others keep changing the texts meanwhile.
    """
    done = Prepared()
    for _attempt in range(_ATTEMPTS):
        try:
            return act(done)
        except _Needed as needed:
            done.known[needed.key] = needed.work()
    raise Refused(_("Other people are changing this text at the moment. Your words are still here: save again."))
