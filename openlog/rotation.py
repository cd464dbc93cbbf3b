"""Change the signing key of the log, in the log itself."""

from django.conf import settings
from django.db import transaction

from core.bilingual import BilingualText
from core.characters import clean_text
from openlog.canonical import FormError
from openlog.handovers import ORGANISATION, SCHEMA, key_fields, key_record
from openlog.keys import adopt_next_key, key_that_signs, next_key
from openlog.leaves import Kind
from openlog.log import append, store_checkpoint
from openlog.models import Checkpoint, LogEntry, LogHead
from openlog.notes import SigningKey
from openlog.restore_guard import acknowledge, announce, remember
from openlog.said import removed_between


def rotate_key(*, reason_en: str, reason_cy: str) -> Checkpoint:
    """Record that a new key follows the current one, and put it in its place; returns the checkpoint both have signed.

    Run again after it was cut off, it goes on where it stopped: the new key is written first, the log then changes over
    in one transaction, and only then is the retired secret removed. Not within a transaction.

    Raises FormError without a reason in both languages, LogReadOnly, KeyProblem and LogDamaged.
    """
    reason = BilingualText(en=clean_text(reason_en).strip(), cy=clean_text(reason_cy).strip())
    if reason.missing:
        raise FormError("a change of the key needs a reason in both languages")
    new = next_key()
    with transaction.atomic(durable=True):
        # Locked first, so that of two who change the key at once the second sees what the first has done.
        LogHead.objects.select_for_update().get_or_create(id=1)
        last = Checkpoint.objects.last()
        if last is None or last.verifier_key != str(new.verifier_key):
            old = key_that_signs(last.verifier_key if last else None)
            last = _hand_over(old, new, reason, last)
    before = Checkpoint.objects.filter(size__lt=last.size).last()
    remember(last, removed_between(before.size if before else 0, last.size))
    acknowledge(last)
    adopt_next_key()
    return last


def _hand_over(old: SigningKey, new: SigningKey, reason: BilingualText, last: Checkpoint | None) -> Checkpoint:
    """Append the key entry, and the checkpoint that ends with it, signed by both keys."""
    record_id = key_record(settings.LOG_ORIGIN)
    before = LogEntry.objects.filter(record_id=record_id).last()
    entry = append(
        kind=Kind.KEY,
        record_id=record_id,
        version=before.version + 1 if before else 1,
        schema=SCHEMA,
        organisation=ORGANISATION,
        fields=key_fields(old.verifier_key, new.verifier_key, reason),
    )
    checkpoint = store_checkpoint(entry.index + 1, last, [old, new])
    announce(checkpoint.size, checkpoint.root)  # its entry is stored only with it, so it is promised afterwards
    return checkpoint
