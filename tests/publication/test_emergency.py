"""Published in an emergency, by one person: loudly, provably, and answered afterwards by another; over HTTP."""

import datetime
import subprocess
import sys
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog.keys import trusted_key
from openlog.models import LogEntry
from openlog.verifier import PROGRAM
from openlog.verify_database import verify_database
from people import outbox
from people.models import PlatformRole, User
from people.services.accounts import end_role, system_user
from publication import emergencies, removal, requests, tasks, withholding
from publication.models import Emergency, PublicationRequest, PublishedRecord, PublishedVersion, Removal, RemovalAction
from publication.published.projection import rebuild
from tests import factories
from tests.factories import convener, person, publisher
from tests.writes import tables_written

pytestmark = pytest.mark.django_db

# A Friday: the second working day after it is a Tuesday.
FRIDAY = datetime.datetime(2026, 6, 5, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SAID = {
    "reason_en": "People would go on taking the wrong dose.",
    "reason_cy": "Byddai pobl yn dal i gymryd y dogn anghywir.",
    "office_en": "Chief Pharmacist’s Office",
    "office_cy": "Swyddfa’r Prif Fferyllydd",
}
NOTE = {"change_note_en": "A note.", "change_note_cy": "Nodyn."}


@pytest.fixture(autouse=True)
def on_friday() -> Any:
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def decision() -> Decision:
    """Decided, in a published mission; its convener is a publisher, too, whose name is a canary."""
    made = factories.decided()
    factories.publish(made.group.mission)
    alone = person("convener@example.wales", PlatformRole.PUBLISHER)
    alone.first_name = "KANARI"
    alone.save()
    return made


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"workspace:{name}", args=args)


def second() -> User:
    return person("second@example.wales", PlatformRole.PUBLISHER)


def officer() -> User:
    return person("officer@example.wales", PlatformRole.REDACTION_OFFICER)


def send_out(decision: Decision, **values: str) -> Any:
    """Ask for publication, and publish alone over HTTP."""
    asked = PublicationRequest.objects.filter(record_uuid=decision.uuid, state="requested").first()
    asked = asked or factories.requested(decision)
    data = {**SAID, "digest": asked.digest, **values}
    return browser(convener(decision.group)).post(address("publish_alone", asked.uuid), data)


def alone(decision: Decision) -> Emergency:
    """Published in an emergency, and signed."""
    assert send_out(decision).status_code == HTTPStatus.FOUND
    tasks.sign_log()
    return Emergency.objects.get()


def answer(emergency: Emergency, by: User | Client, answered: str = "approve", **values: str) -> tuple[int, str]:
    client = by if isinstance(by, Client) else browser(by)
    data = {"answer": answered, "digest": emergency.request.digest, **values}
    response = client.post(address("emergency", emergency.uuid), data)
    return response.status_code, response.content.decode()


def refuses(emergency: Emergency, by: User | Client, status: int, words: str = "", **values: str) -> None:
    """Neither answer is taken: refused with that status, in those words, and nothing is written."""
    for answered in ("approve", "decline"):
        client = by if isinstance(by, Client) else browser(by)
        with tables_written() as written:
            got, shown = answer(emergency, client, answered, **(SAID | values))
        assert (got, words in shown) == (status, True), shown
        assert written == []


def test_every_screen_of_it_says_who_can_see_it(decision: Decision) -> None:
    asked = factories.requested(decision)
    page = browser(convener(decision.group)).get(address("publish_alone", asked.uuid)).content.decode()
    assert "Who can see this: Only this group" in page
    assert (
        "Who can see this: Only this group"
        in browser(second()).get(address("emergency", alone(decision).uuid)).content.decode()
    )


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK, path
    return response.content.decode()


def english(decision: Decision, page: str = "") -> str:
    return read(f"/en/decisions/{decision.reference}/{page}")


def welsh(decision: Decision) -> str:
    return read(f"/cy/penderfyniadau/{decision.reference}/")


