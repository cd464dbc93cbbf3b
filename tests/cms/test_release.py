"""Both languages of a page go live at one moment, each approved by a second person."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.mission_pages import live_mission_page, updates
from cms.models import MissionPage, UpdatePage
from people.models import LanguageCheck, PlatformRole
from tests.cms.team import PUBLISH, SUBMIT, TeamMember, body, fresh, home, release
from tests.factories import person, published_mission

Pair = tuple[Any, Any]


@pytest.fixture
def mission(editor: TeamMember) -> tuple[MissionPage, MissionPage]:
    return editor.mission_page(published_mission().record)


def _seen(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _live(pair: Pair) -> list[bool]:
    return [fresh(page).live for page in pair]


def confirm_languages(by: TeamMember, page: Any) -> None:
    """Somebody has read both pages."""
    address = reverse("page_languages", args=[page.pk])
    shown = by.client.get(address).content.decode()
    by.client.post(address, {"pin": re.search(r'name="pin" value="(\w+)"', shown)[1]})  # type: ignore[index]


def test_one_approved_language_waits_and_says_for_what(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    english, welsh = mission
    editor.save(english, SUBMIT)
    moderator.approve(english)
    assert _live(mission) == [False, False]
    shown = editor.read(english)
    assert "This page is approved." in shown
    assert "The page in the other language is a draft." in shown


def test_both_go_live_with_the_second_approval(editor: TeamMember, moderator: TeamMember, mission: Pair) -> None:
    record = mission[0].record
    for page in mission:
        editor.save(page, SUBMIT)
    moderator.approve(mission[1])
    assert live_mission_page(record.uuid, "cy") is None
    moderator.approve(mission[0])
    assert _live(mission) == [True, True]
    assert live_mission_page(record.uuid, "cy").intro == "CENHADAETH GYMRAEG"
    assert live_mission_page(record.uuid, "en").intro == "ENGLISH MISSION"
    assert fresh(mission[1]).url == f"/cy/cenadaethau/{record.slug_cy}/"
    assert fresh(mission[0]).url == f"/en/missions/{record.slug_en}/"


def test_an_edit_after_the_approval_takes_it_back(editor: TeamMember, moderator: TeamMember, mission: Pair) -> None:
    english, welsh = mission
    editor.save(english, SUBMIT)
    moderator.approve(english)
    editor.save(fresh(english), intro="SNEAKED IN")
    editor.save(welsh, SUBMIT)
    moderator.approve(welsh)
    assert _live(mission) == [False, False]


def test_autosave_into_the_approved_revision_takes_the_approval_back(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    english, welsh = mission
    editor.save(english, SUBMIT)
    moderator.approve(english)
    approved = fresh(english).latest_revision_id
    editor.save(fresh(english), {"overwrite_revision_id": approved}, intro="SNEAKED IN")
    assert fresh(english).latest_revision_id == approved
    editor.save(welsh, SUBMIT)
    moderator.approve(welsh)
    assert _live(mission) == [False, False]


def test_nobody_approves_what_they_wrote(editor: TeamMember, moderator: TeamMember, mission: Pair) -> None:
    english, welsh = mission
    moderator.save(english, SUBMIT, intro="Written by the moderator")
    moderator.save(welsh, SUBMIT, intro="Ysgrifennwyd gan y cymedrolwr")
    moderator.approve(english)
    assert fresh(english).current_workflow_state.status == "in_progress"
    second = TeamMember(person("second@example.wales", PlatformRole.PUBLISHER))
    second.approve(english)
    assert fresh(english).current_workflow_state is None


def test_a_moderator_who_corrects_a_text_cannot_approve_it_in_the_same_go(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    english, welsh = mission
    for page in mission:
        editor.save(page, SUBMIT)
    moderator.approve(welsh)
    button = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    moderator.save(fresh(english), button, intro="Corrected")
    assert _live(mission) == [False, False]


def test_a_moderator_may_approve_from_the_editor_what_is_left_as_it_is(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    for page in mission:
        editor.save(page, SUBMIT)
    moderator.approve(mission[1])
    moderator.save(fresh(mission[0]))
    moderator.save(fresh(mission[0]), {"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert _live(mission) == [True, True]


def test_an_editor_may_neither_publish_nor_approve(editor: TeamMember, mission: Pair) -> None:
    english, welsh = mission
    editor.save(english, PUBLISH)
    assert not fresh(english).live
    other = TeamMember(person("other@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))
    editor.save(english, SUBMIT)
    other.approve(english)
    assert fresh(english).current_workflow_state.status == "in_progress"


@pytest.mark.parametrize("door", ["button", "bulk", "api"])
def test_nobody_publishes_one_language_directly(mission: Pair, door: str) -> None:
    english, welsh = mission
    root = TeamMember(person("root@example.wales", is_superuser=True))
    if door == "button":
        root.save(english, PUBLISH)
    elif door == "bulk":
        root.client.post(f"/cms-admin/bulk/wagtailcore/page/publish/?id={english.pk}")
    else:
        root.client.post(f"/cms-admin/api/main/pages/{english.pk}/action/publish/")
    assert not fresh(english).live


def test_a_correction_of_one_language_needs_approval_only_there(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    release(mission, editor, moderator)
    editor.save(fresh(mission[0]), SUBMIT, intro="CORRECTED")
    record = mission[0].record
    assert live_mission_page(record.uuid, "en").intro == "ENGLISH MISSION"
    moderator.approve(mission[0])
    assert live_mission_page(record.uuid, "en").intro == "ENGLISH MISSION"  # nobody has looked at the Welsh
    assert "The Welsh page has not followed the English. Paragraphs to look at: 1" in editor.read(mission[0])
    confirm_languages(editor, mission[1])
    moderator.approve(mission[0])
    assert live_mission_page(record.uuid, "en").intro == "CORRECTED"


def test_what_was_confirmed_is_those_words_and_no_others(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    release(mission, editor, moderator)
    editor.save(fresh(mission[0]), intro="CORRECTED")
    confirm_languages(editor, mission[0])
    check = LanguageCheck.objects.get()
    assert (check.checked_by, check.language, check.row) == (editor.user, "cy", mission[0].translation_key)
    editor.save(fresh(mission[0]), intro="CORRECTED AGAIN")
    assert "has not followed the English" in editor.read(mission[0])
    old = editor.client.post(reverse("page_languages", args=[mission[0].pk]), {"pin": check.digest})
    assert old.status_code == 302
    assert LanguageCheck.objects.count() == 1


def test_a_translation_that_follows_needs_no_confirmation(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    release(mission, editor, moderator)
    editor.save(fresh(mission[0]), SUBMIT, intro="CORRECTED")
    editor.save(fresh(mission[1]), SUBMIT, intro="CYWIRWYD")
    for page in mission:
        moderator.approve(page)
    assert live_mission_page(mission[0].record.uuid, "en").intro == "CORRECTED"
    assert live_mission_page(mission[0].record.uuid, "cy").intro == "CYWIRWYD"


ENGLISH = "People wait too long for help at home and nobody tells them why."


def test_an_english_paragraph_on_the_welsh_page_is_shown_before_and_marked_after(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    editor.save(fresh(mission[1]), body=body(ENGLISH))
    assert "Some paragraphs read as the other language" in editor.read(mission[1])
    assert ENGLISH in editor.client.get(reverse("page_languages", args=[mission[1].pk])).content.decode()
    release(mission, editor, moderator)
    seen = _seen(fresh(mission[1]).url)
    assert re.search(rf'<p[^>]* lang="en">{re.escape(ENGLISH)}</p>', seen)


def test_an_update_waits_for_its_mission_page(editor: TeamMember, moderator: TeamMember, mission: Pair) -> None:
    pair = editor.update_page(mission[0])
    release(pair, editor, moderator)
    assert _live(pair) == [False, False]
    assert "The page above this one is not published yet." in editor.read(pair[0])
    release(mission, editor, moderator)
    assert _live(pair) == [True, True]
    assert [update.title for update in updates(language="cy")] == ["Diweddariad"]


def test_withdrawing_takes_both_languages_and_what_is_below(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    release(mission, editor, moderator)
    pair = editor.update_page(mission[0])
    release(pair, editor, moderator)
    editor.post("wagtailadmin_pages:unpublish", mission[0].pk)
    assert _live(mission) == [True, True]
    moderator.client.post(f"/cms-admin/bulk/wagtailcore/page/unpublish/?id={mission[0].pk}")
    moderator.client.post(f"/cms-admin/api/main/pages/{mission[0].pk}/action/unpublish/")
    assert _live(mission) == [True, True]
    moderator.post("wagtailadmin_pages:unpublish", mission[0].pk)
    assert _live(mission) == [False, False]
    assert _live(pair) == [False, False]


def test_an_old_approval_does_not_bring_back_what_was_withdrawn(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    release(mission, editor, moderator)
    moderator.post("wagtailadmin_pages:unpublish", mission[0].pk)
    editor.save(fresh(mission[0]), SUBMIT)
    moderator.approve(mission[0])
    assert _live(mission) == [False, False]


def test_the_home_page_stays(editor: TeamMember, moderator: TeamMember) -> None:
    moderator.post("wagtailadmin_pages:unpublish", home("en").pk)
    assert home("en").live


def test_a_translation_is_a_draft_of_its_own(editor: TeamMember, mission: Pair) -> None:
    english, welsh = mission
    assert welsh.alias_of_id is None
    assert not welsh.live
    editor.save(english, title="Changed")
    assert fresh(welsh).get_latest_revision_as_object().title == "Cenhadaeth"


def test_an_address_of_the_site_is_refused(editor: TeamMember, mission: Pair) -> None:
    response = editor.add(
        UpdatePage,
        mission[0],
        title="Compare",
        slug="compare",
        kind="progress",
        date="2026-11-20",
        intro="x",
        body=body("x"),
    )
    assert "The site itself uses this address." in response.content.decode()
    assert not UpdatePage.objects.exists()


def test_untranslated_text_does_not_go_live_as_the_other_language(
    editor: TeamMember, moderator: TeamMember, mission: Pair
) -> None:
    editor.save(mission[1], intro="ENGLISH MISSION")
    release(mission, editor, moderator)
    assert _live(mission) == [False, False]
    assert "One of the pages is not translated yet." in editor.read(mission[1])
