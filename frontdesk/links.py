"""Sending, finding, locking and withdrawing secret links of every kind."""

from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.history import recording
from core.tokens import new_token, token_digest
from core.transitions import Refused
from core.verdicts import insist
from frontdesk.kinds import LinkKind
from frontdesk.secret_link import SecretLink, SecretLinkQuerySet
from people.mail import write_to
from people.models import User
from people.outbox import enqueue, handles

L = TypeVar("L", bound=SecretLink)
KINDS: dict[type[SecretLink], LinkKind] = {}


def register(kind: LinkKind) -> LinkKind:
    """Make `kind` the one kind of its model. Raises ValueError when the model has one."""
    if kind.model in KINDS:
        raise ValueError(f"{kind.model.__name__} is a registered kind of link already.")
    KINDS[kind.model] = kind
    handles(kind.topic)(partial(_write_letter, kind))
    return kind


def send(link: SecretLink, *, by: User, reason: str, until: datetime) -> None:
    """Save the link and have a new token sent, which works `until` then. Runs inside an act that was allowed."""
    kind = KINDS[type(link)]
    link.token_hash, link.expires_at = None, until
    with recording(by=by, reason=reason):
        link.full_clean()
        link.save()
    enqueue(kind.topic, **{kind.name: str(link.uuid)})


@transaction.atomic
def send_again(link: L, *, by: User, reason: str) -> L:
    """Send a new address; the one sent before opens nothing from now on. Raises Refused when the link has ended."""
    link = _lock_to_change(link, by)
    KINDS[type(link)].send(link, by=by, reason=reason)
    return link


@transaction.atomic
def withdraw(link: L, *, by: User, reason: str) -> L:
    """Withdraw a link that nobody has answered: it opens nothing from now on. Raises Refused when it has ended."""
    link = _lock_to_change(link, by)
    with recording(by=by, reason=reason):
        link.end("withdrawn_at")
    return link


def withdraw_all(links: SecretLinkQuerySet) -> None:
    """Withdraw every unanswered link among `links`. Runs inside an act that was allowed and is recorded."""
    for link in links.unanswered().select_for_update():
        link.end("withdrawn_at")


def withdraw_denied(links: SecretLinkQuerySet) -> None:
    """Withdraw the unanswered links among `links` whose right is gone. Runs inside a recorded act."""
    for link in links.unanswered().select_for_update():
        if not KINDS[type(link)].allows(link):
            link.end("withdrawn_at")


def opens(link: SecretLink) -> bool:
    """Return True if the link gives its right now: it has not ended, is in time, and nothing denies what it is for."""
    return link.is_open and link.in_time and KINDS[type(link)].allows(link)


def find(model: type[L], token: str) -> L | None:
    """The link that `token` belongs to; None for a token that never was or was replaced.

    None also for a link that no longer works, unless its kind says why.
    """
    return _find(KINDS[model], token_hash=token_digest(token))


def lock(model: type[L], token: str) -> L | None:
    """The link that `token` belongs to, whatever its state, locked to be answered."""
    return _lock(model, token_hash=token_digest(token))


@transaction.atomic
def issue_token(link: SecretLink) -> str:
    """A new token for the link; its hash is kept, the token itself is in the e-mail alone.

    It is made when the e-mail is written, so that it stands in no row that waits to be sent.
    """
    kind = KINDS[type(link)]
    link = kind.model.objects.select_for_update().get(pk=link.pk)
    token = new_token()
    link.token_hash = token_digest(token)
    with recording(by=getattr(link, kind.asker), reason=kind.sent()):
        link.save()
    return token


def _find(kind: LinkKind, **which: object) -> Any:
    link = kind.model.objects.select_related(*kind.related).filter(**which).first()
    return link if link is not None and (kind.says_why or opens(link)) else None


def _lock(model: type[SecretLink], **which: object) -> Any:
    """The record that a link is about is locked before it, everywhere, so that no two acts block each other."""
    about: Any = model._meta.get_field(KINDS[model].about)
    links = model.objects.filter(**which)
    for pk in links.values_list(about.attname, flat=True):
        about.related_model.objects.select_for_update().get(pk=pk)
    return links.select_for_update().first()


def _lock_to_change(link: L, by: User) -> L:
    kind, link = KINDS[type(link)], _lock(type(link), pk=link.pk)
    insist(kind.may_change(by, link))
    if not link.is_open:
        raise Refused(kind.ended)
    return link


def _write_letter(kind: LinkKind, **payload: str) -> None:
    """Send the addresses that open a link, unless it ended in between.

    Sent twice after a failure, the second address works and the first does not.
    """
    link = _find(kind, uuid=payload[kind.name])
    if link is None or not link.is_open:
        return
    token = issue_token(link)

    def compose() -> tuple[str, str]:
        return kind.letter(link, *(settings.SITE_URL + reverse(page, args=[token]) for page in kind.pages))

    write_to(link.email, kind.language(link), compose)
