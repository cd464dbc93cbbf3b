"""Members draft a position together and answer it for their bodies."""

import uuid

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from people.models import User
from taskgroups.models import ChallengePosition, MembershipRole, PositionSection, SignOff
from taskgroups.services import group as groups, membership as memberships
from tests.factories import LOCAL, NATIONAL, convener, defining_group, join, person, sign_position, write_position
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def position() -> ChallengePosition:
    return defining_group().position


@pytest.fixture
def section(position: ChallengePosition) -> PositionSection:
    return position.sections.get(kind="problem")


def member(position: ChallengePosition, slug: str = LOCAL) -> User:
    return position.group.memberships.get(organisation__slug=slug).user


def save(section: PositionSection, by: User, cy: str, en: str, base: int | str = 1) -> HttpResponse:
    form = {"text_cy": cy, "text_en": en, "base_revision": base}
    return signed_in(by).post(reverse("workspace:section_edit", args=[section.uuid]), form)


def answer(position: ChallengePosition, by: User, **form: object) -> HttpResponse:
    form = {"answer": "sign_off", "version": position.version, **form}
    return signed_in(by).post(reverse("workspace:position", args=[position.uuid]), form)


def read(position: ChallengePosition, by: User) -> str:
    return signed_in(by).get(reverse("workspace:position", args=[position.uuid])).content.decode()


def test_a_saved_section_shows_both_languages_its_author_and_a_new_version(section: PositionSection) -> None:
    by = member(section.position)
    response = save(section, by, "Y broblem", "The problem")
    assert response.headers["Location"].endswith("#problem")
    section.refresh_from_db()
    assert (section.text.cy, section.text.en, section.revision) == ("Y broblem", "The problem", 2)
    page = read(section.position, by)
    assert "Y broblem" in page
    assert "The problem" in page
    assert f"Last saved: {by}" in page
    assert "Version 2" in page


def test_the_line_breaks_of_a_browser_make_no_new_version(section: PositionSection) -> None:
    by = member(section.position)
    save(section, by, "Un\r\ndau", "One\r\ntwo")
    save(section, by, "Un\r\ndau\r\n", "One\r\ntwo\r\n", base=2)
    section.refresh_from_db()
    assert (section.text_en, section.revision) == ("One\ntwo", 2)


def test_a_stale_save_keeps_both_texts_and_can_be_resolved(section: PositionSection) -> None:
    theirs, mine = member(section.position), member(section.position, NATIONAL)
    save(section, theirs, "Eu geiriau", "Their words")
    page = save(section, mine, "Fy ngeiriau", "My words")
    assert page.status_code == 409
    text = page.content.decode()
    for words in ("Eu geiriau", "Their words", "Fy ngeiriau", "My words", str(theirs)):
        assert words in text
    assert 'name="base_revision" value="2"' in text
    section.refresh_from_db()
    assert section.text.en == "Their words"
    assert save(section, mine, "Ein geiriau", "Our words", base=2).status_code == 302
    section.refresh_from_db()
    assert (section.text.en, section.revision) == ("Our words", 3)


def test_changes_of_different_words_merge_by_themselves(section: PositionSection) -> None:
    theirs, mine = member(section.position), member(section.position, NATIONAL)
    save(section, theirs, "Arhoswn naw diwrnod", "We wait nine days")
    save(section, theirs, "Arhoswn un diwrnod ar ddeg", "They wait nine days", base=2)
    response = save(section, mine, "Arhoswn naw diwrnod", "We wait nine working days", base=2)
    assert response.status_code == 302
    section.refresh_from_db()
    assert (section.text.cy, section.text.en) == ("Arhoswn un diwrnod ar ddeg", "They wait nine working days")
    assert section.history.first().history_user == mine


def test_a_clash_shows_the_words_of_both_and_keeps_the_rest_of_both(section: PositionSection) -> None:
    theirs, mine = member(section.position), member(section.position, NATIONAL)
    save(section, theirs, "", "We wait nine days. It is long.")
    save(section, theirs, "", "They wait eleven days. It is long.", base=2)
    page = save(section, mine, "", "We wait twelve days. It is too long.", base=2)
    assert page.status_code == 409
    [clash] = page.context["clashes"]
    assert [(place.mine, place.theirs) for place in clash["places"]] == [("twelve", "eleven")]
    assert page.context["form"]["text_en"].value() == "They wait twelve days. It is too long."