def everything_holds(decision: Decision, tmp_path: Any) -> str:
    """Both verifiers hold; returns what the stand-alone one prints of the newest version."""
    assert verify_database(trusted_key()).fault is None
    assert rebuild() == 0
    newest = PublishedVersion.objects.filter(record__uuid=decision.uuid).latest("number")
    file = tmp_path / "record.json"
    file.write_bytes(Client().get(f"/log/record/{newest.log_index}.json").content)
    checked = subprocess.run([sys.executable, PROGRAM, file], capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return checked.stdout


def test_loud_and_approved_afterwards(decision: Decision, tmp_path: Any) -> None:
    asked = factories.requested(decision)
    client = browser(convener(decision.group))
    assert (
        address("publish_alone", asked.uuid) in client.get(address("publication_request", asked.uuid)).content.decode()
    )
    assert client.get(address("publish_alone", asked.uuid)).status_code == HTTPStatus.OK
    emergency = alone(decision)

    page = english(decision)
    for said in (
        "Published in an emergency without second approval",
        SAID["reason_en"],
        SAID["office_en"],
        "5 June 2026",
        "It awaits approval afterwards by a second person. That is due by 9 June 2026.",
    ):
        assert said in page, said
    page = welsh(decision)
    for said in (SAID["reason_cy"], SAID["office_cy"], "9 Mehefin 2026"):
        assert said in page, said
    assert "Published in an emergency: 1" in read("/en/open-log/")
    assert "Not yet approved by a second person: 1" in read("/en/open-log/")
    assert "Awaiting approval afterwards: 1" in read("/en/emergencies/")
    assert SAID["reason_en"] in everything_holds(decision, tmp_path)
    data = Client().get(f"/api/v1/decisions/{decision.reference}.json").json()
    assert data["content"]["emergency"][0]["reason"]["cy"] == SAID["reason_cy"]

    approver = browser(second())
    place = address("emergency", emergency.uuid)
    assert place in approver.get(address("home")).content.decode()
    assert place in approver.get(address("publication")).content.decode()
    assert SAID["reason_en"] in approver.get(place).content.decode()
    with time_machine.travel(FRIDAY + 3 * DAY):
        assert answer(emergency, approver)[0] == HTTPStatus.FOUND
        tasks.sign_log()
    version = PublishedVersion.objects.get(record__uuid=decision.uuid, number=2)
    assert (
        version.content["options"]
        == PublishedVersion.objects.get(record__uuid=decision.uuid, number=1).content["options"]
    )
    page = english(decision)
    assert "Version 1 was published in an emergency without second approval." in page
    assert "A second person approved it afterwards, on 8 June 2026: version 2" in page
    assert "It awaits approval" not in page
    assert "A second person approved it afterwards" in english(decision, "versions/1/")
    assert "Mae ail berson wedi cymeradwyo" in str(version.change_note.cy)
    assert "Not yet approved" not in read("/en/open-log/")
    assert "Approved afterwards by a second person" in read("/en/open-log/")
    assert "Awaiting approval afterwards: 0" in read("/en/emergencies/")
    assert "approved_on" in everything_holds(decision, tmp_path)
    assert place not in approver.get(address("home")).content.decode()


def test_everyone_who_answers_for_publication_is_told_and_no_letter_says_what(decision: Decision) -> None:
    told = [
        second(),
        person("admin@example.wales", PlatformRole.ADMINISTRATOR),
        decision.group.mission.lead,
        publisher(),
    ]
    outbox.deliver()
    mail.outbox.clear()
    emergency = alone(decision)
    outbox.deliver()
    letters = [letter for letter in mail.outbox if "in an emergency" in letter.subject]
    assert {to for letter in letters for to in letter.to} >= {who.email for who in told}
    assert convener(decision.group).email not in {to for letter in letters for to in letter.to}
    for letter in letters:
        assert address("emergency", emergency.uuid) in letter.body
        assert not any(word in letter.body for word in (SAID["reason_en"], str(decision.title.en), "KANARI"))


def test_no_name_of_a_person_becomes_public(decision: Decision) -> None:
    emergency = alone(decision)
    answer(emergency, second())
    tasks.sign_log()
    index = PublishedVersion.objects.get(record__uuid=decision.uuid, number=1).log_index
    for path in (
        f"/en/decisions/{decision.reference}/",
        f"/en/decisions/{decision.reference}/versions/1/",
        f"/en/decisions/{decision.reference}/versions/1/check/",
        "/en/emergencies/",
        "/en/open-log/",
        f"/log/record/{index}.json",
        f"/log/disclosures/{index + 1}.json",
        f"/api/v1/decisions/{decision.reference}.json",
    ):
        page = read(path)
        assert "KANARI" not in page, path
        assert "Second" not in page, path


def test_nobody_without_a_right_sees_it(decision: Decision) -> None:
    emergency = alone(decision)
    stranger = browser(person("stranger@example.wales"))
    assert stranger.get(address("emergency", emergency.uuid)).status_code == HTTPStatus.NOT_FOUND
    assert str(emergency.uuid) not in stranger.get(address("publication")).content.decode()
    refuses(emergency, stranger, HTTPStatus.NOT_FOUND)


def test_overdue_is_said_in_public_and_to_those_who_watch_once(decision: Decision) -> None:
    emergency = alone(decision)
    with time_machine.travel(FRIDAY + 4 * DAY):
        assert tasks.tell_of_overdue_emergencies() == 0
        assert "It awaits approval" in english(decision)
    second()
    with time_machine.travel(FRIDAY + 5 * DAY):
        assert "Overdue: no second person has approved it. That was due by 9 June 2026." in english(decision)
        assert "Approvals overdue: 1" in read("/en/emergencies/")
        assert "Overdue since" in browser(second()).get(address("home")).content.decode()
        assert tasks.tell_of_overdue_emergencies() > 1
        assert tasks.tell_of_overdue_emergencies() == 0
        assert answer(emergency, second())[0] == HTTPStatus.FOUND
        tasks.sign_log()
        assert "A second person approved it afterwards, on 10 June 2026" in english(decision)
        assert tasks.tell_of_overdue_emergencies() == 0


def test_declined_is_withdrawn_and_said(decision: Decision, tmp_path: Any) -> None:
    emergency = alone(decision)
    status, shown = answer(emergency, second(), "decline", reason_en="Only English")
    assert (status, "Needed when you do not approve it" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    reasons = SAID | {"reason_en": "The dose was right.", "reason_cy": "Roedd y dogn yn gywir."}
    assert answer(emergency, second(), "decline", **reasons)[0] == HTTPStatus.FOUND
    asked = Removal.objects.get()
    refused = browser(officer()).post(address("removal", asked.uuid), {"answer": "refuse", "reason": "No."})
    assert "it can only be withdrawn" in refused.content.decode()
    assert "It awaits approval" in english(decision), "until it is withdrawn"
    again = factories.requested(factories.correct(decision, **factories.both("reasons", "New")), **NOTE)
    page = browser(publisher()).post(
        address("publication_request", again.uuid), {"answer": "approve", "digest": again.digest}
    )
    assert "a second person has not approved that yet" in page.content.decode()

    assert (
        browser(officer()).post(address("removal", asked.uuid), {"answer": "carry_out"}).status_code == HTTPStatus.FOUND
    )
    tasks.sign_log()
    page = english(decision)
    assert "Version 1 was published in an emergency, and a second person did not approve it." in page
    assert "The dose was right." in page
    assert "It was withdrawn on 5 June 2026." in read("/en/emergencies/")
    assert "Awaiting approval afterwards: 0" in read("/en/emergencies/")
    everything_holds(decision, tmp_path)
    requests.cancel(request=again, by=again.requested_by)
    factories.publish(decision, **NOTE)
    assert "in an emergency" not in english(decision)


@pytest.mark.parametrize("missing", sorted(SAID))
def test_why_and_which_office_in_both_languages(decision: Decision, missing: str) -> None:
    for text in ("", "   "):
        refused = send_out(decision, **{missing: text})
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not PublishedRecord.objects.filter(uuid=decision.uuid)


def stays_inside(asked: PublicationRequest, by: User, status: int, words: str = "", **values: str) -> None:
    """It is not published: refused with that status, in those words, and nothing is written."""
    client = browser(by)
    with tables_written() as written:
        response = client.post(address("publish_alone", asked.uuid), {**SAID, "digest": asked.digest, **values})
    assert (response.status_code, words in response.content.decode()) == (status, True), response.content.decode()
    assert written == []


def test_only_a_publisher_whom_the_second_person_is_lacking(decision: Decision) -> None:
    asked = factories.requested(decision)
    forbidden = HTTPStatus.FORBIDDEN
    stays_inside(asked, publisher(), forbidden, "it needs no emergency")
    stays_inside(asked, person("local@example.wales"), forbidden, "Your role does not allow this")
    stays_inside(asked, person("admin@example.wales", PlatformRole.ADMINISTRATOR), forbidden)
    stays_inside(asked, person("stranger@example.wales"), HTTPStatus.NOT_FOUND)
    stays_inside(
        asked, convener(decision.group), HTTPStatus.UNPROCESSABLE_ENTITY, "not the version you read", digest="0"
    )
    lead = person(decision.group.mission.lead.email, PlatformRole.PUBLISHER)
    stays_inside(factories.requested(decision.group), convener(decision.group), forbidden, "is never published by one")
    mission = factories.active_mission(lead)
    stays_inside(factories.requested(mission), lead, forbidden, "is never published by one")
    factories.release(asked)
    stays_inside(asked, convener(decision.group), forbidden, "answered as a whole")


def test_an_editor_who_did_not_ask_may_and_only_what_still_waits() -> None:
    decision = factories.complete(factories.draft_decision())
    editor = person("local@example.wales", PlatformRole.PUBLISHER)
    decisions.revise(decision=decision, by=editor, reason="test", **factories.both("reasons", "Mine"))
    asked = factories.requested(factories.move_to(decision, "decided"))
    requests.return_for_changes(request=asked, by=publisher(), reason="test")
    stays_inside(asked, editor, HTTPStatus.FORBIDDEN, "answered already")
    asked = factories.requested(Decision.objects.get(pk=decision.pk))
    data = {**SAID, "digest": asked.digest}
    assert browser(editor).post(address("publish_alone", asked.uuid), data).status_code == HTTPStatus.FOUND
    tasks.sign_log()
    emergency = Emergency.objects.get()
    refuses(emergency, editor, HTTPStatus.FORBIDDEN, "a second person must answer")
    refuses(emergency, person("convener@example.wales", PlatformRole.PUBLISHER), HTTPStatus.FORBIDDEN, "second person")
    assert answer(emergency, publisher())[0] == HTTPStatus.FOUND


def test_what_the_ordinary_door_refuses_is_refused_in_an_emergency(decision: Decision) -> None:
    asked = factories.requested(decision)
    withholding.withhold(record=decision, part="cost", by=decision.group.mission.lead, **factories.reasons())
    words = "withheld since publication was asked for"
    stays_inside(asked, convener(decision.group), HTTPStatus.UNPROCESSABLE_ENTITY, words)


def test_the_second_person_is_independent(decision: Decision) -> None:
    editor = person("local@example.wales", PlatformRole.PUBLISHER)
    by = convener(decision.group)
    factories.correct(decision, **factories.both("reasons", "Mine"))
    emergency = alone(decision)
    refuses(emergency, by, HTTPStatus.FORBIDDEN, "a second person must answer")
    refuses(emergency, person("admin@example.wales", PlatformRole.ADMINISTRATOR), HTTPStatus.FORBIDDEN)
    refuses(emergency, person("national@example.wales"), HTTPStatus.FORBIDDEN, "Your role does not allow this")
    client = browser(second())
    got, shown = answer(emergency, client, digest="0" * 64)
    assert (got, "not the version you read" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    end_role(assignment=second().role_assignments.get(), by=system_user(), reason="test")
    refuses(emergency, client, HTTPStatus.NOT_FOUND)
    assert answer(emergency, editor)[0] == HTTPStatus.FOUND, "a member who wrote nothing of it"
    refuses(emergency, publisher(), HTTPStatus.FORBIDDEN, "answered already")
    assert PublishedVersion.objects.filter(record__uuid=decision.uuid).count() == 2


def test_who_edited_it_is_no_second_person() -> None:
    decision = factories.complete(factories.draft_decision())
    editor = person("local@example.wales", PlatformRole.PUBLISHER)
    decisions.revise(decision=decision, by=editor, reason="test", **factories.both("reasons", "Mine"))
    person("convener@example.wales", PlatformRole.PUBLISHER)
    emergency = alone(factories.move_to(decision, "decided"))
    refuses(emergency, editor, HTTPStatus.UNPROCESSABLE_ENTITY, "You have edited this record")


def test_nothing_else_of_the_record_goes_out_before_the_answer(decision: Decision) -> None:
    emergency = alone(decision)
    by = convener(decision.group)
    later = factories.correct(decision, **factories.both("reasons", "New"))
    asked = factories.requested(later, **NOTE)
    words = "a second person has not approved that yet"
    stays_inside(asked, by, HTTPStatus.UNPROCESSABLE_ENTITY, words)
    data = {"answer": "approve", "digest": asked.digest}
    page = browser(publisher()).post(address("publication_request", asked.uuid), data)
    assert (page.status_code, words in page.content.decode()) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert answer(emergency, publisher())[0] == HTTPStatus.FOUND
    assert factories.approve(asked).number == 3


@pytest.mark.parametrize("action", [RemovalAction.REDACT, RemovalAction.WITHDRAW])
def test_what_was_taken_back_since_is_not_approved(decision: Decision, action: RemovalAction) -> None:
    emergency = alone(decision)
    take_back(decision, action, 1, "cost")
    words = "has been withdrawn since" if action == RemovalAction.WITHDRAW else "taken back"
    got, shown = answer(emergency, publisher())
    assert (got, words in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    if action == RemovalAction.WITHDRAW:
        assert "It was withdrawn on" in read("/en/emergencies/")
        assert tasks.tell_of_overdue_emergencies() == 0
    else:
        assert answer(emergency, publisher(), "decline", **SAID)[0] == HTTPStatus.FOUND


def take_back(decision: Decision, action: RemovalAction, version: int, part: str) -> None:
    where = {} if action == RemovalAction.WITHDRAW else {"version": version, "part": part}
    asked = removal.request_removal(
        record=PublishedRecord.objects.get(uuid=decision.uuid),
        action=action,
        by=decision.group.mission.lead,
        **where,
        **factories.reasons(ground="foi_s40"),
    )
    removal.carry_out(removal=asked, by=officer())
    tasks.sign_log()


def test_afterwards_parts_are_withheld_and_reasons_erased_as_ever(decision: Decision, tmp_path: Any) -> None:
    emergency = alone(decision)
    answer(emergency, publisher())
    tasks.sign_log()
    take_back(decision, RemovalAction.REDACT, 2, "cost")
    assert "cost in English" not in english(decision)
    take_back(decision, RemovalAction.ERASE, 1, "emergency.0.reason")
    assert SAID["reason_en"] not in english(decision) + english(decision, "versions/1/") + read("/en/emergencies/")
    assert "Erased. Ground" in read("/en/emergencies/")
    assert SAID["reason_en"] not in Emergency.objects.get().reason_en
    everything_holds(decision, tmp_path)


def test_until_it_is_signed_nobody_reads_it(decision: Decision) -> None:
    assert send_out(decision).status_code == HTTPStatus.FOUND
    assert Client().get(f"/en/decisions/{decision.reference}/").status_code == HTTPStatus.NOT_FOUND
    assert "Published in an emergency: 0" in read("/en/open-log/")
    assert LogEntry.objects.filter(record_id=decision.uuid).count() == 1


def test_the_register_reads_in_both_languages_when_there_is_nothing() -> None:
    assert "Nothing was ever published in an emergency." in read("/en/emergencies/")
    with translation.override("cy"):
        assert "Ni chyhoeddwyd dim erioed mewn argyfwng." in read(reverse("public:emergencies"))


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (datetime.date(2026, 6, 5), datetime.date(2026, 6, 9)),
        (datetime.date(2026, 12, 24), datetime.date(2026, 12, 30)),
    ],
)
def test_two_working_days(decision: Decision, published: datetime.date, due: datetime.date) -> None:
    """Over a week-end; over Christmas, when Boxing Day is made up for on a Monday."""
    with time_machine.travel(datetime.datetime.combine(published, datetime.time(15), datetime.UTC)):
        asked = factories.requested(decision)
        made = emergencies.publish_alone(request=asked, digest=asked.digest, by=convener(decision.group), **SAID)
        assert made.due_on == due
        assert timezone.localdate() == published
