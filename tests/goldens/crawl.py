"""Reads the public site, and the workspace as somebody, by following links as they appear."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.goldens.plain import Names, Plain
from tools.demo import script

BACKEND = "people.sign_in.AuthenticationBackend"
PUBLIC = ("/", "/en/", "/cy/", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/api/v1/")
LOG = ("checkpoint", "vkey", "handovers.json", "opsw_verify.py", "export.tar")
HEADERS = (
    "Content-Type",
    "Location",
    "Content-Language",
    "Content-Disposition",
    "Cache-Control",
    "Link",
    "X-Robots-Tag",
    "Access-Control-Allow-Origin",
)
# In the workspace many rows have the same pages: so many of each are read.
OF_EACH = 2

_LINK = re.compile(r"""(?:href|src)="([^"#]+)|<loc>([^<]+)|"((?:https?:/)?/[^"\s]+)\"""")
_LEFT_OUT = re.compile(r"^/(static|media|cms-admin)/|sign-out|allgofnodi|^//")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"(?<=/)\d+(?=[/.?]|$)")


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the site in a language; without an address, everybody."""

    name: str
    language: str = "en"

    @property
    def start(self) -> list[str]:
        if self.name == "public":
            return [*PUBLIC, *(f"/log/{name}" for name in LOG)]
        with override(self.language):
            return [reverse("workspace:home")]

    def follows(self, address: str) -> bool:
        if not address.startswith("/") or _LEFT_OUT.search(address):
            return False
        return self.name == "public" or address.startswith((self.start[0], f"/{self.language}/account/"))

    def client(self) -> Client:
        client = Client()
        if self.name != "public":
            client.force_login(script.user(f"{self.name}@example.wales"), backend=BACKEND)
        return client


READERS = (
    Reader("public"),
    Reader("lead"),
    Reader("convener", "cy"),
    Reader("local"),
    Reader("publisher", "cy"),
    Reader("redaction"),
    Reader("auditor"),
)


def read(reader: Reader, names: Names) -> tuple[dict[str, str], dict[str, int]]:
    """Every page by its address, as text, and the number of queries by the pattern of the address."""
    pages: dict[str, str] = {}
    queries: dict[str, int] = {}
    patterns: Counter[str] = Counter()
    client, waiting = reader.client(), reader.start
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        pattern = pattern_of(address)
        if reader.name != "public" and patterns[pattern] >= OF_EACH:
            continue
        patterns[pattern] += 1
        _forget()
        with _counted() as count:
            response = client.get(address)
            content = response.getvalue()
        queries[pattern] = max(queries.get(pattern, 0), count[0])
        pages[Plain(names).text(address)] = _page(response, content, names)
        for link in _links(response, content):
            if link not in seen and reader.follows(link):
                seen.add(link)
                waiting.append(link)
    return pages, queries


def pattern_of(address: str) -> str:
    """The address with a mark for each UUID and number, and the names of its parameters alone."""
    path, _, query = _NUMBER.sub("<n>", _UUID.sub("<uuid>", address)).partition("?")
    asked = "&".join(pair.partition("=")[0] for pair in query.split("&"))
    return f"{path}?{asked}" if query else path


def _page(response: Any, content: bytes, names: Names) -> str:
    plain = Plain(names)
    head = [f"status: {response.status_code}"]
    head += [f"{name}: {plain.text(response.headers[name])}" for name in HEADERS if name in response.headers]
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return "\n".join([*head, *plain.lines(content, kind)]) + "\n"


def _links(response: Any, content: bytes) -> Iterator[str]:
    if response.headers.get("Content-Type", "").startswith(("application/x-tar", "text/x-python")):
        return
    found = [next(filter(None, match.groups())) for match in _LINK.finditer(content.decode(errors="replace"))]
    for link in [*found, response.headers.get("Location", "")]:
        yield link.replace("&amp;", "&").removeprefix(settings.SITE_URL)


@contextmanager
def _counted() -> Iterator[list[int]]:
    count = [0]

    def one_more(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(one_more):
        yield count


def _forget() -> None:
    """Let no page be cheaper because another was read before."""
    ContentType.objects.clear_cache()
    Site.objects.clear_cache()
    cache.clear()
