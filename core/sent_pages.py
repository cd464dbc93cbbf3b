"""Which page a form was sent from, for whom that page was made, and where a browser keeps what was typed on it.

Django draws the token of each page anew (a random mask before the masked secret). The mask tells nothing of the secret
and no two pages share one, so it names the page: the one-time key of every form that has a token.
"""

import re
from contextvars import ContextVar
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of Django's field
TYPED_BY = "typed_by"
SENT_FROM = "sent_from"  # a text that was brought back names the page on which it was typed
ENVELOPE = (TOKEN, TYPED_BY, SENT_FROM)
_MASKED = re.compile(r"([A-Za-z0-9]{32})[A-Za-z0-9]{32}")
_MARK = re.compile(r"[A-Za-z0-9]{32}")
_signer = Signer(salt="opsw.typed-by")

# True while a form is shown again as it was typed: it is bound, and neither judged nor carried out.
shown_again: ContextVar[bool] = ContextVar("shown_again", default=False)


def shelf_of(person: Any) -> dict[str, str]:
    """Where a browser keeps what could not be saved yet: under a name that tells nobody who it is, and locked.

    The key (256 bits, in hex) stands in the person's own pages only.
    """
    key = salted_hmac("opsw.draft.key", str(person.pk), algorithm="sha256").hexdigest()
    return {"owner": salted_hmac("opsw.draft", str(person.pk)).hexdigest()[:16], "key": key}


def typed_by(person: Any) -> str:
    """The signed name of the shelf of the person a page is made for; it goes with every form of the page."""
    return _signer.sign(shelf_of(person)["owner"])


def owner_in(sent: QueryDict) -> str | None:
    """The name of the shelf of whom the sent form was made for; None when the form does not say it credibly."""
    try:
        return _signer.unsign(sent.get(TYPED_BY, ""))
    except BadSignature:
        return None


def page_of(sent: QueryDict) -> str | None:
    """The mark of the page that a form was filled in on; None for a form without a page of its own."""
    if _MARK.fullmatch(earlier := sent.get(SENT_FROM, "")):
        return earlier
    masked = _MASKED.fullmatch(sent.get(TOKEN, ""))
    return masked[1] if masked else None


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What a form on this page is filled with: what was sent, or what is shown again; None for a fresh page."""
    return request.POST if request.method == "POST" or shown_again.get() else None
