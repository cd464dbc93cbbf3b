"""A page saves by itself while its reader writes; the form and the page ask the same service."""

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from taskgroups.models import PositionSection, Presence
from taskgroups.services import membership as memberships
from tests.factories import LOCAL, NATIONAL, defining_group
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> PositionSection:
    return defining_group().position.sections.get(kind="problem")


def member(section: PositionSection, slug: str = LOCAL) -> User:
    return section.position.group.memberships.get(organisation__slug=slug).user


def autosave(section: PositionSection, by: User, en: str, base: int | str) -> HttpResponse:
    form = {"text_cy": "", "text_en": en, "base_revision": base}
    return signed_in(by).post(reverse("workspace:section_save", args=[section.uuid]), form)


def test_a_save_answers_with_the_section_as_it_stands(section: PositionSection) -> None:
    autosave(section, member(section), "We wait nine days", 1)
    autosave(section, member(section), "They wait nine days", 2)
    answer = autosave(section, member(section, NATIONAL), "We wait nine working days", 2)
    assert answer.status_code == 200
    assert answer.json() == {"revision": 4, "text_cy": "", "text_en": "They wait nine working days"}


def test_a_clash_saves_nothing_and_says_what_stands(section: PositionSection) -> None:
    autosave(section, member(section), "Their words", 1)
    answer = autosave(section, member(section, NATIONAL), "My words", 1)
    assert answer.status_code == 409
    assert answer.json() == {"revision": 2, "text_cy": "", "text_en": "Their words"}


def test_a_save_that_names_no_version_is_refused(section: PositionSection) -> None:
    assert autosave(section, member(section), "Words", "").status_code == 422
    section.refresh_from_db()
    assert section.text.en == ""


def test_a_former_member_saves_nothing(section: PositionSection) -> None:
    former = section.position.group.memberships.get(organisation__slug=LOCAL)
    memberships.end_membership(membership=former, by=section.position.group.mission.lead, reason="test")
    assert autosave(section, former.user, "Words", 1).status_code == 404
    section.refresh_from_db()
    assert section.text.en == ""


def test_an_expired_sign_in_is_led_to_the_door_and_saves_nothing(section: PositionSection) -> None:
    address = reverse("workspace:section_save", args=[section.uuid])
    answer = Client().post(address, {"text_cy": "", "text_en": "Words", "base_revision": 1})
    assert answer.status_code == 302
    section.refresh_from_db()
    assert section.text.en == ""


def test_the_page_works_without_its_script(section: PositionSection) -> None:
    page = signed_in(member(section)).get(reverse("workspace:section_edit", args=[section.uuid])).content.decode()
    assert f'data-save="{reverse("workspace:section_save", args=[section.uuid])}"' in page
    assert "<script>" not in page


def test_each_text_has_its_own_toolbar_of_real_buttons(section: PositionSection) -> None:
    page = signed_in(member(section)).get(reverse("workspace:section_edit", args=[section.uuid])).content.decode()
    for language in ("cy", "en"):
        assert f'<markdown-toolbar class="opsw-toolbar" for="id_text_{language}" role="toolbar"' in page
    for act in ("bold", "italic", "header-1", "unordered-list", "ordered-list", "link"):
        assert page.count(f'<button type="button" class="opsw-toolbar__button" data-md-button="{act}">') == 2


def live(
    section: PositionSection, by: User, since: int | str = 0, *, said: int | str = "", **headers: str
) -> HttpResponse:
    address = reverse("workspace:position_live", args=[section.position.uuid])
    return signed_in(by).get(address, {"since": since, "said": said}, headers=headers)


def here(section: PositionSection, by: User, editing: object = "") -> HttpResponse:
    address = reverse("workspace:position_here", args=[section.position.uuid])
    return signed_in(by).post(address, {"section": str(editing)})


def test_what_others_saved_is_told_once(section: PositionSection) -> None:
    reader = member(section, NATIONAL)
    before = live(section, reader, 1)
    assert before.json()["sections"] == []
    autosave(section, member(section), "We *wait*", 1)
    after = live(section, reader, before.json()["version"], **{"If-None-Match": before["ETag"]})
    [told] = after.json()["sections"]
    assert (told["uuid"], told["revision"], told["text_en"]) == (str(section.uuid), 2, "We *wait*")
    assert "html" not in told
    [drawn] = live(section, reader, 1, said=0).json()["sections"]
    assert "<em>wait</em>" in drawn["html"]
    assert str(member(section)) in drawn["html"]
    assert live(section, reader, 2, **{"If-None-Match": after["ETag"]}).status_code == 304


@pytest.mark.parametrize("since", ["", "-1", "one", "9" * 30])
def test_a_version_that_never_was_is_no_error(section: PositionSection, since: str) -> None:
    assert live(section, member(section), since).status_code == 200


def test_who_is_here_and_where_until_they_go(section: PositionSection) -> None:
    reader, writer = member(section, NATIONAL), member(section)
    assert live(section, reader).json()["alone"]
    assert here(section, writer, section.uuid).status_code == 204
    told = live(section, reader).json()
    assert f"{writer}, editing: {section}" in told["here"]
    assert not told["alone"]
    here(section, writer)
    assert f"{writer}, reading" in live(section, reader).json()["here"]
    assert str(writer) not in live(section, writer).json()["here"]
    with time_machine.travel(timezone.now() + Presence.FADES_AFTER * 2):
        assert live(section, reader).json()["alone"]
        here(section, reader)
    assert not Presence.objects.filter(user=writer).exists()


def test_nobody_is_in_a_section_of_another_position(section: PositionSection) -> None:
    other = defining_group().position.sections.get(kind="problem")
    assert here(section, member(section), other.uuid).status_code == 422
    assert here(section, member(section), "no-uuid").status_code == 422


def test_a_former_member_is_told_nothing_more(section: PositionSection) -> None:
    former = section.position.group.memberships.get(organisation__slug=LOCAL)
    assert live(section, former.user).status_code == 200
    memberships.end_membership(membership=former, by=section.position.group.mission.lead, reason="test")
    assert live(section, former.user).status_code == 404
    assert here(section, former.user).status_code == 404
