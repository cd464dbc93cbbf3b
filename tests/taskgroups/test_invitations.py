"""People are invited into a group by e-mail, and join it when they accept."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import tasks
from people.models import OutboxMessage, User
from taskgroups.models import Invitation, Membership, TaskGroup
from taskgroups.services import group as groups, membership as memberships
from tests.factories import LOCAL, PASSWORD, body, convener, group, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

NEWCOMER = "newcomer@example.wales"
ACCOUNT = {"first_name": "Non", "last_name": "Prys", "preferred_language": "cy", "password": PASSWORD}


def invite(to: TaskGroup, email: str = NEWCOMER, **changes: str) -> Invitation:
    """The convener sends an invitation through the page; the outbox is delivered."""
    form = {"email": email, "organisation": body(LOCAL).slug, "role": "member", **changes}
    page = signed_in(convener(to)).post(reverse("workspace:group_invitations", args=[to.uuid]), form)
    assert page.status_code == 302, page.content.decode()
    tasks.deliver_outbox()
    return Invitation.objects.get(group=to, email=email)


def address_in(text: str, language: str = "en") -> str:
    """The path that the newest e-mail leads to."""
    found = re.search(rf"http://[^/]+(/{language}/\S+)", text)
    assert found, text
    return found[1]


def last_address(language: str = "en") -> str:
    return address_in(str(mail.outbox[-1].body), language)


def state(to: TaskGroup, action: str, invitation: Invitation) -> int:
    """What the convener's button answers."""
    address = reverse(f"workspace:invitation_{action}", args=[to.uuid, invitation.uuid])
    return signed_in(convener(to)).post(address).status_code


def test_an_unknown_person_is_written_to_in_both_languages_and_the_group_is_not_named() -> None:
    made = group()
    invite(made)
    message = mail.outbox[-1]
    assert message.to == [NEWCOMER]
    words = f"{message.subject} {message.body}"
    assert words.index("/cy/") < words.index("/en/")
    for secret in (made.name_en, made.name_cy, made.mission.title_en):
        assert secret not in words
    for fact in (str(convener(made)), body(LOCAL).name_en, body(LOCAL).name_cy):
        assert fact in words


def test_a_group_that_chose_so_is_named_in_the_e_mail() -> None:
    made = group(named_in_emails=True)
    invite(made)
    assert f"Task group: {made.name_en}" in mail.outbox[-1].body
    assert f"Grŵp gorchwyl: {made.name_cy}" in mail.outbox[-1].body


def decline_address() -> str:
    return last_address() + "decline/"


def test_an_invitation_is_declined_without_an_account_and_the_convener_is_told_and_reads_why() -> None:
    made = group()
    invitation = invite(made)
    address = decline_address()
    assert f"http://127.0.0.1:8000{address}" in mail.outbox[-1].body
    page = Client().get(address).content.decode()
    assert str(convener(made)) in page
    assert made.name_en not in page
    invitation.refresh_from_db()
    assert invitation.is_open  # opening the page changes nothing
    declined = Client().post(address, {"words": "Ask Siân instead."})
    assert "You have declined the invitation" in declined.content.decode()
    invitation.refresh_from_db()
    assert (invitation.state, invitation.declined_because) == ("declined", "Ask Siân instead.")
    assert Client().post(address).status_code == 404
    assert Client().get(address.removesuffix("decline/")).status_code == 404
    assert not User.objects.filter(email=NEWCOMER).exists()
    mail.outbox.clear()
    tasks.deliver_outbox()
    [told] = [message for message in mail.outbox if message.to == [convener(made).email]]
    assert told.subject == "Somebody declined an invitation to a task group"
    assert made.name_en not in told.body
    page = signed_in(convener(made)).get(reverse("workspace:group_invitations", args=[made.uuid])).content.decode()
    assert "Ask Siân instead." in page


def test_somebody_else_who_is_signed_in_cannot_decline_and_who_declined_can_be_invited_again() -> None:
    made = group()
    invitation = invite(made)
    address = decline_address()
    assert signed_in(person("other@example.wales")).post(address).status_code == 403
    invitation.refresh_from_db()
    assert invitation.is_open
    assert signed_in(person(NEWCOMER)).post(address).status_code == 200
    assert state(made, "withdraw", invitation) == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.withdrawn_at) == ("declined", None)
    form = {"email": NEWCOMER, "organisation": body(LOCAL).slug, "role": "member"}
    page = signed_in(convener(made)).post(reverse("workspace:group_invitations", args=[made.uuid]), form)
    assert page.status_code == 302


