"""Task groups and closing reports through the door: who asks, when, and who may not answer."""

import datetime
import uuid
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from time_machine import TimeMachineFixture

from core.history import RecordedModel
from core.transitions import Refused
from people.models import PlatformRole, User
from publication import requests
from publication.models import PublicationRequest, PublishedVersion
from taskgroups.models import MembershipRole, TaskGroup
from taskgroups.services import group as groups
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "More time.", "change_note_cy": "Rhagor o amser."}


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def read(client: Client, name: str, *args: object) -> str:
    response = client.get(page(name, *args))
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def ask(client: Client, kind: str, record: RecordedModel, **note: str) -> int:
    return client.post(page("request_publication", kind, record.uuid), note).status_code


def answer(request: PublicationRequest) -> str:
    """Read and approve the request as the publisher does; returns the page that was read."""
    client = signed_in(factories.publisher())
    address = page("publication_request", request.uuid)
    shown = client.get(address).content.decode()
    answered = client.post(address, {"answer": "approve", "reason": "", "digest": request.digest})
    assert answered.status_code == HTTPStatus.FOUND
    return shown


def test_a_group_and_its_extension_go_through_the_door() -> None:
    group = factories.defining_group()
    client = signed_in(factories.convener(group))
    assert page("request_publication", "task_group", group.uuid) in read(client, "group", group.uuid)
    shown = read(client, "request_publication", "task_group", group.uuid)
    for words in ("purpose in English", "purpose yn Gymraeg", "Pembrokeshire County Council", "Cyngor Sir Penfro"):
        assert words in shown
    assert "local@example.wales" not in shown
    assert ask(client, "task_group", group) == HTTPStatus.FOUND
    assert "Group" in answer(PublicationRequest.objects.get())
    lead = signed_in(group.mission.lead)
    to_date = group.ends_on + datetime.timedelta(days=30)
    day = {f"to_date_{part}": getattr(to_date, part) for part in ("day", "month", "year")}
    words = {**day, **factories.both("reason", "More time")}
    sent = lead.post(page("group_time", group.uuid), words, follow=True)
    assert "ask for publication" in sent.content.decode()
    assert ask(lead, "task_group", group) == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ask(lead, "task_group", group, **NOTE) == HTTPStatus.FOUND
    answer(PublicationRequest.objects.first())
    version = PublishedVersion.objects.get(number=2)
    assert version.content["extensions"][0]["reason"]["en"] == "More time in English"
    assert version.content["ends_on"] == to_date.isoformat()


@pytest.mark.parametrize("kind", ["task_group", "closing_report"])
def test_the_convener_and_the_mission_lead_ask_and_nobody_else(kind: str) -> None:
    group = factories.defining_group()
    for role in (MembershipRole.OBSERVER, MembershipRole.LEARNING_PARTNER, MembershipRole.CITIZEN_MEMBER):
        factories.join(group, f"{role}@example.wales", "llais", role)
    group = factories.abandoned_group(group)
    record = group if kind == "task_group" else group.closing_report
    for email in ("local", "observer", "learning_partner", "citizen_member"):
        assert ask(signed_in(factories.person(f"{email}@example.wales")), kind, record) == HTTPStatus.FORBIDDEN, email
    auditor = factories.person("auditor@example.wales", PlatformRole.AUDITOR)
    assert ask(signed_in(auditor), kind, record) == HTTPStatus.FORBIDDEN
    for stranger in (factories.person("outsider@example.wales"), factories.publisher()):
        assert ask(signed_in(stranger), kind, record) == HTTPStatus.NOT_FOUND
    assert ask(signed_in(factories.convener(group)), kind, record) == HTTPStatus.FOUND
    requests.cancel(request=PublicationRequest.objects.get(), by=factories.convener(group))
    assert ask(signed_in(group.mission.lead), kind, record) == HTTPStatus.FOUND


def test_both_can_be_published_after_the_time_limit_and_after_the_end(time_machine: TimeMachineFixture) -> None:
    group = factories.defining_group()
    time_machine.move_to(group.ends_on + datetime.timedelta(days=2))
    by = factories.convener(group)
    client = signed_in(by)
    report = factories.report_closing(group)
    for kind, record in (("task_group", group), ("closing_report", report)):
        assert ask(client, kind, record) == HTTPStatus.FOUND
        answer(PublicationRequest.objects.first())
    groups.transition(group=group, action="abandon", by=by, reason="test")
    shown = read(client, "group_closing_report", group.uuid)
    assert page("request_publication", "closing_report", report.uuid) in shown
    for kind, record in (("task_group", group), ("closing_report", report)):
        assert ask(client, kind, record, **NOTE) == HTTPStatus.FOUND
        answer(PublicationRequest.objects.first())
    newest = PublishedVersion.objects.filter(number=2)
    assert {version.record.kind for version in newest} == {"task_group", "closing_report"}
    assert newest.get(record__kind="closing_report").content["group"]["stage"] == "abandoned"


def test_a_report_is_not_published_while_the_group_works() -> None:
    group = factories.defining_group()
    report = factories.report_closing(group)
    client = signed_in(factories.convener(group))
    assert ask(client, "closing_report", report) == HTTPStatus.FORBIDDEN
    assert "when its group has ended" in read(client, "group_closing_report", group.uuid)
    assert not PublicationRequest.objects.exists()


@pytest.mark.parametrize("kind", ["task_group", "closing_report"])
def test_what_is_not_there_cannot_be_asked_for(kind: str) -> None:
    client = signed_in(factories.convener(factories.group()))
    assert client.get(page("request_publication", kind, uuid.uuid4())).status_code == HTTPStatus.NOT_FOUND


def moves_the_stage(group: TaskGroup, editor: User) -> None:
    groups.transition(group=group, action="start_defining", by=editor, reason="test")


def extends(group: TaskGroup, editor: User) -> None:
    factories.extend(group)


def adds_a_member(group: TaskGroup, editor: User) -> None:
    factories.join(group, "new@example.wales", "public-health-wales")


@pytest.mark.parametrize("edit", [moves_the_stage, extends, adds_a_member])
def test_who_moved_extended_or_filled_a_group_does_not_approve_it(edit) -> None:  # noqa: ANN001
    group = factories.group()
    lead = factories.person("lead@example.wales", PlatformRole.PUBLISHER)
    factories.approve(requests.request_publication(record=group, by=factories.convener(group)))
    edit(group, lead)
    request = requests.request_publication(record=group, by=factories.convener(group), **NOTE)
    with pytest.raises(Refused, match="edited this record"):
        requests.approve(request=request, digest=request.digest, by=lead)
    assert factories.approve(request).number == 2


def test_a_request_for_a_report_is_called_what_the_group_was_called_then() -> None:
    group = factories.defining_group()
    factories.report_closing(group)
    groups.transition(group=group, action="abandon", by=factories.convener(group), reason="test")
    request = requests.request_publication(record=group.closing_report, by=group.mission.lead)
    assert requests.title_of(request).en == group.name_en
    with pytest.raises(PermissionDenied):
        requests.approve(request=request, digest=request.digest, by=group.mission.lead)


def test_terms_in_one_language_are_named_and_led_to() -> None:
    group = factories.group(terms_of_reference_cy="")
    shown = read(signed_in(factories.convener(group)), "request_publication", "task_group", group.uuid)
    assert "Not written in Welsh: Terms of reference" in shown
    assert page("group_edit", group.uuid) in shown
