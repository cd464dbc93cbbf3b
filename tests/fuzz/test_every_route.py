"""Odd requests to every address, by every method, as nobody, as a member and as an administrator: none ends in a 5xx.

`FUZZ_SEED=7` gives the same requests again; `SCALE=full` sends ten times as many, with a new seed each time.
"""

import copy
import datetime
import itertools
import json
import os
import random
import re
import secrets
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.apps import apps
from django.contrib.admindocs.views import simplify_regex
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from django.utils.translation import override

from cms.setup import set_up_site
from core.bilingual import LANGUAGES
from decisions_log.models import Decision
from opsw_site.incoming import Request
from people.models import PlatformRole
from public.open_data.addresses import FORMATS
from publication.kinds import KINDS
from publication.published.models import PublishedRecord
from tests import factories

pytestmark = pytest.mark.django_db

FULL = os.environ.get("SCALE") == "full"
REQUESTS = 20_000 if FULL else 2_000
SEED = int(os.environ.get("FUZZ_SEED") or (secrets.randbelow(1_000_000) if FULL else 34))
PARTS = 2

# The product says of itself that it is not ready.
NOT_READY = {"/readyz": 503}
METHODS = {"GET": 8, "POST": 8, "HEAD": 2, "PUT": 1, "PATCH": 1, "DELETE": 1, "OPTIONS": 1, "TRACE": 1, "BREW": 1}
# Percent escapes stay as they are: they are what is sent.
ODD = [
    "x",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "%ff%fe",
    "%c3%28",
    "%ed%a0%80",
    "%f0%9f%8f%b4",
    "t%C5%B7",
    "%E2%80%AE",
    "%0d%0aSet-Cookie:%20a=b",
    "%25s",
    "{{7*7}}",
    "%27%22%3E%3Csvg%3E",
    "None",
    "null",
    "true",
    "a" * 300,
    "9" * 5_000,
    "%20",
    "",
    "2026-13-45",
    "0000-00-00",
    "2026-11-29T25:61",
    "infinity",
    "NaN",
    "[]",
    "{}",
    "[" * 2_000,
    ";",
    "&=&",
    "x" + "&a=1" * 1_100,
    "٣",
]
CHARSETS = [
    "utf-8",
    "utf-7",
    "utf-16",
    "latin-1",
    "iso-8859-14",
    "nonsense",
    "",
    "%00",
    '"utf-8',
    "idna",
    "base64",
    "a" * 5_000,
    "\xff",
]
NAMES = ["next", "q", "page", "limit", "after", "digest", "answer", "revision", "base_revision", "token", "old", "new"]
HEADERS = {
    "Accept-Language": ["cy", "cy-GB,en;q=0.1", "xx;q=9", "*", "," * 600, "en;q=nan", "cy\xff"],
    "If-None-Match": ["*", '"x"', 'W/"x', '"' * 99, "\xff"],
    "If-Modified-Since": ["Sun, 29 Nov 2026 00:00:00 GMT", "Thu, 99 Xxx 0000 99:99:99 GMT", "0", "-1", "\xff"],
    "Range": ["bytes=0-1", "bytes=-1", "bytes=9-1", "bytes=" + "9" * 400 + "-", "x", "bytes=0-0,1-1"],
    "Host": ["evil.example", "", "a b", "[::1", "localhost:99999999", "127.0.0.1", "\xff"],
    "Cookie": ["sessionid=x", "csrftoken=%00", "django_language=xx", "a;b=;;=c", "sessionid=" + "a" * 5_000, "\xff"],
    "Referer": ["http://[", "javascript:alert(1)", "//x", "http://testserver/en/workspace/?a=%ff", "\xff"],
    "Origin": ["null", "https://evil.example", "http://["],
    "X-Forwarded-For": ["1.2.3.4", "::1", "x, y", "999.1.1.1", ",", "1.2.3.4:5,fe80::1%25eth0", "\xff"],
    "Accept": ["application/json", "text/html;q=x", "*/*", "/", "\xff"],
    "X-Requested-With": ["XMLHttpRequest"],
    "Content-Length": ["-1", "x", "99999999999"],
}
FILES = [
    'filename="a.csv"',
    'filename="../x.png"\r\nContent-Type: image/png',
    'filename="%00"\r\nContent-Type: text/html; charset=base64',
    "filename*=nonsense''x",
    "filename*=base64''%ff",
    'filename="x"\r\nContent-Transfer-Encoding: base64',
    'filename=""',
]
NOBODY = "nobody"
_SINGULAR = {"bodies": "organisation", "log": ""}
_ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


