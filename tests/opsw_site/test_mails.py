"""Every e-mail of the product: its links come from SITE_URL, its language from the reader, and strangers get none."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.setup import set_up_site
from people import delivery, outbox
from people.models import Delivery, NotificationChoice, PlatformRole, User
from people.outbox import _handlers
from people.services.organisations import name_steward
from tests import factories
from tests.cms.team import SUBMIT, TeamMember, fresh
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

FOREIGN = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
_LINK = re.compile(r"https?://\S+")
READER = "reader@example.wales"


def browser(user: User | None = None) -> Client:
    """A browser whose requests name another host."""
    client = Client(**FOREIGN)
    if user:
        client.force_login(user, backend="people.sign_in.AuthenticationBackend")
    return client


def reset_mail(reader: User) -> None:
    browser().post("/en/account/password/reset/", {"email": reader.email})


def invitation_mail(reader: User) -> None:
    group = factories.group()
    page = reverse("workspace:group_invitations", args=[group.uuid])
    form = {"email": reader.email, "organisation": factories.LOCAL, "role": "member"}
    assert browser(factories.convener(group)).post(page, form).status_code == 302


def signing_mail(reader: User) -> None:
    position = factories.defining_group().position
    factories.write_position(position)
    form = {
        "organisation": factories.LOCAL,
        "name": "Non Prys",
        "email": reader.email,
        "language": reader.preferred_language,
        "office_cy": "Prif Weithredwr",
        "office_en": "Chief Executive",
    }
    page = reverse("workspace:signing_links", args=[position.uuid])
    assert browser(factories.convener(position.group)).post(page, form).status_code == 302


def _meeting_for(reader: User) -> None:
    group = factories.group()
    factories.join(group, reader.email, "powys-council")
    outbox.deliver()
    mail.outbox.clear()
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {
        **{"held_on_day": tomorrow.day, "held_on_month": tomorrow.month, "held_on_year": tomorrow.year},
        **{"starts": "10:00", "ends": "11:00", "title_cy": "C", "title_en": "M", "place_cy": "N", "place_en": "H"},
    }
    page = reverse("workspace:meeting_new", args=[group.uuid])
    assert browser(factories.convener(group)).post(page, form).status_code == 302


def notification_mail(reader: User) -> None:
    _meeting_for(reader)


def organisation_mail(reader: User) -> None:
    organisation = factories.body(factories.LOCAL)
    administrator = person("administrator@example.wales", PlatformRole.ADMINISTRATOR)
    name_steward(organisation=organisation, user=reader, by=administrator, reason="test")
    draft = factories.complete(factories.draft_decision(title_en="KANARI", title_cy="KANARI"))
    speaker = factories.member(draft.group)
    speaker.is_active = False
    speaker.save()
    factories.move_to(draft, "decided")


def digest_mail(reader: User) -> None:
    NotificationChoice.objects.create(person=reader, kind="meeting_called", delivery=Delivery.DAILY)
    _meeting_for(reader)
    delivery.start_digests()


def _page_of(editor: User) -> Any:
    """A page that the editor has submitted."""
    set_up_site()
    author = _team_member(editor)
    page, _welsh = author.mission_page(factories.published_mission().record)
    author.save(page, SUBMIT)
    return fresh(page)


def _team_member(user: User) -> TeamMember:
    member = TeamMember(user)
    member.client = browser(user)
    return member


def moderation_mail(reader: User) -> None:
    factories.person(reader.email, PlatformRole.PUBLISHER)
    _page_of(person("editor@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))


def rejection_mail(reader: User) -> None:
    factories.person(reader.email, PlatformRole.COMMUNICATIONS_EDITOR)
    moderator = person("moderator@example.wales", PlatformRole.PUBLISHER)
    page = _page_of(reader)
    state = page.current_workflow_task_state
    answer = {"comment": "KANARI"}
    _team_member(moderator).post("wagtailadmin_pages:workflow_action", page.pk, "reject", state.pk, **answer)


def approval_mail(reader: User) -> None:
    factories.person(reader.email, PlatformRole.COMMUNICATIONS_EDITOR)
    moderator = person("moderator@example.wales", PlatformRole.PUBLISHER)
    _team_member(moderator).approve(_page_of(reader))


# How each e-mail comes about, by the topic of the outbox that sends it, and words of it in Welsh and English.
MAILS: list[tuple[str, Callable[[User], None], str, str]] = [
    ("password_reset", reset_mail, "Dewis cyfrinair newydd", "Choose a new password"),
    ("invitation", invitation_mail, "Gwahoddiad", "invitation"),
    ("signing_link", signing_mail, "gofynnir", "asked"),
    ("organisation_notice", organisation_mail, "siarad dros", "speaks for"),
    ("notification", notification_mail, "Mewngofnodwch", "Sign in"),
    ("digest", digest_mail, "crynodeb", "digest"),
    ("moderation", moderation_mail, "gymeradwyo tudalen", "needs your approval"),
    ("moderation", rejection_mail, "newidiadau", "Changes to your page"),
    ("moderation", approval_mail, "Cymeradwywyd eich tudalen", "was approved"),
]


def test_every_topic_of_the_outbox_is_in_the_table() -> None:
    assert {topic for topic, *_rest in MAILS} == set(_handlers)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize(("topic", "bring_about", "welsh", "english"), MAILS, ids=lambda value: str(value)[:20])
def test_every_mail_leads_to_this_site_in_the_readers_language(
    settings: Any, language: str, topic: str, bring_about: Callable[[User], None], welsh: str, english: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = "https://opsw.example.wales"
    reader = person(READER, preferred_language=language)
    bring_about(reader)
    outbox.deliver()
    [letter] = [letter for letter in mail.outbox if letter.to == [READER]]
    said = f"{letter.subject}\n{letter.body}"
    links = _LINK.findall(said)
    assert links
    assert all(link.startswith("https://opsw.example.wales") for link in links), links
    assert "evil" not in said
    assert "KANARI" not in said
    here, other = (welsh, english) if language == "cy" else (english, welsh)
    assert here.lower() in said.lower(), said
    assert other.lower() not in said.lower(), said


def test_no_mail_goes_to_a_stranger_and_the_page_is_the_same() -> None:
    user = person()
    closed = person("closed@example.wales", is_active=False)
    pages = []
    for email in (user.email, closed.email, "stranger@elsewhere.example"):
        answer = Client().post("/en/account/password/reset/", {"email": email}, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, re.sub(rb'nonce="[^"]*"', b"", answer.content)))
    outbox.deliver()
    assert [letter.to for letter in mail.outbox] == [[user.email]]
    assert pages[0] == pages[1] == pages[2]


def test_the_link_of_a_reset_mail_chooses_a_new_password_once(settings: Any) -> None:
    user = person()
    reset_mail_link = _reset_link(user)
    client = Client()
    page = client.get(reset_mail_link, follow=True)
    action = page.redirect_chain[-1][0]
    new = "a new and longer phrase"
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert "This link no longer works" in Client().get(reset_mail_link, follow=True).content.decode()


def _reset_link(user: User) -> str:
    Client().post("/en/account/password/reset/", {"email": user.email})
    outbox.deliver()
    from django.conf import settings  # noqa: PLC0415

    return next(iter(_LINK.findall(str(mail.outbox[-1].body)))).removeprefix(settings.SITE_URL)


@pytest.mark.parametrize(
    "key",
    [
        "%00-a",
        "a-%00",
        "1-set-password",
        "zzzzzzzzzzzzz-a",
        "%F0%9F%90%91-a",
        "1-",
        "é-é",
        "-1-a",
        "0-a",
        "1" * 300 + "-a",
    ],
)
@pytest.mark.parametrize("language", ["en/account", "cy/cyfrif"])
def test_a_wrong_reset_key_is_a_page(key: str, language: str) -> None:
    way = {"en/account": "password/reset/key", "cy/cyfrif": "cyfrinair/ailosod/allwedd"}[language]
    for answer in (Client().get(f"/{language}/{way}/{key}/"), Client().post(f"/{language}/{way}/{key}/")):
        assert answer.status_code < 500


def test_a_demo_account_is_shut_outside_demo_mode(settings: Any) -> None:
    demo, real = person(is_demo=True), person()
    session = Client()
    sign_in = {"login": demo.email, "password": PASSWORD}
    settings.DEMO = True
    session.post("/en/account/sign-in/", sign_in)
    assert session.get(reverse("workspace:home")).status_code == 200
    settings.DEMO = False
    assert session.get(reverse("workspace:home")).status_code == 302
    client = Client()
    client.post("/en/account/sign-in/", sign_in)
    assert client.get(reverse("workspace:home")).status_code == 302
    Client().post("/en/account/password/reset/", {"email": demo.email})
    outbox.deliver()
    assert not mail.outbox
    client.post("/en/account/sign-in/", {"login": real.email, "password": PASSWORD})
    assert client.get(reverse("workspace:home")).status_code == 200