def test_the_same_save_sent_twice_is_saved_once(section: PositionSection) -> None:
    theirs, mine = member(section.position), member(section.position, NATIONAL)
    save(section, mine, "", "We wait")
    save(section, theirs, "", "They all wait", base=2)
    assert save(section, mine, "", "We wait").status_code == 302
    section.refresh_from_db()
    assert (section.text.en, section.revision) == ("They all wait", 3)


@pytest.mark.parametrize("base", ["", "one", "-5", "99"])
def test_a_base_that_never_was_overwrites_nothing(section: PositionSection, base: str) -> None:
    save(section, member(section.position), "Eu geiriau", "Their words")
    page = save(section, member(section.position, NATIONAL), "Fy ngeiriau", "My words", base=base)
    assert page.status_code in (409, 422)
    assert "My words" in page.content.decode()
    section.refresh_from_db()
    assert section.text.en == "Their words"


def test_a_right_that_was_lost_while_writing_loses_no_words(section: PositionSection) -> None:
    group = section.position.group
    by = member(section.position)
    write_position(section.position)
    sign_position(section.position)
    groups.transition(group=group, action="agree_position", by=convener(group), reason="test")
    page = save(section, by, "Hwyr", "Too late", base=2)
    assert page.status_code == 403
    assert "The position can be changed only while the group is defining the problem." in page.content.decode()
    assert "Too late" in page.content.decode()
    section.refresh_from_db()
    assert section.text.en != "Too late"


def test_a_body_signs_off_the_version_that_was_read(position: ChallengePosition) -> None:
    write_position(position)
    position.refresh_from_db()
    by = member(position)
    assert answer(position, by).status_code == 302
    given = SignOff.objects.get()
    assert (given.organisation.slug, given.position_version, given.signed_by) == (LOCAL, position.version, by)
    assert "Signed off" in read(position, by)


def test_an_answer_goes_stale_visibly_when_the_text_changes(position: ChallengePosition) -> None:
    write_position(position)
    position.refresh_from_db()
    by = member(position)
    answer(position, by)
    save(position.sections.get(kind="problem"), by, "Newydd", "New", base=2)
    assert "The text has changed since" in read(position, by)


def test_an_answer_to_a_version_that_changed_is_refused_and_kept_for_the_new_one(position: ChallengePosition) -> None:
    write_position(position)
    position.refresh_from_db()
    read_version, by = position.version, member(position)
    save(position.sections.get(kind="problem"), member(position, NATIONAL), "Newydd", "New", base=2)
    page = answer(
        position, by, version=read_version, answer="reservation", text_cy="Nid ydym", text_en="We do not agree"
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "The position changed while you were reading it." in text
    assert "We do not agree" in text
    assert f'name="version" value="{read_version + 1}"' in text
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"answer": "reservation"}, "Enter the reservation, in Welsh or in English."),
        ({"answer": "reservation", "text_en": " "}, "Enter the reservation, in Welsh or in English."),
        ({"answer": "maybe"}, "maybe"),
    ],
)
def test_an_answer_that_is_not_clear_is_asked_again(
    position: ChallengePosition, form: dict[str, str], message: str
) -> None:
    write_position(position)
    position.refresh_from_db()
    page = answer(position, member(position), **form)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert form.get("text_en", "") in page.content.decode()
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("given", ["reservation", "sign_off"])
@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_body_answers_in_one_language_which_is_marked(position: ChallengePosition, given: str, language: str) -> None:
    write_position(position)
    position.refresh_from_db()
    assert answer(position, member(position), **{"answer": given, f"text_{language}": "OWN words"}).status_code == 302
    said = SignOff.objects.get().text
    assert (said.original, said.translated, said.wanted) == (language, "", "en" if language == "cy" else "cy")
    assert str(said.standing) in read(position, convener(position.group))


def test_a_reservation_is_shown_in_both_languages(position: ChallengePosition) -> None:
    write_position(position)
    position.refresh_from_db()
    answer(position, member(position), answer="reservation", text_cy="Nid yr arian", text_en="Not the money")
    page = read(position, convener(position.group))
    assert "Nid yr arian" in page
    assert "Not the money" in page


