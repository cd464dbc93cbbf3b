"""A form that is sent twice is carried out once; one that is sent by somebody signed out comes back filled.

Both are tried with every form of the workspace: each POST of the permission matrix, in which every address must stand.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse, translate_url
from django.utils import timezone

from core.sent_pages import ENVELOPE
from decisions_log.models import Decision
from people.models import SentForm
from people.tasks import forget_what_is_over
from taskgroups.models import Meeting, TaskGroup
from tests import factories
from tests.pages import errors_of, fields_of, form_of, tokens_of, typed
from tests.permissions.world import GIVEN, World, world_at
from tests.writes import tables_written
from tools.permission_matrix import ALLOWED, Door, Matrix

MATRIX = Matrix.load()
# These are asked for by script, have no form of their own, and may be repeated: a save names the revision it starts
# from, the others make no record.
BY_SCRIPT = {"workspace:section_save", "workspace:position_here", "workspace:preview"}
# Barred to every role of the matrix; tests/publication/test_emergency.py reaches it.
BARRED = {"workspace:publish_alone"}
# Every door can be opened at one of these times; the earlier ones are tried first.
TIMES = ["deliberating", "defining", "convening", "position_agreed", "delivering", "evaluating", "closed", "abandoned"]


def _doors() -> dict[str, list[tuple[str, Door, str]]]:
    """Every POST of the permission matrix once, by the first time and role that may do it."""
    found: dict[str, list[tuple[str, Door, str]]] = {}
    for action in MATRIX.actions:
        for door in action.doors:
            if door.method != "post" or door.name in BY_SCRIPT or not door.name.startswith("workspace:"):
                continue
            cells = [(time, role) for time in (*TIMES, *MATRIX.times) for role in MATRIX.roles]
            allowed = [cell for cell in cells if MATRIX.outcome(action, cell[1], cell[0]) == ALLOWED]
            if allowed:
                found.setdefault(allowed[0][0], []).append((allowed[0][1], door, action.given))
    return found


DOORS = _doors()


def test_every_form_of_the_workspace_is_tried() -> None:
    tried = {door.name for doors in DOORS.values() for _role, door, _given in doors}
    posts = {door.name for action in MATRIX.actions for door in action.doors if door.method == "post"}
    assert {name for name in posts if name.startswith("workspace:")} - tried == BY_SCRIPT | BARRED


@pytest.mark.django_db
@pytest.mark.parametrize("time", DOORS)
def test_every_form_comes_back_after_sign_in_and_is_done_once(time: str) -> None:
    wrong: list[str] = []
    with world_at(time) as world:
        for given in GIVEN:
            if doors := [(role, door) for role, door, needed in DOORS[time] if needed == given]:
                with transaction.atomic():
                    GIVEN[given](world)
                    wrong += [problem for role, door in doors for problem in _try(world, role, door)]
                    transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def _try(world: World, role: str, door: Door) -> Iterator[str]:
    with transaction.atomic():
        client = world.client(role)
        address = reverse(door.name, args=[world.value(n[1:], role) if n[0] == "$" else n for n in door.records])
        page = client.get(address)
        tokens = tokens_of(page if page.status_code == 200 else client.get(reverse("workspace:home")))
        form = {**world.form(door.data, role), **tokens}
        yield from _signed_out(world, role, address, form, is_page=page.status_code == 200)
        answers, writes = [], []
        for _time in range(2):
            for value in form.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            with tables_written() as written:
                answers.append(client.post(address, form))
            writes.append(written)
        transaction.set_rollback(True)
    first, second = answers
    if first.status_code != 302 or not writes[0]:
        yield f"{role} {door}: {first.status_code} at first: {errors_of(first)}"
    elif second.headers.get("Location") != first.headers["Location"]:
        yield f"{role} {door}: first to {first.headers['Location']}, then {second.status_code} {second.headers}"
    if writes[1]:
        yield f"{role} {door}: the second wrote {writes[1]}"


def _signed_out(world: World, role: str, address: str, form: dict[str, Any], *, is_page: bool) -> Iterator[str]:
    """Send the form with no session, sign in, and look at the page again."""
    client = Client()
    if not client.post(address, form).headers.get("Location", "").startswith(reverse("account_login")):
        yield f"{role} {address}: no sign-in"
    client.force_login(world.people[role])
    with tables_written() as written:
        page = client.get(address)
    if not is_page:
        if (
            page.status_code != 302
            or "Press the button again" not in client.get(page.headers["Location"]).content.decode()
        ):
            yield f"{role} {address}: {page.status_code} for a button that is no page"
        return
    shown = fields_of(page)
    lost = {
        name: (said, shown[name])
        for name, said in form.items()
        if name in shown and name not in ENVELOPE and not hasattr(said, "read") and not _shows(said, shown[name])
    }
    if page.status_code != 200 or lost or "Your text is not saved yet" not in page.content.decode():
        yield f"{role} {address}: {page.status_code}, lost {lost}"
    if written:
        yield f"{role} {address}: wrote {written} while it was shown"


def _shows(said: Any, shown: list[str]) -> bool:
    return {str(value) for value in (said if isinstance(said, list) else [said])} <= set(shown)


def _a_meeting(days: int = 7, **changes: str) -> dict[str, str]:
    """What somebody types to schedule a meeting in so many days."""
    day = timezone.localdate() + timedelta(days=days)
    typed_date = {"held_on_day": str(day.day), "held_on_month": str(day.month), "held_on_year": str(day.year)}
    texts = {key: text for name in ("title", "place", "agenda") for key, text in factories.both(name).items()}
    return {**texts, **typed_date, "starts": "10:00", "ends": "11:00", **changes}


def _meeting_page(client: Client, group: TaskGroup) -> tuple[str, HttpResponse]:
    client.force_login(factories.convener(group))
    address = reverse("workspace:meeting_new", args=[group.uuid])
    return address, client.get(address)


@pytest.mark.django_db
def test_other_words_or_another_page_are_another_form(client: Client) -> None:
    group = factories.group()
    address, page = _meeting_page(client, group)
    form = typed(form_of(page), **_a_meeting())
    client.post(address, form)
    again = client.post(address, form, follow=True)
    assert "You sent this form twice. It was saved once." in again.content.decode()
    assert Meeting.objects.count() == 1
    client.post(address, {**form, **_a_meeting(days=8)})
    assert Meeting.objects.count() == 2
    client.post(address, typed(form_of(client.get(address)), **_a_meeting()))
    assert Meeting.objects.count() == 3


@pytest.mark.django_db
def test_a_refused_form_can_be_sent_again_as_it_was(client: Client) -> None:
    group = factories.group()
    address, page = _meeting_page(client, group)
    form = typed(form_of(page), **_a_meeting(title_cy="", title_en=""))
    assert [client.post(address, form).status_code for _time in range(2)] == [422, 422]
    assert not SentForm.objects.exists()


@pytest.mark.django_db
def test_the_same_form_in_the_other_language_is_the_same(client: Client) -> None:
    group = factories.group()
    address, page = _meeting_page(client, group)
    form = typed(form_of(page), **_a_meeting())
    places = [client.post(where, form).headers["Location"] for where in (address, translate_url(address, "cy"))]
    assert places[0] == places[1]
    assert Meeting.objects.count() == 1


@pytest.mark.django_db
def test_what_was_sent_is_forgotten_after_two_days(client: Client) -> None:
    address, page = _meeting_page(client, factories.group())
    client.post(address, typed(form_of(page), **_a_meeting()))
    forget_what_is_over()
    assert SentForm.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        forget_what_is_over()
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="SQLite lets one write at a time; see the test on PostgreSQL"
)
@pytest.mark.parametrize("kind", ["meeting", "decision"])
def test_windows_that_race_make_one_record(kind: str) -> None:
    """Eight windows send one form at the same moment, each over a connection of its own."""
    group = factories.agreed_group() if kind == "decision" else factories.group()
    model: Any = {"meeting": Meeting, "decision": Decision}[kind]
    values = {"meeting": _a_meeting(), "decision": {**factories.both("title"), **factories.both("question")}}[kind]
    window = Client()
    window.force_login(factories.convener(group))
    address = reverse(f"workspace:{kind}_new", args=[group.uuid])
    form = typed(form_of(window.get(address)), **values)
    start, places = threading.Barrier(8), []

    def send() -> None:
        browser = Client()
        browser.cookies.update(window.cookies)
        start.wait()
        try:
            places.append(browser.post(address, form).headers["Location"])
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _window in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert model.objects.count() == 1
    assert len(places) == 8
    assert len(set(places)) == 1
