"""Versions of a position: listed so that hundreds are bearable, read, compared, named and brought back."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from core.history import BulkWriteRefused
from people.models import User
from taskgroups import versions
from taskgroups.models import ChallengePosition, MembershipRole, PositionSection, VersionName
from taskgroups.services import group as groups, membership as memberships, position as services
from tests.factories import LOCAL, NATIONAL, convener, defining_group, join, sign_position, write_position
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def position() -> ChallengePosition:
    return defining_group().position


def member(position: ChallengePosition, slug: str = LOCAL) -> User:
    return position.group.memberships.get(organisation__slug=slug).user


def save(position: ChallengePosition, by: User, en: str, cy: str = "", kind: str = "problem") -> PositionSection:
    section = position.sections.get(kind=kind)
    return services.save_section(
        section=section, text_en=en, text_cy=cy, base_revision=section.revision, by=by, reason="test"
    )


def page(
    position: ChallengePosition, name: str, *args: object, by: User | None = None, **query: object
) -> HttpResponse:
    address = reverse(f"workspace:{name}", args=[position.uuid, *args])
    return signed_in(by or member(position)).get(address, query)


def send(position: ChallengePosition, name: str, *args: object, by: User | None = None, **form: object) -> HttpResponse:
    address = reverse(f"workspace:{name}", args=[position.uuid, *args])
    return signed_in(by or member(position)).post(address, form)


def texts(position: ChallengePosition, kind: str = "problem") -> str:
    return position.sections.get(kind=kind).text.en


def test_saves_of_one_sitting_are_one_line(position: ChallengePosition) -> None:
    one, other = member(position), member(position, NATIONAL)
    now = timezone.now()
    for minute, by, kind in [
        (0, one, "problem"),
        (1, one, "problem"),
        (2, other, "problem"),
        (3, one, "problem"),
        (4, one, "tried"),
        (30, one, "tried"),
    ]:
        with time_machine.travel(now + datetime.timedelta(minutes=minute), tick=False):
            save(position, by, f"Words {minute}", kind=kind)
    listed = [(line.first, line.last, line.saves) for line in versions.lines(position)]
    assert listed == [(7, 7, 1), (6, 6, 1), (5, 5, 1), (4, 4, 1), (2, 3, 2), (1, 1, 1)]
    assert [line.last for line in versions.lines(position, "tried")] == [7, 6]
    text = page(position, "position_versions").content.decode()
    assert "What changed in versions 2 to 3" in text
    assert reverse("workspace:position_compare", args=[position.uuid, 1, 3]) in text


def test_what_stands_out_stands_alone(position: ChallengePosition) -> None:
    write_position(position)
    by = convener(position.group)
    for words in ("one", "two", "three"):
        save(position, by, words, words)
    assert send(position, "version_name", 10, name_cy="", name_en="Before the storm").status_code == 302
    sign_position(position)
    groups.transition(group=position.group, action="agree_position", by=by, reason="test")
    marked = [line for line in versions.lines(position) if line.marks]
    assert [(line.first, line.last) for line in marked] == [(11, 12), (10, 10)]
    assert marked[0].marks.agreed
    text = page(position, "position_versions", marked="on").content.decode()
    assert "Before the storm" in text
    assert "Answered by:" in text
    assert "Version 9<" not in text


def test_a_new_title_is_a_line_of_its_own(position: ChallengePosition) -> None:
    services.rename(position=position, title_en="New", title_cy="Newydd", by=member(position), reason="test")
    [line] = versions.lines(position, versions.TITLE)
    assert (line.last, line.parts) == (2, {versions.TITLE})


def test_the_list_asks_as_much_for_many_versions_as_for_few(position: ChallengePosition) -> None:
    by = member(position)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert page(position, "position_versions", by=by).status_code == 200
        return len(queries)

    save(position, by, "few")
    few = asked()
    for number in range(12):
        save(position, member(position, (LOCAL, NATIONAL)[number % 2]), f"many {number}")
        send(position, "version_name", number + 1, name_cy="", name_en=f"Name {number}")
    assert asked() == few


def test_any_version_can_be_read_whole(position: ChallengePosition) -> None:
    by = member(position)
    save(position, by, "First words", "Geiriau cyntaf")
    save(position, by, "Tried", kind="tried")
    save(position, by, "Later words", "Geiriau diweddarach")
    text = page(position, "position_version", 3).content.decode()
    assert "First words" in text
    assert "Geiriau cyntaf" in text
    assert "Tried" in text
    assert "Later words" not in text
    for number in (0, 5):
        assert page(position, "position_version", number).status_code == 404


def test_any_two_versions_are_compared_by_word_in_both_languages(position: ChallengePosition) -> None:
    by = member(position)
    save(position, by, "We wait nine days", "Arhoswn naw diwrnod")
    services.rename(position=position, title_en="New name", title_cy="Enw newydd", by=by, reason="test")
    save(position, by, "We wait eleven days", "Arhoswn ddeg diwrnod")
    response = page(position, "position_compare", 2, 4)
    assert [part.part for part in response.context["changed"]] == ["title", "problem"]
    text = response.content.decode()
    for words in ("eleven", "nine", "ddeg", "naw", "<ins>", "<del>"):
        assert words in text
    assert page(position, "position_compare", 2, 9).status_code == 404
    chosen = page(position, "position_compare_chosen", old=2, new=4)
    assert chosen.headers["Location"] == reverse("workspace:position_compare", args=[position.uuid, 2, 4])


@pytest.mark.parametrize("chosen", [{"old": "2", "new": "99"}, {"old": "", "new": "1"}, {"old": "one", "new": "-1"}])
def test_versions_that_never_were_are_asked_again(position: ChallengePosition, chosen: dict[str, str]) -> None:
    asked = page(position, "position_compare_chosen", **chosen)
    assert asked.status_code == 422
    assert "There is a problem" in asked.content.decode()


@pytest.mark.parametrize(
    ("names", "status"), [({"name_cy": "Drafft", "name_en": ""}, 302), ({"name_cy": "", "name_en": ""}, 422)]
)
def test_a_name_needs_one_language(position: ChallengePosition, names: dict[str, str], status: int) -> None:
    assert send(position, "version_name", 1, **names).status_code == status


def test_naming_again_gives_another_name_and_keeps_the_first_in_the_history(position: ChallengePosition) -> None:
    send(position, "version_name", 1, name_cy="", name_en="Draft")
    send(position, "version_name", 1, name_cy="Drafft cyntaf", name_en="First draft")
    [named] = VersionName.objects.all()
    assert named.name.en == "First draft"
    assert [row.name_en for row in named.history.all()] == ["First draft", "Draft"]
    position.refresh_from_db()
    assert position.version == 1


def test_restoring_a_version_makes_a_new_one(position: ChallengePosition) -> None:
    by = member(position)
    save(position, by, "First", "Cyntaf")
    save(position, by, "Tried", kind="tried")
    save(position, by, "Second", "Ail")
    services.rename(position=position, title_en="Other", title_cy="Arall", by=by, reason="test")
    shown = page(position, "version_restore", 2)
    assert shown.context["form"].initial["parts"] == ["title", "problem", "tried"]
    assert page(position, "version_restore", 2, part="problem").context["form"].initial["parts"] == ["problem"]
    form = {"parts": ["title", "problem"], "base_version": 5}
    for _twice in (1, 2):
        send(position, "version_restore", 2, **form)
    position.refresh_from_db()
    assert (position.version, position.restored_from) == (6, 2)
    assert (texts(position), texts(position, "tried")) == ("First", "Tried")
    assert position.title.en != "Other"
    newest = versions.lines(position)[0]
    assert (newest.parts, newest.restored_from) == ({"title", "problem"}, 2)
    save(position, by, "Third")
    position.refresh_from_db()
    assert position.restored_from is None


def test_restoring_keeps_other_words_that_were_saved_in_between(position: ChallengePosition) -> None:
    one, other = member(position), member(position, NATIONAL)
    save(position, one, "We wait nine days. It is long.")
    save(position, one, "They wait nine days. It is long.")
    save(position, other, "They wait nine days. It is far too long.")
    assert send(position, "version_restore", 2, parts=["problem"], base_version=3).status_code == 302
    assert texts(position) == "We wait nine days. It is far too long."


def test_restoring_over_the_same_words_restores_nothing_and_shows_both(position: ChallengePosition) -> None:
    one, other = member(position), member(position, NATIONAL)
    save(position, one, "We wait")
    save(position, one, "They wait")
    services.rename(position=position, title_en="Mine", title_cy="Fy un i", by=one, reason="test")
    save(position, other, "Nobody waits")
    refused = send(position, "version_restore", 2, parts=["title", "problem"], base_version=4)
    assert refused.status_code == 409
    assert "Nobody" in refused.content.decode()
    position.refresh_from_db()
    assert (texts(position), position.title.en, position.version) == ("Nobody waits", "Mine", 5)
    assert send(position, "version_restore", 2, parts=["problem"], base_version=5).status_code == 302
    assert texts(position) == "We wait"


def test_a_title_that_changed_in_between_is_not_written_over(position: ChallengePosition) -> None:
    by = member(position)
    services.rename(position=position, title_en="Two", title_cy="Dau", by=by, reason="test")
    services.rename(position=position, title_en="Three", title_cy="Tri", by=by, reason="test")
    assert send(position, "version_restore", 1, parts=["title"], base_version=2).status_code == 409
    position.refresh_from_db()
    assert position.title.en == "Three"


def test_nothing_is_named_or_restored_after_drafting_but_everything_is_read(position: ChallengePosition) -> None:
    write_position(position)
    sign_position(position)
    by = convener(position.group)
    groups.transition(group=position.group, action="agree_position", by=by, reason="test")
    for name, form in [
        ("version_name", {"name_cy": "", "name_en": "Late"}),
        ("version_restore", {"parts": ["problem"], "base_version": 9}),
    ]:
        assert page(position, name, 1, by=by).status_code == 403
        assert send(position, name, 1, by=by, **form).status_code == 403
    text = page(position, "position_version", 1, by=by).content.decode()
    assert "Restore this" not in text
    assert page(position, "position_versions", by=by).status_code == 200


def test_an_observer_reads_versions_and_changes_none(position: ChallengePosition) -> None:
    save(position, member(position), "First")
    observer = join(position.group, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    for name, *args in (
        ["position_versions"],
        ["position_version", 1],
        ["position_compare", 1, 2],
        ["position_authors"],
    ):
        assert page(position, name, *args, by=observer).status_code == 200
    assert send(position, "version_name", 1, by=observer, name_cy="", name_en="No").status_code == 403
    assert send(position, "version_restore", 1, by=observer, parts=["problem"], base_version=2).status_code == 403
    assert texts(position) == "First"


def test_a_former_member_finds_no_version(position: ChallengePosition) -> None:
    former = position.group.memberships.get(organisation__slug=LOCAL)
    memberships.end_membership(membership=former, by=position.group.mission.lead, reason="test")
    for name, *args in [
        ["position_versions"],
        ["position_version", 1],
        ["position_compare", 1, 1],
        ["position_compare_chosen"],
        ["version_name", 1],
        ["version_restore", 1],
        ["position_authors"],
    ]:
        assert page(position, name, *args, by=former.user).status_code == 404
        assert send(position, name, *args, by=former.user).status_code == 404


def test_no_door_leads_to_deleting_a_version(position: ChallengePosition) -> None:
    save(position, member(position), "First")
    doors = {name for name in _names(get_resolver()) if name and ("version" in name or "position" in name)}
    assert not {name for name in doors if "delete" in name or "remove" in name}
    for name, *args in (["position_versions"], ["position_version", 2], ["version_name", 2]):
        address = reverse(f"workspace:{name}", args=[position.uuid, *args])
        signed_in(convener(position.group)).delete(address)
    assert versions.position_at(position, 2) is not None
    with pytest.raises(BulkWriteRefused):
        VersionName.objects.all().delete()


def _names(resolver: object) -> list[str]:
    return [
        name
        for entry in resolver.url_patterns
        for name in (_names(entry) if hasattr(entry, "url_patterns") else [entry.name])
    ]
