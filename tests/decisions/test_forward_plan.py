"""The forward plan in the workspace: announcing, postponing, dropping, and how much notice that gives."""

import datetime
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.dates import WALES
from decisions_log.models import ForwardPlanItem
from decisions_log.services import decision as decisions
from publication import requests
from publication.models import PublishedVersion
from taskgroups.models import MembershipRole, TaskGroup
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

# A Monday; 28 days before 10 May 2027 is Monday 12 April; before 3 May it is Monday 5 April, Easter Monday is 29 March.
TODAY = datetime.datetime(2027, 3, 1, 9, tzinfo=WALES)


@pytest.fixture(autouse=True)
def in_march():  # noqa: ANN201
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def group() -> TaskGroup:
    return factories.agreed_group()


def page(name: str, *args: Any) -> str:
    return reverse(f"workspace:{name}", args=args)


def words(day: str = "10", month: str = "5", year: str = "2027", **values: str) -> dict[str, str]:
    """What the form says."""
    texts = {**factories.both("title", "Planned"), **factories.both("question"), **factories.both("say", "Write to us")}
    date = {"expected_day": day, "expected_month": month, "expected_year": year}
    return {**texts, **date, "decision_maker_kind": "task_group", **values}


def shown(client: Client, item: ForwardPlanItem) -> str:
    return client.get(page("plan_item", item.uuid)).content.decode()


def test_a_member_announces_and_sees_by_when_to_publish(group: TaskGroup) -> None:
    client = signed_in(factories.member(group))
    assert "has not said yet what it will decide" in client.get(page("group", group.uuid)).content.decode()
    assert client.post(page("plan_item_new", group.uuid), words()).status_code == HTTPStatus.FOUND
    item = ForwardPlanItem.objects.get()
    assert (item.reference, item.expected) == ("OPSW-FP-2027-0001", "2027-05-10")
    assert "Publish it by 12 April 2027 to give 28 days&#x27; notice" in shown(client, item)
    assert "Planned in English" in client.get(page("group", group.uuid)).content.decode()
    factories.publish(item)
    with time_machine.travel(TODAY + datetime.timedelta(days=40)):
        assert "Notice given: 70 days" in shown(signed_in(factories.member(group)), item)


def test_the_last_day_to_publish_is_a_working_day(group: TaskGroup) -> None:
    client = signed_in(factories.convener(group))
    client.post(page("plan_item_new", group.uuid), words("26", "4"))  # 28 days before is Easter Monday
    assert "Publish it by 25 March 2027" in shown(client, ForwardPlanItem.objects.get())


def test_a_month_is_enough_and_nonsense_is_not(group: TaskGroup) -> None:
    client = signed_in(factories.convener(group))
    new = page("plan_item_new", group.uuid)
    for wrong, said in (
        (("31", "4", "2027"), "Enter a day from 1 to 30: April 2027 has no other."),
        (("", "13", "2027"), "There is no month 13."),
        (("1", "", "2027"), "Enter the month as well"),
        (("x", "y", "z"), "Enter a real date"),
        (("", "", ""), "Enter a month and a year"),
    ):
        answer = client.post(new, words(*wrong))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, wrong
        assert said in answer.content.decode()
    late_say = {"say_until_day": "1", "say_until_month": "6", "say_until_year": "2027"}
    answer = client.post(new, words("", "5", **late_say))
    assert "after the day on which it will be decided" in answer.content.decode()
    assert not ForwardPlanItem.objects.exists()
    client.post(new, words("", "5"))
    item = ForwardPlanItem.objects.get()
    assert item.expected == "2027-05"
    assert "May 2027" in shown(client, item)
    assert 'value="05"' in client.get(page("plan_item_edit", item.uuid)).content.decode()


def test_it_is_published_once_it_says_how_to_have_a_say(group: TaskGroup) -> None:
    item = factories.plan_item(group, say_en="", say_cy="")
    client = signed_in(factories.convener(group))
    ask = page("request_publication", "forward_plan_item", item.uuid)
    refused = client.post(ask)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "not said in both languages how to have a say" in refused.content.decode()
    client.post(page("plan_item_edit", item.uuid), words())
    assert "Write to us yn Gymraeg" in client.get(ask).content.decode()
    assert client.post(ask).status_code == HTTPStatus.FOUND
    factories.approve(requests.PublicationRequest.objects.get())
    assert PublishedVersion.objects.get().content["say"]["en"] == "Write to us in English"


