"""E-mails about publication: to whom, in which language, without confidential words, at least once."""

import datetime
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import TimeMachineFixture

from people import tasks
from people.models import OutboxMessage, PlatformRole
from people.outbox import LONGEST_WAIT, MAX_ATTEMPTS
from publication import requests
from publication.models import PublicationRequest
from publication.pinned import pinned_by
from tests import factories

pytestmark = pytest.mark.django_db


def asked() -> PublicationRequest:
    """A request for a decision; what people were told on the way to it is no part of this."""
    decision = factories.decided()
    OutboxMessage.objects.all().delete()
    return requests.request_publication(record=decision, by=factories.convener(decision.group))


@pytest.fixture
def broken_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailBackend, messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("the mail server is away")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_publishers_are_told_each_in_their_language() -> None:
    factories.person("cymraes@example.wales", PlatformRole.PUBLISHER, preferred_language="cy")
    factories.person("english@example.wales", PlatformRole.PUBLISHER, preferred_language="en")
    factories.person("both@example.wales", PlatformRole.PUBLISHER, preferred_language="")
    factories.person("local@example.wales")
    request = asked()
    assert tasks.deliver_outbox() == 3
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"cymraes@example.wales", "english@example.wales", "both@example.wales"}
    english, both = told["english@example.wales"], told["both@example.wales"]
    assert english.subject == "A publication waits for your approval"
    assert f"/en/workspace/publication/{request.uuid}/" in english.body
    assert "/cy/" in told["cymraes@example.wales"].body
    assert "/en/" not in told["cymraes@example.wales"].body
    assert both.body.index("/cy/") < both.body.index("/en/")


def test_no_confidential_words_leave_by_mail() -> None:
    factories.publisher()
    request = asked()
    tasks.deliver_outbox()
    requests.return_for_changes(request=request, by=factories.publisher(), reason="It names a person.")
    tasks.deliver_outbox()
    words = " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert len(mail.outbox) == 2
    content = pinned_by(request).content
    for secret in (
        content["title"]["en"],
        content["reference"],
        content["group"]["name"]["en"],
        "It names",
        "Publisher",
    ):
        assert secret not in words


@pytest.mark.parametrize(
    ("answer", "subject"),
    [
        (lambda request: factories.approve(request), "approved"),
        (lambda request: requests.refuse(request=request, by=factories.publisher(), reason="test"), "not approved"),
    ],
)
def test_who_asked_is_told_the_answer(answer: Any, subject: str) -> None:
    request = asked()
    answer(request)
    tasks.deliver_outbox()
    assert mail.outbox[-1].to == [request.requested_by.email]
    assert mail.outbox[-1].subject.endswith(subject)


def test_nobody_who_cannot_sign_in_is_told() -> None:
    publisher = factories.publisher()
    asked()
    publisher.is_active = False
    publisher.save()
    assert tasks.deliver_outbox() == 1
    assert mail.outbox == []


def test_done_once() -> None:
    factories.publisher()
    asked()
    assert (tasks.deliver_outbox(), tasks.deliver_outbox()) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_failure_is_tried_again_later_and_then_done(
    broken_mail: None, monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    factories.publisher()
    asked()
    assert tasks.deliver_outbox() == 0
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.done_at) == (1, None)
    assert "the mail server is away" in message.last_error
    monkeypatch.undo()
    assert tasks.deliver_outbox() == 0
    time_machine.move_to(message.due_at + datetime.timedelta(seconds=1))
    assert tasks.deliver_outbox() == 1
    assert len(mail.outbox) == 1


def test_one_failure_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.person("first@example.wales", PlatformRole.PUBLISHER)
    factories.person("second@example.wales", PlatformRole.PUBLISHER)
    send = EmailBackend.send_messages

    def refuse_the_first(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == ["first@example.wales"]:
            raise OSError
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_the_first)
    asked()
    assert tasks.deliver_outbox() == 1
    assert mail.outbox[0].to == ["second@example.wales"]


def test_after_many_failures_a_message_waits_for_a_person(broken_mail: None, time_machine: TimeMachineFixture) -> None:
    factories.publisher()
    asked()
    for day in range(MAX_ATTEMPTS + 5):
        time_machine.move_to(timezone.now() + LONGEST_WAIT * (day > 0) + datetime.timedelta(seconds=1))
        tasks.deliver_outbox()
    assert OutboxMessage.objects.get().attempts == MAX_ATTEMPTS


def test_a_message_of_a_worker_that_died_is_due_again(time_machine: TimeMachineFixture, monkeypatch: Any) -> None:
    factories.publisher()
    asked()

    def die(self: EmailBackend, messages: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    with pytest.raises(KeyboardInterrupt):
        tasks.deliver_outbox()
    monkeypatch.undo()
    assert tasks.deliver_outbox() == 0
    time_machine.move_to(OutboxMessage.objects.get().due_at + datetime.timedelta(seconds=1))
    assert tasks.deliver_outbox() == 1


def test_mail_that_fails_does_not_stop_a_publication(
    broken_mail: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    request = asked()
    with django_capture_on_commit_callbacks(execute=True):
        version = factories.approve(request)
    tasks.deliver_outbox()
    assert version in version.record.versions.provable()


def test_a_broker_that_is_away_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OSError("no broker")

    monkeypatch.setattr("celery.app.base.Celery.send_task", away)
    factories.publisher()
    with django_capture_on_commit_callbacks(execute=True):
        asked()
    assert tasks.deliver_outbox() == 1
