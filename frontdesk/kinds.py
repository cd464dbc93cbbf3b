"""The kinds of secret links: each app registers those that it sends (`frontdesk.links.register`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from core.verdicts import Verdict
from frontdesk.secret_link import SecretLink


@dataclass
class Visit:
    """Somebody opened the address of a link. `link` is None when the address opens none."""

    request: HttpRequest
    token: str
    link: Any
    refused: Any = None  # the form of an answer that was not taken

    def form(self, form: Callable[..., Any]) -> Any:
        """The form to answer with: bound to what was sent, if anything was, and with what was wrong with it."""
        return self.refused or form(self.request.POST if self.request.method == "POST" else None)


@dataclass(frozen=True)
class Offer:
    """What can be answered now: with which form, on which page. `take` carries out a valid one, or raises Refused."""

    form: Any
    take: Callable[[Visit, Any], HttpResponse]
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class LinkKind:
    """What the links of one model are for.

    name, topic: what its messages in the outbox call a link, and their topic.
    about, asker: the columns of the record that a link is about, and of the person in whose name it is sent.
    related: what its pages and letters read along.
    allows: whether the link gives its right now. No token opens what this denies.
    says_why: whether a link that no longer works says so; if not, its address looks like one that never was.
    may_change: who may send it again or withdraw it; `ended` refuses them once it was answered or withdrawn.
    send: sends it, for the first time or again, `by` somebody for a `reason`.
    letter: subject and text of its e-mail, from the link and the addresses of its pages; language: "" for both.
    sent: the reason that is recorded when the e-mail is written.
    pages: what each shows or offers, by the name of its address.
    ignores_sessions: who is signed in plays no part, and no cookie is set.
    """

    model: type[SecretLink]
    name: str
    topic: str
    about: str
    asker: str
    related: tuple[str, ...]
    allows: Callable[[Any], bool]
    may_change: Callable[[Any, Any], Verdict]
    ended: Promise
    send: Callable[..., None]
    letter: Callable[..., tuple[str, str]]
    language: Callable[[Any], str]
    sent: Callable[[], str]
    pages: dict[str, Callable[[Visit], Offer | HttpResponse]]
    says_why: bool = False
    ignores_sessions: bool = False
