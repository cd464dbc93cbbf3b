"""One mailbox, one account, whatever spelling is typed."""

import importlib
import io

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings, strategies as st

from core.email_addresses import normalise_email
from frontdesk.links import issue_token
from people import outbox
from people.models import LimitCount, User
from people.services.accounts import create_account
from taskgroups.models import Invitation, MembershipRole
from taskgroups.services import invitation as invitations
from tests import factories
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

KEPT = "sian.o'brien+opsw@council.example.wales"
SPELLINGS = [
    "Sian.O'Brien+opsw@Council.Example.Wales",
    KEPT,
    KEPT.upper(),
    f"  {KEPT}\u00a0",
    f"\u200b{KEPT.title()}\ufeff",
    "sian.o'brien+opsw@COUNCIL.example.WALES",
]
FOREIGN = ["nia@Ŵyl.Cymru", "nia@w\u0302yl.cymru", "NIA@xn--yl-9ua.cymru", "nia@XN--YL-9UA.CYMRU"]
DETAILS = {"first_name": "Siân", "last_name": "O'Brien", "preferred_language": "en", "password": PASSWORD}


def signs_in(email: str, password: str = PASSWORD) -> bool:
    client = Client()
    client.post("/en/account/sign-in/", {"login": email, "password": password})
    return "_auth_user_id" in client.session


def new_account(email: str) -> User:
    """The account that the owner of an invitation makes, through the page that it leads to."""
    group = factories.group()
    asked = invitations.invite(
        group=group,
        email=email,
        organisation=factories.body(),
        role=MembershipRole.MEMBER,
        by=factories.convener(group),
        reason="test",
    )
    token = issue_token(asked)
    client = Client()
    page = reverse("invitation", args=[token])
    assert client.post(page, DETAILS).status_code == 302
    assert client.post(page).status_code == 302
    return Invitation.objects.get(pk=asked.pk).group.memberships.latest("pk").user


@pytest.mark.parametrize(("invited", "spellings"), [(SPELLINGS[0], SPELLINGS), (FOREIGN[0], FOREIGN)])
def test_an_invited_person_signs_in_and_resets_the_password_in_any_spelling(invited: str, spellings: list[str]) -> None:
    user = new_account(invited)
    assert user.email == normalise_email(invited)
    outbox.deliver()
    for spelling in spellings:
        assert signs_in(spelling), spelling
        mail.outbox.clear()
        LimitCount.objects.all().delete()  # more spellings than mails in an hour
        Client().post("/en/account/password/reset/", {"email": spelling})
        outbox.deliver()
        [letter] = mail.outbox
        assert letter.to == [user.email], spelling


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_superuser_signs_in_whatever_was_typed_at_the_command(spelling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email=spelling, stdout=io.StringIO())
    assert User.objects.get(is_superuser=True).email == KEPT
    assert signs_in(KEPT)
    assert authenticate(None, email=KEPT.upper(), password=PASSWORD)


@pytest.mark.parametrize("first", SPELLINGS)
@pytest.mark.parametrize("second", SPELLINGS)
def test_nobody_gets_a_second_account_by_another_spelling(first: str, second: str) -> None:
    create_account(email=first, **DETAILS)
    with pytest.raises(ValidationError):
        create_account(email=second, **DETAILS)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(second, PASSWORD)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_member_is_found_and_invited_once_in_any_spelling(spelling: str) -> None:
    group = factories.group()
    page = reverse("workspace:group_invitations", args=[group.uuid])
    client = Client()
    client.force_login(factories.convener(group))
    form = {"organisation": factories.LOCAL, "role": "member"}
    assert client.post(page, form | {"email": SPELLINGS[0]}).status_code == 302
    again = client.post(page, form | {"email": spelling})
    assert again.status_code == 422
    assert "invited already" in again.content.decode()
    member = person(KEPT)
    added = client.post(reverse("workspace:group_members", args=[group.uuid]), form | {"user": spelling})
    assert added.status_code == 302
    assert group.memberships.current().filter(user=member).exists()


def test_an_address_that_the_account_has_given_up_opens_nothing() -> None:
    user = person("old@example.wales")
    Client().post("/en/account/password/reset/", {"email": "old@example.wales"})
    outbox.deliver()  # the library notes the address in a list of its own
    user.email = "new@example.wales"
    user.save()
    mail.outbox.clear()
    assert not signs_in("old@example.wales")
    assert signs_in("new@example.wales")
    Client().post("/en/account/password/reset/", {"email": "old@example.wales"})
    outbox.deliver()
    assert not mail.outbox


def stored_as(user: User, spelling: str) -> None:
    """As a version before this one stored it."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET email = %s WHERE id = %s", [spelling, user.pk])


def test_the_migration_merges_nobody() -> None:
    keeper, other, alone = (person(f"{name}@example.wales", last_login=None) for name in ("a", "b", "c"))
    Client().post("/en/account/sign-in/", {"login": keeper.email, "password": PASSWORD})
    stored_as(other, "x@ŵyl.cymru")
    stored_as(keeper, " x@ŵyl.cymru")
    stored_as(alone, "c@example.wales ")
    respell = importlib.import_module("people.migrations.0003_one_spelling_of_addresses").respell
    assert respell(User) == [("x@ŵyl.cymru", f"x+account-{other.pk}@xn--yl-9ua.cymru")]
    assert respell(User) == []
    emails = [User.objects.get(pk=user.pk).email for user in (keeper, other, alone)]
    assert emails == ["x@xn--yl-9ua.cymru", f"x+account-{other.pk}@xn--yl-9ua.cymru", "c@example.wales"]
    assert all(signs_in(email) for email in emails)


@settings(max_examples=200)
@given(st.text())
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    once = normalise_email(text)
    assert normalise_email(once) == once
    assert once == once.strip()
