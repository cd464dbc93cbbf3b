"""Lists in portions: `after` is the log entry to go on from, so that nothing is left out while the log grows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIMIT, MOST = 50, 200
_LARGEST = 2**63 - 1


class BadRequest(Exception):
    """What was asked for cannot be asked for; `message` says why, in either language."""

    def __init__(self, message: Promise) -> None:
        self.message = message


@dataclass(frozen=True)
class Portion:
    """At most `limit` items whose log entry comes after `after`."""

    after: int
    limit: int


def portion_asked_for(query: Mapping[str, str]) -> Portion:
    """The portion that an address asks for. Raises BadRequest."""
    after, limit = query.get("after", ""), query.get("limit", "")
    if not _is_number(after) or not _is_number(limit) or not 1 <= int(limit or LIMIT) <= MOST:
        raise BadRequest(_("“after” must be the number of a log entry, and “limit” a number from 1 to 200."))
    return Portion(int(after or -1), int(limit or LIMIT))


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= _LARGEST)
