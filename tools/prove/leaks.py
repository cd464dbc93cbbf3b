"""A canary in every field of every working record: none may appear at any public address."""

import datetime
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models
from django.test import Client
from wagtail.models import get_page_models

from cms.models import EditorialPage
from core.history import RecordedModel, recording
from people.models import User
from people.services.accounts import system_user
from taskgroups.models import Extension, StageChange, TaskGroup
from tools.demo import script
from tools.demo.pages import EDITOR

CANARY = "canary-7f3a"
START = [
    "/",
    "/en/",
    "/cy/",
    "/sitemap.xml",
    "/robots.txt",
    "/log/checkpoint",
    "/log/export.tar",
    "/api/v1/",
    "/api/v1/entries.json",
    "/healthz",
    "/readyz",
]
_LINK = re.compile(rb"""(?:href|src|action)=["']([^"'#]+)|<loc>([^<]+)</loc>""")


def run(scale: str) -> tuple[int, int]:
    """Play the story, plant the canaries, fetch every public address by following links; also the exported folder.

    One scale: there is nothing to repeat. Counts responses and files; a failure is one that holds a canary, somebody's
    e-mail address or an error.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo")
    planted = plant_in_records() + plant_beside_groups() + plant_in_people() + plant_in_pages()
    secrets = [CANARY.encode(), *(person.email.encode() for person in User.objects.all())]
    tried = failures = 0
    for address, content, status in [*crawl(), *exported()]:
        tried += 1
        leaked = [secret.decode() for secret in secrets if secret in content]
        if leaked or status >= 500:
            failures += 1
            print(f"  {address}: {status}, leaked: {', '.join(leaked) or 'nothing'}", file=sys.stderr)  # noqa: T201
    print(f"  canaries planted: {planted}, public responses and files read: {tried}")  # noqa: T201
    return tried, failures


def plant_in_records() -> int:
    """Write a canary into every free-text column of every working row, as an unpublished change; returns how many."""
    planted = 0
    with recording(by=system_user(), reason=CANARY):
        for model in apps.get_models():
            if not issubclass(model, RecordedModel):
                continue
            for row in model._default_manager.all():
                planted += sum(_plant(row, field) for field in _free_text(model))
                row.save()
    return planted


def _plant(row: models.Model, field: models.Field) -> bool:
    """Put a canary before a text; not where the row must have none, such as why a meeting that stands was cancelled."""
    before = getattr(row, field.name)
    setattr(row, field.name, f"{CANARY} {before or ''}"[: field.max_length])
    try:
        row.validate_constraints()
    except ValidationError:
        setattr(row, field.name, before)
        return False
    return True


def plant_beside_groups() -> int:
    """To every group an extension and a step that nobody asked to publish, with reasons; returns how many reasons."""
    by, groups = system_user(), list(TaskGroup.objects.all())
    for group in groups:
        later = group.ends_on + datetime.timedelta(days=1)
        Extension.objects.create(
            group=group, from_date=group.ends_on, to_date=later, reason_en=CANARY, reason_cy=CANARY, extended_by=by
        )
        StageChange.objects.create(
            group=group, from_stage=group.stage, to_stage=group.stage, reason=CANARY, changed_by=by
        )
    return 3 * len(groups)


def plant_in_people() -> int:
    """The canary as everybody's name: who is in a group is public by body only. Returns how many names."""
    people = list(User.objects.all())
    for person in people:
        person.first_name = person.last_name = CANARY
        person.save()
    return 2 * len(people)


def plant_in_pages() -> int:
    """Write a canary into an unpublished revision of every live editorial page; returns how many."""
    pages = [page for model in get_page_models() if issubclass(model, EditorialPage) for page in model.objects.all()]
    for page in pages:
        page.title = page.intro = page.search_description = CANARY
        page.save_revision(user=script.user(EDITOR))
    return 3 * len(pages)


def _free_text(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        text = type(field) in (models.CharField, models.TextField)
        if text and not field.choices and not field.unique and field.name != "digest":
            yield field


def crawl() -> Iterator[tuple[str, bytes, int]]:
    """Every public address reachable without signing in: (address, headers and content, status)."""
    waiting, seen = list(START), set(START)
    client = Client(SERVER_NAME="localhost")
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        yield address, content + repr(dict(response.headers)).encode(), response.status_code
        links = [(match[1] or match[2]).decode() for match in _LINK.finditer(content)]
        for found in [*links, response.headers.get("Location", "")]:
            link = found.replace("&amp;", "&").removeprefix(settings.SITE_URL)
            if link.startswith("/") and not link.startswith(("//", "/static/")) and link not in seen:
                seen.add(link)
                waiting.append(link)


def exported() -> Iterator[tuple[str, bytes, int]]:
    """The files of an exported folder, in the form of crawl()."""
    with tempfile.TemporaryDirectory() as folder:
        call_command("export_log", folder, verbosity=0)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield str(path.relative_to(folder)), path.read_bytes(), 200
