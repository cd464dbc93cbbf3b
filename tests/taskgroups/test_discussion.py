"""People comment on passages and suggest other words; the words stay findable and nobody's change is overwritten."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Notification, PlatformRole, User
from people.outbox import deliver
from taskgroups.discussions import talks_about
from taskgroups.models import (
    Comment,
    MembershipRole,
    PositionSection,
    SectionHolder,
    Suggestion,
    Thread,
)
from taskgroups.services import discussion, membership as memberships, suggestion as suggestions
from taskgroups.services.discussion import Passage
from taskgroups.services.position import save_section
from tests.factories import LOCAL, NATIONAL, agreed_group, convener, defining_group, join, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

WORDS = "We wait nine long days. They wait nine days at home."


@pytest.fixture
def section() -> PositionSection:
    section = defining_group().position.sections.get(kind="problem")
    return write(section, WORDS)


def write(section: PositionSection, en: str) -> PositionSection:
    section.refresh_from_db()
    return save_section(
        section=section,
        text_en=en,
        text_cy="Arhoswn naw diwrnod.",
        base_revision=section.revision,
        by=convener(section.position.group),
        reason="test",
    )


def member(section: PositionSection, slug: str = LOCAL) -> User:
    return section.position.group.memberships.current().get(organisation__slug=slug, role="member").user


def say(
    section: PositionSection, by: User, words: str = "nine long days", text: str = "Why?", **form: object
) -> HttpResponse:
    form = {"language": "en", "words": words, "text": text, "revision": section.revision, "before": "", **form}
    return signed_in(by).post(reverse("workspace:section_comment", args=[section.uuid]), form)


def suggest(
    section: PositionSection, by: User, words: str, new: str, change: str = "replace", **form: object
) -> HttpResponse:
    form = {
        "language": "en",
        "words": words,
        "change": change,
        "replacement": new,
        "revision": section.revision,
        "before": "",
        "why": "",
        **form,
    }
    return signed_in(by).post(reverse("workspace:section_suggest", args=[section.uuid]), form)


def suggested(section: PositionSection, by: User, words: str, new: str, change: str = "replace") -> Suggestion:
    assert suggest(section, by, words, new, change).status_code == 302
    return Suggestion.objects.latest("pk")


def accept(by: User, *chosen: Suggestion) -> HttpResponse:
    position = chosen[0].thread.section.position
    form = {"suggestions": [str(suggestion.uuid) for suggestion in chosen]}
    return signed_in(by).post(reverse("workspace:position_suggestions", args=[position.uuid]), form)


def act(name: str, thread: Thread, by: User, **form: str) -> HttpResponse:
    return signed_in(by).post(reverse(f"workspace:{name}", args=[thread.uuid]), form)


def page(section: PositionSection, by: User) -> str:
    return signed_in(by).get(reverse("workspace:position", args=[section.position.uuid])).content.decode()


def text_of(section: PositionSection) -> str:
    section.refresh_from_db()
    return section.text.en


def test_a_comment_stands_beside_its_words_and_they_are_marked(section: PositionSection) -> None:
    by = member(section)
    assert say(section, by).headers["Location"].endswith("#problem")
    read = page(section, member(section, NATIONAL))
    assert "<mark>nine long days</mark>" in read
    assert "Why?" in read
    assert str(by) in read
    assert '<div lang="en"><p>Why?</p></div>' in read


def test_a_comment_without_words_is_about_the_section(section: PositionSection) -> None:
    say(section, member(section), words="", text="The whole of it")
    read = page(section, member(section))
    assert "About the whole section" in read
    assert "<mark>" not in read


def test_words_that_are_not_there_are_told_and_nothing_typed_is_lost(section: PositionSection) -> None:
    answer = say(section, member(section), words="eleven days", text="Keep this")
    assert answer.status_code == 422
    assert "These words are not in the text" in answer.content.decode()
    assert "Keep this" in answer.content.decode()
    assert not Thread.objects.exists()


def test_words_that_stand_there_twice_are_asked_about(section: PositionSection) -> None:
    answer = say(section, member(section), words="wait nine")
    assert answer.status_code == 422
    assert "Which ones do you mean?" in answer.content.decode()
    second = WORDS.rindex("wait nine")
    assert say(section, member(section), words="wait nine", place=f"{second}-{second + 9}").status_code == 302
    assert Thread.objects.get().start == second


def test_what_stands_before_a_selection_tells_its_place(section: PositionSection) -> None:
    assert say(section, member(section), words="wait nine", before="long days. They ").status_code == 302
    assert Thread.objects.get().start == WORDS.rindex("wait nine")


def test_a_comment_is_in_the_language_that_it_was_written_in_whatever_the_page(section: PositionSection) -> None:
    welsh = "Nid ydym yn gwybod eto beth fydd hyn yn ei gostio, ac mae angen i ni ofyn."
    say(section, member(section), text=welsh)
    assert f'<div lang="cy"><p>{welsh}</p>' in page(section, member(section))
    assert say(section, convener(section.position.group), text="Pam?").status_code == 302
    assert Comment.objects.latest("pk").language == "en"


@pytest.mark.parametrize("odd", [{"revision": "99"}, {"revision": "x"}, {"language": "fr"}, {"place": "1-2"}])
def test_a_form_that_was_tampered_with_says_nothing(section: PositionSection, odd: dict[str, str]) -> None:
    assert say(section, member(section), words="wait nine", **odd).status_code == 422
    assert not Thread.objects.exists()


def test_the_passage_follows_its_words_and_says_when_they_change_or_go(section: PositionSection) -> None:
    by = member(section)
    say(section, by)
    write(section, f"First of all. {WORDS} Last of all.")
    assert "<mark>nine long days</mark>" in page(section, by)
    write(section, WORDS.replace("nine long", "ten long"))
    assert "The words have changed since. They were:" in page(section, by)
    write(section, "We know nothing.")
    read = page(section, by)
    assert "These words are no longer in the text:" in read
    assert "nine long days" in read
    write(section, WORDS)
    assert "<mark>nine long days</mark>" in page(section, by)


def test_an_answer_is_told_to_everybody_in_the_thread_but_who_gave_it(
    section: PositionSection,
) -> None:
    first, second, third = member(section), member(section, NATIONAL), convener(section.position.group)
    say(section, first, text="SECRET question")
    thread = Thread.objects.get()
    act("thread", thread, second, text="SECRET answer")
    act("thread", thread, third, text="SECRET more")
    told = Notification.objects.filter(kind="discussion_reply").values_list("person__email", flat=True)
    assert sorted(told) == sorted([first.email, second.email])
    deliver()
    sent = [message for message in mail.outbox if "discussion" in message.subject]
    assert sorted(message.to[0] for message in sent) == sorted([first.email, second.email])
    assert not [message for message in mail.outbox if "SECRET" in message.subject + str(message.body)]
    assert "SECRET more" in page(section, first)


def test_the_same_comment_and_answer_sent_twice_are_one(section: PositionSection) -> None:
    by = member(section)
    for _again in range(2):
        say(section, by)
    for _again in range(2):
        act("thread", Thread.objects.get(), by, text="Because")
    assert Comment.objects.count() == 2


def test_a_thread_is_resolved_opened_again_and_opens_for_an_answer(section: PositionSection) -> None:
    by = member(section)
    say(section, by)
    thread = Thread.objects.get()
    for name, is_resolved in [("thread_resolve", True), ("thread_reopen", False), ("thread_resolve", True)]:
        assert act(name, thread, member(section, NATIONAL)).status_code == 302
        thread.refresh_from_db()
        assert bool(thread.resolved_at) is is_resolved
    read = page(section, by)
    assert "Resolved: 1" in read
    assert "<mark>" not in read
    act("thread", thread, by, text="One more thing")
    thread.refresh_from_db()
    assert thread.resolved_at is None


@pytest.mark.parametrize(
    ("change", "words", "new", "text"),
    [
        ("replace", "nine long days", "eleven days", "We wait eleven days. They wait nine days at home."),
        ("add", "long days", "and nights", "We wait nine long days and nights. They wait nine days at home."),
        ("remove", "long", "", "We wait nine days. They wait nine days at home."),
        ("add", "", "And then?", f"{WORDS}\n\nAnd then?"),
    ],
)
def test_an_accepted_suggestion_is_in_the_text(
    section: PositionSection, change: str, words: str, new: str, text: str
) -> None:
    by = member(section)
    suggestion = suggested(section, by, words, new, change)
    assert text_of(section) == WORDS
    assert accept(convener(section.position.group), suggestion).status_code == 302
    assert text_of(section) == text
    suggestion.refresh_from_db()
    assert suggestion.state == "accepted"
    assert Notification.objects.get(kind="suggestion_accepted").person == by


def test_history_names_who_suggested_and_who_accepted(section: PositionSection) -> None:
    by, chair = member(section), convener(section.position.group)
    accept(chair, suggested(section, by, "nine long days", "ten days"))
    save = section.history.first()
    assert save.history_user == chair
    assert str(by) in save.history_change_reason


def test_what_was_written_since_stays(section: PositionSection) -> None:
    suggestion = suggested(section, member(section), "nine long days", "ten days")
    write(section, "Now. We wait nine long days. They wait nine weeks at home.")
    accept(convener(section.position.group), suggestion)
    assert text_of(section) == "Now. We wait ten days. They wait nine weeks at home."


@pytest.mark.parametrize(
    ("now", "replaced", "removed"),
    [
        ("The shop is open, today.", "The shop is shut, today.", "The shop is, today."),
        ("The shop is **open** today.", "The shop is **shut** today.", "The shop is today."),
        ("The shop is [open](/hours) today.", "The shop is [shut](/hours) today.", "The shop is today."),
        ("The shop is _**open**_ today!", "The shop is _**shut**_ today!", "The shop is today!"),
        ("# The shop\n\n- is “open”\n- today", "# The shop\n\n- is “shut”\n- today", "# The shop\n\n- is “”\n- today"),
    ],
)
def test_marks_that_words_got_since_do_not_stop_a_suggestion(
    section: PositionSection, now: str, replaced: str, removed: str
) -> None:
    by, chair = member(section), convener(section.position.group)
    for change, expected in (("replace", replaced), ("remove", removed)):
        section = write(section, "The shop is open today.")
        suggestion = suggested(section, by, "open", "shut" if change == "replace" else "", change)
        write(section, now)
        page = signed_in(by).get(reverse("workspace:position", args=[section.position.uuid])).content.decode()
        assert "no longer in the text" not in page
        assert accept(chair, suggestion).status_code == 302
        assert text_of(section) == expected


def test_words_that_were_moved_are_replaced_where_they_are(section: PositionSection) -> None:
    suggestion = suggested(section, member(section), "nine long days", "ten days")
    write(section, "They wait nine days at home. We count: nine long days.")
    accept(convener(section.position.group), suggestion)
    assert text_of(section) == "They wait nine days at home. We count: ten days."


def test_the_same_words_changed_since_are_shown_and_nothing_is_lost(section: PositionSection) -> None:
    chair = convener(section.position.group)
    suggestion = suggested(section, member(section), "nine long days", "ten short days")
    changed = "We wait a fortnight and more. They wait nine days at home."
    write(section, changed)
    answer = accept(chair, suggestion)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "a fortnight and more" in shown
    assert "ten short days" in shown
    assert text_of(section) == changed
    suggestion.refresh_from_db()
    assert suggestion.state == "pending"


def test_several_are_accepted_in_one_save_and_what_clashes_waits(section: PositionSection) -> None:
    chair = convener(section.position.group)
    first = suggested(section, member(section), "We wait", "People wait")
    second = suggested(section, member(section, NATIONAL), "at home", "in their homes")
    clashing = suggested(section, member(section, NATIONAL), "We wait", "All wait")
    answer = accept(chair, first, second, clashing)
    assert answer.status_code == 409
    assert "<p>All</p>" in answer.content.decode()
    assert text_of(section) == "People wait nine long days. They wait nine days in their homes."
    assert section.revision == 3
    states = {suggestion.state for suggestion in Suggestion.objects.filter(pk__in=[first.pk, second.pk])}
    clashing.refresh_from_db()
    assert (states, clashing.state) == ({"accepted"}, "pending")


def test_accepting_twice_changes_nothing_more(section: PositionSection) -> None:
    suggestion = suggested(section, member(section), "home", "home and on the ward", "add")
    chair = convener(section.position.group)
    accept(chair, suggestion)
    once = text_of(section)
    assert accept(chair, suggestion).status_code == 302
    assert text_of(section) == once


def test_choosing_nothing_is_told(section: PositionSection) -> None:
    suggested(section, member(section), "home", "a home")
    address = reverse("workspace:position_suggestions", args=[section.position.uuid])
    answer = signed_in(convener(section.position.group)).post(address, {"other": "1"})
    assert answer.status_code == 422
    assert "Choose at least one of these." in answer.content.decode()


def test_a_suggestion_is_declined_with_a_reason_and_its_author_told(section: PositionSection) -> None:
    by, chair = member(section), convener(section.position.group)
    suggestion = suggested(section, by, "nine long days", "ten days")
    assert act("suggestion_decline", suggestion.thread, chair, reason="").status_code == 422
    assert act("suggestion_decline", suggestion.thread, chair, reason="We counted nine.").status_code == 302
    assert "We counted nine." in page(section, by)
    assert Notification.objects.get(kind="suggestion_declined").person == by
    assert act("suggestion_decline", suggestion.thread, chair, reason="Again").status_code == 422
    assert text_of(section) == WORDS


def test_only_its_author_withdraws_a_suggestion(section: PositionSection) -> None:
    by, other = member(section), member(section, NATIONAL)
    suggestion = suggested(section, by, "nine long days", "ten days")
    assert act("suggestion_withdraw", suggestion.thread, other).status_code == 403
    assert act("suggestion_withdraw", suggestion.thread, by).status_code == 302
    assert act("suggestion_withdraw", suggestion.thread, by).status_code == 422
    suggestion.refresh_from_db()
    assert suggestion.state == "withdrawn"


def test_a_suggestion_is_answered_and_not_resolved(section: PositionSection) -> None:
    suggestion = suggested(section, member(section), "nine long days", "ten days")
    assert act("thread_resolve", suggestion.thread, member(section)).status_code == 422


@pytest.mark.parametrize(
    ("words", "new", "change"),
    [("home", "home", "replace"), ("", "x", "replace"), ("home", "", "add"), ("x", "y", "z")],
)
def test_a_suggestion_that_says_nothing_is_refused(section: PositionSection, words: str, new: str, change: str) -> None:
    assert suggest(section, member(section), words, new, change).status_code == 422
    assert not Suggestion.objects.exists()


def test_a_member_accepts_in_the_section_they_look_after(section: PositionSection) -> None:
    chair, holder = convener(section.position.group), member(section)
    suggestion = suggested(section, member(section, NATIONAL), "nine long days", "ten days")
    assert accept(holder, suggestion).status_code == 403
    membership = section.position.group.memberships.get(user=holder)
    address = reverse("workspace:section_holder", args=[section.uuid])
    assert signed_in(holder).post(address, {"member": membership.uuid}).status_code == 403
    assert signed_in(chair).post(address, {"member": membership.uuid}).status_code == 302
    assert f"Looked after by: {holder}" in page(section, holder)
    other = write(section.position.sections.get(kind="tried"), WORDS)
    elsewhere = suggested(other, member(section, NATIONAL), "nine long days", "ten days")
    assert accept(holder, suggestion, elsewhere).status_code == 403
    assert text_of(section) == WORDS
    assert accept(holder, suggestion).status_code == 302
    assert "ten days" in text_of(section)
    memberships.end_membership(membership=membership, by=section.position.group.mission.lead, reason="test")
    assert accept(holder, elsewhere).status_code == 404


def test_a_section_may_be_looked_after_by_nobody_again(section: PositionSection) -> None:
    client = signed_in(convener(section.position.group))
    address = reverse("workspace:section_holder", args=[section.uuid])
    client.post(address, {"member": section.position.group.memberships.get(user=member(section)).uuid})
    assert "Nobody in particular" in client.get(address).content.decode()
    client.post(address, {"member": ""})
    assert SectionHolder.objects.get().person is None
    assert "Looked after by" not in page(section, member(section))


def test_only_a_member_looks_after_a_section(section: PositionSection) -> None:
    chair = convener(section.position.group)
    partner = join(section.position.group, "partner@example.wales", LOCAL, MembershipRole.LEARNING_PARTNER)
    address = reverse("workspace:section_holder", args=[section.uuid])
    assert signed_in(chair).post(address, {"member": partner.uuid}).status_code == 422
    assert not SectionHolder.objects.exists()


RIGHTS = {
    MembershipRole.CONVENER: (302, 302),
    MembershipRole.SECRETARIAT: (302, 302),
    MembershipRole.MEMBER: (302, 302),
    MembershipRole.CITIZEN_MEMBER: (302, 302),
    MembershipRole.LEARNING_PARTNER: (302, 302),
    MembershipRole.OBSERVER: (403, 403),
}


@pytest.mark.parametrize("role", RIGHTS)
def test_what_each_role_may_say(section: PositionSection, role: MembershipRole) -> None:
    by = join(section.position.group, "new@example.wales", LOCAL, role).user
    may_comment, may_suggest = RIGHTS[role]
    assert say(section, by).status_code == may_comment
    assert suggest(section, by, "nine long days", "ten days").status_code == may_suggest
    suggestion = suggested(section, member(section, NATIONAL), "at home", "in bed")
    assert accept(by, suggestion).status_code == (302 if role == MembershipRole.CONVENER else 403)


def test_the_mission_lead_comments_and_does_not_suggest(section: PositionSection) -> None:
    lead = section.position.group.mission.lead
    assert say(section, lead).status_code == 302
    assert suggest(section, lead, "nine long days", "ten days").status_code == 403


@pytest.mark.parametrize(("role", "status"), [(PlatformRole.AUDITOR, 403), (PlatformRole.PUBLISHER, 404)])
def test_platform_roles_say_nothing(section: PositionSection, role: PlatformRole, status: int) -> None:
    assert say(section, person("other@example.wales", role)).status_code == status


def test_nothing_is_said_after_the_time_limit(section: PositionSection) -> None:
    by = member(section)
    suggestion = suggested(section, by, "at home", "in bed")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=300)):
        assert say(section, by, text="Too late").status_code == 403
        assert suggest(section, by, "nine long days", "ten days").status_code == 403
        assert accept(convener(section.position.group), suggestion).status_code == 403
        assert act("thread", suggestion.thread, by, text="Too late").status_code == 403
        read = signed_in(by).get(reverse("workspace:thread", args=[suggestion.thread.uuid]))
        assert read.status_code == 200
    assert Thread.objects.count() == 1


def test_after_agreement_people_comment_and_suggest_no_more() -> None:
    section = agreed_group().position.sections.get(kind="problem")
    assert say(section, member(section), words="Section problem").status_code == 302
    assert suggest(section, member(section), "Section problem", "x").status_code == 403


def test_a_thread_of_another_group_is_not_there(section: PositionSection) -> None:
    say(section, member(section))
    outsider = person("outsider@example.wales")
    for name in ("thread", "thread_resolve", "thread_reopen", "suggestion_decline", "suggestion_withdraw"):
        assert act(name, Thread.objects.get(), outsider).status_code == 404


def live(section: PositionSection, by: User, since: int, said: int | str = "", **headers: str) -> HttpResponse:
    address = reverse("workspace:position_live", args=[section.position.uuid])
    return signed_in(by).get(address, {"since": since, "said": said}, headers=headers)


def test_an_open_page_shows_what_is_said(section: PositionSection) -> None:
    reader = member(section, NATIONAL)
    before = live(section, reader, 2, 0)
    assert before.json()["sections"] == []
    say(section, member(section), text="Is that so?")
    after = live(section, reader, 2, before.json()["said"], **{"If-None-Match": before["ETag"]})
    told = next(part for part in after.json()["sections"] if part["uuid"] == str(section.uuid))
    assert "Is that so?" in told["discussion"]
    assert "<mark>nine long days</mark>" in told["html"]
    assert live(section, reader, 2, after.json()["said"], **{"If-None-Match": after["ETag"]}).status_code == 304


def test_that_nothing_was_said_costs_no_more_than_before(section: PositionSection) -> None:
    say(section, member(section))
    client = signed_in(member(section, NATIONAL))
    address = reverse("workspace:position_live", args=[section.position.uuid])
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    about_the_position = [query for query in queries if "taskgroups_" in query["sql"]]
    assert len(about_the_position) <= 3  # may the person see it, the position, who is here


def test_reading_costs_the_same_however_much_is_said(section: PositionSection) -> None:
    def cost() -> int:
        section.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            talks_about([section])
        return len(queries)

    say(section, member(section))
    suggested(section, member(section), "at home", "in bed")
    write(section, f"{WORDS} More.")
    few = cost()
    for number in range(5):
        discussion.comment(section=section, text=f"Comment {number}", by=member(section, NATIONAL))
        passage = Passage("en", section.revision, 0, 2)
        suggestions.suggest(section=section, passage=passage, replacement=f"Us {number}", by=member(section))
        write(section, f"{WORDS} More {number}.")
    assert cost() == few
