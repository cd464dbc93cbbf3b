"""Access ends at its very moment: in a session that is open, with no task having run."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.dates import WALES
from core.history import recording
from people.models import PlatformRole, RoleAssignment, User
from people.services.accounts import system_user
from taskgroups.models import Membership, TaskGroup
from tests import factories

pytestmark = pytest.mark.django_db

INSTANT = datetime.timedelta(microseconds=1)
WEEK = datetime.timedelta(days=7)


def in_session(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, group: TaskGroup) -> int:
    return client.get(reverse("workspace:position", args=[group.position.uuid])).status_code


def draft(client: Client, group: TaskGroup, words: str) -> int:
    section = group.position.sections.first()
    form = {"text_cy": words, "text_en": words, "base_revision": section.revision}
    return client.post(reverse("workspace:section_save", args=[section.uuid]), form).status_code


def set_times(row: Membership | RoleAssignment, **times: datetime.datetime) -> None:
    """A membership or a role that is known to start or end at a moment."""
    for name, at in times.items():
        setattr(row, name, at)
    with recording(by=system_user(), reason="test"):
        row.save()


def test_a_membership_ends() -> None:
    group = factories.defining_group()
    member = factories.member(group)
    client, at = in_session(member), timezone.now() + WEEK
    set_times(group.memberships.get(user=member), ends_at=at)
    with time_machine.travel(at - INSTANT, tick=False):
        assert (read(client, group), draft(client, group, "In time")) == (200, 200)
    with time_machine.travel(at, tick=False):
        assert (read(client, group), draft(client, group, "Too late")) == (404, 404)
        assert str(group.uuid) not in client.get(reverse("workspace:groups")).content.decode()
    assert group.position.sections.first().text_en == "In time"


def test_a_membership_starts() -> None:
    group = factories.defining_group()
    member = factories.member(group)
    client, at = in_session(member), timezone.now() + WEEK
    set_times(group.memberships.get(user=member), starts_at=at)
    with time_machine.travel(at - INSTANT, tick=False):
        assert (read(client, group), draft(client, group, "Too early")) == (404, 404)
    with time_machine.travel(at, tick=False):
        assert (read(client, group), draft(client, group, "Now")) == (200, 200)


def test_the_time_limit_passes() -> None:
    group = factories.defining_group()
    midnight = datetime.datetime.combine(group.ends_on + datetime.timedelta(days=1), datetime.time(), tzinfo=WALES)
    with time_machine.travel(midnight - INSTANT, tick=False):
        client = in_session(factories.member(group))
        assert (read(client, group), draft(client, group, "In time")) == (200, 200)
    with time_machine.travel(midnight, tick=False):
        assert (read(client, group), draft(client, group, "Too late")) == (200, 403)
    assert group.position.sections.first().text_en == "In time"


def test_an_account_is_deactivated() -> None:
    group = factories.defining_group()
    member = factories.member(group)
    client = in_session(member)
    assert (read(client, group), draft(client, group, "In time")) == (200, 200)
    member.is_active = False
    member.save()
    assert (read(client, group), draft(client, group, "Too late")) == (302, 302)
    assert group.position.sections.first().text_en == "In time"


@pytest.mark.parametrize("role", [PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR])
def test_a_platform_role_ends(role: PlatformRole) -> None:
    group = factories.defining_group()
    reader = factories.person("reader@example.wales", role)
    client, at = in_session(reader), timezone.now() + WEEK
    set_times(reader.role_assignments.get(), ends_at=at)
    with time_machine.travel(at - INSTANT, tick=False):
        assert read(client, group) == 200
    with time_machine.travel(at, tick=False):
        assert read(client, group) == 404


def test_the_role_of_publisher_ends() -> None:
    asked = factories.requested(factories.agreed_group().position)
    publisher = factories.publisher()
    client, at = in_session(publisher), timezone.now() + WEEK
    set_times(publisher.role_assignments.get(), ends_at=at)
    page = reverse("workspace:publication_request", args=[asked.uuid])
    with time_machine.travel(at - INSTANT, tick=False):
        assert client.get(page).status_code == 200
    with time_machine.travel(at, tick=False):
        assert client.get(page).status_code == 404
        assert client.post(page, {"answer": "approve", "digest": asked.digest}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "requested"
