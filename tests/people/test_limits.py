"""Guessing is limited where it comes from, and nobody can lock somebody else out."""

import datetime
from ipaddress import ip_network
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from core.client_address import client_address, client_network
from people import outbox
from people.limits import PASSWORDS, forget_past, give_back, take
from people.models import LimitCount
from tests import factories
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
PROXY = "10.1.2.3"


def sign_in(email: str, password: str = PASSWORD, at: str = HERE, **headers: str) -> bool:
    client = Client(REMOTE_ADDR=at, headers=headers)
    client.post("/en/account/sign-in/", {"login": email, "password": password})
    return "_auth_user_id" in client.session


def guess(email: str, times: int, at: str = HERE, **headers: str) -> None:
    for number in range(times):
        assert not sign_in(email, f"wrong {number}", at, **headers)


def test_many_failures_from_one_address_refuse_nobody_else_there() -> None:
    for number in range(10):
        guess(f"somebody{number}@example.wales", 6)
    assert sign_in(person().email)


def test_failures_elsewhere_never_lock_an_account_for_its_owner() -> None:
    user = person()
    for number in range(20):
        guess(user.email, 6, at=f"203.0.113.{number}")
    assert sign_in(user.email)


def test_guessing_one_account_from_one_address_is_refused_for_five_minutes() -> None:
    user = person()
    with time_machine.travel(timezone.now(), tick=False) as now:
        guess(user.email, 5)
        assert not sign_in(user.email)
        assert not sign_in(user.email.upper())
        assert sign_in(user.email, at=ELSEWHERE)
        page = Client(REMOTE_ADDR=HERE).post("/cy/cyfrif/mewngofnodi/", {"login": user.email, "password": "x"})
        assert "Gwnaed gormod o ymdrechion" in page.content.decode()
        now.shift(datetime.timedelta(minutes=5, seconds=1))
        assert sign_in(user.email)


def test_signing_in_is_no_try() -> None:
    user = person()
    for _number in range(12):
        assert sign_in(user.email)
    guess(user.email, 4)
    assert sign_in(user.email)
    guess(user.email, 1)
    assert not sign_in(user.email)


