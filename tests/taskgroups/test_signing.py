"""A signatory without an account reads and answers one version of a position, and can do nothing else."""

import datetime
import logging
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.dates import WALES
from openlog.models import Disclosure
from people import tasks
from people.models import Notification, OutboxMessage, PlatformRole, User
from people.services.accounts import SYSTEM_EMAIL
from taskgroups.models import ChallengePosition, MembershipRole, SigningLink, SignOff
from taskgroups.services import group as groups, membership as memberships, position as positions
from tests.factories import (
    LOCAL,
    NATIONAL,
    REGIONAL,
    body,
    both,
    confirm_languages,
    convener,
    defining_group,
    join,
    person,
    publish,
    sign_position,
    write_position,
)
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

CHIEF = "chief@example.wales"
OFFICE = {"office_cy": "Prif Weithredwr", "office_en": "Chief Executive"}
ASKED = {"organisation": LOCAL, "name": "Non Prys", "email": CHIEF, "language": "", **OFFICE}
SIGNED = {"answer": "sign_off", "name": "Non Prys", "confirmed": "on", **OFFICE}
RESERVED = {**SIGNED, "answer": "reservation", "text_cy": "Nid yr arian", "text_en": "Not the money"}
DAYS_14 = datetime.timedelta(days=14)
_ADDRESS = re.compile(r"http://[^/]+(/(?:en/answer|cy/ateb)/\S+)")


@pytest.fixture
def position() -> ChallengePosition:
    position = defining_group().position
    write_position(position)
    position.refresh_from_db()
    return position


def member(position: ChallengePosition, slug: str = LOCAL) -> User:
    return position.group.memberships.current().get(organisation__slug=slug).user


def ask(position: ChallengePosition, by: User, **changes: str) -> HttpResponse:
    """What `by` gets for asking through the page; the outbox is delivered."""
    page = signed_in(by).post(reverse("workspace:signing_links", args=[position.uuid]), {**ASKED, **changes})
    tasks.deliver_outbox()
    return page


def last_address(language: str = "en") -> str:
    """The path that the newest e-mail to a signatory leads to."""
    letters = [str(message.body) for message in mail.outbox if _ADDRESS.search(str(message.body))]
    return next(path for path in _ADDRESS.findall(letters[-1]) if path.startswith(f"/{language}/"))


def asked(position: ChallengePosition, **changes: str) -> str:
    """The address with which the signatory of a body, asked by its member, was asked."""
    slug = changes.get("organisation", LOCAL)
    assert ask(position, member(position, slug), **changes).status_code == 302
    return last_address()


def change_text(position: ChallengePosition, words: str = "LATER WORDS", **texts: str) -> None:
    section = position.sections.get(kind="problem")
    positions.save_section(
        section=section,
        base_revision=section.revision,
        by=convener(position.group),
        reason="test",
        **{"text_en": f"{words} in English", "text_cy": f"{words} yn Gymraeg", **texts},
    )
    position.refresh_from_db()


def change_english_alone(position: ChallengePosition) -> None:
    change_text(position, "Over 75", text_cy=position.sections.get(kind="problem").text_cy)


def press(position: ChallengePosition, action: str, by: User, link: SigningLink | None = None) -> int:
    """What the button `action` of a link answers."""
    link = link or SigningLink.objects.get()
    address = reverse(f"workspace:signing_link_{action}", args=[position.uuid, link.uuid])
    status = signed_in(by).post(address).status_code
    tasks.deliver_outbox()
    return status


def closing_report(position: ChallengePosition) -> None:
    group = position.group
    parts = {key: text for part in ("aim", "result", "learning", "successor") for key, text in both(part).items()}
    groups.report_closing(group=group, by=group.mission.lead, reason="test", **parts)


def test_the_e_mail_is_in_both_languages_and_says_nothing_confidential(position: ChallengePosition) -> None:
    asked(position)
    message = next(message for message in mail.outbox if message.to == [CHIEF])
    words = f"{message.subject} {message.body}"
    assert words.index("/cy/ateb/") < words.index("/en/answer/")
    group = position.group
    for secret in (group.name_en, group.name_cy, group.mission.title_en, position.title_en, body(LOCAL).name_en):
        assert secret not in words