def test_somebody_known_is_written_to_in_their_language() -> None:
    person("cymraes@example.wales", preferred_language="cy")
    invite(group(), "Cymraes@example.wales")
    assert "/cy/" in mail.outbox[-1].body
    assert "/en/" not in mail.outbox[-1].body


def test_the_token_is_in_the_e_mail_and_nowhere_else() -> None:
    invitation = invite(group())
    token = last_address().rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    kept = [str(row) for row in Invitation.objects.values()] + [str(row) for row in Invitation.history.values()]
    kept += [str(row) for row in OutboxMessage.objects.values()]
    assert not any(token in row for row in kept)
    assert len(str(invitation.token_hash)) == 64


def test_a_newcomer_makes_an_account_sees_the_group_and_joins() -> None:
    made = group()
    invite(made)
    client, address = Client(), last_address()
    page = client.get(address).content.decode()
    assert made.name_en not in page
    assert NEWCOMER in page
    assert client.post(address, ACCOUNT).headers["Location"] == address
    newcomer = User.objects.get(email=NEWCOMER)
    assert (str(newcomer), newcomer.preferred_language) == ("Non Prys", "cy")
    assert made.name_en in client.get(address).content.decode()
    assert not Membership.objects.filter(user=newcomer).exists()
    assert client.post(address).headers["Location"] == reverse("workspace:group", args=[made.uuid])
    joined = Membership.objects.get(user=newcomer)
    assert (joined.group, joined.organisation, joined.role, joined.level) == (made, body(LOCAL), "member", "local")
    assert client.get(reverse("workspace:group", args=[made.uuid])).status_code == 200
    assert Client().login(email=NEWCOMER, password=PASSWORD)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"password": "short"}, "This password is too short."),
        ({"first_name": ""}, "Fill in this field."),
        ({"preferred_language": ""}, "Choose one of these."),
    ],
)
def test_an_account_that_cannot_be_made_is_explained_and_what_was_typed_stays(
    changes: dict[str, str], message: str
) -> None:
    invite(group())
    page = Client().post(last_address(), {**ACCOUNT, **changes})
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Prys" in page.content.decode()
    assert not User.objects.filter(email=NEWCOMER).exists()


def test_somebody_with_an_account_signs_in_first() -> None:
    made, known = group(), person(NEWCOMER)
    invite(made)
    client, address = Client(), last_address()
    page = client.get(address).content.decode()
    assert made.name_en not in page
    assert f"{reverse('account_login')}?next={address}" in page
    assert client.post(address, ACCOUNT).status_code == 200
    assert User.objects.filter(email=NEWCOMER).count() == 1
    client.force_login(known)
    assert client.post(address).status_code == 302
    assert Membership.objects.filter(user=known, group=made).exists()


def test_an_invitation_is_bound_to_its_address() -> None:
    made, other = group(), person("other@example.wales")
    invite(made)
    for answer in (signed_in(other).get(last_address()), signed_in(other).post(last_address())):
        assert answer.status_code == 403
        assert made.name_en not in answer.content.decode()
        assert NEWCOMER not in answer.content.decode()
    assert not Membership.objects.filter(user=other).exists()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_wrong_used_expired_and_withdrawn_invitations_look_the_same(language: str) -> None:
    made = group()
    invite(made, "used@example.wales")
    used = signed_in(person("used@example.wales"))
    assert used.post(last_address()).status_code == 302
    dead = [last_address(language)]
    withdrawn = invite(made, "withdrawn@example.wales")
    assert state(made, "withdraw", withdrawn) == 302
    dead.append(last_address(language))
    resent = invite(made, "resent@example.wales")
    dead.append(last_address(language))
    assert state(made, "send_again", resent) == 302
    invite(made, "expired@example.wales")
    expired = last_address(language)
    dead += [expired, dead[0].rstrip("/") + "x/"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, minutes=1)):
        pages = {re.sub(re.escape(address), "", Client().get(address).content.decode()) for address in dead}
        assert {Client().get(address).status_code for address in dead} == {404}
        assert {used.get(address).status_code for address in dead} == {404}
    pages = {re.sub(r"/(en|cy)/[^\"]*", "", page) for page in pages}
    assert len(pages) == 1


