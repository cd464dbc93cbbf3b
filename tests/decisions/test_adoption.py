"""What each body makes of a decision: who records it, until when, and how the public learns of it."""

import datetime
from http import HTTPStatus

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from time_machine import TimeMachineFixture

from core.transitions import Refused
from decisions_log.models import Adoption, AdoptionSet, Decision
from people import tasks
from people.models import Notification, PlatformRole, User
from publication import requests
from taskgroups.models import MembershipRole
from taskgroups.services import membership as memberships
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

MINUTES = "https://example.wales/minutes/12"
NOTE = {"change_note_en": "Two bodies decided.", "change_note_cy": "Penderfynodd dau gorff."}


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def answer(outcome: str = "adopted", day: datetime.date | None = None, **more: object) -> dict[str, object]:
    """The form of a body's own answer as a browser sends it."""
    day = day or timezone.localdate()
    date = {f"decided_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"outcome": outcome, "legal_record": MINUTES, **date, **more}


def record(user: User, decision: Decision, data: dict[str, object] | None = None) -> tuple[int, str]:
    """Send the form as this person: the status, and what the page that one ends on says."""
    client = signed_in(user)
    response = client.post(page("adoption", decision.uuid), data or answer())
    shown = client.get(response["Location"]) if response.status_code == HTTPStatus.FOUND else response
    return response.status_code, shown.content.decode()


def adopted_by(slug: str, decision: Decision) -> Adoption:
    return Adoption.objects.get(adoption_set__decision=decision, organisation=factories.body(slug))


def test_bodies_are_asked_when_the_decision_is_made_and_those_who_speak_for_them_are_told() -> None:
    group = factories.agreed_group()
    factories.join(group, "citizen@example.wales", "llais", MembershipRole.CITIZEN_MEMBER)
    decision = factories.move_to(factories.complete(factories.draft_decision(group)), "proposed")
    assert record(factories.member(group), decision)[0] == HTTPStatus.FORBIDDEN
    assert not AdoptionSet.objects.exists()
    decision = factories.decided(group)
    asked = Adoption.objects.filter(adoption_set__decision=decision)
    assert {row.organisation.slug for row in asked} == {factories.LOCAL, factories.REGIONAL, factories.NATIONAL}
    assert {row.outcome for row in asked} == {"pending"}
    home = signed_in(factories.member(group)).get(page("home")).content.decode()
    assert "Record whether your body adopts the decision" in home
    assert page("adoption", decision.uuid) in home
    citizen = signed_in(factories.person("citizen@example.wales")).get(page("home")).content.decode()
    assert "Record whether your body adopts the decision" not in citizen


def test_each_body_answers_for_itself() -> None:
    decision = factories.decided()
    conditions = {"conditions_en": "Only until March.", "conditions_cy": "Tan fis Mawrth yn unig."}
    assert record(factories.member(decision.group), decision)[0] == HTTPStatus.FOUND
    national = factories.person("national@example.wales")
    status, shown = record(national, decision, answer("adopted_with_conditions", **conditions))
    assert status == HTTPStatus.FOUND
    for words in ("Adopted with conditions", "Only until March.", MINUTES, "Not decided yet"):
        assert words in shown
    assert adopted_by(factories.LOCAL, decision).outcome == "adopted"
    assert adopted_by(factories.NATIONAL, decision).conditions_cy == "Tan fis Mawrth yn unig."
    assert adopted_by(factories.REGIONAL, decision).outcome == "pending"
    assert adopted_by(factories.LOCAL, decision).history.first().history_user == factories.member(decision.group)
    assert "Record whether" not in signed_in(national).get(page("home")).content.decode()
    assert "Adopted with conditions" in signed_in(national).get(page("decision", decision.uuid)).content.decode()
    history = signed_in(national).get(page("decision_history", decision.uuid)).content.decode()
    assert "Only until March." in history


def test_who_speaks_for_no_body_reads_and_records_nothing() -> None:
    decision = factories.decided()
    group = decision.group
    roles = (MembershipRole.CITIZEN_MEMBER, MembershipRole.LEARNING_PARTNER, MembershipRole.OBSERVER)
    for role in roles:
        factories.join(group, f"{role}@example.wales", "llais", role)
    auditor = factories.person("auditor@example.wales", PlatformRole.AUDITOR)
    for user in (*(factories.person(f"{role}@example.wales") for role in roles), group.mission.lead, auditor):
        client = signed_in(user)
        assert client.get(page("adoptions", decision.uuid)).status_code == HTTPStatus.OK
        assert page("adoption", decision.uuid) not in client.get(page("decision", decision.uuid)).content.decode()
        assert record(user, decision)[0] == HTTPStatus.FORBIDDEN, user
    left = factories.member(group)
    memberships.end_membership(membership=group.memberships.get(user=left), by=factories.convener(group), reason="test")
    for user in (factories.person("outsider@example.wales"), factories.publisher(), left):
        for name in ("adoptions", "adoption"):
            assert signed_in(user).get(page(name, decision.uuid)).status_code == HTTPStatus.NOT_FOUND
        assert record(user, decision)[0] == HTTPStatus.NOT_FOUND
    assert not Adoption.objects.exclude(outcome="pending").exists()


def test_a_body_decides_in_its_own_time(time_machine: TimeMachineFixture) -> None:
    decision = factories.decided()
    time_machine.move_to(decision.group.ends_on + datetime.timedelta(days=40))
    assert record(factories.member(decision.group), decision)[0] == HTTPStatus.FOUND
    factories.abandoned_group(decision.group)
    status, shown = record(
        factories.person("national@example.wales"), decision, answer("declined", reason_en="We have no money.")
    )
    assert status == HTTPStatus.FOUND
    assert "Declined" in shown


@pytest.mark.parametrize("state", ["superseded", "reversed"])
def test_what_no_longer_stands_is_not_adopted(state: str) -> None:
    decision = factories.move_to(factories.complete(factories.draft_decision()), state)
    status, shown = record(factories.member(decision.group), decision)
    assert status == HTTPStatus.FORBIDDEN
    assert "as long as it stands" in shown


TOMORROW = timezone.localdate() + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"outcome": "adopted", "legal_record": "https://example.wales/kept"}, "Say when the body decided."),
        (answer("pending"), "A body that has not decided yet has no date."),
        (answer("adopted_with_conditions", conditions_en=" "), "Enter the conditions, in Welsh or in English."),
        (answer("adopted", conditions_en="kept", conditions_cy="cadwyd"), "Conditions are written"),
        (answer("adopted", day=TOMORROW), "in the future"),
        (answer("adopted", day=datetime.date(2001, 1, 1)), "The group had not decided by this date."),
        (answer("adopted", legal_record="javascript:alert(1)"), "Enter a full web address"),
        (answer("adopted", legal_record="ftp://example.wales/kept"), "Enter a"),
        (answer("unheard of"), "unheard of"),
    ],
)
def test_bad_input_is_said_and_kept(data: dict[str, object], problem: str) -> None:
    decision = factories.decided()
    status, shown = record(factories.member(decision.group), decision, data)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert problem in shown
    assert [word for word in ("kept", "cadwyd") if word in str(data) and word not in shown] == []
    assert adopted_by(factories.LOCAL, decision).outcome == "pending"