def test_a_language_that_was_chosen_is_kept_to(position: ChallengePosition) -> None:
    ask(position, member(position), language="cy")
    message = next(message for message in mail.outbox if message.to == [CHIEF])
    assert "/cy/ateb/" in message.body
    assert "/en/" not in message.body


def test_the_token_is_in_the_e_mail_and_nowhere_else(
    position: ChallengePosition, caplog: pytest.LogCaptureFixture
) -> None:
    address = asked(position)
    token = address.rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    with caplog.at_level(logging.DEBUG):
        assert Client().post(address, {"answer": "reservation"}).status_code == 422
        Client().post(address, SIGNED)
        with time_machine.travel(timezone.now() + DAYS_14):
            assert Client().get(address).status_code == 410
    assert "(token)" in caplog.text
    assert token not in caplog.text
    kept = [row for model in (SigningLink, OutboxMessage, SignOff, Notification) for row in model.objects.values()]
    kept += [*SigningLink.history.values(), *SignOff.history.values()]
    assert token not in str(kept)
    assert len(str(SigningLink.objects.get().token_hash)) == 64


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_shows_the_version_in_both_languages_and_leads_nowhere_else(
    position: ChallengePosition, language: str
) -> None:
    asked(position)
    address = last_address(language)
    page = Client().get(address)
    text = page.content.decode()
    for words in ("Section problem in English", "Section questions yn Gymraeg", position.title_en, position.title_cy):
        assert words in text
    assert str(member(position)) in text
    assert body(LOCAL).name.in_language(language).text in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert not page.cookies
    assert not re.search(r'href="/(en/workspace|cy/gweithle)', text)
    assert 'hreflang="' + ("cy" if language == "en" else "en") in text


def test_opening_the_link_changes_nothing(position: ChallengePosition) -> None:
    address = asked(position)
    before = SigningLink.history.count()
    for _ in range(2):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
    assert SigningLink.history.count() == before
    assert not SignOff.objects.exists()


def test_a_sign_off_is_recorded_for_the_body_and_the_version_by_the_signatory(position: ChallengePosition) -> None:
    address = asked(position)
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {**SIGNED, "name": "Non Prys-Jones"}).headers["Location"] == address
    given, link = SignOff.objects.get(), SigningLink.objects.get()
    assert (given.organisation.slug, given.position_version, given.answer) == (LOCAL, position.version, "sign_off")
    assert (given.signed_by, given.signing_link, link.state) == (None, link, "answered")
    change = given.history.get()
    assert change.history_user.email == SYSTEM_EMAIL
    assert "Non Prys-Jones, Chief Executive" in change.history_change_reason
    assert str(member(position)) in change.history_change_reason
    assert "Your answer is recorded" in client.get(address).content.decode()
    page = signed_in(convener(position.group)).get(reverse("workspace:position", args=[position.uuid]))
    assert "Non Prys-Jones, Chief Executive" in page.content.decode()
    assert f"Without an account, asked by: {member(position)}" in page.content.decode()


def test_a_reservation_is_recorded_with_its_words(position: ChallengePosition) -> None:
    address = asked(position)
    assert Client().post(address, RESERVED).status_code == 302
    given = SignOff.objects.get()
    assert (given.answer, given.text.cy, given.text.en) == ("reservation", "Nid yr arian", "Not the money")
    receipt = Client().get(address).content.decode()
    assert "Not the money" in receipt
    assert "Section problem" not in receipt


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text_cy": "", "text_en": " "}, "Enter the reservation, in Welsh or in English."),
        ({"confirmed": ""}, "Confirm that you answer for this body."),
        ({"answer": ""}, "Choose one of these."),
        ({"name": " "}, "Fill in this field."),
    ],
)
def test_an_answer_that_is_not_clear_is_asked_again(
    position: ChallengePosition, changes: dict[str, str], message: str
) -> None:
    page = Client().post(asked(position), {**RESERVED, **changes})
    assert page.status_code == 422
    assert message in page.content.decode()
    assert changes.get("text_en") or "Not the money" in page.content.decode()
    assert not SignOff.objects.exists()