@pytest.mark.parametrize(
    ("trusted", "at", "forwarded", "client"),
    [
        ([], PROXY, "198.51.100.7", PROXY),
        (["10.0.0.0/8"], PROXY, "", PROXY),
        (["10.0.0.0/8"], PROXY, "198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], PROXY, "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], PROXY, "1.1.1.1, 198.51.100.7, 10.9.9.9", "198.51.100.7"),
        (["10.0.0.0/8"], PROXY, "198.51.100.7:4711", "198.51.100.7"),
        (["10.0.0.0/8"], PROXY, "[2001:db8::1]:4711", "2001:db8::1"),
        (["10.0.0.0/8"], PROXY, "2001:db8::1", "2001:db8::1"),
        (["10.0.0.0/8"], PROXY, "1.1.1.1, rubbish", PROXY),
        (["10.0.0.0/8"], PROXY, "\u0660, ,", PROXY),
        (["10.0.0.0/8"], ELSEWHERE, "198.51.100.7", ELSEWHERE),
        (["10.0.0.0/8"], "::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7"),
        (["fd00::/8"], "fd00::1", "198.51.100.7", "198.51.100.7"),
        (["unix"], "", "198.51.100.7", "198.51.100.7"),
        ([], "", "198.51.100.7", ""),
    ],
)
def test_the_client_is_the_last_address_that_a_trusted_proxy_saw(
    settings: Any, trusted: list[str], at: str, forwarded: str, client: str
) -> None:
    settings.TRUSTED_PROXIES = [proxy if proxy == "unix" else ip_network(proxy) for proxy in trusted]
    request = RequestFactory().get("/", REMOTE_ADDR=at, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == client


def test_one_ipv6_customer_is_one_address() -> None:
    one, two = (RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in (1, 2))
    assert client_network(one) == client_network(two) == "2001:db8:1:2::/64"
    mapped = RequestFactory().get("/", REMOTE_ADDR="::ffff:198.51.100.7")
    assert client_network(mapped) == HERE


def test_behind_a_trusted_proxy_each_client_is_counted_by_itself(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    user = person()
    guess(user.email, 5, at=PROXY, **{"X-Forwarded-For": ELSEWHERE})
    assert not sign_in(user.email, at=PROXY, **{"X-Forwarded-For": ELSEWHERE})
    assert not sign_in(user.email, at=PROXY, **{"X-Forwarded-For": f"1.1.1.1, {ELSEWHERE}"})
    assert sign_in(user.email, at=PROXY, **{"X-Forwarded-For": HERE})


def test_nobody_gets_around_a_limit_by_writing_the_header() -> None:
    user = person()
    for number in range(5):
        guess(user.email, 1, **{"X-Forwarded-For": f"192.0.2.{number}"})
    assert not sign_in(user.email, **{"X-Forwarded-For": "192.0.2.99"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="a database in memory has one connection")
def test_processes_count_together(django_db_blocker: DjangoDbBlocker) -> None:
    allowed: list[bool] = []

    def try_once() -> None:
        with django_db_blocker.unblock():
            allowed.append(take(PASSWORDS, "somebody", HERE))
            connection.close()

    threads = [Thread(target=try_once) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 7 + [True] * 5


def test_a_try_that_was_right_is_given_back_and_past_counts_are_forgotten() -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        assert [take(PASSWORDS, "x") for _number in range(6)] == [True] * 5 + [False]
        give_back(PASSWORDS, "x")
        assert [take(PASSWORDS, "x"), take(PASSWORDS, "x")] == [True, False]
        assert forget_past() == 0
        now.shift(datetime.timedelta(minutes=6))
        assert forget_past() == 1
        assert not LimitCount.objects.exists()


def test_no_address_of_a_person_or_a_network_is_kept() -> None:
    guess("somebody@example.wales", 1)
    [row] = LimitCount.objects.all()
    assert len(row.key) == 64
    assert "somebody" not in row.key


def test_asking_for_links_fills_no_mailbox_and_locks_nobody_out() -> None:
    user = person()
    for number in range(12):
        answer = Client(REMOTE_ADDR=f"203.0.113.{number}").post("/en/account/password/reset/", {"email": user.email})
        assert answer.status_code == 302
    outbox.deliver()
    assert len(mail.outbox) == 5
    link = next(line for line in str(mail.outbox[0].body).splitlines() if "/key/" in line)
    assert Client().get(link.partition("8000")[2]).status_code == 302  # a key that is wrong leads nowhere


def test_a_new_password_works_at_once_however_often_the_old_one_was_mistyped() -> None:
    user, new = person(), "a new and longer phrase"
    guess(user.email, 5)
    client = Client(REMOTE_ADDR=HERE)
    client.post("/en/account/password/reset/", {"email": user.email})
    outbox.deliver()
    link = next(line for line in str(mail.outbox[0].body).splitlines() if "/key/" in line)
    action = client.get(link.partition("8000")[2]).headers["Location"]
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(user.email, new)


def test_guessing_the_old_password_in_an_open_session_is_refused() -> None:
    user = person()
    client = Client()
    client.force_login(user)
    page = reverse("account_change_password")
    form = {"password1": "another long phrase", "password2": "another long phrase"}
    for _number in range(5):
        client.post(page, form | {"oldpassword": "wrong"})
    client.post(page, form | {"oldpassword": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["invitation", "signing"])
def test_guessing_secret_addresses_is_refused_and_shuts_no_right_one(name: str) -> None:
    statuses = [Client().get(reverse(name, args=[f"{number:043}"])).status_code for number in range(32)]
    assert statuses == [404] * 30 + [429] * 2
    assert Client(REMOTE_ADDR=ELSEWHERE).get(reverse(name, args=["0" * 43])).status_code == 404


def test_a_right_address_works_where_others_guess() -> None:
    from frontdesk.links import issue_token  # noqa: PLC0415
    from taskgroups.models import MembershipRole  # noqa: PLC0415
    from taskgroups.services import invitation as invitations  # noqa: PLC0415

    group = factories.group()
    asked = invitations.invite(
        group=group,
        email="new@example.wales",
        organisation=factories.body(),
        role=MembershipRole.MEMBER,
        by=factories.convener(group),
        reason="test",
    )
    token = issue_token(asked)
    for number in range(32):
        Client().get(reverse("invitation", args=[f"{number:043}"]))
    assert Client().get(reverse("invitation", args=[token])).status_code == 200
