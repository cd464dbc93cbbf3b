"""Comparing and merging texts of any length while somebody waits: long ones aside, and what was compared is kept.

Kept is where two texts differ, and none of their words: what is erased later is not found here.
"""

import json

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from core.alignment import Room
from core.aside import NotDone, aside
from core.merging import Merge, merge_of, merge_words
from core.word_diff import Edit, Passage, changed_paragraphs, edits, edits_at, passages

LONG = 12_000  # characters of changed paragraphs, some 2,000 words: what takes no more than a few milliseconds is short
_KEPT_FOR = 30 * 24 * 60 * 60  # seconds; two texts always differ in the same places


def compare(old: str, new: str) -> list[Passage]:
    """The passages that turn `old` into `new`; what was removed stands before what replaced it."""
    return list(passages(old, changes(old, new)))


def changes(old: str, new: str) -> list[Edit]:
    """What turns `old` into `new`, in order. Found once for two long texts, whoever asks."""
    if not is_long(old, new):
        return edits(old, new)
    key = f"changes:{salted_hmac('opsw.comparison', json.dumps([old, new]), algorithm='sha256').hexdigest()}"
    places = cache.get(key)
    if places is None:
        try:
            places = aside("core.word_diff:places", old, new)
        except NotDone:
            return edits(old, new, Room(0))
        cache.set(key, places, _KEPT_FOR)
    return edits_at(places, new)


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Both changes of `base`, put together as `merge_words` does. Inside a transaction ask `core.prepared` for it."""
    if theirs == base or mine == base or not (is_long(base, mine) or is_long(base, theirs)):
        return merge_words(base, mine, theirs)
    try:
        return merge_of(aside("core.merging:parts", base, mine, theirs))
    except NotDone:
        return merge_words(base, mine, theirs, room=0)


def is_long(old: str, new: str) -> bool:
    """Return True if comparing two texts takes longer than other requests should have to wait."""
    same = sum(changed_paragraphs(old, new))
    return max(len(old), len(new)) - same > LONG