def test_the_same_answer_twice_is_one_and_two_people_of_a_body_do_not_overwrite_each_other() -> None:
    decision = factories.decided()
    adoption = adopted_by(factories.LOCAL, decision)
    data = answer(based_on=adoption.latest_history_id())
    for _click in range(2):
        assert record(factories.member(decision.group), decision, data)[0] == HTTPStatus.FOUND
    assert adoption.history.count() == 2
    factories.join(decision.group, "second@example.wales", factories.LOCAL)
    second = factories.person("second@example.wales")
    status, shown = record(second, decision, answer("declined", reason_en="No.", based_on=data["based_on"]))
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Somebody changed this while you were writing" in shown
    assert adopted_by(factories.LOCAL, decision).outcome == "adopted"


def test_a_body_that_joined_later_is_there_once_it_answers() -> None:
    decision = factories.decided()
    factories.join(decision.group, "late@example.wales", "public-health-wales")
    assert record(factories.person("late@example.wales"), decision)[0] == HTTPStatus.FOUND
    assert adopted_by("public-health-wales", decision).outcome == "adopted"


def test_the_public_reads_each_answer_without_another_version_of_the_decision(client: Client) -> None:
    version = factories.published_decision()
    decision = Decision.objects.get()
    address = f"/en/decisions/{decision.reference}/"
    conditions = {"conditions_en": "CONDITION words", "conditions_cy": "geiriau AMOD"}
    record(factories.member(decision.group), decision, answer("adopted_with_conditions", **conditions))
    shown = client.get(address).content.decode()
    assert "is not published yet" in shown
    assert "CONDITION" not in shown
    convener = signed_in(factories.convener(decision.group))
    adoptions = decision.adoption_set
    asked = page("request_publication", "adoption_set", adoptions.uuid)
    assert asked in convener.get(page("home")).content.decode()
    assert "CONDITION words" in convener.get(asked).content.decode()
    first = factories.publish(adoptions)
    assert asked not in convener.get(page("home")).content.decode()
    english = client.get(address).content.decode()
    welsh = client.get(f"/cy/penderfyniadau/{decision.reference}/").content.decode()
    for shown, words in (
        (english, ("Adopted with conditions", "CONDITION words", "Not decided yet", f'href="{MINUTES}"')),
        (welsh, ("Mabwysiadwyd gydag amodau", "geiriau AMOD", "Heb benderfynu eto", f'href="{MINUTES}"')),
    ):
        assert [word for word in words if word not in shown] == []
    assert "local@example.wales" not in english
    record(factories.person("national@example.wales"), decision, answer("declined", reason_en="We have no money."))
    assert "Declined" not in client.get(address).content.decode()
    second = factories.publish(adoptions, **NOTE)
    assert "Declined" in client.get(address).content.decode()
    assert (first.number, second.number) == (1, 2)
    assert decision.adoption_set.uuid == second.record.uuid
    assert version.record.versions.count() == 1
    own = f"/en/adoptions/{decision.reference}/"
    assert f'href="{own}"' in client.get(address).content.decode()
    for below in ("", "versions/1/", "versions/2/check/", "compare/1/2/"):
        response = client.get(own + below)
        assert response.status_code == HTTPStatus.OK, below
    assert f'href="{address}"' in client.get(own).content.decode()
    assert "Two bodies decided." in client.get(f"{own}compare/1/2/").content.decode()


