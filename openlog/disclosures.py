"""What the log serves about an entry's disclosures, and the tombstones that stand for what is not shown.

Every withholding and erasure is itself said in the log: a tombstone is a public disclosure, of the same entry or of a
later one of the same record, that names the digest and gives the reason. Nothing can therefore be left out, and no
reason be changed, without the log showing it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openlog.canonical import JSON, FormError, canonical_json, nfc, parse_canonical_json
from openlog.leaves import Disclosure, digest_of

_TOMBSTONE_PATH = re.compile(r"_(withheld|erased)\.([A-Za-z0-9_-]{43})")


class Status(StrEnum):
    """What is shown of a disclosure: its content, or why not."""

    PUBLIC = "public"
    WITHHELD = "withheld"
    ERASED = "erased"


@dataclass(frozen=True)
class Tombstone:
    """The log's word that the disclosure of `digest` is withheld or erased, and why, in both languages."""

    status: Status
    digest: str
    reason_en: str
    reason_cy: str

    @property
    def path(self) -> str:
        """The path by which the log says so."""
        return f"_{self.status}.{self.digest}"

    def disclosure(self) -> Disclosure:
        """The public disclosure that says so, with a fresh salt. Raises FormError without a reason."""
        if self.status == Status.PUBLIC or not self.reason_en or not self.reason_cy:
            raise FormError("a tombstone needs a reason in both languages")
        reason: JSON = {"cy": nfc(self.reason_cy), "en": nfc(self.reason_en)}
        return Disclosure.new(self.path, reason)

    @classmethod
    def of(cls, disclosure: Disclosure) -> "Tombstone | None":
        """The tombstone that a disclosure says, None when it is an ordinary value. Raises FormError."""
        if is_field(disclosure.path):
            return None
        path = _TOMBSTONE_PATH.fullmatch(disclosure.path)
        if path is None:
            raise FormError(f"not the path of a tombstone: {disclosure.path!r}")
        reason_en, reason_cy = _reason(disclosure.value)
        return cls(Status(path[1]), path[2], reason_en, reason_cy)


@dataclass(frozen=True)
class ServedDisclosure:
    """One line of `disclosures/<index>.json`: the encoded string when public, else the reasons."""

    digest: str
    status: Status
    encoded: str | None = None
    reason_en: str = ""
    reason_cy: str = ""

    @property
    def tombstone(self) -> Tombstone:
        """The tombstone that the log must hold for this line when it is not public."""
        return Tombstone(self.status, self.digest, self.reason_en, self.reason_cy)

    def _value(self) -> dict[str, JSON]:
        shown: dict[str, JSON] = {"digest": self.digest, "status": str(self.status)}
        if self.status == Status.PUBLIC:
            return shown | {"disclosure": self.encoded}
        return shown | {"reason": {"cy": self.reason_cy, "en": self.reason_en}}

    @classmethod
    def _of_value(cls, value: Any) -> "ServedDisclosure":
        match value:
            case {"digest": str(digest), "status": "public", "disclosure": str(encoded)} if len(value) == 3:
                if digest_of(encoded) != digest:
                    raise FormError(f"the disclosure does not have the digest {digest}")
                return cls(digest, Status.PUBLIC, encoded)
            case {"digest": str(digest), "status": ("withheld" | "erased") as status, "reason": reason} if (
                len(value) == 3
            ):
                return cls(digest, Status(status), None, *_reason(reason))
        raise FormError("a disclosure is shown by digest, status, and its content or reason")


def encode_served(index: int, served: Iterable[ServedDisclosure]) -> bytes:
    """The canonical bytes of `disclosures/<index>.json`, in the order of the digests."""
    lines: list[JSON] = [line._value() for line in sorted(served, key=lambda line: line.digest)]
    return canonical_json({"disclosures": lines, "index": index})


def parse_served(index: int, data: bytes) -> list[ServedDisclosure]:
    """The lines of `disclosures/<index>.json`. Raises FormError on anything `encode_served` would not have written."""
    match parse_canonical_json(data):
        case {"disclosures": list(values), "index": int(found)} if found == index:
            served = [ServedDisclosure._of_value(value) for value in values]
        case _:
            raise FormError(f"not the disclosures of entry {index}")
    digests = [line.digest for line in served]
    if digests != sorted(digests):
        raise FormError("the disclosures are not in the order of their digests")
    return served


def is_field(path: str) -> bool:
    """Whether a path names a value of the record; paths that begin with an underscore are the log's own."""
    return not path.startswith("_")


def _reason(value: Any) -> tuple[str, str]:
    """English and Welsh of a reason. Raises FormError."""
    match value:
        case {"cy": str(reason_cy), "en": str(reason_en)} if len(value) == 2 and reason_cy and reason_en:
            return reason_en, reason_cy
    raise FormError("a reason is a text in each language")
