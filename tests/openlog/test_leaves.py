import json
import unicodedata
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, strategies as st

from openlog.canonical import (
    FormError,
    canonical_json,
    from_base64url,
    normalised,
    parse_canonical_json,
    to_base64url,
)
from openlog.leaves import Disclosure, Kind, Leaf, Placed, check_succession, digest_of

LEAF = Leaf(
    digests=tuple(sorted([digest_of("a"), digest_of("b")])),
    record_id=uuid.UUID("6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
    kind=Kind.SUPERSEDE,
    organisation="isle-of-anglesey-council",
    previous=4,
    previous_hash=bytes(32),
    schema="decision/1",
    timestamp=datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
    version=2,
)

text = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda value: unicodedata.normalize("NFC", value))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(text, children, max_size=4),
    max_leaves=20,
)


def changed(**values: Any) -> bytes:
    return canonical_json(json.loads(LEAF.encode()) | values)


def test_disclosure_vector() -> None:
    encoded = Disclosure(bytes(range(16)), "title.cy", "Llŷn").encode()
    assert from_base64url(encoded) == '["AAECAwQFBgcICQoLDA0ODw","title.cy","Llŷn"]'.encode()
    assert digest_of(encoded) == "m784kW7bUXnIU_hT9-hoXZJ0emojTZpgdrwRvqzEMFU"


@given(json_values)
def test_canonical_json_comes_back(value: Any) -> None:
    data = canonical_json(value)
    assert parse_canonical_json(data) == value
    assert json.loads(data) == value


@pytest.mark.parametrize(
    "value", [1.5, 1.0, float("nan"), 2**53, "e\u0301", {"e\u0301": 1}, {1: 2}, b"bytes", "\ud800"]
)
def test_what_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(FormError):
        canonical_json(value)


@pytest.mark.parametrize(
    "data",
    [b"1.0", b"1e2", b"-0", b"NaN", b' {"a":1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'"\\u0041"', b"\xff", b"",
     b"[" * 9999],
)  # fmt: skip
def test_bytes_that_are_not_canonical(data: bytes) -> None:
    with pytest.raises(FormError):
        parse_canonical_json(data)


def test_text_is_brought_into_nfc_and_keys_stay_apart() -> None:
    assert normalised({"e\u0301": ["e\u0301", 1, None]}) == {"é": ["é", 1, None]}
    with pytest.raises(FormError):
        normalised({"é": 1, "e\u0301": 2})


@given(st.binary(max_size=50))
def test_base64url(data: bytes) -> None:
    encoded = to_base64url(data)
    assert from_base64url(encoded) == data
    with pytest.raises(FormError):
        from_base64url(encoded + "=")
    with pytest.raises(FormError):
        from_base64url(encoded, len(data) + 1)


@given(text.filter(lambda path: path.isprintable() and path and " " not in path), json_values)
def test_disclosures_come_back(path: str, value: Any) -> None:
    disclosure = Disclosure.new(path, value)
    assert Disclosure.parse(disclosure.encode()) == disclosure


def test_salts_are_fresh() -> None:
    assert len({Disclosure.new("a", 1).encode() for _turn in range(50)}) == 50


@pytest.mark.parametrize(
    "value",
    [
        [to_base64url(bytes(15)), "a", 1],
        [to_base64url(bytes(16)), "", 1],
        [to_base64url(bytes(16)), "a b", 1],
        [to_base64url(bytes(16)), "a"],
        [to_base64url(bytes(16)), 1, 1],
        {"a": 1},
    ],
)
def test_other_values_are_no_disclosure(value: Any) -> None:
    with pytest.raises(FormError):
        Disclosure.parse(to_base64url(canonical_json(value)))


