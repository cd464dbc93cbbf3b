"""A group's time limit: extended in the open, reminded of, and kept."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from core.append_only import AppendOnlyError
from core.dates import WALES
from people import tasks as post
from people.models import User
from taskgroups import tasks
from taskgroups.models import Extension, ExtensionRequest, MembershipRole, TaskGroup
from taskgroups.services import membership as memberships, time_limit
from tests.factories import LOCAL, convener, defining_group, group, join, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


def typed(name: str, day: datetime.date) -> dict[str, object]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def extend(of: TaskGroup, by: User, until: datetime.date, **changes: str) -> int:
    form = {"reason_cy": "Mae angen amser", "reason_en": "Time is needed", **typed("to_date", until), **changes}
    return signed_in(by).post(reverse("workspace:group_time", args=[of.uuid]), form).status_code


def ask(of: TaskGroup, by: User, until: datetime.date) -> int:
    form = {"grounds": "The winter took a month.", **typed("until", until)}
    return signed_in(by).post(reverse("workspace:group_time", args=[of.uuid]), form).status_code


def test_the_lead_extends_the_limit_and_the_reason_stays_for_all_to_read() -> None:
    made = defining_group()
    before, after = made.ends_on, made.ends_on + 30 * DAY
    assert extend(made, made.mission.lead, after) == 302
    made.refresh_from_db()
    extension = Extension.objects.get()
    assert (made.ends_on, extension.from_date, extension.to_date) == (after, before, after)
    member = made.memberships.get(organisation__slug=LOCAL).user
    assert "Time is needed" in signed_in(member).get(reverse("workspace:group_time", args=[made.uuid])).content.decode()
    with pytest.raises(AppendOnlyError):
        extension.save()


def test_a_group_is_shut_at_the_very_moment_and_opens_again_when_it_is_extended() -> None:
    made = defining_group()
    edit = reverse("workspace:group_edit", args=[made.uuid])
    end_of_day = datetime.datetime.combine(made.ends_on, datetime.time(23, 59, 59), tzinfo=WALES)
    with time_machine.travel(end_of_day, tick=False):
        assert signed_in(convener(made)).get(edit).status_code == 200
    with time_machine.travel(end_of_day + datetime.timedelta(seconds=1), tick=False):
        assert signed_in(convener(made)).get(edit).status_code == 403
        assert extend(made, made.mission.lead, made.ends_on + 10 * DAY) == 302
        assert signed_in(convener(made)).get(edit).status_code == 200


def test_only_the_lead_extends() -> None:
    made = defining_group()
    for user in (made.memberships.get(organisation__slug=LOCAL).user, person("outsider@example.wales")):
        assert extend(made, user, made.ends_on + DAY) in (403, 404)
    assert extend(made, convener(made), made.ends_on + DAY) == 422  # the convener's form asks, it does not extend
    assert not Extension.objects.exists()


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_is_never_shortened_or_left_as_it_is(days: int) -> None:
    made = defining_group()
    assert extend(made, made.mission.lead, made.ends_on + days * DAY) == 422
    assert not Extension.objects.exists()


@pytest.mark.parametrize("missing", ["reason_cy", "reason_en", "to_date_day"])
def test_an_extension_needs_its_reason_in_both_languages_and_a_date(missing: str) -> None:
    made = defining_group()
    assert extend(made, made.mission.lead, made.ends_on + DAY, **{missing: ""}) == 422
    assert not Extension.objects.exists()


def test_a_limit_that_passed_long_ago_is_not_extended_into_the_past() -> None:
    made = defining_group()
    with time_machine.travel(at_noon(made.ends_on + 30 * DAY)):
        assert extend(made, made.mission.lead, made.ends_on + 10 * DAY) == 422
        assert extend(made, made.mission.lead, made.ends_on + 31 * DAY) == 302


def test_a_convener_asks_the_lead_is_told_and_extending_answers() -> None:
    made = defining_group()
    until = made.ends_on + 20 * DAY
    assert ask(made, convener(made), until) == 302
    assert ask(made, convener(made), until) == 422
    post.deliver_outbox()
    assert mail.outbox[-1].to == [made.mission.lead.email]
    assert made.name_en not in f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    lead = signed_in(made.mission.lead)
    waiting = [line.title for line in lead.get(reverse("workspace:home")).context["waiting"]]
    assert "Answer the request for more time" in waiting
    assert "The winter took a month." in lead.get(reverse("workspace:group_time", args=[made.uuid])).content.decode()
    assert extend(made, made.mission.lead, until) == 302
    assert ExtensionRequest.objects.get().outcome == "extended"
    assert "Answer the request" not in str(lead.get(reverse("workspace:home")).context["waiting"])


def test_a_declined_request_is_told_to_who_asked_and_can_be_made_again() -> None:
    made = defining_group()
    assert ask(made, convener(made), made.ends_on + DAY) == 302
    address = reverse("workspace:group_time_decline", args=[made.uuid])
    assert signed_in(convener(made)).post(address, {"reason": "No."}).status_code == 403
    lead = signed_in(made.mission.lead)
    assert lead.post(address, {"reason": "The winter is the reason for the group."}).status_code == 302
    assert lead.post(address, {"reason": "Again."}).status_code == 422
    post.deliver_outbox()
    assert mail.outbox[-1].to == [convener(made).email]
    assert mail.outbox[-1].subject == "Your request for more time was declined"
    assert ask(made, convener(made), made.ends_on + DAY) == 302


def test_members_do_not_ask() -> None:
    made = defining_group()
    assert ask(made, made.memberships.get(organisation__slug=LOCAL).user, made.ends_on + DAY) == 403


def reminded(made: TaskGroup, days_left: int, *, send: bool = True) -> int:
    """How many people the job of that day reminds; their e-mails are sent unless `send` is False."""
    with time_machine.travel(at_noon(made.ends_on - days_left * DAY)):
        number = tasks.remind_of_time_limits()
        if send:
            post.deliver_outbox()
        return number


def test_everybody_is_reminded_at_thirty_fourteen_seven_and_one_day() -> None:
    made = group()
    people = 4  # three members and the mission lead
    told = {days: reminded(made, days) for days in range(40, -2, -1)}
    assert {days for days, number in told.items() if number} == {30, 14, 7, 1}
    assert all(told[days] == people for days in (30, 14, 7, 1))


def test_a_late_or_repeated_run_comes_to_the_same() -> None:
    made = group()
    assert (reminded(made, 31), reminded(made, 26), reminded(made, 26), reminded(made, 12)) == (0, 4, 0, 4)
    assert reminded(made, 0) == 4
    assert reminded(made, -1) == 0


def test_an_extended_limit_is_reminded_of_again() -> None:
    made = group()
    assert reminded(made, 7) == 4
    time_limit.extend(
        group=made, to_date=made.ends_on + 60 * DAY, reason_en="More", reason_cy="Mwy", by=made.mission.lead
    )
    made.refresh_from_db()
    assert reminded(made, 7) == 4


def test_a_reminder_is_in_the_persons_language_and_names_no_group() -> None:
    made = group()
    reader = join(made, "cymraes@example.wales", LOCAL, MembershipRole.OBSERVER).user
    reader.preferred_language = "cy"
    reader.save()
    reminded(made, 7)
    told = {message.to[0]: f"{message.subject} {message.body}" for message in mail.outbox}
    assert "/cy/" in told["cymraes@example.wales"]
    assert "/en/" not in told["cymraes@example.wales"]
    assert "A task group's time limit is near" in told[convener(made).email]
    assert not any(made.name_en in words or made.name_cy in words for words in told.values())


def test_who_left_before_the_e_mail_is_sent_is_not_told() -> None:
    made = group()
    leaving = made.memberships.get(organisation__slug=LOCAL)
    reminded(made, 7, send=False)
    memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")
    with time_machine.travel(at_noon(made.ends_on - 7 * DAY) + datetime.timedelta(hours=1)):
        post.deliver_outbox()
    told = [message.subject for message in mail.outbox if message.to == [leaving.user.email]]
    assert told == ["Your membership of a task group has ended"]
    reminded_of_it = {message.to[0] for message in mail.outbox if "time limit is near" in message.subject}
    assert len(reminded_of_it) == 3


def test_an_overdue_closing_report_shows_on_the_page_of_the_group() -> None:
    made = group()
    home = reverse("workspace:group", args=[made.uuid])
    member = made.memberships.get(organisation__slug=LOCAL).user
    assert "Closing report overdue" not in signed_in(member).get(home).content.decode()
    with time_machine.travel(at_noon(made.ends_on + DAY)):
        assert "Closing report overdue since" in signed_in(member).get(home).content.decode()