def test_a_double_click_answers_once_and_another_answer_is_not_taken(position: ChallengePosition) -> None:
    address = asked(position)
    assert [Client().post(address, RESERVED).status_code for _ in range(2)] == [302, 302]
    page = Client().post(address, {**RESERVED, "text_en": "Something else"})
    assert page.status_code == 409
    assert "What you wrote was not recorded" in page.content.decode()
    assert "Something else" in page.content.decode()
    assert SignOff.objects.get().text.en == "Not the money"
    assert SignOff.history.count() == 1


def test_the_link_gives_no_other_right(position: ChallengePosition) -> None:
    client, address = Client(), asked(position)
    client.get(address)
    for page in ("home", "groups"):
        assert client.get(reverse(f"workspace:{page}")).status_code == 302
    for name in ("position", "signing_links", "position_live", "position_rename"):
        closed = client.get(reverse(f"workspace:{name}", args=[position.uuid]))
        assert closed.headers["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("workspace:position", args=[position.uuid]), RESERVED).status_code == 302
    assert not SignOff.objects.exists()


def test_a_link_answers_for_its_body_and_version_whatever_is_sent(position: ChallengePosition) -> None:
    address = asked(position)
    other = body(NATIONAL)
    forged = {"organisation": other.slug, "body": other.pk, "version": 1, "position_version": 1, "link": 99}
    assert Client().post(address, {**SIGNED, **forged}).status_code == 302
    given = SignOff.objects.get()
    assert (given.organisation.slug, given.position_version) == (LOCAL, position.version)


def test_words_written_later_never_show(position: ChallengePosition) -> None:
    address = asked(position)
    change_text(position)
    positions.rename(
        position=position, title_en="LATER TITLE", title_cy="LATER TEITL", by=member(position), reason="test"
    )
    page = Client().get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert "LATER" not in text
    assert "Section problem in English" in text
    assert "The text has changed since" in text
    assert "<form" not in text


def test_an_answer_to_a_version_that_changed_does_not_count_and_its_words_stay(position: ChallengePosition) -> None:
    address = asked(position)
    change_text(position)
    page = Client().post(address, RESERVED)
    text = page.content.decode()
    assert page.status_code == 409
    for words in ("What you wrote was not recorded", "Not the money", "Nid yr arian"):
        assert words in text
    assert "LATER" not in text
    assert not SignOff.objects.exists()


def test_asked_again_the_signatory_gets_the_present_version_and_the_old_link_is_dead(
    position: ChallengePosition,
) -> None:
    old = asked(position)
    change_text(position)
    by = member(position)
    listed = signed_in(by).get(reverse("workspace:signing_links", args=[position.uuid])).content.decode()
    assert f"Ask about version {position.version}" in listed
    assert press(position, "send_again", by) == 302
    gone = Client().post(old, RESERVED)
    assert gone.status_code == 404
    assert "Not the money" in gone.content.decode()
    new = last_address()
    assert "LATER WORDS in English" in Client().get(new).content.decode()
    assert Client().post(new, SIGNED).status_code == 302
    assert SignOff.objects.get().position_version == position.version


@pytest.mark.parametrize("language", ["en", "cy"])
def test_wrong_tokens_all_look_the_same(position: ChallengePosition, language: str) -> None:
    replaced = asked(position)
    press(position, "send_again", member(position))
    folder = "/cy/ateb/" if language == "cy" else "/en/answer/"
    tokens = ("x", "A" * 43, "%01", "é" * 20, replaced.rstrip("/").rpartition("/")[2])
    pages = [Client().get(f"{folder}{token}/") for token in tokens]
    assert [page.status_code for page in pages] == [404] * len(tokens)
    alike = {re.sub(r'(href)="[^"]*"', r"\1", page.content.decode()) for page in pages}
    assert len(alike) == 1
    assert ("Ni ellir defnyddio'r ddolen hon" if language == "cy" else "This link cannot be used") in alike.pop()
    assert Client().get(f"{folder}%00/").status_code == 400  # refused at the door, with no look at any link


def test_a_link_works_for_fourteen_days_and_not_beyond_the_time_limit(position: ChallengePosition) -> None:
    address = asked(position)
    with time_machine.travel(timezone.now() + DAYS_14 - datetime.timedelta(minutes=1)):
        assert Client().get(address).status_code == 200
    with time_machine.travel(timezone.now() + DAYS_14):
        page = Client().post(address, RESERVED)
        assert page.status_code == 410
        for words in ("The time of this link has passed.", "Not the money"):
            assert words in page.content.decode()
        assert "Section problem" not in page.content.decode()
    near = position.group.ends_on - datetime.timedelta(days=3)
    with time_machine.travel(datetime.datetime.combine(near, datetime.time(12), WALES)):
        assert press(position, "send_again", member(position)) == 302
    after = position.group.ends_on + datetime.timedelta(days=1)
    with time_machine.travel(datetime.datetime.combine(after, datetime.time(0, 1), WALES)):
        assert Client().get(last_address()).status_code == 410
        assert ask(position, member(position, NATIONAL), organisation=NATIONAL).status_code == 403
    assert not SignOff.objects.exists()


def test_a_withdrawn_link_shows_nothing(position: ChallengePosition) -> None:
    address = asked(position)
    assert press(position, "withdraw", member(position)) == 302
    page = Client().post(address, SIGNED)
    assert page.status_code == 410
    assert "Section problem" not in page.content.decode()
    assert press(position, "withdraw", member(position)) == 302
    assert press(position, "send_again", member(position)) == 302
    assert Client().get(last_address()).status_code == 410
    assert not SignOff.objects.exists()


def leaves(position: ChallengePosition) -> None:
    by = position.group.mission.lead
    memberships.end_membership(membership=position.group.memberships.get(user=member(position)), by=by, reason="test")


def is_replaced(position: ChallengePosition) -> None:
    of = position.group.memberships.get(user=member(position))
    memberships.replace_representative(
        membership=of, user=person("next@example.wales"), by=position.group.mission.lead, reason="test"
    )


def answers_in_the_workspace(position: ChallengePosition) -> None:
    positions.answer(position=position, version=position.version, answer="sign_off", by=member(position))


def is_abandoned(position: ChallengePosition) -> None:
    closing_report(position)
    groups.transition(group=position.group, action="abandon", by=position.group.mission.lead, reason="test")


def is_agreed(position: ChallengePosition) -> None:
    sign_position(position)
    groups.transition(group=position.group, action="agree_position", by=convener(position.group), reason="test")


def is_agreed_published_and_reopened(position: ChallengePosition) -> None:
    is_agreed(position)
    position.refresh_from_db()
    publish(position)
    groups.transition(group=position.group, action="reopen", by=convener(position.group), reason="test")


@pytest.mark.parametrize(
    "event",
    [
        leaves,
        is_replaced,
        answers_in_the_workspace,
        is_abandoned,
        is_agreed,
        is_agreed_published_and_reopened,
    ],
)
def test_what_ends_the_question_ends_the_link(position: ChallengePosition, event) -> None:  # noqa: ANN001
    address = asked(position)
    event(position)
    before = list(SignOff.history.values_list("pk", flat=True))
    for page in (Client().get(address), Client().post(address, RESERVED)):
        assert page.status_code == 410
        assert "Section problem" not in page.content.decode()
    assert list(SignOff.history.values_list("pk", flat=True)) == before
    assert SigningLink.objects.get().state == "withdrawn"


def test_a_link_of_one_who_lost_their_account_shows_nothing(position: ChallengePosition) -> None:
    address = asked(position)
    by = member(position)
    by.is_active = False
    by.save()
    for page in (Client().get(address), Client().post(address, RESERVED)):
        assert page.status_code == 410
        assert "Section problem" not in page.content.decode()
    assert not SignOff.objects.exists()


def test_the_convener_asks_for_any_body_until_the_chair_is_handed_over(position: ChallengePosition) -> None:
    chair = convener(position.group)
    assert ask(position, chair, organisation=NATIONAL).status_code == 302
    assert Client().get(last_address()).status_code == 200
    told = Notification.objects.filter(kind="signatory_asked")
    assert [notification.person for notification in told] == [member(position, NATIONAL)]
    of = position.group.memberships.current()
    memberships.hand_over_chair(
        membership=of.get(user=chair), successor=of.get(user=member(position)), by=chair, reason="test"
    )
    assert Client().get(last_address()).status_code == 410


def test_a_body_that_left_is_not_answered_for(position: ChallengePosition) -> None:
    ask(position, convener(position.group))
    address = last_address()
    leaves(position)
    assert Client().post(address, SIGNED).status_code == 410
    assert ask(position, convener(position.group)).status_code == 422
    assert not SignOff.objects.exists()


def test_a_member_asks_for_their_own_body_only(position: ChallengePosition) -> None:
    page = ask(position, member(position), organisation=NATIONAL)
    assert page.status_code == 422
    assert not SigningLink.objects.exists()


def test_a_member_sees_and_withdraws_the_links_of_their_own_body_only(position: ChallengePosition) -> None:
    asked(position)
    listing = reverse("workspace:signing_links", args=[position.uuid])
    other = member(position, NATIONAL)
    assert CHIEF not in signed_in(other).get(listing).content.decode()
    outsider = person("outsider@example.wales")
    assert signed_in(outsider).get(listing).status_code == 404
    assert press(position, "withdraw", outsider) == 404
    assert "Non Prys" not in signed_in(other).get(reverse("workspace:position", args=[position.uuid])).content.decode()
    assert [press(position, action, other) for action in ("withdraw", "send_again")] == [404, 404]
    auditor = person("auditor@example.wales", PlatformRole.AUDITOR)
    assert CHIEF in signed_in(auditor).get(listing).content.decode()
    assert press(position, "withdraw", auditor) == 403
    assert SigningLink.objects.get().state == "waiting"
    assert press(position, "withdraw", convener(position.group)) == 302


@pytest.mark.parametrize("role", [MembershipRole.SECRETARIAT, MembershipRole.CITIZEN_MEMBER, MembershipRole.OBSERVER])
def test_who_speaks_for_no_body_asks_nobody(position: ChallengePosition, role: MembershipRole) -> None:
    asked(position)
    silent = join(position.group, "silent@example.wales", LOCAL, role).user
    page = signed_in(silent).get(reverse("workspace:position", args=[position.uuid])).content.decode()
    assert "Ask somebody without an account" not in page
    assert "Non Prys" not in page
    assert signed_in(silent).get(reverse("workspace:signing_links", args=[position.uuid])).status_code == 403
    assert ask(position, silent, email="other@example.wales").status_code == 403
    assert press(position, "withdraw", silent) == 404
    assert SigningLink.objects.count() == 1


def test_the_position_page_shows_who_was_asked(position: ChallengePosition) -> None:
    asked(position)
    page = signed_in(member(position)).get(reverse("workspace:position", args=[position.uuid])).content.decode()
    for words in ("Ask somebody without an account to answer", "Non Prys", "Waiting for an answer"):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "nonsense"}, "Enter an email address"),
        ({"name": ""}, "Fill in this field."),
        ({"office_cy": "", "office_en": ""}, "Enter the office, in Welsh or in English."),
        ({"email": "second@example.wales"}, "Somebody is asked for this body already"),
    ],
)
def test_a_question_that_cannot_be_sent_is_explained(
    position: ChallengePosition, changes: dict[str, str], message: str
) -> None:
    asked(position)
    page = ask(position, member(position), **changes)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Chief Executive" in page.content.decode()
    assert SigningLink.objects.count() == 1


