"""What changed in one language since the other one was last brought up to date."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.reasons import reason_words
from people.models import User
from taskgroups.models import MembershipRole, PositionSection
from taskgroups.services import position as services
from taskgroups.versions import SITTING, since_level
from tests.factories import LOCAL, NATIONAL, defining_group, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> PositionSection:
    """Written in both languages."""
    section = defining_group().position.sections.get(kind="problem")
    return save(section, member(section), en="We wait nine days", cy="Arhoswn naw diwrnod")


def member(section: PositionSection, slug: str = LOCAL) -> User:
    return section.position.group.memberships.get(organisation__slug=slug).user


def save(section: PositionSection, by: User, **texts: str) -> PositionSection:
    section.refresh_from_db()
    words = {f"text_{name}": texts.get(name, getattr(section.text, name)) for name in ("cy", "en")}
    return services.save_section(section=section, base_revision=section.revision, by=by, reason="test", **words)


def client(user: User) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def level_page(section: PositionSection, by: User, **form: object) -> HttpResponse:
    address = reverse("workspace:section_level", args=[section.uuid])
    return client(by).post(address, form) if form else client(by).get(address)


def test_what_changed_is_shown_until_the_other_language_follows(section: PositionSection) -> None:
    one, other = member(section), member(section, NATIONAL)
    save(section, one, en="We wait ten days")
    section = save(section, one, en="They wait ten days")
    since = since_level(section)
    assert since is not None
    assert (since.behind, since.old, since.new) == ("cy", "We wait nine days", "They wait ten days")
    position = reverse("workspace:position", args=[section.position.uuid])
    assert "The English changed after the Welsh." in client(other).get(position).content.decode()
    editing = client(other).get(reverse("workspace:section_edit", args=[section.uuid])).content.decode()
    assert "The English changed after the Welsh: show what changed" in editing
    assert "<del>" in editing
    section = save(section, other, cy="Arhosant ddeg diwrnod")
    assert since_level(section) is None
    assert "changed after" not in client(other).get(position).content.decode()


def test_following_in_many_small_saves_leaves_nothing_behind(section: PositionSection) -> None:
    save(section, member(section), en="We wait ten days")
    translator = member(section, NATIONAL)
    for words in ("Arhoswn", "Arhoswn ddeg", "Arhoswn ddeg diwrnod"):
        section = save(section, translator, cy=words)
        assert section.behind == ""


@pytest.mark.parametrize("later", ["another person", "another sitting"])
def test_a_later_change_of_the_language_that_followed_is_a_change_of_its_own(
    section: PositionSection, later: str
) -> None:
    one, other = member(section), member(section, NATIONAL)
    save(section, one, en="We wait ten days")
    save(section, other, cy="Arhoswn ddeg diwrnod")
    when = timezone.now() + (SITTING + datetime.timedelta(minutes=1) if later == "another sitting" else SITTING / 10)
    with time_machine.travel(when):
        section = save(section, other if later == "another sitting" else one, cy="Arhoswn bymtheg diwrnod")
    assert section.behind == "en"
    assert since_level(section).old == "Arhoswn ddeg diwrnod"


def test_changing_both_in_one_save_leaves_nothing_behind(section: PositionSection) -> None:
    save(section, member(section), en="We wait ten days")
    assert save(section, member(section), en="We wait", cy="Arhoswn").behind == ""


def test_a_text_that_is_not_written_yet_is_not_behind(section: PositionSection) -> None:
    assert since_level(save(section, member(section), cy="")) is None


def test_who_checked_says_so_and_it_is_recorded(section: PositionSection) -> None:
    section = save(section, member(section), en="We wait nine days.")
    checker = member(section, NATIONAL)
    assert "What changed in the English" in level_page(section, checker).content.decode()
    for _twice in (1, 2):
        assert level_page(section, checker, language="cy", revision=section.revision).status_code == 302
    section.refresh_from_db()
    assert (section.behind, section.level_in, section.position.version) == ("", section.saved_in, section.saved_in)
    checked, before = section.history.all()[:2]
    assert (checked.history_user, reason_words(checked.history_change_reason)) == (checker, "The Welsh is up to date")
    assert checked.revision == before.revision
    page = client(checker).get(reverse("workspace:position", args=[section.position.uuid])).content.decode()
    assert f"Last saved: {member(section)}" in page
    assert save(section, member(section), en="We wait ten days.").behind == "cy"


def test_nobody_confirms_what_they_have_not_read(section: PositionSection) -> None:
    section = save(section, member(section), en="We wait ten days")
    read = section.revision
    save(section, member(section), en="They wait ten days")
    page = level_page(section, member(section, NATIONAL), language="cy", revision=read)
    assert page.status_code == 422
    assert f'name="revision" value="{read + 1}"' in page.content.decode()
    section.refresh_from_db()
    assert section.behind == "cy"


def test_an_observer_sees_what_changed_and_confirms_nothing(section: PositionSection) -> None:
    section = save(section, member(section), en="We wait ten days")
    observer = join(section.position.group, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    assert "up to date with this version" not in level_page(section, observer).content.decode()
    assert level_page(section, observer, language="cy", revision=section.revision).status_code == 403
    assert level_page(section, member(section, NATIONAL), language="de", revision="x").status_code == 422
    section.refresh_from_db()
    assert section.behind == "cy"
