"""Who enters the Wagtail admin, by which door, and what they find there."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from people.models import PlatformRole
from tests.cms.team import SUBMIT, TeamMember
from tests.factories import agreed_group, convener, person, published_mission


def test_a_stranger_is_sent_to_the_account_sign_in(site: None) -> None:
    response = Client().get("/cms-admin/pages/", follow=True)
    assert response.redirect_chain[-1][0].endswith("/account/sign-in/?next=/cms-admin/pages/")
    assert "wagtail" not in response.content.decode().lower()


@pytest.mark.parametrize("role", [None, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR])
def test_others_are_told_that_it_is_not_theirs(site: None, role: PlatformRole | None) -> None:
    outsider = TeamMember(person("outsider@example.wales", *([role] if role else [])))
    response = outsider.client.get("/cms-admin/", follow=True)
    assert response.status_code == 403
    assert "The page editor is for the communications team." in response.content.decode()


def test_a_member_of_a_group_cannot_enter(site: None) -> None:
    member = TeamMember(convener(agreed_group()))
    assert member.client.get("/cms-admin/pages/", follow=True).status_code == 403


def test_there_is_no_second_password_door(editor: TeamMember) -> None:
    for address in ("/cms-admin/password_reset/", "/cms-admin/account/change_password/"):
        assert editor.client.get(address, follow=True).status_code == 404


def test_an_editor_finds_pages_images_and_documents_and_no_working_record(editor: TeamMember) -> None:
    shown = editor.client.get("/cms-admin/").content.decode()
    for address in ("/cms-admin/images/", "/cms-admin/documents/"):
        assert address in shown
        assert editor.client.get(address).status_code == 200
    for address in ("/cms-admin/snippets/", "/cms-admin/users/", "/cms-admin/groups/", "/cms-admin/sites/"):
        assert f'"{address}"' not in shown
        assert editor.client.get(address).status_code != 200


@pytest.mark.parametrize(("width", "kept"), [(4000, True), (4001, False)])
def test_a_picture_that_unpacks_to_too_much_is_refused(editor: TeamMember, width: int, kept: bool) -> None:
    file = BytesIO()
    Image.new("1", (width, 4000)).save(file, "PNG")
    assert len(file.getvalue()) < 10_000
    response = editor.client.post(
        "/cms-admin/images/add/",
        {"title": "Wide", "file": SimpleUploadedFile("wide.png", file.getvalue(), "image/png")},
    )
    assert get_image_model().objects.exists() == kept
    assert kept or "too many pixels" in response.content.decode()


def test_the_admin_speaks_the_language_of_the_person(site: None) -> None:
    welsh = TeamMember(person("cymraeg@example.wales", PlatformRole.COMMUNICATIONS_EDITOR, preferred_language="cy"))
    assert '<html lang="cy"' in welsh.client.get("/cms-admin/").content.decode()


def test_the_welcome_page_of_wagtail_is_gone(editor: TeamMember) -> None:
    shown = editor.client.get("/cms-admin/pages/").content.decode()
    assert "Welcome to your new Wagtail site" not in shown
    assert "Un Gwasanaeth Cyhoeddus Cymru" in shown


def test_the_dashboard_shows_what_there_is_to_do_and_speaks_welsh(editor: TeamMember, moderator: TeamMember) -> None:
    page, _welsh = editor.mission_page(published_mission().record)
    edit = f'/cms-admin/pages/{page.pk}/edit/"'

    def panels(member: TeamMember) -> dict[str, str]:
        """The panels of the dashboard by their id."""
        shown = member.client.get("/cms-admin/").content.decode()
        _before, *parts = re.split(r'id="([a-z_]+)-section"', shown)
        return {"all": shown, **dict(zip(parts[::2], parts[1::2], strict=True))}

    assert "No pages need your approval." in panels(moderator)["to_approve"]
    assert "No releases are planned." in panels(moderator)["releases"]
    assert edit in panels(editor)["recent_edits"]
    editor.save(page, SUBMIT)
    assert edit in panels(editor)["on_their_way"]
    assert edit in panels(moderator)["to_approve"]
    assert "No pages need your approval." in panels(editor)["to_approve"], "nobody approves what they wrote"
    editor.user.preferred_language = "cy"
    editor.user.save()
    welsh = panels(editor)["all"]
    for words in ("Tudalennau i chi eu cymeradwyo", "Eich golygiadau diweddar", "Cyd-gyhoeddiadau", "Dangosfwrdd"):
        assert words in welsh
    for words in ("Your recent edits", "Dashboard", "editor guide", "Search all pages"):
        assert words not in welsh
