"""What a reader learns of a task group: where it stands, how long it has, who is in it, and whether it has reported."""

import datetime
import re

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from taskgroups.models import TaskGroup
from taskgroups.services import group as groups, membership as memberships
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "More time.", "change_note_cy": "Rhagor o amser."}


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    page = response.content.decode()
    return page[page.index("<main") :]


def test_a_group_says_where_it_stands_who_is_in_it_and_how_long_it_has(client: Client) -> None:
    group = factories.defining_group()
    factories.publish(group.mission)
    factories.publish(group)
    english = read(client, f"/en/task-groups/{group.slug_en}/")
    welsh = read(client, f"/cy/grwpiau-gorchwyl/{group.slug_cy}/")
    for page, words in (
        (english, ["purpose in English", "terms_of_reference in English", "Days left: 200", "A body of each level"]),
        (welsh, ["purpose yn Gymraeg", "terms_of_reference yn Gymraeg", "Diwrnodau ar ôl: 200", "Corff o bob lefel"]),
    ):
        assert [word for word in words if word not in page] == []
        assert page.count('aria-current="step"') == 1
    said = re.sub(r'<blockquote class="opsw-citation" lang="en">.*?</blockquote>', "", welsh)  # quoted in both
    assert said != welsh
    assert "in English" not in said
    at = [english.index(text) for text in ("Pembrokeshire County Council", "Hywel Dda", "Welsh Government")]
    assert at == sorted(at)
    assert "Convener" in english
    assert f'href="/en/missions/{group.mission.slug_en}/"' in english
    assert "has not been extended" in english


def test_an_extension_is_public_with_its_reason_once_it_is_published(client: Client) -> None:
    group = factories.defining_group()
    factories.publish(group)
    extended = factories.extend(group)
    address = f"/en/task-groups/{group.slug_en}/"
    assert "More time in English" not in read(client, address)
    factories.publish(extended, **NOTE)
    page = read(client, address)
    assert "More time in English" in page
    assert "Days left: 230" in page
    assert "Rhagor o amser." in read(client, f"/cy/grwpiau-gorchwyl/{group.slug_cy}/")
    changed = read(client, f"{address}compare/1/2/")
    assert "Extension until" in changed
    assert "More time in English" not in read(client, f"{address}versions/1/")


def test_a_group_leads_to_what_it_published_and_that_leads_back(client: Client) -> None:
    group = factories.agreed_group()
    factories.publish(group)
    decision = factories.publish(factories.decided(group))
    position = factories.publish(group.position)
    factories.publish(factories.decided(factories.agreed_group(of=group.mission)))
    page = read(client, f"/en/task-groups/{group.slug_en}/")
    assert page.count("/en/decisions/") == 1
    for address in (f"decisions/{decision.record.slug_en}", f"challenge-positions/{position.record.slug_en}"):
        assert f'href="/en/{address}/"' in page
        assert f'href="/en/task-groups/{group.slug_en}/"' in read(client, f"/en/{address}/")


def test_a_group_that_gave_up_reports_like_any_other(client: Client) -> None:
    group = factories.abandoned_group()
    factories.publish(group.mission)
    factories.publish(group)
    report = f"/en/closing-reports/{group.slug_en}/"
    assert client.get(report).status_code == 404
    factories.publish(group.closing_report)
    page = read(client, report)
    order = [page.index(f"{name} in English") for name in ("aim", "result", "learning", "successor")]
    assert order == sorted(order)
    assert "Abandoned" in page
    assert f'href="/en/task-groups/{group.slug_en}/"' in page
    for address in (
        f"/en/task-groups/{group.slug_en}/",
        f"/en/missions/{group.mission.slug_en}/",
        "/en/closing-reports/",
    ):
        assert f'href="{report}"' in read(client, address), address
    assert "learning yn Gymraeg" in read(client, f"/cy/adroddiadau-cloi/{group.slug_cy}/")


def overdue_group(time_machine: TimeMachineFixture) -> TaskGroup:
    group = factories.defining_group()
    factories.publish(group.mission)
    factories.publish(group)
    time_machine.move_to(datetime.datetime.combine(group.ends_on, datetime.time(12), datetime.UTC))
    return group


def test_an_overdue_closing_report_shows_until_it_is_published(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    group = overdue_group(time_machine)
    pages = [f"/en/task-groups/{group.slug_en}/", "/en/task-groups/", f"/en/missions/{group.mission.slug_en}/"]
    for page in pages:
        assert "Days left: 0" in read(client, page)
        assert "overdue since" not in read(client, page)
    time_machine.shift(datetime.timedelta(days=1))
    for page in pages:
        assert "overdue since" in read(client, page), page
    factories.report_closing(group)
    assert "overdue since" in read(client, pages[0])
    factories.publish(group.closing_report)
    for page in pages:
        assert "overdue since" not in read(client, page), page


def test_a_group_of_which_nothing_is_published_is_not_there(client: Client) -> None:
    group = factories.group()
    factories.publish(group.mission)
    assert client.get(f"/en/task-groups/{group.slug_en}/").status_code == 404
    for page in ("/en/task-groups/", f"/en/missions/{group.mission.slug_en}/", "/sitemap.xml"):
        assert group.slug_en not in client.get(page).content.decode()


def test_another_person_for_the_same_body_changes_nothing_for_the_public() -> None:
    group = factories.group()
    version = factories.publish(group)
    replaced = group.memberships.get(user__email="local@example.wales")
    memberships.replace_representative(
        membership=replaced, user=factories.person("other@example.wales"), by=factories.convener(group), reason="test"
    )
    factories.join(group, "second@example.wales", factories.LOCAL)
    with pytest.raises(Exception, match="published already"):
        factories.publish(group, **NOTE)
    factories.join(group, "third@example.wales", factories.LOCAL, memberships.MembershipRole.OBSERVER)
    after = factories.publish(group, **NOTE)
    assert len(after.content["members"]) == len(version.content["members"]) + 1


def test_a_reopened_group_shows_every_step_it_took(client: Client) -> None:
    group = factories.agreed_group()
    groups.transition(group=group, action="reopen", by=factories.convener(group), reason="SECRET reason")
    factories.publish(group)
    page = read(client, f"/en/task-groups/{group.slug_en}/")
    history = page[page.index("History of the stages") :]
    assert history.count("Defining the problem") == 2
    assert "SECRET" not in page
