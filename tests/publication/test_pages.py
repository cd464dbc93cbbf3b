"""Asking for publication and answering it in the workspace."""

import uuid
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoCaptureOnCommitCallbacks

from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog.models import LogEntry
from people.models import PlatformRole
from publication import requests
from publication.models import PublicationRequest, PublishedVersion, RequestState
from taskgroups.services import membership as memberships
from tests import factories
from tests.factories import convener, decided, person, publisher
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "We corrected the cost.", "change_note_cy": "Rydym wedi cywiro'r gost."}


def page(name: str, *args: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"workspace:{name}", args=args)


def read(client: Client, name: str, *args: object, status: int = HTTPStatus.OK) -> str:
    response = client.get(page(name, *args))
    assert response.status_code == status
    return response.content.decode()


def send(client: Client, data: dict[str, object], name: str, *args: object) -> tuple[int, str]:
    response = client.post(page(name, *args), data)
    shown = client.get(response["Location"]) if response.status_code == HTTPStatus.FOUND else response
    return response.status_code, shown.content.decode()


def asked(decision: Decision | None = None) -> PublicationRequest:
    decision = decision or decided()
    factories.confirm_languages(decision)
    return requests.request_publication(record=decision, by=convener(decision.group))


def approval(request: PublicationRequest) -> dict[str, object]:
    return {"answer": "approve", "reason": "", "digest": request.digest}


