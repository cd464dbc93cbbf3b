"""The leaves of the log, in order: the very bytes as lines, with what chance made named by what it stands for."""

import json

from openlog.models import LogEntry
from tests.goldens.plain import Names, Plain, disclosed, pretty


def leaves(names: Names) -> str:
    return "\n".join(_leaf(entry, Plain(names)) for entry in LogEntry.objects.order_by("index"))


def _leaf(entry: LogEntry, plain: Plain) -> str:
    """The keys of the leaf in their order, and what it commits to, by its paths: the digests stand in no order."""
    leaf = json.loads(bytes(entry.leaf))
    told = {}
    for row in entry.disclosures.order_by("pk").select_related("withheld_disclosure"):
        encoded = row.encoded or row.withheld_disclosure.encoded
        path, value = disclosed(encoded) or ("", None)
        status = "" if row.encoded else f" ({row.status}: {row.reason_en} / {row.reason_cy})"
        told[row.digest] = f"{path} = {json.dumps(value, ensure_ascii=False)}{status}"
    assert sorted(told) == leaf["_sd"], f"entry {entry.index} commits to something else than is kept"
    leaf["_sd"] = f"{len(told)} digests, in their order"
    return plain.text(f"entry {entry.index}, {len(entry.leaf)} bytes\n{pretty(leaf)}\n") + "".join(
        f"  {line}\n" for line in sorted(plain.text(line) for line in told.values())
    )
