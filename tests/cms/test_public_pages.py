"""What a reader sees of editorial pages, and what not before its release."""

from typing import Any

import pytest
from django.test import Client

from cms.mission_pages import updates
from tests.cms.team import SUBMIT, TeamMember, body, fresh, home, release
from tests.factories import active_mission, published_decision

CANARIES = ("ENGLISH UPDATE", "DIWEDDARIAD CYMRAEG", "ENGLISH MISSION", "CENHADAETH GYMRAEG")


@pytest.fixture
def decision(site: None) -> Any:
    return published_decision()


@pytest.fixture
def mission(editor: TeamMember, moderator: TeamMember, decision: Any) -> Any:
    mission = type(decision.record).objects.get(uuid=decision.mission)
    pair = editor.mission_page(mission)
    release(pair, editor, moderator)
    return pair


@pytest.mark.parametrize(("language", "word"), [("en", "English words"), ("cy", "DIWEDDARIAD CYMRAEG")])
def test_an_update_shows_the_published_decision_in_the_language_of_the_page(
    editor: TeamMember, moderator: TeamMember, mission: Any, decision: Any, language: str, word: str
) -> None:
    pair = editor.update_page(mission[0], decision.record)
    release(pair, editor, moderator)
    page = fresh(pair[0] if language == "en" else pair[1])
    shown = Client().get(page.url).content.decode()
    assert word in shown
    assert getattr(decision.title, language) in shown
    assert decision.text("decision").in_language(language).text in shown
    assert f'lang="{language}"' in shown
    assert f'href="http://127.0.0.1:8000{pair[1].url}"' in shown


def test_nothing_unreleased_is_on_any_public_page(
    editor: TeamMember, moderator: TeamMember, mission: Any, decision: Any
) -> None:
    pair = editor.update_page(mission[0], decision.record)
    for page in pair:
        editor.save(page, SUBMIT)
    moderator.approve(pair[0])
    addresses = [f"/{code}/" for code in ("en", "cy")] + ["/en/updates/", "/cy/diweddariadau/"]
    for page in (*pair, *mission):
        addresses.append(fresh(page).url)
    for address in addresses:
        shown = Client().get(address).content.decode()
        assert not [canary for canary in CANARIES[:2] if canary in shown], address
    assert not updates(language="en").exists()


def test_home_pages_show_what_is_published(
    editor: TeamMember, moderator: TeamMember, mission: Any, decision: Any
) -> None:
    release(editor.update_page(mission[0]), editor, moderator)
    for language, update in (("en", "Update"), ("cy", "Diweddariad")):
        shown = Client().get(home(language).url).content.decode()
        assert update in shown
        assert getattr(decision.title, language) in shown
        assert home(language).intro.split("'")[0] in shown


@pytest.mark.parametrize("language", ["en", "cy"])
def test_previews_are_in_the_language_of_the_page(
    editor: TeamMember, mission: Any, decision: Any, language: str
) -> None:
    pair = editor.update_page(mission[0], decision.record)
    page = pair[0] if language == "en" else pair[1]
    shown = editor.client.get(f"/cms-admin/pages/{page.pk}/view_draft/").content.decode()
    assert page.intro in shown
    assert getattr(decision.title, language) in shown
    shown = editor.client.get(f"/cms-admin/pages/{mission[0 if language == 'en' else 1].pk}/view_draft/")
    assert CANARIES[2 if language == "en" else 3] in shown.content.decode()


def test_a_reader_needs_no_cookie_and_may_ask_whether_a_page_changed(
    editor: TeamMember, moderator: TeamMember, mission: Any
) -> None:
    pair = editor.update_page(mission[0])
    release(pair, editor, moderator)
    response = Client().get(fresh(pair[0]).url)
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    again = Client().get(fresh(pair[0]).url, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_only_what_is_published_can_be_chosen(editor: TeamMember, decision: Any) -> None:
    active_mission()
    missions = editor.client.get("/cms-admin/published_mission_chooser/").content.decode()
    assert missions.count("data-chooser-modal-choice") == 1
    records = editor.client.get("/cms-admin/published_record_chooser/").content.decode()
    assert decision.title.en in records
    assert records.count("data-chooser-modal-choice") == 2


def test_a_mission_cannot_be_put_into_the_block_for_decisions(editor: TeamMember, mission: Any, decision: Any) -> None:
    response = editor.save(mission[0], body=body("x", mission[0].record))
    assert "could not be saved" in response.content.decode()
