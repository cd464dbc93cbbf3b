"""The cells of docs/permissions.yaml over HTTP: each action by each role at each time.

`make test` tries each outcome (allowed, refused, waiting, hidden, sign in) of each action for each role once, by every
door, at one of the times that have it. `make test SCALE=full` tries every cell at every time: where the time decides,
by every door; where it does not (a reader, a stranger), by the doors in turn (docs/decisions/0035).
"""

import os
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from core.verdicts import NOT_YOURS
from tests.permissions.test_doors import names_in
from tests.permissions.world import GIVEN, World, world_at
from tests.writes import tables_written
from tools.permission_matrix import ABSENT, ALLOWED, APART, HIDDEN, REFUSED, SIGN_IN, WAITS, Action, Door, Matrix

MATRIX = Matrix.load()
WORKING_APPS = ("people", "openlog", "publication", "missions", "taskgroups", "decisions_log")
DONE = (200, 204, 302)
SIGN_IN_PAGES = ("account_login", "wagtailadmin_login")
_REASON = re.compile(r'govuk-body-l">(.+?)</p>|govuk-error-summary', re.DOTALL)
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


TIMELESS_AT = "deliberating"


@pytest.mark.django_db
@pytest.mark.parametrize("time", MATRIX.times)
def test_every_cell(time: str) -> None:
    wrong = []
    with world_at(time) as world:
        for given in GIVEN:
            if cells := cells_to_try([action for action in MATRIX.actions if action.given == given], time):
                with transaction.atomic():
                    GIVEN[given](world)
                    wrong += [f"{cell}: {problem}" for cell in cells if (problem := attempt(world, cell))]
                    transaction.set_rollback(True)
    assert not wrong, f"{len(wrong)} wrong cells\n" + "\n".join(wrong)


@dataclass
class Cell:
    role: str
    time: str
    action: Action
    door: Door
    expected: str

    def __str__(self) -> str:
        return f"{self.role}, {self.time}: {self.action.name} [{self.door}]: expected {self.expected}"


def cells_to_try(actions: list[Action], time: str) -> list[Cell]:
    return [
        Cell(role, time, action, door, expected)
        for action in actions
        if not action.timeless or time == TIMELESS_AT
        for role in MATRIX.roles
        if (expected := MATRIX.outcome(action, role, time)) not in (ABSENT, APART)
        for door in doors_to_try(action, role, time)
    ]


def test_every_address_of_the_workspace_is_in_the_matrix() -> None:
    known = MATRIX.addresses() | {f"workspace:{name}" for name in MATRIX.untested}
    missing = {f"workspace:{name}" for name in names_in("workspace")} - known
    assert not missing, "Add them to docs/permissions.yaml, which says how: " + ", ".join(sorted(missing))


def doors_to_try(action: Action, role: str, time: str) -> Sequence[Door]:
    times = [time] if action.timeless else MATRIX.sets[action.there]
    outcomes = {each: MATRIX.outcome(action, role, each) for each in times}
    if os.environ.get("SCALE") != "full":
        alike = [each for each in times if outcomes[each] == outcomes[time]]
        number = zlib.crc32(f"{action.name} {role} {outcomes[time]}".encode())
        return action.doors if alike[number % len(alike)] == time else []
    if action.timeless or len(set(outcomes.values())) > 1:
        return action.doors
    turn = times.index(time)
    return action.doors[turn % len(action.doors) :: len(times)]


def attempt(world: World, cell: Cell) -> str:
    """What is wrong with the cell; nothing when it is as expected. The database is as it was afterwards."""
    role, action, door, expected = cell.role, cell.action, cell.door, cell.expected
    with transaction.atomic():
        with tables_written() as written:
            response = ask(world, role, door)
        transaction.set_rollback(True)
    check = {ALLOWED: _allowed, WAITS: _waits, REFUSED: _refused, HIDDEN: _hidden, SIGN_IN: _sign_in}[expected]
    if problem := check(world, role, action, door, response):
        return f"got {response.status_code}: {problem}"
    if expected == ALLOWED and door.writes:
        return "" if _table(door) in written else f"nothing was written to {_table(door)}"
    return f"written: {', '.join(written)}" if written else ""


def ask(world: World, role: str, door: Door, *, absent: bool = False) -> HttpResponse:
    """The request of the door; with `absent`, the same for records that never were."""
    args = [world.value(name[1:], role) if name.startswith("$") else name for name in door.records]
    if absent:
        args = [uuid4() if isinstance(arg, UUID) else arg for arg in args]
    client, address = world.client(role), reverse(door.name, args=args)
    return getattr(client, door.method)(address, world.form(door.data, role))


def _table(door: Door) -> str:
    """Where a new row shows that the act was done: the history of the model that the door writes, if it has one."""
    [model] = [
        model
        for app in WORKING_APPS
        for model in apps.get_app_config(app).get_models()
        if model.__name__ == door.writes
    ]
    return model.history.model._meta.db_table if hasattr(model, "history") else model._meta.db_table


def _allowed(world: World, role: str, action: Action, door: Door, response: HttpResponse) -> str:
    if response.status_code in DONE and not _leads_to_sign_in(response):
        return ""
    return _said(response)


def _waits(world: World, role: str, action: Action, door: Door, response: HttpResponse) -> str:
    if door.method == "get":
        return "" if response.status_code == 200 else _said(response)
    return "" if response.status_code == 422 and _said(response) else "no reasons"


def _refused(world: World, role: str, action: Action, door: Door, response: HttpResponse) -> str:
    if response.status_code != 403:
        return _said(response)
    reason = _said(response)
    if not reason:
        return "no reason"
    if action.may[role] and str(NOT_YOURS.reason) in reason:
        return "the role does allow it, at another time: the reason should say so"
    return ""


def _hidden(world: World, role: str, action: Action, door: Door, response: HttpResponse) -> str:
    """Byte for byte the page of what never was, but for the address itself where the page repeats it."""
    if response.status_code != 404:
        return _said(response)
    key = (role, door.name, *(name for name in door.records if not name.startswith("$")))
    absent = world.absent[key] = world.absent.get(key) or ask(world, role, door, absent=True)
    if _UUID.sub(b"", response.content) != _UUID.sub(b"", absent.content):
        return "it differs from the page of an absent address"
    headers = [{k: v for k, v in page.headers.items() if k != "Expires"} for page in (response, absent)]
    return "" if headers[0] == headers[1] else f"the headers differ: {headers}"


def _sign_in(world: World, role: str, action: Action, door: Door, response: HttpResponse) -> str:
    return "" if _leads_to_sign_in(response) else "no way to sign in"


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.headers.get("Location", "").partition("?")[0] in map(reverse, SIGN_IN_PAGES)


def _said(response: HttpResponse) -> str:
    """The reason that a page gives, or an answer to a page that saves by itself, to be shown when a cell is wrong."""
    if response.headers.get("Content-Type") == "application/json":
        return " ".join(reason for reasons in response.json().get("errors", {}).values() for reason in reasons)
    found = _REASON.search(response.content.decode())
    return (found[1] or found[0]).strip() if found else ""