def test_nothing_is_asked_that_has_no_answer_to_give() -> None:
    position = defining_group().position
    page = ask(position, member(position))
    assert "The bodies answer when every section is written in both languages." in page.content.decode()
    write_position(position)
    position.refresh_from_db()
    answers_in_the_workspace(position)
    page = ask(position, member(position))
    assert "This body has answered this version already." in page.content.decode()
    assert not SigningLink.objects.exists()


def test_an_agreed_version_is_not_asked_about_again(position: ChallengePosition) -> None:
    is_agreed_published_and_reopened(position)
    join(position.group, "new@example.wales", "powys-council")
    page = ask(position, member(position, "powys-council"), organisation="powys-council")
    assert "This version is agreed already." in page.content.decode()
    assert not SigningLink.objects.exists()


def test_a_member_can_still_answer_otherwise_and_both_answers_stay_in_the_history(position: ChallengePosition) -> None:
    address = asked(position)
    Client().post(address, RESERVED)
    answers_in_the_workspace(position)
    given = SignOff.objects.get()
    assert (given.answer, given.signed_by, given.signing_link) == ("sign_off", member(position), None)
    assert "Not the money" in Client().get(address).content.decode()
    assert SignOff.history.count() == 2


def test_the_answer_counts_for_agreement_and_the_name_is_not_published(position: ChallengePosition) -> None:
    for slug in (LOCAL, NATIONAL, REGIONAL):
        address = asked(position, organisation=slug, name="SECRET NAME", office_en="SECRET OFFICE")
        form = {**RESERVED, "answer": "sign_off", "name": "SECRET NAME", "office_en": "SECRET OFFICE"}
        assert Client().post(address, form).status_code == 302
    group = position.group
    groups.transition(group=group, action="agree_position", by=convener(group), reason="test")
    position.refresh_from_db()
    version = publish(position)
    published = f"{version.content} {list(Disclosure.objects.values())}"
    assert "Not the money" in published
    assert "SECRET" not in published
    assert CHIEF not in published