def test_sent_again_the_new_address_works_and_the_old_one_does_not() -> None:
    made = group()
    invitation = invite(made)
    old = last_address()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert state(made, "send_again", invitation) == 302
        assert Client().get(old).status_code == 404
        tasks.deliver_outbox()
        assert last_address() != old
        assert Client().get(last_address()).status_code == 200
        assert Client().get(old).status_code == 404


def test_an_invitation_withdrawn_before_its_e_mail_left_is_not_sent() -> None:
    made = group()
    invitation = invite(made)
    assert state(made, "send_again", invitation) == 302
    assert state(made, "withdraw", invitation) == 302
    before = len(mail.outbox)
    tasks.deliver_outbox()
    assert len(mail.outbox) == before


def test_the_convener_sees_where_every_invitation_stands() -> None:
    made = group()
    address = reverse("workspace:group_invitations", args=[made.uuid])
    invite(made, "one@example.wales")
    signed_in(person("one@example.wales")).post(last_address())
    withdrawn = invite(made, "two@example.wales")
    state(made, "withdraw", withdrawn)
    invite(made, "three@example.wales")
    page = signed_in(convener(made)).get(address).content.decode()
    for words in ("Accepted", "Withdrawn", "Invited", "three@example.wales"):
        assert words in page
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert "Expired" in signed_in(convener(made)).get(address).content.decode()
    assert state(made, "withdraw", withdrawn) == 302
    withdrawn.refresh_from_db()
    assert withdrawn.state == "withdrawn"


def test_members_neither_see_nor_send_invitations() -> None:
    made = group()
    invitation = invite(made)
    client = signed_in(made.memberships.get(organisation__slug=LOCAL).user)
    assert client.get(reverse("workspace:group_invitations", args=[made.uuid])).status_code == 403
    for action in ("send_again", "withdraw"):
        assert (
            client.post(reverse(f"workspace:invitation_{action}", args=[made.uuid, invitation.uuid])).status_code == 403
        )
    invitation.refresh_from_db()
    assert invitation.state == "invited"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": NEWCOMER.upper()}, "This address is invited already: send the invitation again."),
        ({"email": "local@example.wales"}, "This person is in the group already."),
        ({"email": "nonsense"}, "Enter an email address"),
        ({"organisation": "ministry-of-nowhere"}, "There is no organisation"),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_explained(changes: dict[str, str], message: str) -> None:
    made = group()
    invite(made)
    form = {"email": "new@example.wales", "organisation": body(LOCAL).slug, "role": "member", **changes}
    page = signed_in(convener(made)).post(reverse("workspace:group_invitations", args=[made.uuid]), form)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert Invitation.objects.count() == 1


def test_nobody_joins_a_group_whose_time_is_up_or_that_has_ended() -> None:
    made = group()
    invitation = invite(made)
    with time_machine.travel(made.ends_on + datetime.timedelta(days=1, hours=12)):
        assert Client().get(last_address()).status_code == 404
    parts = {f"{part}_{code}": part for part in ("aim", "result", "learning", "successor") for code in ("en", "cy")}
    groups.report_closing(group=made, by=made.mission.lead, reason="test", **parts)
    groups.transition(group=made, action="abandon", by=made.mission.lead, reason="test")
    assert Client().get(last_address()).status_code == 404
    assert invitation.accepted_at is None


def test_a_second_acceptance_changes_nothing() -> None:
    made, known = group(), person(NEWCOMER)
    invite(made)
    memberships.add_member(
        group=made, user=known, organisation=body(LOCAL), role="observer", by=made.mission.lead, reason="test"
    )
    page = signed_in(known).post(last_address())
    assert page.status_code == 422
    assert "You are in this group already." in page.content.decode()
    assert Membership.objects.get(user=known).role == "observer"


def test_sign_up_stays_closed_without_an_invitation() -> None:
    page = Client().post(reverse("account_signup"), {"email": "me@example.wales", "password1": PASSWORD})
    assert "Sign Up Closed" in page.content.decode()
    assert not User.objects.filter(email="me@example.wales").exists()
