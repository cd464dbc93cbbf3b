"""The one door: what goes through it, and every way round it that is shut."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from time_machine import TimeMachineFixture

from core.history import recording
from core.transitions import Refused
from decisions_log.models import Decision, Evidence, Option
from decisions_log.services import decision as decisions
from missions.services import mission as missions
from openlog.models import LogEntry
from people.models import PlatformRole, User
from people.services.accounts import end_role, system_user
from publication import requests
from publication.models import PublicationRequest, PublishedRecord, PublishedVersion, RequestState
from publication.pinned import pinned_by
from taskgroups.services import group as groups
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "We corrected the cost.", "change_note_cy": "Rydym wedi cywiro'r gost."}


def asked(decision: Decision | None = None, **note: str) -> PublicationRequest:
    decision = decision or factories.decided()
    factories.confirm_languages(decision)
    return requests.request_publication(record=decision, by=factories.convener(decision.group), **note)


def revise(decision: Decision, **values: object) -> Decision:
    return decisions.revise(decision=decision, by=factories.convener(decision.group), reason="test", **values)


def nothing_is_published() -> bool:
    return not (LogEntry.objects.exists() or PublishedVersion.objects.exists() or PublishedRecord.objects.exists())


def test_from_draft_to_the_second_version() -> None:
    decision = factories.decided()
    first = factories.publish(decision)
    assert (first.number, first.record.kind, first.record.slug_cy) == (1, "decision", decision.reference)
    assert first.content["options"][0]["title"]["cy"] == "Do it yn Gymraeg"
    assert first.content["dissents"][0]["organisation"]["slug"] == factories.LOCAL
    assert first.mission == decision.group.mission.uuid
    decision = factories.correct(decision, reasons_en="Two pounds", reasons_cy="Dwy bunt")
    second = factories.publish(decision, **NOTE)
    assert (second.number, second.record) == (2, first.record)
    assert second.content["reasons"] == {"en": "Two pounds", "cy": "Dwy bunt"}
    assert second.change_note.cy == NOTE["change_note_cy"]
    first.refresh_from_db()
    assert first.content["reasons"]["en"] == "reasons in English"
    assert [entry.version for entry in LogEntry.objects.filter(record_id=decision.uuid)] == [1, 2]


def test_one_does_not_approve_what_one_asked_for() -> None:
    decision = factories.decided()
    both = factories.person("convener@example.wales", PlatformRole.PUBLISHER)
    request = asked(decision)
    with pytest.raises(PermissionDenied, match="second person"):
        requests.approve(request=request, digest=request.digest, by=both)
    assert nothing_is_published()
    assert requests.why_not_approve(request, both) == [
        "You asked for this publication: a second person must approve it."
    ]


@pytest.mark.parametrize(
    "role", [None, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR, PlatformRole.COMMUNICATIONS_EDITOR]
)
def test_only_publishers_approve(role: PlatformRole | None) -> None:
    request = asked()
    person = factories.person("somebody@example.wales", *([role] if role else []))
    for answer in (
        lambda: requests.approve(request=request, digest=request.digest, by=person),
        lambda: requests.return_for_changes(request=request, by=person, reason="test"),
        lambda: requests.refuse(request=request, by=person, reason="test"),
        lambda: requests.cancel(request=request, by=person),
    ):
        with pytest.raises(PermissionDenied):
            answer()
    assert nothing_is_published()


def test_a_publisher_whose_role_has_ended_does_not_approve() -> None:
    request = asked()
    publisher = factories.publisher()
    end_role(assignment=publisher.role_assignments.get(), by=system_user(), reason="test")
    with pytest.raises(PermissionDenied):
        requests.approve(request=request, digest=request.digest, by=publisher)


def edits_a_text(decision: Decision, editor: User) -> None:
    decisions.revise(decision=decision, by=editor, reason="test", **factories.both("reasons", "Mine"))


def edits_a_part(decision: Decision, editor: User) -> None:
    part = decision.options.last()
    part.why_not_en = part.why_not_cy = "Mine"
    decisions.save_part(part=part, by=editor, reason="test")


def removes_a_part(decision: Decision, editor: User) -> None:
    decisions.remove_part(part=decision.options.last(), by=editor, reason="test")
    again = Option(
        decision=decision, **factories.both("title"), **factories.both("summary"), **factories.both("why_not")
    )
    decisions.save_part(part=again, by=factories.convener(decision.group), reason="test")


@pytest.mark.parametrize("edit", [edits_a_text, edits_a_part, removes_a_part])
def test_an_editor_does_not_approve(edit: Callable[[Decision, User], None]) -> None:
    decision = factories.complete(factories.draft_decision())
    editor = factories.person("local@example.wales", PlatformRole.PUBLISHER)
    edit(decision, editor)
    request = asked(factories.move_to(decision, "decided"))
    with pytest.raises(Refused, match="edited this record"):
        requests.approve(request=request, digest=request.digest, by=editor)
    assert nothing_is_published()
    assert factories.approve(request).number == 1


def test_who_edited_the_last_version_may_approve_the_next() -> None:
    decision = factories.complete(factories.draft_decision())
    editor = factories.person("local@example.wales", PlatformRole.PUBLISHER)
    decisions.revise(decision=decision, by=editor, reason="test", reasons_en="Mine")
    decision = factories.move_to(decision, "decided")
    factories.publish(decision)
    request = asked(factories.correct(decision, **factories.both("reasons", "Two pounds")), **NOTE)
    assert requests.why_not_approve(request, editor) == []
    assert requests.approve(request=request, digest=request.digest, by=editor).number == 2


def test_what_was_read_is_what_goes_out() -> None:
    decision = factories.decided()
    request = asked(decision)
    factories.correct(decision, reasons_en="LATER words", reasons_cy="Geiriau DIWEDDARACH")
    by = factories.convener(decision.group)
    evidence = Evidence(
        decision=decision,
        kind="research",
        confidence="low",
        **factories.both("title", "LATER evidence"),
    )
    decisions.save_part(part=evidence, by=by, reason="test")
    groups.revise(group=decision.group, by=by, reason="test", name_en="LATER name")
    read = pinned_by(request).content
    version = factories.approve(request)
    assert version.content == read
    assert len(version.content["evidence"]) == 1
    assert not {"LATER", "DIWEDDARACH"} & set(str(version.content).replace("'", " ").split())


def test_the_digest_names_the_version_that_was_read() -> None:
    request, other = asked(), asked()
    for digest in ("", "0" * 64, other.digest):
        with pytest.raises(Refused, match="not the version you read"):
            requests.approve(request=request, digest=digest, by=factories.publisher())
    assert nothing_is_published()


def test_a_manifest_changed_behind_the_products_back_is_not_published() -> None:
    request = asked()
    request.manifest["children"]["options"].pop()
    with recording(by=system_user(), reason="test"):
        request.save()
    with pytest.raises(Refused, match="not the version you read"):
        requests.approve(request=request, digest=request.digest, by=factories.publisher())
    assert nothing_is_published()


@pytest.mark.parametrize("answer", ["approve", "return", "refuse", "cancel"])
def test_a_request_is_answered_once(answer: str) -> None:
    request = asked()
    publisher = factories.publisher()
    answers = {
        "approve": lambda: factories.approve(request),
        "return": lambda: requests.return_for_changes(request=request, by=publisher, reason="test"),
        "refuse": lambda: requests.refuse(request=request, by=publisher, reason="test"),
        "cancel": lambda: requests.cancel(request=request, by=request.requested_by),
    }
    answers[answer]()
    entries = LogEntry.objects.count()
    for again in answers.values():
        with pytest.raises(Refused, match="answered already"):
            again()
    request.refresh_from_db()
    assert LogEntry.objects.count() == PublishedVersion.objects.count() == entries == (1 if answer == "approve" else 0)


def test_an_answer_that_declines_has_a_reason_and_the_record_can_be_asked_for_again() -> None:
    request = asked()
    with pytest.raises(Refused, match="Give a reason"):
        requests.return_for_changes(request=request, by=factories.publisher(), reason=" ")
    requests.return_for_changes(request=request, by=factories.publisher(), reason="Check the cost.")
    request.refresh_from_db()
    assert (request.state, request.answer_reason) == (RequestState.RETURNED, "Check the cost.")
    assert asked(Decision.objects.get(uuid=request.record_uuid)).state == RequestState.REQUESTED


def test_one_request_at_a_time() -> None:
    decision = factories.decided()
    asked(decision)
    with pytest.raises(Refused, match="waiting for approval already"):
        asked(decision)
    assert PublicationRequest.objects.count() == 1


def test_the_same_content_is_not_published_twice() -> None:
    decision = factories.decided()
    factories.publish(decision)
    by = factories.convener(decision.group)
    groups.revise(group=decision.group, by=by, reason="test", purpose_en="Another purpose")
    revise(decision, legal_note="Another note that nobody will read")
    with pytest.raises(Refused, match="published already"):
        asked(decision, **NOTE)


@pytest.mark.parametrize(
    "note", [{}, {"change_note_en": "Only English"}, {"change_note_en": " ", "change_note_cy": " "}]
)
def test_a_later_version_says_in_both_languages_what_changed(note: dict[str, str]) -> None:
    decision = factories.decided()
    factories.publish(decision)
    with pytest.raises(Refused, match="what changed"):
        asked(factories.correct(decision, **factories.both("reasons", "Two pounds")), **note)


@pytest.mark.parametrize("state", ["draft", "proposed", "deferred", "rejected", "withdrawn"])
def test_only_what_is_decided_is_published(state: str) -> None:
    decision = factories.move_to(factories.complete(factories.draft_decision()), state)
    with pytest.raises(PermissionDenied, match="decided"):
        asked(decision)


def test_members_do_not_ask_for_publication() -> None:
    decision = factories.decided()
    for email in ("local@example.wales", "publisher@example.wales", "outsider@example.wales"):
        with pytest.raises(PermissionDenied):
            requests.request_publication(record=decision, by=factories.person(email))


def test_a_decision_made_incomplete_after_publication_is_not_published_again() -> None:
    decision = factories.decided()
    factories.publish(decision)
    by = factories.convener(decision.group)
    with pytest.raises(PermissionDenied, match="Nothing is removed"):
        decisions.remove_part(part=decision.trade_offs.first(), by=by, reason="test")
    decision = factories.correct(decision, reasons_cy="")
    with pytest.raises(Refused, match="Fill in: Reasons in Welsh"):
        asked(decision, **NOTE)
    assert PublishedVersion.objects.count() == 1


def test_both_languages_or_none() -> None:
    decision = factories.complete(factories.draft_decision())
    option = decision.options.first()
    option.benefits_en = "Only in English"
    decisions.save_part(part=option, by=factories.convener(decision.group), reason="test")
    words = "Not written in Welsh: Option 1 \\(Do it in English\\): What it would bring"
    with pytest.raises(Refused, match=words):
        asked(factories.move_to(decision, "decided"))


def test_a_published_address_does_not_change() -> None:
    mission = factories.active_mission()
    factories.publish(mission)
    mission = missions.revise(mission=mission, by=mission.lead, reason="test", slug_en="another-word")
    with pytest.raises(Refused, match="address"):
        requests.request_publication(record=mission, by=mission.lead, **NOTE)


def test_a_reopened_position_is_not_published_until_it_is_agreed_again() -> None:
    group = factories.agreed_group()
    factories.publish(group.position)
    by = factories.convener(group)
    groups.transition(group=group, action="reopen", by=by, reason="test")
    factories.write_position(group.position, "New words")
    with pytest.raises(PermissionDenied, match="reopened"):
        requests.request_publication(record=group.position, by=by, **NOTE)


def test_a_group_that_was_refused_publication_goes_on() -> None:
    group = factories.agreed_group()
    by = factories.convener(group)
    request = requests.request_publication(record=group.position, by=by)
    requests.refuse(request=request, by=factories.publisher(), reason="It names a person.")
    assert groups.transition(group=group, action="start_deliberating", by=by, reason="test").stage == "deliberating"


def test_publication_can_be_asked_for_after_the_time_limit(time_machine: TimeMachineFixture) -> None:
    decision = factories.decided()
    time_machine.move_to(decision.group.ends_on + datetime.timedelta(days=2))
    assert asked(decision).state == RequestState.REQUESTED
