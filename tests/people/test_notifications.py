"""Notifications: to whom, when, in which language, and never what they should not say."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from people import tasks
from people.models import Delivery, Digest, LeftOut, Notification, PlatformRole, User
from people.notifications import KINDS, Kind, choose, register, tell
from people.services.accounts import end_role
from publication import requests
from publication.models import PublicationRequest
from publication.notifications import APPROVAL_WAITS
from tests import factories

pytestmark = pytest.mark.django_db

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
CANARY = "KANARI"


@pytest.fixture
def publisher() -> User:
    return factories.publisher()


def ask() -> PublicationRequest:
    """A request for a record whose every name is a canary; only its notification waits to be sent."""
    mission = factories.active_mission(title_en=f"{CANARY} mission", title_cy=f"{CANARY} cenhadaeth")
    return requests.request_publication(record=mission, by=mission.lead)


def wants(person: User, delivery: Delivery, kind: Kind = APPROVAL_WAITS) -> None:
    choose(person=person, deliveries={kind.name: delivery})


def next_morning(days: int = 1) -> datetime.datetime:
    return timezone.now().replace(hour=8, minute=0) + days * DAY


def run_digests() -> None:
    tasks.send_digests()
    tasks.deliver_outbox()


def words(message: Any) -> str:
    return f"{message.subject}\n{message.body}"


def test_at_once_is_one_e_mail_with_a_link_and_without_a_name(publisher: User) -> None:
    request = ask()
    tasks.deliver_outbox()
    [message] = mail.outbox
    assert message.to == [publisher.email]
    assert reverse("workspace:publication_request", args=[request.uuid]) in message.body
    assert reverse("account_notifications") in message.body
    assert CANARY not in words(message)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nobody_is_told_of_what_they_did_themselves(publisher: User) -> None:
    other = factories.person("other@example.wales")
    request = ask()
    Notification.objects.all().delete()
    assert tell(APPROVAL_WAITS, [publisher, publisher, other], about=request, by=publisher) == 1
    assert Notification.objects.get().person == other


def test_an_act_that_fails_tells_nobody(publisher: User) -> None:
    request = ask()
    Notification.objects.all().delete()
    with pytest.raises(RuntimeError):
        undone(request, publisher)
    tasks.deliver_outbox()
    assert not Notification.objects.exists()
    assert mail.outbox == []


def undone(request: PublicationRequest, person: User) -> None:
    with transaction.atomic():
        tell(APPROVAL_WAITS, [person], about=request, by=None)
        raise RuntimeError


def test_who_waits_to_be_told_is_told_once_and_later_anew(publisher: User) -> None:
    request = ask()
    assert tell(APPROVAL_WAITS, [publisher], about=request, by=None) == 0
    tasks.deliver_outbox()
    assert len(mail.outbox) == 1
    assert tell(APPROVAL_WAITS, [publisher], about=request, by=None) == 1
    tasks.deliver_outbox()
    assert len(mail.outbox) == 2


def deactivated(publisher: User, request: PublicationRequest) -> None:
    publisher.is_active = False
    publisher.save()


def without_role(publisher: User, request: PublicationRequest) -> None:
    end_role(assignment=publisher.role_assignments.get(), by=publisher, reason="test")


def switched_off(publisher: User, request: PublicationRequest) -> None:
    wants(publisher, Delivery.OFF)


def taken_back(publisher: User, request: PublicationRequest) -> None:
    requests.cancel(request=request, by=request.requested_by)


def of_a_kind_of_before(publisher: User, request: PublicationRequest) -> None:
    Notification.objects.update(kind="no_longer_known")


@pytest.mark.parametrize("delivery", [Delivery.AT_ONCE, Delivery.DAILY])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (deactivated, LeftOut.INACTIVE),
        (without_role, LeftOut.HIDDEN),
        (switched_off, LeftOut.SWITCHED_OFF),
        (taken_back, LeftOut.PAST),
        (of_a_kind_of_before, LeftOut.GONE),
    ],
)
def test_what_changed_before_sending_is_not_told(
    publisher: User, delivery: Delivery, change: Any, why: LeftOut
) -> None:
    wants(publisher, delivery)
    change(publisher, ask())
    tasks.deliver_outbox()
    run_digests()
    assert mail.outbox == []
    assert Notification.objects.get().left_out == why


def test_who_switched_it_off_is_not_told(publisher: User) -> None:
    wants(publisher, Delivery.OFF)
    ask()
    assert not Notification.objects.exists()


def test_a_second_worker_that_comes_while_it_is_sent_sends_nothing(
    publisher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(publisher, Delivery.DAILY)
    ask()
    send = EmailBackend.send_messages
    seconds: list[int] = []

    def and_again(self: EmailBackend, messages: Any) -> int:
        tasks.send_digests()
        seconds.append(tasks.deliver_outbox())
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", and_again)
    run_digests()
    assert seconds == [0]
    assert len(mail.outbox) == 1


def test_sent_again_after_a_crash_it_is_the_same_message(publisher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setattr("people.delivery._mark_sent", lambda due: (_ for _ in ()).throw(OSError))
    tasks.deliver_outbox()
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + HOUR):
        tasks.deliver_outbox()
        tasks.deliver_outbox()
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_a_digest_is_one_e_mail_a_day_however_often_the_job_runs(publisher: User) -> None:
    wants(publisher, Delivery.DAILY)
    asked = [ask(), ask()]
    tasks.deliver_outbox()
    assert mail.outbox == []
    with time_machine.travel(next_morning()):
        run_digests()
        asked.append(ask())
        run_digests()
    [digest] = mail.outbox
    assert digest.subject == "Your daily digest: 2 notifications"
    assert digest.body.count("A publication waits for your approval:") == 1
    assert [str(request.uuid) in digest.body for request in asked] == [True, True, False]
    assert CANARY not in words(digest)
    with time_machine.travel(next_morning(2)):
        run_digests()
    assert mail.outbox[-1].subject == "Your daily digest: 1 notification"
    assert str(asked[-1].uuid) in mail.outbox[-1].body
    with time_machine.travel(next_morning(3)):
        run_digests()
    assert len(mail.outbox) == 2


def test_a_day_without_the_job_is_made_up_for_on_the_next(publisher: User) -> None:
    wants(publisher, Delivery.DAILY)
    requested = [ask()]
    with time_machine.travel(next_morning(2)):
        requested.append(ask())
        run_digests()
    [digest] = mail.outbox
    assert all(str(request.uuid) in digest.body for request in requested)


def test_a_digest_that_could_not_be_sent_on_its_day_is_part_of_the_next(
    publisher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: EmailBackend, messages: Any) -> int:
        raise OSError("the mail server is away")

    wants(publisher, Delivery.DAILY)
    ask()
    monkeypatch.setattr(EmailBackend, "send_messages", away)
    with time_machine.travel(next_morning()):
        run_digests()
    monkeypatch.undo()
    with time_machine.travel(next_morning(2)):
        tasks.deliver_outbox()
        assert mail.outbox == []
        run_digests()
    assert len(mail.outbox) == 1
    assert Digest.objects.filter(done_at=None).count() == 1


def test_a_digest_is_in_the_persons_language_or_in_both(publisher: User) -> None:
    cymraes = factories.person("cymraes@example.wales", PlatformRole.PUBLISHER, preferred_language="cy")
    both = factories.person("both@example.wales", PlatformRole.PUBLISHER, preferred_language="")
    for person in (publisher, cymraes, both):
        wants(person, Delivery.DAILY)
    ask(), ask()
    run_digests()
    told = {message.to[0]: message for message in mail.outbox}
    assert "/cy/" not in told[publisher.email].body
    assert "/en/" not in told[cymraes.email].body
    assert told[cymraes.email].subject == "Eich crynodeb dyddiol: 2 hysbysiad"
    assert told[both.email].body.index("/cy/") < told[both.email].body.index("/en/")
    assert not any(CANARY in words(message) for message in mail.outbox)


def test_an_e_mail_may_carry_more_words_and_a_file(publisher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind(
        "with_a_file",
        PublicationRequest,
        subject=APPROVAL_WAITS.subject,
        page=lambda request: "/",
        text=lambda person, request: f"For {person.first_name}.",
        attachments=lambda person, request: [("meeting.ics", "BEGIN:VCALENDAR", "text/calendar")],
    )
    request = ask()
    monkeypatch.setitem(KINDS, kind.name, kind)
    tell(kind, [publisher], about=request, by=None)
    tasks.deliver_outbox()
    message = next(message for message in mail.outbox if message.attachments)
    assert "For Publisher." in message.body
    assert message.attachments[0].mimetype == "text/calendar"


def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="approval_waits"):
        register(APPROVAL_WAITS)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_person_chooses_on_a_page_what_is_kept_for_each_kind(client: Client, publisher: User, language: str) -> None:
    client.force_login(publisher)
    with override(language):
        address = reverse("account_notifications")
        page = client.get(address)
        labels = [str(kind.subject) for kind in KINDS.values()]
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert all(label in page.content.decode().replace("&#x27;", "'") for label in labels)
    chosen = {name: Delivery.OFF if name == APPROVAL_WAITS.name else Delivery.DAILY for name in KINDS}
    assert client.post(address, chosen).headers["Location"] == address
    assert client.get(address).context["form"].initial == chosen
    ask()
    assert not Notification.objects.exists()


def test_what_is_not_a_choice_is_refused_and_nothing_is_kept(client: Client, publisher: User) -> None:
    client.force_login(publisher)
    chosen = dict.fromkeys(KINDS, "daily") | {APPROVAL_WAITS.name: "sometimes"}
    assert client.post(reverse("account_notifications"), chosen).status_code == 422
    assert not publisher.notification_choices.exists()


def test_the_page_asks_everybody_to_sign_in(client: Client) -> None:
    assert client.get(reverse("account_notifications")).headers["Location"].startswith(reverse("account_login"))