@dataclass
class World:
    """Who asks, and the words that lead to what is there, by the kind of an argument and what it is about."""

    clients: dict[str, Client]
    words: dict[str, list[str]]
    cookies: dict[str, Any] = field(default_factory=dict)

    def ask(self, who: str, method: str, address: str, **values: Any) -> HttpResponse:
        """Send one request as that person; nothing that it changes stays."""
        client = self.clients[who]
        client.cookies = copy.deepcopy(self.cookies[who])
        with transaction.atomic():
            response = client.generic(method, address, **values)
            if response.streaming:
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        return response

    def words_about(self, converter: str, name: str, about: str) -> list[str]:
        """What could stand for an argument; `about` is the word before it in the address: "decisions"."""
        singular = _SINGULAR.get(about, about.removesuffix("s").replace("-", ""))
        found = [words for key, words in self.words.items() if singular and key.startswith(f"{converter} {singular}")]
        return found[0] if found else self.words.get(name) or self.words.get(converter) or self.words["str"]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("django.test.client.WSGIRequest", Request)  # as opsw_site.wsgi does
    set_up_site()
    decision = Decision.objects.get(uuid=factories.published_decision().record.uuid)
    group = decision.group
    factories.publish(group)
    factories.publish(decision.adoption_set)
    factories.plan_item(group)
    factories.meeting(group, timezone.now() + datetime.timedelta(days=9))
    roles = [PlatformRole.ADMINISTRATOR, PlatformRole.COMMUNICATIONS_EDITOR, PlatformRole.PUBLISHER]
    people = {
        NOBODY: None,
        "a member": factories.member(group),
        "an administrator": factories.person("administrator@fuzz.wales", *roles),
    }
    clients = {who: Client(raise_request_exception=False) for who in people}
    for who, person in people.items():
        if person:
            clients[who].force_login(person)
    return World(clients, words_of_what_is_there(), {who: client.cookies for who, client in clients.items()})


def words_of_what_is_there() -> dict[str, list[str]]:
    """The UUIDs, numbers and words of an address that lead to something, in the order in which it was made."""
    words: dict[str, list[str]] = {
        "kind": [*(spec.collection for spec in KINDS.values()), *KINDS],
        "format": list(FORMATS),
        "int": ["1", "2", "3"],
        "str": ["x", "A text", "on", "en"],
        "path": ["x/y", "original_images/x.png"],
    }
    for record in PublishedRecord.objects.order_by("pk"):
        words.setdefault(f"slug {record.kind.replace('_', '')}", []).extend([record.slug_en, record.slug_cy])
    for model in apps.get_models():
        for row in model._default_manager.order_by("pk")[:3]:
            words["int"].append(str(row.pk))
            if hasattr(row, "uuid"):
                words.setdefault(f"uuid {model._meta.model_name}", []).append(str(row.uuid))
    return words