def test_adoptions_wait_for_their_decision_and_for_another_person() -> None:
    decision = factories.decided()
    record(factories.member(decision.group), decision)
    with pytest.raises(Refused, match="decision itself is not published"):
        factories.publish(decision.adoption_set)
    factories.publish(decision)
    member = factories.person("local@example.wales", PlatformRole.PUBLISHER)
    assert (
        signed_in(member).get(page("request_publication", "adoption_set", decision.adoption_set.uuid)).status_code
        == HTTPStatus.FORBIDDEN
    )
    asked = requests.request_publication(record=decision.adoption_set, by=factories.convener(decision.group))
    with pytest.raises(Refused, match="edited this record"):
        requests.approve(request=asked, digest=asked.digest, by=member)
    assert factories.approve(asked).number == 1


def test_my_work_asks_no_more_of_the_database_for_more_decisions(django_assert_max_num_queries) -> None:  # noqa: ANN001
    group = factories.agreed_group()
    factories.publish(group.mission)
    factories.decided(group)
    client = signed_in(factories.member(group))
    with django_assert_max_num_queries(400) as counted:
        client.get(page("home"))
    few = len(counted)
    for _more in range(3):
        factories.decided(group)
    with django_assert_max_num_queries(few):
        client.get(page("home"))


def test_who_speaks_for_a_body_is_told_unless_somebody_answered_meanwhile() -> None:
    group = factories.agreed_group()
    second = factories.join(group, "second@example.wales", factories.LOCAL).user
    decision = factories.decided(group)
    told = Notification.objects.filter(kind="adoption_waits")
    national = factories.person("national@example.wales")
    assert {row.person for row in told} == {factories.person("local@example.wales"), second, national}
    record(second, decision)
    mail.outbox.clear()
    tasks.deliver_outbox()
    subject = "Your body is asked whether it adopts a decision"
    sent = [message for message in mail.outbox if message.subject == subject]
    assert [message.to for message in sent] == [["national@example.wales"]]
    assert page("adoption", decision.uuid) in str(sent[0].body)
    assert decision.title_en not in str(sent[0].body)