def test_the_leaf_of_the_specification() -> None:
    assert LEAF.encode() == (
        b'{"_sd":["' + b'","'.join(digest.encode() for digest in LEAF.digests) + b'"],"_sd_alg":"sha-256",'
        b'"id":"urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8","kind":"supersede","org":"isle-of-anglesey-council",'
        b'"prev":4,"prev_hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","schema":"decision/1",'
        b'"ts":"2026-07-01T09:30:00Z","v":1,"ver":2}'
    )
    assert Leaf.parse(LEAF.encode()) == LEAF


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "delete"},
        {"kind": None},
        {"v": 2},
        {"v": True},
        {"ver": 0},
        {"ver": True},
        {"ver": "1"},
        {"_sd_alg": "sha-512"},
        {"_sd": list(reversed(LEAF.digests))},
        {"_sd": [LEAF.digests[0]] * 2},
        {"_sd": ["short"]},
        {"_sd": [1]},
        {"_sd": "text"},
        {"id": "6ba7b810-9dad-41d1-80b4-00c04fd430c8"},
        {"id": "urn:uuid:6BA7B810-9DAD-41D1-80B4-00C04FD430C8"},
        {"id": "urn:uuid:nobody"},
        {"prev": None},
        {"prev": -1},
        {"prev_hash": None},
        {"prev_hash": "AAAA"},
        {"prev_hash": 1},
        {"org": "Isle of Anglesey"},
        {"org": ""},
        {"schema": "decision"},
        {"schema": "decision/0"},
        {"ts": "2026-07-01T09:30:00+00:00"},
        {"ts": "2026-07-01T09:30:00.5Z"},
        {"ts": "2026-02-30T09:30:00Z"},
        {"note": "free text"},
    ],
)
def test_a_leaf_with_anything_else_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(FormError):
        Leaf.parse(changed(**values))


def test_a_leaf_lacks_no_key() -> None:
    for key in json.loads(LEAF.encode()):
        whole = json.loads(LEAF.encode())
        del whole[key]
        with pytest.raises(FormError):
            Leaf.parse(canonical_json(whole))


def test_a_leaf_is_at_most_65535_bytes() -> None:
    digests = tuple(sorted(digest_of(str(number)) for number in range(1_500)))
    with pytest.raises(FormError, match="65535"):
        replace(LEAF, digests=digests).encode()
    assert len(replace(LEAF, digests=digests[:1_400]).encode()) <= 65_535


def test_times_are_whole_seconds_of_utc() -> None:
    summer = timezone(timedelta(hours=1))
    assert replace(LEAF, timestamp=datetime(2026, 7, 1, 10, 30, tzinfo=summer)).encode() == LEAF.encode()
    with pytest.raises(FormError):
        replace(LEAF, timestamp=LEAF.timestamp + timedelta(microseconds=1)).encode()


FIRST = replace(LEAF, kind=Kind.PUBLISH, previous=None, previous_hash=None, version=1)
PLACED = Placed(4, bytes(32), FIRST)


@pytest.mark.parametrize(
    ("leaf", "previous"),
    [
        (FIRST, None),
        (LEAF, PLACED),
        (replace(LEAF, kind=Kind.REDACT, version=1), PLACED),
        (replace(LEAF, kind=Kind.ERASE), PLACED),
    ],
)
def test_entries_that_may_follow(leaf: Leaf, previous: Placed | None) -> None:
    check_succession(leaf, previous)


@pytest.mark.parametrize(
    ("leaf", "previous"),
    [
        (LEAF, None),
        (replace(FIRST, version=2), None),
        (replace(FIRST, kind=Kind.REDACT), None),
        (FIRST, PLACED),
        (replace(LEAF, previous=3), PLACED),
        (replace(LEAF, previous_hash=b"1" * 32), PLACED),
        (replace(LEAF, version=3), PLACED),
        (replace(LEAF, version=1), PLACED),
    ],
)
def test_entries_that_may_not_follow(leaf: Leaf, previous: Placed | None) -> None:
    with pytest.raises(FormError):
        check_succession(leaf, previous)