def routes() -> list[tuple[str, str]]:
    """Every address of the site in each language, with `<converter:name>` for an argument, beside the English one."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = list(_routes(get_resolver(), "/"))
    pairs = [pair for language in LANGUAGES for pair in zip(found[language], found["en"], strict=True)]
    return list(dict(pairs).items())


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if hasattr(entry.pattern, "_regex"):
            route = simplify_regex(route).removeprefix("/")
        if isinstance(entry, URLResolver):
            yield from _routes(entry, before + route)
        else:
            yield before + route


def names_of_fields() -> list[list[str]]:
    """What each form of the product asks for, and what addresses are asked with."""
    found, left = {tuple(NAMES)}, list(forms.BaseForm.__subclasses__())
    while left:
        form = left.pop()
        left += form.__subclasses__()
        found.add(tuple(getattr(form, "base_fields", {})))
    return [list(names) for names in sorted(found) if names]


class Dice:
    """Makes requests out of chance, the same ones for the same seed."""

    def __init__(self, seed: str, world: World) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.world, self.fields = world, names_of_fields()

    def person(self, route: str) -> str:
        """Who asks; behind a door mostly somebody whom it opens for."""
        inside = "/cms-admin/" in route or "/workspace/" in route or "/gweithle/" in route
        known = [who for who in self.world.clients if who != NOBODY]
        return self.random.choice(known if inside and self.random.random() < 0.8 else list(self.world.clients))

    def address(self, route: str, english: str) -> str:
        places = iter(_ARGUMENT.finditer(english))
        odd = self.random.random() < 0.4
        address = _ARGUMENT.sub(lambda found: self._argument(found, english[: next(places).start()], odd), route)
        if self.random.random() < 0.03:
            address = self.random.choice([address.rstrip("/"), f"{address}/", f"{address}%00", f"/{address}"])
        query = self.pairs() if self.random.random() < 0.3 else ""
        return f"{address}?{query}" if query else address

    def _argument(self, found: re.Match[str], before: str, odd: bool) -> str:
        if odd and self.random.random() < 0.6:
            return self.random.choice(ODD)
        about = next((word for word in reversed(before.split("/")) if word and "<" not in word), "")
        return self.random.choice(self.world.words_about(found["converter"] or "str", found["name"], about))

    def value(self) -> str:
        if self.random.random() < 0.5:
            return self.random.choice(ODD)
        return self.random.choice(self.world.words[self.random.choice(sorted(self.world.words))])

    def names(self) -> list[str]:
        """The fields of one form, or of some."""
        every = self.random.choice([self.random.choice(self.fields), sum(self.fields, [])])
        return self.random.sample(every, k=min(len(every), self.random.randrange(12)))

    def pairs(self) -> str:
        """Names and values as a form or a query string has them."""
        return "&".join(f"{quote(name)}={quote(self.value(), safe='%&=')}" for name in self.names())

    def headers(self) -> dict[str, str]:
        chosen = self.random.sample(sorted(HEADERS), k=self.random.choice([0, 0, 0, 0, 1, 2]))
        return {name: self.random.choice(HEADERS[name]) for name in chosen}

    def body(self) -> tuple[bytes, str]:
        """What is sent, and the media type that it is said to have."""
        kinds: list[Callable[[], tuple[bytes, str]]] = [
            lambda: (self.pairs().encode(), "application/x-www-form-urlencoded"),
            lambda: (self.pairs().encode(), "application/x-www-form-urlencoded"),
            lambda: (self._parts(), "multipart/form-data; boundary=x"),
            lambda: (self._parts()[: self.random.randrange(80)], "multipart/form-data; boundary=x"),
            lambda: (self._parts(), self.random.choice(["multipart/form-data", "multipart/form-data; boundary=\xff"])),
            lambda: (json.dumps({name: self.value() for name in self.names()}).encode(), "application/json"),
            lambda: (self.random.choice([b"{", b"[" * 9_000, b"\xff", b"null", b'"x"', b"1e999"]), "application/json"),
            lambda: (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', "text/xml"),
            lambda: (b"\x00\xff", ""),
            lambda: (
                b"",
                self.random.choice(["", "/", ";", "x/y; charset", "x/y; charset*=x''y", "x/y; a*=base64''%ff"]),
            ),
        ]
        content, media_type = self.random.choice(kinds)()
        if self.random.random() < 0.1:
            media_type += f"; charset={self.random.choice(CHARSETS)}"
        return content, media_type

    def _parts(self) -> bytes:
        """A whole multipart body with values and a file."""
        parts = [f'form-data; name="{name}"\r\n\r\n{self.value()}' for name in self.names()]
        name, file = self.random.choice(["file", "title", "attachment"]), self.random.choice(FILES)
        parts.append(f'form-data; name="{name}"; {file}\r\n\r\n\x89PNG')
        return b"".join(f"--x\r\nContent-Disposition: {part}\r\n".encode() for part in parts) + b"--x--\r\n"


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_ends_in_an_error_of_the_server(world: World, part: int) -> None:
    print(f"FUZZ_SEED={SEED}")  # noqa: T201 - shown when the test fails
    dice, every = Dice(f"{SEED}-{part}", world), routes()
    dice.random.shuffle(every)
    errors: dict[str, str] = {}
    for route, english in itertools.islice(itertools.cycle(every), REQUESTS // PARTS):
        who = dice.person(route)
        (method,) = dice.random.choices(list(METHODS), list(METHODS.values()))
        data, content_type = dice.body() if method not in ("GET", "HEAD") else (b"", "")
        sent = {"data": data, "content_type": content_type, "headers": dice.headers()}
        address = dice.address(route, english)
        told = f"{method} {address[:200]} as {who}: {str(sent)[:600]}"
        try:
            response = world.ask(who, method, address, **sent)
        except Exception:  # noqa: BLE001 - whatever leaves the product is an error of the server
            errors.setdefault(route, f"{told}\n{traceback.format_exc()}")
            continue
        if response.status_code >= 500 and NOT_READY.get(address.partition("?")[0]) != response.status_code:
            why = "".join(traceback.format_exception(*response.exc_info)) if response.exc_info else ""
            errors.setdefault(route, f"{response.status_code} {told}\n{why}")
    assert not errors, f"FUZZ_SEED={SEED}\n" + "\n".join(errors.values())