def test_later_than_what_is_public_needs_a_reason_and_a_change_note(group: TaskGroup) -> None:
    item = factories.plan_item(group, expected="2027-05-10")
    client = signed_in(factories.convener(group))
    edit = page("plan_item_edit", item.uuid)
    client.post(edit, words("17", "5"))  # nobody knows of the first date
    item.refresh_from_db()
    assert (item.state, item.expected) == ("planned", "2027-05-17")
    factories.publish(item)

    client.post(edit, words("12", "5"))  # earlier is no postponement
    assert client.post(edit, words("", "5")).status_code == HTTPStatus.UNPROCESSABLE_ENTITY  # the end of May is later
    refused = client.post(edit, words("1", "7"))
    assert "Say in Welsh and in English why it is postponed" in refused.content.decode()
    needless = client.post(edit, words("12", "5", **factories.both("reason")))
    assert "nothing needs a reason" in needless.content.decode()
    assert client.post(edit, words("", "7", **factories.both("reason", "Report is late"))).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.expected, item.postponed_from) == ("postponed", "2027-07", "2027-05-17")

    client.post(edit, words("17", "5", reason_en="", reason_cy=""))  # nothing of it was public
    item.refresh_from_db()
    assert (item.state, item.postponed_from) == ("planned", "")
    client.post(edit, words("", "7", **factories.both("reason", "Report is late")))
    ask = page("request_publication", "forward_plan_item", item.uuid)
    assert client.post(ask).status_code == HTTPStatus.UNPROCESSABLE_ENTITY  # what changed is said to everyone
    version = factories.publish(
        ForwardPlanItem.objects.get(), change_note_en="Postponed.", change_note_cy="Wedi'i ohirio."
    )
    assert version.content["reason"]["cy"] == "Report is late yn Gymraeg"
    client.post(edit, words("1", "7", **factories.both("reason", "Report is late")))  # the day is known now
    item.refresh_from_db()
    assert (item.state, item.postponed_from) == ("postponed", "2027-05-17")