def test_the_signatory_sees_what_has_not_followed_and_signs_once_it_is_confirmed(position: ChallengePosition) -> None:
    change_english_alone(position)
    address = asked(position)
    page = Client().get(address).content.decode()
    late = page.partition('id="languages"')[2].partition("</section>")[0]
    assert "The Welsh has not followed the English: The problem and who it affects" in late
    assert '<div class="opsw-prose opsw-prose--small" lang="en"><p>Over 75 in English</p></div>' in late
    assert '<div class="opsw-prose opsw-prose--small" lang="cy"><p>Section problem yn Gymraeg</p></div>' in late
    assert "You cannot sign off this version yet" in page
    assert "Section problem in English" not in page  # the link shows one version and no earlier words
    refused = Client().post(address, SIGNED)
    assert refused.status_code == 422
    assert "The Welsh has not followed the English" in refused.content.decode().partition("There is a problem")[2]
    assert not re.search(r'href="/(en/workspace|cy/gweithle)', refused.content.decode())
    confirm_languages(position)
    page = Client().get(address).content.decode()
    assert 'id="languages"' not in page
    assert "You cannot sign off this version yet" not in page
    assert Client().post(address, SIGNED).status_code == 302


def test_a_reservation_is_taken_while_one_language_has_not_followed(position: ChallengePosition) -> None:
    change_english_alone(position)
    assert Client().post(asked(position), {**RESERVED, "text_en": ""}).status_code == 302
    assert SignOff.objects.get().text.wanted == "en"


