"""A free text has a longest length: said in the form, refused with the text kept, never written longer by a service."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core.history import recording
from core.long_text import LONGEST
from people.models import User
from taskgroups.models import PositionSection
from taskgroups.services import position as positions, suggestion as suggestions
from taskgroups.services.discussion import Passage
from tests.factories import LOCAL, defining_group, system_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> PositionSection:
    return defining_group().position.sections.get(kind="problem")


@pytest.fixture
def person(section: PositionSection) -> User:
    return section.position.group.memberships.get(organisation__slug=LOCAL).user


@pytest.fixture
def client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def save(section: PositionSection, by: User, text: str) -> PositionSection:
    section.refresh_from_db()
    return positions.save_section(
        section=section, text_en=text, text_cy="", base_revision=section.revision, by=by, reason="test"
    )


def test_a_text_of_the_longest_length_is_saved_and_one_more_character_is_refused_and_kept(
    section: PositionSection, client: Client
) -> None:
    edit = reverse("workspace:section_edit", args=[section.uuid])
    longest = "a\r\n" * (LONGEST // 2 - 1) + "bb"  # a browser sends two characters for each line break
    assert client.post(edit, {"text_en": longest, "base_revision": 1}).status_code == 302
    section.refresh_from_db()
    assert len(section.text_en) == LONGEST
    answer = client.post(edit, {"text_en": longest + "c", "base_revision": 2})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Shorten “Text in English” to 100,000 characters or fewer. It has 100,001." in page
    assert "bbc</textarea>" in page
    section.refresh_from_db()
    assert section.revision == 2


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Shorten “Text in English” to 100,000 characters or fewer. It has 100,001."),
        ("cy", "Cwtogwch “Testun yn Saesneg” i 100,000 nod neu lai. Mae ganddo 100,001."),
    ],
)
def test_a_page_that_saves_by_itself_gets_the_reason(
    section: PositionSection, client: Client, language: str, message: str
) -> None:
    with override(language):
        address = reverse("workspace:section_save", args=[section.uuid])
    answer = client.post(address, {"text_en": "a" * (LONGEST + 1), "base_revision": 1})
    assert answer.status_code == 422
    assert answer.json() == {"errors": {"text_en": [message]}}


def test_two_short_texts_whose_merge_is_too_long_are_refused_with_the_reason(
    section: PositionSection, person: User, client: Client
) -> None:
    base = save(section, person, f"start middle {'x ' * 30_000}end")
    save(section, person, base.text_en + " y" * 15_000)
    typed = {"text_en": "z " * 15_000 + base.text_en, "base_revision": base.revision}
    answer = client.post(reverse("workspace:section_save", args=[section.uuid]), typed)
    assert answer.status_code == 422
    assert "It has 120,016" in answer.json()["errors"]["text_en"][0]
    page = client.post(reverse("workspace:section_edit", args=[section.uuid]), typed)
    assert page.status_code == 422
    assert page.context["form"]["text_en"].value() == typed["text_en"]


def test_a_suggestion_that_would_make_the_text_too_long_is_not_accepted(section: PositionSection, person: User) -> None:
    saved = save(section, person, "a" * (LONGEST - 1))
    end = Passage("en", saved.revision, LONGEST - 1, LONGEST - 1)
    suggestion = suggestions.suggest(section=saved, passage=end, replacement=" and more", by=person)
    convener = section.position.group.memberships.get(role="convener").user
    with pytest.raises(ValidationError, match="Shorten “Text in English”"):
        suggestions.accept(position=section.position, suggestions=[suggestion], by=convener)
    suggestion.refresh_from_db()
    assert suggestion.state == "pending"


def test_a_text_from_before_the_limit_can_stay_and_can_only_get_short_enough(
    section: PositionSection, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("core.long_text.LONGEST", 2 * LONGEST)
        save(section, person, "b" * (LONGEST + 10))
    section.refresh_from_db()
    with recording(by=system_user(), reason="test"):
        section.behind = "cy"
        section.save()
    with pytest.raises(ValidationError):
        save(section, person, "b" * (LONGEST + 9))
    assert save(section, person, "b" * LONGEST).text_en == "b" * LONGEST


@pytest.mark.parametrize(
    ("language", "said", "left"),
    [
        ("en", "You can enter up to 100,000 characters", "You have %{count} characters remaining"),
        ("cy", "Gallwch roi hyd at 100,000 nod", "Mae gennych %{count} nod ar ôl"),
    ],
)
def test_the_form_says_the_limit_before_and_while_one_writes(
    section: PositionSection, client: Client, language: str, said: str, left: str
) -> None:
    with override(language):
        page = client.get(reverse("workspace:section_edit", args=[section.uuid])).content.decode()
    assert page.count(f'<div id="id_text_en-info" class="govuk-hint govuk-character-count__message">{said}</div>') == 1
    assert page.count(f'data-i18n.characters-under-limit.other="{left}"') == 2
    assert page.count('data-maxlength="100000" data-threshold="0"') == 2
