"""Whatever a member adds to a record that is not decided or published can be corrected and removed, over HTTP."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from core.history import RecordedModel
from decisions_log.models import Part
from people.models import User
from taskgroups.services import attendance
from tests import factories
from tests.factories import both, convener
from tests.pages import signed_in
from tests.permissions.test_doors import names_in

pytestmark = pytest.mark.django_db
STRANGER = "elsewhere@example.wales"


@dataclass(frozen=True)
class Added:
    """Something that was added: who may put it right, its doors, and the field that is corrected."""

    row: RecordedModel
    by: User
    edit: str
    remove: str
    name: str
    new: Any
    sent: dict[str, Any] = field(default_factory=dict)


def _mission_part(name: str, what: str) -> Added:
    mission = factories.ready_mission()
    row = (mission.measures if name == "measure" else mission.accountabilities).earliest("pk")
    doors = [reverse(f"workspace:{name}_{act}", args=[mission.uuid, row.uuid]) for act in ("edit", "remove")]
    return Added(row, mission.lead, *doors, name=f"{what}_en", new="Corrected")


def _decision_part(name: str, what: str, new: Any = "Corrected") -> Added:
    decision = factories.complete(factories.draft_decision())
    related = {"trade_off": "trade_offs", "evidence": "evidence", "declared_interest": "interests"}
    row: Part = getattr(decision, related.get(name, f"{name}s")).latest("pk")
    doors = [reverse(f"workspace:{name}_{act}", args=[decision.uuid, row.uuid]) for act in ("edit", "remove")]
    return Added(row, factories.member(decision.group), *doors, name=what, new=new)


def _commitment() -> Added:
    group = factories.group()
    row = factories.commitment(group)
    doors = [reverse(f"workspace:commitment_{act}", args=[group.uuid, row.uuid]) for act in ("edit", "remove")]
    return Added(row, convener(group), *doors, name="what_en", new="Corrected")


def _interest(*, noted: bool) -> Added:
    """Of a member: declared by themself, or written down by a note keeper."""
    group = factories.group()
    meeting = factories.meeting(group, timezone.now() - datetime.timedelta(minutes=30))
    member, keeper = factories.member(group), convener(group)
    words = {"meeting": meeting, "reason": "test", **both("what")}
    if noted:
        of = group.memberships.get(user=member)
        row = attendance.note_interest(membership=of, by=keeper, **words)
    else:
        row = attendance.declare(by=member, **words)
    args = [group.uuid, meeting.uuid, row.uuid]
    doors = [reverse(f"workspace:interest_{act}", args=args) for act in ("edit", "remove")]
    return Added(row, keeper if noted else member, *doors, name="what_en", new="Corrected")


ADDED: dict[str, Callable[[], Added]] = {
    "accountable body": lambda: _mission_part("accountable", "share"),
    "measure": lambda: _mission_part("measure", "text"),
    "option": lambda: _decision_part("option", "summary_en"),
    "trade-off": lambda: _decision_part("trade_off", "gain_en"),
    "constraint": lambda: _decision_part("constraint", "text_en"),
    "evidence": lambda: _decision_part("evidence", "finding_en"),
    "consultation": lambda: _decision_part("consultation", "who_en"),
    "agreement": lambda: _decision_part("agreement", "votes_for", 1),
    "interest in a decision": lambda: _decision_part("declared_interest", "what_en"),
    "impact": lambda: _decision_part("impact", "text_en"),
    "dissent": lambda: _decision_part("dissent", "text_en"),
    "commitment": _commitment,
    "interest that one declared": lambda: _interest(noted=False),
    "interest that was written down": lambda: _interest(noted=True),
}


def as_opened(client: Client, address: str) -> dict[str, Any]:
    """The form as it is sent when nothing was changed."""
    form = client.get(address).context["form"]
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if isinstance(value, datetime.date):
            parts = {"day": value.day, "month": value.month, "year": value.year}
            values |= {f"{bound.html_name}_{part}": number for part, number in parts.items()}
            values |= {f"{bound.html_name}_{number}": part for number, part in enumerate(parts.values())}
        elif value is not None and value is not False:
            values[bound.html_name] = value
    return values


@pytest.mark.parametrize("what", ADDED)
def test_what_was_added_can_be_corrected_and_removed(what: str) -> None:
    added = ADDED[what]()
    client, model = signed_in(added.by), type(added.row)
    stranger = signed_in(factories.person(STRANGER))
    for address in (added.edit, added.remove):
        assert stranger.get(address).status_code == stranger.post(address).status_code == 404

    answer = client.post(added.edit, as_opened(client, added.edit) | {added.name: added.new})
    assert answer.status_code == 302, answer.context["form"].errors
    added.row.refresh_from_db()
    assert getattr(added.row, added.name) == added.new

    assert client.post(added.remove, {"reason": ""}).status_code == 422
    assert client.post(added.remove, {"reason": "Entered by mistake."}).status_code == 302
    assert not model._default_manager.filter(pk=added.row.pk).exists()
    gone = model.history.filter(uuid=added.row.uuid).first()
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == ("-", added.by, "Entered by mistake.")
    for address in (added.edit, added.remove):
        assert client.get(address).status_code == 404


def test_an_interest_that_a_member_declared_is_theirs() -> None:
    added = _interest(noted=False)
    keeper = signed_in(convener(added.row.meeting.group))  # type: ignore[attr-defined]
    for address in (added.edit, added.remove):
        answer = keeper.post(address, {"reason": "test", "what_en": "Other"})
        assert answer.status_code == 403
        assert "theirs to correct or remove" in answer.content.decode()


def test_everything_that_can_be_removed_is_in_the_table_and_can_be_corrected() -> None:
    removed = {name for name in names_in("workspace") if name.endswith("_remove")}
    assert {resolve(make().remove).url_name for make in ADDED.values()} == removed
    assert {name.replace("_remove", "_edit") for name in removed} <= names_in("workspace")
