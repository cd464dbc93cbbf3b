"""One way to write a value as bytes: canonical JSON (RFC 8785) in NFC and without floats, and unpadded base64url."""

import base64
import binascii
import json
import unicodedata
from typing import Any, Never, TypeAlias

import rfc8785

JSON: TypeAlias = "None | bool | int | str | list[JSON] | dict[str, JSON]"


class FormError(ValueError):
    """Data that is not in the canonical form, or cannot be brought into it."""


def canonical_json(value: JSON) -> bytes:
    """The canonical JSON of a value.

    Raises FormError on floats, on text that is not NFC, on integers beyond 2**53 - 1 and on anything that JSON has not.
    """
    try:
        _check(value)
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise FormError(f"cannot be written as canonical JSON: {error}") from error


def parse_canonical_json(data: bytes) -> Any:
    """The value of canonical JSON. Raises FormError on any other bytes, even those of the same value."""
    try:
        value = json.loads(data.decode(), parse_float=_refuse_number, parse_constant=_refuse_number)
    except (ValueError, RecursionError) as error:
        raise FormError(f"not JSON of text and whole numbers: {error}") from error
    if canonical_json(value) != data:
        raise FormError("JSON, but not in canonical form")
    return value


def nfc(text: str) -> str:
    """The text in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


def normalised(value: JSON) -> JSON:
    """The same value with all its text in NFC. Raises FormError when two keys become one."""
    match value:
        case str():
            return nfc(value)
        case list():
            return [normalised(item) for item in value]
        case dict():
            result = {nfc(key): normalised(item) for key, item in value.items()}
            if len(result) != len(value):
                raise FormError("two keys are the same text")
            return result
        case _:
            return value


def to_base64url(data: bytes) -> str:
    """Base64url without padding (RFC 4648 §5, as RFC 9901 uses it)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str, size: int | None = None) -> bytes:
    """The bytes of unpadded base64url. Raises FormError on any other text, or when they are not `size` bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormError(f"not base64url: {text!r}") from error
    if to_base64url(data) != text or size not in (None, len(data)):
        raise FormError(f"not base64url of the expected length: {text!r}")
    return data


def _check(value: object) -> None:
    match value:
        case None | bool() | int():
            pass
        case str():
            if not unicodedata.is_normalized("NFC", value):
                raise FormError(f"text is not NFC: {value!r}")
        case list():
            for item in value:
                _check(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise FormError(f"a key is not text: {key!r}")
                _check(key)
                _check(item)
        case _:
            raise FormError(f"a {type(value).__name__} has no place in canonical JSON")


def _refuse_number(literal: str) -> Never:
    raise FormError(f"not a whole number: {literal}")
