"""What bodies promise to do: written down, kept or not, and settled before the group is evaluated."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from people.models import User
from taskgroups.models import Commitment, TaskGroup
from taskgroups.stages import MACHINE
from tests.factories import LOCAL, convener, group
from tests.pages import fields_of, signed_in

pytestmark = pytest.mark.django_db


def write_down(of: TaskGroup, by: User, **changes: object) -> HttpResponse:
    due = timezone.localdate() + datetime.timedelta(days=30)
    form = {"organisation": LOCAL, "what_cy": "Agor y drws", "what_en": "Open the door"}
    form |= {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year, **changes}
    return signed_in(by).post(reverse("workspace:group_commitments", args=[of.uuid]), form)


def settle(commitment: Commitment, by: User, state: str, note: str = "") -> HttpResponse:
    address = reverse("workspace:commitment_settle", args=[commitment.group.uuid, commitment.uuid])
    return signed_in(by).post(address, {"state": state, "note": note})


def reasons(of: TaskGroup) -> list[str]:
    """Why the group cannot be evaluated yet."""
    arrow = MACHINE.find("delivering", "start_evaluating")
    assert arrow is not None
    return [str(blocker.reason) for blocker in MACHINE.blockers(arrow, of)]


def test_a_commitment_is_written_down_and_read_by_the_group() -> None:
    made = group()
    assert write_down(made, convener(made)).status_code == 302
    reader = signed_in(made.memberships.get(organisation__slug=LOCAL).user)
    page = reader.get(reverse("workspace:group_commitments", args=[made.uuid])).content.decode()
    for words in ("Open the door", "Pembrokeshire County Council", "To be done"):
        assert words in page
    assert "Write down a commitment" not in page


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "nowhere"},
        {"what_cy": "", "what_en": ""},
        {"what_cy": "\t", "what_en": " "},
        {"due_on_day": "40"},
    ],
)
def test_a_commitment_without_who_what_or_when_is_not_written_down(changes: dict[str, object]) -> None:
    made = group()
    page = write_down(made, convener(made), **changes)
    assert page.status_code == 422
    said = {"what_cy": "Agor y drws", "what_en": "Open the door", **changes}
    shown = fields_of(page)
    assert all(shown[name] == [said[name]] for name in ("what_cy", "what_en"))
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("left_out", ["what_cy", "what_en"])
def test_what_a_body_promises_may_be_written_in_one_language(left_out: str) -> None:
    made = group()
    assert write_down(made, convener(made), **{left_out: ""}).status_code == 302
    assert getattr(Commitment.objects.get(), left_out) == ""


def test_members_neither_write_nor_settle_and_outside_the_time_limit_nobody_does() -> None:
    made = group()
    member = made.memberships.get(organisation__slug=LOCAL).user
    assert write_down(made, member).status_code == 403
    write_down(made, convener(made))
    commitment = Commitment.objects.get()
    assert settle(commitment, member, "done").status_code == 403
    with time_machine.travel(made.ends_on + datetime.timedelta(days=1, hours=12)):
        assert settle(commitment, convener(made), "done").status_code == 403
        assert write_down(made, convener(made)).status_code == 403


def test_the_group_is_evaluated_when_every_commitment_is_settled() -> None:
    made = group()
    assert reasons(made) == []
    write_down(made, convener(made))
    commitment = Commitment.objects.get()
    assert reasons(made) == ["Still to be done: Open the door"]
    for state in ("dropped", "handed_over"):
        page = settle(commitment, convener(made), state)
        assert page.status_code == 422
        assert "Say why it is dropped, or who carries it on." in page.content.decode()
    assert reasons(made) != []
    assert settle(commitment, convener(made), "handed_over", "Social Care Wales").status_code == 302
    assert reasons(made) == []
    assert settle(commitment, convener(made), "open").status_code == 302
    assert settle(commitment, convener(made), "done").status_code == 302
    assert reasons(made) == []


def test_what_is_overdue_shows_in_the_group_and_waits_for_who_speaks_for_the_body() -> None:
    made = group()
    write_down(made, convener(made))
    member = made.memberships.get(organisation__slug=LOCAL).user
    page = reverse("workspace:group_commitments", args=[made.uuid])
    assert "Overdue" not in signed_in(member).get(page).content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=32)):
        assert "Overdue" in signed_in(member).get(page).content.decode()
        lines = signed_in(member).get(reverse("workspace:home")).context["waiting"]
        assert [(line.title, line.status) for line in lines] == [("Keep what your body committed to", "overdue")]
    assert not any(
        "Keep" in line.title for line in signed_in(convener(made)).get(reverse("workspace:home")).context["waiting"]
    )