def test_what_is_dropped_says_why_and_stays_as_it_was(group: TaskGroup) -> None:
    item = factories.plan_item(group)
    client = signed_in(factories.member(group))
    drop = page("plan_item_drop", item.uuid)
    assert client.post(drop, {"reason_cy": "Dim angen"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(drop, {"reason_cy": "Dim angen", "reason_en": "Not needed"}).status_code == HTTPStatus.FOUND
    assert "Dim angen" in shown(client, item)
    for door in ("plan_item_edit", "plan_item_drop"):
        refused = client.get(page(door, item.uuid))
        assert refused.status_code == HTTPStatus.FORBIDDEN
        assert "dropped from the forward plan" in refused.content.decode()


def test_two_who_change_it_at_once(group: TaskGroup) -> None:
    item = factories.plan_item(group, expected="2027-05-10")
    client = signed_in(factories.convener(group))
    based_on = str(item.latest_history_id())
    edit = page("plan_item_edit", item.uuid)
    client.post(edit, words(title_en="Mine", based_on=based_on))
    second = client.post(edit, words(title_en="Yours", based_on=based_on))
    assert second.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    meanwhile = [(row["saved"], row["typed"]) for row in second.context["form"].changed_meanwhile]
    assert ("Mine", "Yours") in meanwhile
    assert ForwardPlanItem.objects.get().title_en == "Mine"


def test_a_decision_is_made_on_what_was_announced(group: TaskGroup) -> None:
    item = factories.plan_item(group)
    elsewhere = factories.plan_item(factories.group(group.mission))
    decision = factories.complete(factories.draft_decision(group))
    client = signed_in(factories.convener(group))
    edit = page("decision_edit", decision.uuid)
    form = client.get(edit).context["form"]
    texts = {name: form.initial[name] for name in form.fields if isinstance(form.initial.get(name), str)}
    today = timezone.localdate()
    dates = {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("decided_on", today), ("review_on", today + datetime.timedelta(days=90)))
        for part in ("day", "month", "year")
    }
    refused = client.post(edit, {**texts, **dates, "plan_item": str(elsewhere.uuid)})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(edit, {**texts, **dates, "plan_item": str(item.uuid)}).status_code == HTTPStatus.FOUND
    assert page("plan_item", item.uuid) in client.get(page("decision", decision.uuid)).content.decode()
    decision.refresh_from_db()
    factories.move_to(decision, "decided")
    assert "Decided" in shown(client, item)
    refused = client.get(page("plan_item_edit", item.uuid))
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "has been decided" in refused.content.decode()


def test_who_is_not_in_the_group_finds_nothing(group: TaskGroup) -> None:
    item = factories.plan_item(group)
    observer = factories.join(group, "observer@example.wales", "llais", MembershipRole.OBSERVER).user
    assert signed_in(observer).get(page("plan_item", item.uuid)).status_code == HTTPStatus.OK
    assert signed_in(observer).get(page("plan_item_edit", item.uuid)).status_code == HTTPStatus.FORBIDDEN
    stranger = signed_in(factories.person("stranger@example.wales"))
    assert stranger.get(page("plan_item", item.uuid)).status_code == HTTPStatus.NOT_FOUND


def test_short_notice_is_said_and_needs_a_reason_before_it_is_published(group: TaskGroup) -> None:
    decision = factories.complete(factories.draft_decision(group))
    none: dict[str, Any] = {"short_notice_en": "", "short_notice_cy": "", "decided_on": None}
    decision = decisions.revise(decision=decision, by=factories.convener(group), reason="test", **none)
    client = signed_in(factories.convener(group))

    def said(name: str) -> str:
        return client.get(page(name, decision.uuid)).content.decode()

    for name in ("decision", "decision_state"):
        assert "not in the published forward plan" in said(name)
        assert "say in both languages why" in said(name)
    item = factories.plan_item(group)
    decision = decisions.revise(decision=decision, by=factories.convener(group), reason="test", plan_item=item)
    assert "not in the published forward plan" in said("decision")  # the plan is not public
    factories.publish(item)
    with time_machine.travel(TODAY + datetime.timedelta(days=10)):
        client = signed_in(factories.convener(group))
        assert "Notice given: 10 days; the aim is 28" in said("decision_state")  # if it were made today
        assert "Notice given: 60 days" in said("decision")  # as it is planned
        decision = factories.move_to(decision, "decided")  # it is not forbidden
        ask = page("request_publication", "decision", decision.uuid)
        refused = client.post(ask)
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "why there was less than 28 days&#x27; notice" in refused.content.decode()
        reasons = factories.both("short_notice", "Winter came early")
        decisions.revise(decision=decision, by=factories.convener(group), reason="test", **reasons)
        assert client.post(ask).status_code == HTTPStatus.FOUND


def test_with_28_days_nothing_is_asked(group: TaskGroup) -> None:
    item = factories.plan_item(group)
    factories.publish(item)
    decision = factories.complete(factories.draft_decision(group))
    none: dict[str, Any] = {"short_notice_en": "", "short_notice_cy": "", "decided_on": None}
    by = factories.convener(group)
    decision = decisions.revise(decision=decision, by=by, reason="test", plan_item=item, **none)
    for days, status in ((27, HTTPStatus.UNPROCESSABLE_ENTITY), (28, HTTPStatus.FOUND)):
        with time_machine.travel(TODAY + datetime.timedelta(days=days)), transaction.atomic():
            made = factories.move_to(decision, "decided")
            ask = page("request_publication", "decision", made.uuid)
            assert signed_in(by).post(ask).status_code == status
            transaction.set_rollback(True)


def test_after_the_time_of_the_group_nobody_could_write_the_reason(group: TaskGroup) -> None:
    decision = factories.complete(factories.draft_decision(group))
    by = factories.convener(group)
    decision = decisions.revise(decision=decision, by=by, reason="test", short_notice_en="", short_notice_cy="")
    decision = factories.move_to(decision, "decided")
    with time_machine.travel(TODAY + datetime.timedelta(days=300)):
        ask = page("request_publication", "decision", decision.uuid)
        assert signed_in(by).post(ask).status_code == HTTPStatus.FOUND
