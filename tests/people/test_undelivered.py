"""E-mails that cannot be sent: tried again, given up, and shown to who can put it right."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from people import outbox, tasks
from people.account_mail import send_reset_link
from people.models import OutboxMessage, PlatformRole
from tests import factories

pytestmark = pytest.mark.django_db

PERMANENT = [
    smtplib.SMTPRecipientsRefused({"a@example.wales": (550, b"no such user")}),
    smtplib.SMTPDataError(554, b"refused"),
    smtplib.SMTPSenderRefused(553, b"not yours", "a@example.wales"),
]
PASSING = [
    smtplib.SMTPRecipientsRefused({"a@example.wales": (450, b"busy")}),
    smtplib.SMTPDataError(451, b"later"),
    smtplib.SMTPAuthenticationError(535, b"wrong password of the sender"),
    smtplib.SMTPServerDisconnected("gone"),
    TimeoutError("hangs"),
]


def fails_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> OutboxMessage:
    """A message that was tried once and failed so."""

    def refuse(self: EmailBackend, messages: Any) -> int:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        send_reset_link(factories.person("a@example.wales"))
        tasks.deliver_outbox()
    return OutboxMessage.objects.get()


@pytest.mark.parametrize("error", PERMANENT, ids=repr)
def test_what_is_refused_for_good_is_not_tried_again(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    assert fails_with(monkeypatch, error).gave_up_at


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_may_pass_is_tried_again(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    message = fails_with(monkeypatch, error)
    assert (message.gave_up_at, message.attempts) == (None, 1)


def test_an_administrator_sees_what_failed_and_sends_it_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    message = fails_with(monkeypatch, PERMANENT[1])
    client.force_login(factories.person("admin@example.wales", PlatformRole.ADMINISTRATOR))
    page = client.get(reverse("workspace:undelivered")).content.decode()
    address = reverse("workspace:send_again", args=[message.uuid])
    assert "554" in page
    assert address in page
    assert client.post(address).status_code == 302
    assert outbox.deliver() == 1
    assert [letter.to for letter in mail.outbox] == [["a@example.wales"]]
    assert "554" not in client.get(reverse("workspace:undelivered")).content.decode()
