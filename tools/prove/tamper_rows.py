"""Ways to tamper with the log's rows, past the application and past the triggers."""

import random
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from openlog import merkle
from openlog.disclosures import Status, is_field
from openlog.keys import read_key
from openlog.leaves import Kind
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, WithheldDisclosure
from openlog.notes import SigningKey, TreeHead
from tools.prove.tamper_files import without_signature

Tampering = tuple[str, int | None]


def damage_rows(dice: random.Random) -> Tampering:
    """One random tampering; returns what was done, and the leaf that must be named (None: none in particular)."""
    return dice.choice(_WAYS)(dice)


def _flip_a_bit_of_an_entry(dice: random.Random) -> Tampering:
    entry = _pick(LogEntry, dice)
    column = dice.choice(["leaf", "leaf_hash"] + ["subtree_hashes"] * bool(entry.subtree_hashes))
    _change(entry, **{column: _flipped(getattr(entry, column), dice)})
    return f"a bit of {column}", entry.index


def _change_a_column_of_an_entry(dice: random.Random) -> Tampering:
    entry = _pick(LogEntry, dice)
    other = {"kind": "withdraw", "version": entry.version + 1, "record_id": uuid.UUID(int=dice.getrandbits(128))}
    column = dice.choice(list(other))
    _change(entry, **{column: other[column]})
    return f"column {column}", entry.index


def _swap_leaves(dice: random.Random) -> Tampering:
    first, second = sorted(dice.sample(list(LogEntry.objects.all()), 2), key=lambda entry: entry.index)
    _change(first, leaf=second.leaf)
    _change(second, leaf=first.leaf)
    return f"leaves of {first.index} and {second.index} swapped", first.index


def _drop_an_entry(dice: random.Random) -> Tampering:
    entry = _pick(LogEntry, dice)
    _delete(WithheldDisclosure, disclosure__entry=entry)
    _delete(Disclosure, entry=entry)
    _delete(LogEntry, index=entry.index)
    return "an entry dropped", entry.index


def _cut_the_end_off(dice: random.Random) -> Tampering:
    """Back to an earlier checkpoint, as an older backup is, with no trace in the database: only the journal knows."""
    size = dice.choice(list(Checkpoint.objects.values_list("size", flat=True))[:-1])
    _delete(Checkpoint, size__gt=size)
    _delete(WithheldDisclosure, disclosure__entry__gte=size)
    _delete(Disclosure, entry__gte=size)
    _delete(LogEntry, index__gte=size)
    QuerySet(LogHead).update(size=size)
    return f"everything after {size} cut off", None


def _change_the_head(dice: random.Random) -> Tampering:
    QuerySet(LogHead).update(size=LogHead.objects.get().size + dice.choice([-1, 1]))
    return "size of the head", None


def _change_a_checkpoint(dice: random.Random) -> Tampering:
    checkpoint = _pick(Checkpoint, dice)
    column = dice.choice(["note", "root", "verifier_key"])
    if column == "verifier_key":
        key = SigningKey(settings.LOG_ORIGIN, dice.randbytes(32))
        _change(checkpoint, verifier_key=str(key.verifier_key))
    else:
        _change(checkpoint, **{column: _flipped(getattr(checkpoint, column), dice)})
    return f"{column} of a checkpoint", None


def _drop_a_checkpoint(dice: random.Random) -> Tampering:
    _delete(Checkpoint, pk=_pick(Checkpoint, dice).pk)
    return "a checkpoint dropped", None


def _change_a_disclosure(dice: random.Random) -> Tampering:
    row = dice.choice(list(Disclosure.objects.filter(status=Status.PUBLIC)))
    column = dice.choice(["encoded", "path", "digest"])
    _change(row, **{column: _other_text(getattr(row, column), dice)})
    return f"{column} of a disclosure", row.entry_id


def _hide_a_disclosure(dice: random.Random) -> Tampering:
    row = dice.choice(list(Disclosure.objects.filter(status=Status.PUBLIC)))
    tombstone = not is_field(row.path or "")
    _change(row, status=Status.ERASED, path=None, encoded=None, reason_en="No reason.", reason_cy="Dim rheswm.")
    # Without its tombstone, what that one explained is unexplained as well, and may come first.
    return "a disclosure hidden", None if tombstone else row.entry_id


def _change_a_reason(dice: random.Random) -> Tampering:
    row = dice.choice(list(Disclosure.objects.exclude(status=Status.PUBLIC)))
    column = dice.choice(["reason_en", "reason_cy"])
    _change(row, **{column: _other_text(getattr(row, column), dice)})
    return f"{column} of a tombstone", row.entry_id


def _drop_a_disclosure(dice: random.Random) -> Tampering:
    row = _pick(Disclosure, dice)
    _delete(WithheldDisclosure, disclosure=row)
    _delete(Disclosure, pk=row.pk)
    return "a disclosure dropped", row.entry_id