def test_from_the_request_to_two_published_versions(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    decision = decided()
    member, second = signed_in(convener(decision.group)), signed_in(publisher())
    assert page("request_publication", "decision", decision.uuid) in read(member, "decision", decision.uuid)
    shown = read(member, "request_publication", "decision", decision.uuid)
    assert "decision in English" in shown
    assert "decision yn Gymraeg" in shown
    assert "PRIVATE legal note" not in shown
    for number, note in ((1, {}), (2, NOTE)):
        assert send(member, note, "request_publication", "decision", decision.uuid)[0] == HTTPStatus.FOUND
        request = PublicationRequest.objects.first()
        assert page("publication_request", request.uuid) in read(second, "publication")
        shown = read(second, "publication_request", request.uuid)
        assert request.digest in shown
        assert "PRIVATE legal note" not in shown
        with django_capture_on_commit_callbacks(execute=True):
            status, shown = send(second, approval(request), "publication_request", request.uuid)
        assert status == HTTPStatus.FOUND
        assert f"/en/decisions/{decision.reference}/versions/{number}/" in shown
        assert f"/en/decisions/{decision.reference}/versions/{number}/check/" in shown
        assert Client().get(f"/cy/penderfyniadau/{decision.reference}/").status_code == HTTPStatus.OK
        decision = factories.correct(decision, reasons_en="Two pounds", reasons_cy="Dwy bunt")
    assert "Two" in shown  # what changed is shown beside what it was
    assert PublishedVersion.objects.count() == 2


def test_a_later_version_asks_what_changed_and_keeps_what_was_typed() -> None:
    decision = decided()
    factories.publish(decision)
    factories.correct(decision, reasons_en="Two pounds", reasons_cy="Dwy bunt")
    client = signed_in(convener(decision.group))
    status, shown = send(client, NOTE | {"change_note_cy": ""}, "request_publication", "decision", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "We corrected the cost.</textarea>" in shown
    assert PublicationRequest.objects.count() == 1


def test_what_is_missing_is_named_with_where_to_mend_it() -> None:
    decision = decided()
    decision = factories.correct(decision, reasons_cy="")
    client = signed_in(convener(decision.group))
    shown = read(client, "request_publication", "decision", decision.uuid)
    assert "Not written in Welsh: Why this decision" in shown
    assert page("decision_edit", decision.uuid) in shown
    status, shown = send(client, {}, "request_publication", "decision", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not PublicationRequest.objects.exists()


def test_nothing_new_cannot_be_asked_for() -> None:
    decision = decided()
    factories.publish(decision)
    client = signed_in(convener(decision.group))
    assert "is the record as it stands" in read(client, "request_publication", "decision", decision.uuid)
    status, shown = send(client, NOTE, "request_publication", "decision", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This version is published already." in shown


def test_a_request_that_waits_is_shown_instead_of_a_second() -> None:
    request = asked()
    client = signed_in(request.requested_by)
    response = client.get(page("request_publication", "decision", request.record_uuid))
    assert response["Location"] == page("publication_request", request.uuid)


def test_sent_twice_it_is_published_once() -> None:
    request = asked()
    client = signed_in(publisher())
    assert send(client, approval(request), "publication_request", request.uuid)[0] == HTTPStatus.FOUND
    status, shown = send(client, approval(request), "publication_request", request.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This request has been answered already." in shown
    assert "Published" in shown
    assert LogEntry.objects.count() == PublishedVersion.objects.count() == 1


def test_another_digest_publishes_nothing() -> None:
    request = asked()
    status, shown = send(
        signed_in(publisher()), approval(request) | {"digest": "0" * 64}, "publication_request", request.uuid
    )
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "not the version you read" in shown
    assert not LogEntry.objects.exists()


def test_swapped_identifiers_publish_nothing() -> None:
    one, other = asked(), asked()
    client = signed_in(publisher())
    assert send(client, approval(one), "publication_request", other.uuid)[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    for absent in (one.record_uuid, uuid.uuid4()):
        assert client.post(page("publication_request", absent), approval(one)).status_code == HTTPStatus.NOT_FOUND
    assert not LogEntry.objects.exists()


def test_ones_own_request_shows_the_reason_and_no_answer() -> None:
    decision = decided()
    both = person("convener@example.wales", PlatformRole.PUBLISHER)
    request = asked(decision)
    client = signed_in(both)
    shown = read(client, "publication_request", request.uuid)
    assert "a second person must approve it" in shown
    assert 'value="approve"' not in shown
    status, shown = send(client, approval(request), "publication_request", request.uuid)
    assert status == HTTPStatus.FORBIDDEN
    assert "a second person must approve it" in shown
    assert not LogEntry.objects.exists()


def test_an_editor_sees_why_somebody_else_must_approve() -> None:
    decision = factories.complete(factories.draft_decision())
    editor = person("local@example.wales", PlatformRole.PUBLISHER)
    decisions.revise(decision=decision, by=editor, reason="test", reasons_en="Mine")
    request = asked(factories.move_to(decision, "decided"))
    client = signed_in(editor)
    assert "You have edited this record" in read(client, "publication_request", request.uuid)
    status, shown = send(client, approval(request), "publication_request", request.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "You have edited this record" in shown
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("answer", "state"), [("return", RequestState.RETURNED), ("refuse", RequestState.REFUSED)])
def test_declining_needs_a_reason_that_the_group_can_read(answer: str, state: str) -> None:
    request = asked()
    client = signed_in(publisher())
    data = {"answer": answer, "reason": "  ", "digest": request.digest}
    status, shown = send(client, data, "publication_request", request.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give a reason." in shown
    assert (
        send(client, data | {"reason": "It names a person."}, "publication_request", request.uuid)[0]
        == HTTPStatus.FOUND
    )
    request.refresh_from_db()
    assert request.state == state
    shown = read(signed_in(request.requested_by), "decision", request.record_uuid)
    assert "It names a person." in shown
    assert "Request publication" in shown


def test_who_asked_takes_it_back() -> None:
    request = asked()
    client = signed_in(request.requested_by)
    assert page("publication_cancel", request.uuid) in read(client, "publication_request", request.uuid)
    assert read(client, "publication_cancel", request.uuid)
    assert PublicationRequest.objects.get().state == RequestState.REQUESTED
    assert send(client, {}, "publication_cancel", request.uuid)[0] == HTTPStatus.FOUND
    assert PublicationRequest.objects.get().state == RequestState.CANCELLED
    assert send(client, {}, "publication_cancel", request.uuid)[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert read(signed_in(publisher()), "publication_cancel", request.uuid, status=HTTPStatus.FORBIDDEN)


def test_a_publisher_sees_what_is_asked_and_nothing_else_of_the_group() -> None:
    decision = decided()
    request = asked(decision)
    factories.correct(decision, kind="translation", title_en="A later title in English")
    client = signed_in(publisher())
    for shown in (
        read(client, "publication_request", request.uuid),
        read(client, "publication"),
        client.get(page("publication") + "?all").content.decode(),
        read(client, "home"),
    ):
        assert "A later title" not in shown
        assert page("decision", decision.uuid) not in shown
    read(client, "decision", decision.uuid, status=HTTPStatus.NOT_FOUND)
    read(client, "request_publication", "decision", decision.uuid, status=HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("who", ["outsider", "former"])
def test_hidden_and_absent_requests_are_the_same(who: str) -> None:
    request = asked()
    user = person("outsider@example.wales")
    if who == "former":
        user = request.requested_by
        group = Decision.objects.get(uuid=request.record_uuid).group
        factories.join(group, "second@example.wales", factories.LOCAL, factories.MembershipRole.CONVENER)
        membership = group.memberships.get(user=user)
        memberships.end_membership(membership=membership, by=group.mission.lead, reason="test")
    client = signed_in(user)
    for name in ("publication_request", "publication_cancel"):
        read(client, name, request.uuid, status=HTTPStatus.NOT_FOUND)
    for kind in ("decision", "mission", "nothing"):
        read(client, "request_publication", kind, request.record_uuid, status=HTTPStatus.NOT_FOUND)
    assert page("publication_request", request.uuid) not in client.get(page("publication") + "?all").content.decode()


@pytest.mark.parametrize("kind", ["mission", "position"])
def test_missions_and_positions_go_the_same_way(
    kind: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    group = factories.agreed_group()
    record, by = (group.mission, group.mission.lead) if kind == "mission" else (group.position, convener(group))
    client = signed_in(by)
    assert page("request_publication", kind, record.uuid) in read(client, kind, record.uuid)
    assert send(client, {}, "request_publication", kind, record.uuid)[0] == HTTPStatus.FOUND
    request = PublicationRequest.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            send(signed_in(publisher()), approval(request), "publication_request", request.uuid)[0] == HTTPStatus.FOUND
        )
    shown = read(client, kind, record.uuid)
    assert "The newest published version is the record as it stands." in shown
    assert PublishedVersion.objects.get().record.kind == kind


def test_a_member_sees_why_they_cannot_ask() -> None:
    decision = decided()
    client = signed_in(person("local@example.wales"))
    shown = read(client, "decision", decision.uuid)
    assert "You cannot request publication: Your role does not allow this." in shown
    read(client, "request_publication", "decision", decision.uuid, status=HTTPStatus.FORBIDDEN)


def test_every_page_speaks_welsh_too_and_is_never_stored() -> None:
    request = asked()
    client = signed_in(request.requested_by)
    addresses = [page("publication", language="cy"), page("publication_request", request.uuid, language="cy")]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == HTTPStatus.OK
        assert '<html lang="cy"' in response.content.decode()
        assert "no-store" in response["Cache-Control"]
