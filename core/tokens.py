"""Secrets in addresses: whoever holds one may do one thing. Only the SHA-256 is kept, and no log line holds one."""

import hashlib
import logging
import re
import secrets

_BYTES = 32
# What 32 bytes are in URL-safe base64; and Django's key for a new password, after the account.
_IN_AN_ADDRESS = re.compile(r'(?<=/)(?:[\w-]{43}|[0-9a-z]+-[0-9a-z]{1,13}-[0-9a-f]{32})(?=[/?\s"]|$)')


def new_token() -> str:
    """256 random bits for an address."""
    return secrets.token_urlsafe(_BYTES)


def token_digest(token: str) -> str:
    """The SHA-256 of a token, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


class HideTokens(logging.Filter):
    """Put "(token)" in the place of every token in an address that is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(value) for value in record.args)
        return True


def _hidden(value: object) -> object:
    return hide_tokens(value) if isinstance(value, str) else value


def hide_tokens(text: str) -> str:
    """Return the text without the tokens of its addresses."""
    return _IN_AN_ADDRESS.sub("(token)", text)