def _add_a_disclosure(dice: random.Random) -> Tampering:
    entry = _pick(LogEntry, dice)
    row = dice.choice(list(Disclosure.objects.filter(status=Status.PUBLIC)))
    Disclosure.objects.create(
        entry=entry, digest=_other_text(row.digest, dice), status=row.status, path="another.path", encoded=row.encoded
    )
    return "a disclosure added", entry.index


def _change_what_is_withheld(dice: random.Random) -> Tampering:
    kept = _pick(WithheldDisclosure, dice)
    if dice.random() < 0.5:
        _delete(WithheldDisclosure, pk=kept.pk)
    else:
        _change(kept, encoded=_other_text(kept.encoded, dice))
    return "content of what is withheld", kept.disclosure.entry_id


def _rewrite_history(dice: random.Random) -> Tampering:
    """A changed entry with all hashes made good, but without the key: the first checkpoint over it tells."""
    place = _pick(LogEntry, dice).index
    _rewrite(place)
    signed_before = max(
        [size for size in Checkpoint.objects.values_list("size", flat=True) if size <= place], default=0
    )
    return f"history rewritten from {place}", signed_before


def _fork(dice: random.Random) -> Tampering:
    """A changed entry with all hashes made good, and every checkpoint signed anew with another key."""
    place = _pick(LogEntry, dice).index
    tree = _rewrite(place)
    key = SigningKey(settings.LOG_ORIGIN, dice.randbytes(32))
    for checkpoint in Checkpoint.objects.all():
        root = tree.root(checkpoint.size)
        note = key.sign(TreeHead(key.name, checkpoint.size, root).text)
        _change(checkpoint, root=root, note=note, verifier_key=str(key.verifier_key))
    return f"a fork at {place} signed with another key", None


def _fork_with_the_key(dice: random.Random) -> Tampering:
    """The same by somebody who has the signing key, after the last change of it: only the journal knows."""
    changed = LogEntry.objects.filter(kind=Kind.KEY).latest("index").index
    place = dice.choice(list(LogEntry.objects.filter(index__gt=changed))).index
    tree, key = _rewrite(place), read_key()
    for checkpoint in Checkpoint.objects.filter(size__gt=place):
        root = tree.root(checkpoint.size)
        _change(checkpoint, root=root, note=key.sign(TreeHead(key.name, checkpoint.size, root).text))
    return f"a fork at {place} signed with the key itself", None


def _strip_a_signature(dice: random.Random) -> Tampering:
    """Take one of its two signatures from the checkpoint that hands the log over to another key."""
    entry = dice.choice(list(LogEntry.objects.filter(kind=Kind.KEY)))
    checkpoint = Checkpoint.objects.get(size=entry.index + 1)
    _change(checkpoint, note=without_signature(checkpoint.note, dice))
    return "a signature stripped from a handover", entry.index


def _take_over(dice: random.Random) -> Tampering:
    """Another key signs everything from a handover on, as if that had been to it."""
    place = dice.choice(list(LogEntry.objects.filter(kind=Kind.KEY))).index
    key = SigningKey(settings.LOG_ORIGIN, dice.randbytes(32))
    for checkpoint in Checkpoint.objects.filter(size__gt=place):
        note = key.sign(TreeHead(key.name, checkpoint.size, checkpoint.root).text)
        _change(checkpoint, note=note, verifier_key=str(key.verifier_key))
    return "another key takes over", None


def _rewrite(place: int) -> merkle.Tree:
    tree = merkle.Tree()
    for entry in LogEntry.objects.all():
        leaf = entry.leaf.replace(b'"org":"', b'"org":"other-') if entry.index == place else entry.leaf
        hashes = tree.append(merkle.leaf_hash(leaf))
        _change(entry, leaf=leaf, leaf_hash=hashes[0], subtree_hashes=b"".join(hashes[1:]))
    return tree


def _pick(model: type[Any], dice: random.Random) -> Any:
    return dice.choice(list(model.objects.order_by("pk")))


def _change(row: Model, **values: Any) -> None:
    # A plain queryset lacks the protection of the model's own.
    QuerySet(type(row)).filter(pk=row.pk).update(**values)


def _delete(model: type[Model], **conditions: Any) -> None:
    QuerySet(model).filter(**conditions)._raw_delete("default")


def _flipped(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    bit = dice.randrange(len(changed) * 8)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _other_text(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text))
    return text[:place] + dice.choice([letter for letter in "abcXYZ019" if letter != text[place]]) + text[place + 1 :]


_WAYS: list[Callable[[random.Random], Tampering]] = [
    *[_flip_a_bit_of_an_entry] * 3,
    _change_a_column_of_an_entry,
    _swap_leaves,
    _drop_an_entry,
    _cut_the_end_off,
    _change_the_head,
    _change_a_checkpoint,
    _drop_a_checkpoint,
    _change_a_disclosure,
    _hide_a_disclosure,
    _change_a_reason,
    _drop_a_disclosure,
    _add_a_disclosure,
    _change_what_is_withheld,
    _rewrite_history,
    _fork,
    _fork_with_the_key,
    _strip_a_signature,
    _take_over,
]
