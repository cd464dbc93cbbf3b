"""A log to try things on: records in both languages, new versions, withheld parts, redactions and erasures."""

import random
import uuid

from django.db import transaction

from openlog.canonical import JSON
from openlog.disclosures import Status, Tombstone, is_field
from openlog.leaves import Kind
from openlog.log import Withheld, append, sign
from openlog.models import Disclosure, LogEntry
from openlog.removals import complete_removals

ORGANISATION = "isle-of-anglesey-council"
SCHEMA = "decision/1"


def build_log(entries: int, *, seed: int) -> None:
    """Append and sign `entries` entries, in batches of up to four to a checkpoint. For throw-away databases."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    appended = 0
    while appended < entries:
        batch = min(dice.randint(1, 4), entries - appended)
        for _turn in range(batch):
            with transaction.atomic():
                _append_some(dice)
        appended += batch
        sign()
        complete_removals()


def publish(record_id: uuid.UUID, version: int = 1, *, withheld: dict[str, Withheld] | None = None) -> LogEntry:
    """Append one version of an example record, unsigned."""
    fields: dict[str, JSON] = {
        "title.cy": f"Trefniadau gofal yn Llŷn, fersiwn {version}",
        "title.en": f"Care arrangements in Llŷn, version {version}",
        "options": [{"cy": "Dim newid", "en": "No change", "chosen": False}],
        "review_on": "2027-03-01",
        "cost": 125_000,
    }
    with transaction.atomic():
        return append(
            kind=Kind.PUBLISH if version == 1 else Kind.SUPERSEDE,
            record_id=record_id,
            version=version,
            schema=SCHEMA,
            organisation=ORGANISATION,
            fields=fields,
            withheld=withheld,
        )


def remove(kind: Kind, target: Disclosure) -> LogEntry:
    """Append the entry that redacts or erases a disclosure, unsigned; the removal itself follows the signature."""
    last = LogEntry.objects.filter(record_id=target.entry.record_id).latest("index")
    status = Status.WITHHELD if kind == Kind.REDACT else Status.ERASED
    tombstone = Tombstone(status, target.digest, "Personal data of a third party.", "Data personol trydydd parti.")
    with transaction.atomic():
        return append(
            kind=kind,
            record_id=last.record_id,
            version=last.version,
            schema=SCHEMA,
            organisation=ORGANISATION,
            fields={},
            tombstones=[tombstone],
        )


def _append_some(dice: random.Random) -> None:
    roll = dice.random()
    entries = list(LogEntry.objects.exclude(kind=Kind.KEY))
    public = Disclosure.objects.filter(status=Status.PUBLIC, entry__in=entries)
    shown = [row for row in public if is_field(row.path or "_")]
    if entries and roll < 0.3:
        last = LogEntry.objects.filter(record_id=dice.choice(entries).record_id).latest("index")
        publish(last.record_id, last.version + 1)
    elif shown and roll < 0.5:
        remove(dice.choice([Kind.REDACT, Kind.ERASE]), dice.choice(shown))
    else:
        withheld = Withheld(
            "Cyngor cyfreithiol", "Legal advice is privileged.", "Mae cyngor cyfreithiol yn freintiedig."
        )
        publish(uuid.UUID(int=dice.getrandbits(128)), withheld={"legal": withheld} if roll > 0.8 else None)