def test_bodies_are_asked_to_answer_only_when_every_section_is_written(position: ChallengePosition) -> None:
    assert "Record the answer" not in read(position, member(position))
    write_position(position)
    assert "Record the answer" in read(position, member(position))


def test_a_citizen_member_drafts_but_speaks_for_no_body(position: ChallengePosition) -> None:
    write_position(position)
    position.refresh_from_db()
    citizen = join(position.group, "citizen@example.wales", "llais", MembershipRole.CITIZEN_MEMBER).user
    page = read(position, citizen)
    assert "Edit this section" in page
    assert "Record the answer" not in page
    assert answer(position, citizen).status_code == 403
    assert not SignOff.objects.exists()


def test_an_observer_reads_and_changes_nothing(position: ChallengePosition, section: PositionSection) -> None:
    observer = join(position.group, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    assert "Edit this section" not in read(position, observer)
    assert signed_in(observer).get(reverse("workspace:section_edit", args=[section.uuid])).status_code == 403
    assert save(section, observer, "Cudd", "Hidden").status_code == 403
    section.refresh_from_db()
    assert section.text.en == ""


def test_a_new_title_is_a_new_version(position: ChallengePosition) -> None:
    by = member(position)
    address = reverse("workspace:position_rename", args=[position.uuid])
    assert signed_in(by).post(address, {"title_cy": "", "title_en": "Waiting"}).status_code == 422
    assert signed_in(by).post(address, {"title_cy": "Aros", "title_en": "Waiting"}).status_code == 302
    position.refresh_from_db()
    assert (position.title.cy, position.version) == ("Aros", 2)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_hidden_position_looks_like_one_that_never_was(
    position: ChallengePosition, section: PositionSection, language: str
) -> None:
    former = position.group.memberships.get(organisation__slug=LOCAL)
    memberships.end_membership(membership=former, by=position.group.mission.lead, reason="test")
    hidden = {
        "position": position.uuid,
        "position_rename": position.uuid,
        "section_edit": section.uuid,
        "section_level": section.uuid,
    }
    with override(language):
        for user in (former.user, person("outsider@example.wales")):
            client = signed_in(user)
            for name, known in hidden.items():
                for method in (client.get, client.post):
                    pages = set()
                    for identifier in (known, uuid.uuid4()):
                        page = method(reverse(f"workspace:{name}", args=[identifier]))
                        assert page.status_code == 404
                        pages.add(page.content.replace(str(identifier).encode(), b"identifier"))
                    assert len(pages) == 1, name


def test_a_members_markup_is_text_and_never_script(section: PositionSection) -> None:
    by = member(section.position)
    save(section, by, "<script>alert(1)</script>", "**strong** <img src=x onerror=alert(1)>")
    page = read(section.position, by)
    assert "<strong>strong</strong>" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_answer_of_a_body_stands_in_its_form_until_the_text_changes(section: PositionSection) -> None:
    position, by = section.position, member(section.position)
    write_position(position)
    position.refresh_from_db()
    words = {"text_en": "Counted too late.", "text_cy": "Cyfrifwyd yn rhy hwyr."}
    assert answer(position, by, answer="reservation", **words).status_code == 302
    page = signed_in(by).get(reverse("workspace:position", args=[position.uuid]))
    assert page.context["form"].initial == {"version": position.version, "answer": "reservation", **words}
    assert "What you record now replaces its answer." in page.content.decode()
    section.refresh_from_db()
    save(section, by, "Newidiwyd ers hynny", "Changed since", base=section.revision)
    page = signed_in(by).get(reverse("workspace:position", args=[position.uuid]))
    assert page.context["form"].initial == {"version": position.version + 1, **words}
    assert "Change them where the text has changed." in page.content.decode()


def test_the_position_says_what_is_still_needed_to_agree_it(position: ChallengePosition) -> None:
    by = member(position)
    assert "Agree the challenge position. Still needed: 14" in read(position, by)
    write_position(position)
    needed = read(position, by)
    assert "Agree the challenge position. Still needed: 6" in needed
    assert "No sign-off from the national level." in needed
    sign_position(position)
    assert "Nothing is missing. The convener can do this now: Agree the challenge position" in read(position, by)
    group = position.group
    groups.transition(group=group, action="agree_position", by=convener(group), reason="test")
    assert "Still needed" not in read(position, by)