def test_the_signatory_is_warned_of_a_paragraph_in_the_wrong_language(position: ChallengePosition) -> None:
    english = "This is what we have to do for the people who live here."
    change_text(position, text_cy=english)
    address = asked(position)
    page = Client().get(address).content.decode()
    found = page.partition('id="languages"')[2].partition("</section>")[0]
    assert "A paragraph of the Welsh text reads as English: The problem and who it affects" in found
    assert f'<blockquote class="govuk-inset-text" lang="en">{english}</blockquote>' in found
    assert "You cannot sign off this version yet" not in page
    assert Client().post(address, SIGNED).status_code == 302


def test_those_who_asked_and_speak_for_the_body_are_told(position: ChallengePosition) -> None:
    ask(position, convener(position.group))
    Client().post(last_address(), SIGNED)
    told = {notification.person for notification in Notification.objects.filter(kind="signatory_answered")}
    assert told == {convener(position.group), member(position)}


def test_a_link_sent_twice_after_a_failure_works_in_the_second_letter(position: ChallengePosition) -> None:
    first = asked(position)
    message = OutboxMessage.objects.get(topic="signing_link")
    message.done_at, message.due_at = None, timezone.now()
    message.save()
    tasks.deliver_outbox()
    assert last_address() != first
    assert [Client().get(address).status_code for address in (first, last_address())] == [404, 200]


def test_the_list_costs_the_same_however_long_it_is(position: ChallengePosition) -> None:
    client, listing = signed_in(convener(position.group)), reverse("workspace:signing_links", args=[position.uuid])
    asked(position)
    client.get(listing)
    with CaptureQueriesContext(connection) as few:
        client.get(listing)
    for slug in (NATIONAL, REGIONAL):
        asked(position, organisation=slug)
    with CaptureQueriesContext(connection) as more:
        client.get(listing)
    assert len(more) == len(few)
