"""Every answer pins what it answered, and says so when that has changed since."""

from datetime import timedelta
from http import HTTPStatus
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.projections import PRIVATE
from decisions_log.adoption.public import standings_of, state_words
from decisions_log.adoption.services import record_adoption
from decisions_log.decision.spec import DECISION
from decisions_log.models import Adoption, AdoptionSet, Decision
from decisions_log.models.answer import AnswersDecision
from decisions_log.services import decision as decisions
from people.models import Notification, Organisation, User
from publication.kinds import KINDS
from taskgroups.models import ChallengePosition
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "We corrected the cost.", "change_note_cy": "Rydym wedi cywiro'r gost."}

# How each model that holds somebody's answer says what it is about.
PINS = {
    "decisions_log.Adoption": "meaning_version",
    "decisions_log.Agreement": "meaning_version",
    "decisions_log.DeclaredInterest": "meaning_version",
    "decisions_log.Dissent": "meaning_version",
    "decisions_log.Review": "meaning_version",
    "publication.PublicationRequest": "digest",
    "taskgroups.SignOff": "position_version",
    "taskgroups.SigningLink": "position_version",
}
# What has a state or an answer and pins nothing, and why that is right.
OTHERWISE = {
    "decisions_log.Decision": "what is answered",
    "decisions_log.ForwardPlanItem": "what is announced",
    "publication.Emergency": "is about one publication request, which is pinned",
    "publication.Removal": "names a version and a part of what is published, which does not change",
    "publication.Release": "is approved by the digest of its requests, and lapses when one of them changes",
    "taskgroups.Attendance": "whether somebody comes; a meeting says when it was moved",
    "taskgroups.Commitment": "its text does not change once it is made",
    "taskgroups.ConveningException": "what is asked for is in the same row, and does not change",
    "taskgroups.ExtensionRequest": "the date that is asked for is in the same row, and does not change",
    "taskgroups.Meeting": "what is answered",
    "taskgroups.Suggestion": "names its passage by the revision of the section",
}
_ANSWERED = {"answered_by", "signed_by", "answered_at", "outcome", "settled_by", "state"}


def test_every_model_that_holds_an_answer_pins_what_it_answers() -> None:
    """Every model with an answering column, and every word of an organisation on a decision or a position."""
    found = set()
    for model in apps.get_models():
        if model._meta.app_label not in ("decisions_log", "publication", "taskgroups") or model.__name__.startswith(
            "Historical"
        ):
            continue
        fields = model._meta.concrete_fields
        about = any(field.related_model in (Decision, AdoptionSet, ChallengePosition) for field in fields)
        of_organisation = about and any(field.related_model is Organisation for field in fields)
        if {field.name for field in fields} & _ANSWERED or of_organisation or issubclass(model, AnswersDecision):
            found.add(model._meta.label)
    assert found == PINS.keys() | OTHERWISE.keys()
    for label, pin in PINS.items():
        assert pin in {field.name for field in apps.get_model(label)._meta.concrete_fields}, label


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def adopt(decision: Decision, by: User, outcome: str = "adopted", **values: Any) -> Adoption:
    return record_adoption(decision=decision, by=by, outcome=outcome, decided_on=timezone.localdate(), **values)


@pytest.fixture
def corrected() -> Decision:
    """A published decision, adopted in its first version, whose cost was corrected and published again."""
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    adopt(decision, factories.member(decision.group))
    factories.publish(decision.adoption_set)
    Notification.objects.all().delete()
    decision = factories.correct(decision, cost_en="Two pounds", cost_cy="Dwy bunt")
    factories.publish(decision, **NOTE)
    return decision


def shown_in_public(decision: Decision) -> tuple[str, str]:
    english = Client().get(f"/en/decisions/{decision.reference}/").content.decode()
    return english, Client().get(f"/cy/penderfyniadau/{decision.reference}/").content.decode()


def test_an_adoption_of_an_earlier_version_says_so_in_public(corrected: Decision) -> None:
    english, welsh = shown_in_public(corrected)
    assert "Adopted version 1; has not answered version 2" in english
    assert "Mabwysiadodd fersiwn 1; nid yw wedi ateb fersiwn 2" in welsh
    assert f'href="/en/decisions/{corrected.reference}/compare/1/2/"' in english
    assert "Recommended; adopted by none of 3" in english
    own = Client().get(f"/en/adoptions/{corrected.reference}/").content.decode()
    assert "Adopted version 1; has not answered version 2" in own
    data = Client().get(reverse("api:record", args=["adoption_set", corrected.reference, "json"])).json()
    answers = {row["organisation"]: row for row in data["answers"]}
    assert (answers[factories.LOCAL]["answered_version"], answers[factories.LOCAL]["newest_version"]) == (1, 2)
    assert answers[factories.LOCAL]["answered_newest"] is False
    assert answers[factories.LOCAL]["label"]["cy"] == "Mabwysiadodd fersiwn 1; nid yw wedi ateb fersiwn 2"
    table = Client().get(reverse("api:record", args=["adoption_set", corrected.reference, "csv"]))
    assert "Adopted version 1; has not answered version 2" in table.content.decode()
    said = Client().get(reverse("api:record", args=["decision", corrected.reference, "json"])).json()["state_label"]
    assert said == {"cy": "Argymhellwyd; heb ei fabwysiadu gan yr un o 3", "en": "Recommended; adopted by none of 3"}


def test_the_organisation_is_told_has_a_task_and_answers_again(corrected: Decision) -> None:
    member = factories.member(corrected.group)
    told = Notification.objects.filter(person=member).values_list("kind", flat=True)
    assert list(told) == ["adoption_again"]
    assert list(Notification.objects.filter(person__email="national@example.wales").values_list("kind", flat=True)) == [
        "decision_corrected"
    ]
    client = signed_in(member)
    home = client.get(page("home")).content.decode()
    assert "Answer the corrected decision for your organisation" in home
    address = page("adoption", corrected.uuid)
    form = client.get(address)
    assert "Two pounds" in form.content.decode(), "what was corrected is read before answering"
    today = timezone.localdate()
    data = {"outcome": "adopted", "read": corrected.meaning_version, "decided_on_day": today.day}
    data |= {"decided_on_month": today.month, "decided_on_year": today.year}
    earlier = today - timedelta(days=1)
    late = data | {"decided_on_day": earlier.day, "decided_on_month": earlier.month, "decided_on_year": earlier.year}
    assert client.post(address, late).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(address, data | {"read": 1}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(address, data).status_code == HTTPStatus.FOUND
    assert "Answer the corrected decision" not in client.get(page("home")).content.decode()
    adoption = Adoption.objects.get(adoption_set__decision=corrected, organisation=factories.body())
    assert [row.meaning_version for row in adoption.history.all()] == [2, 1, None]
    factories.publish(corrected.adoption_set, **NOTE)
    english, _welsh = shown_in_public(corrected)
    assert "has not answered version 2" not in english
    assert "Recommended; adopted by 1 of 3" in english


def test_a_correction_that_says_nothing_else_asks_nobody_again() -> None:
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    adopt(decision, factories.member(decision.group))
    factories.publish(decision.adoption_set)
    decision = factories.correct(decision, **factories.both("reasons", "Other"))
    factories.publish(decision, **NOTE)
    assert not Notification.objects.filter(kind="adoption_again").exists()
    assert "has not answered" not in shown_in_public(decision)[0]


def test_declining_needs_a_reason_in_the_organisations_own_words() -> None:
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    client = signed_in(factories.member(decision.group))
    today = timezone.localdate()
    data: dict[str, Any] = {"outcome": "declined", "decided_on_day": today.day, "decided_on_month": today.month}
    data["decided_on_year"] = today.year
    refused = client.post(page("adoption", decision.uuid), data)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Enter why your organisation declined" in refused.content.decode()
    accepted = client.post(page("adoption", decision.uuid), data | {"reason_cy": "Nid oes gennym staff."})
    assert accepted.status_code == HTTPStatus.FOUND
    factories.publish(decision.adoption_set)
    english, welsh = shown_in_public(decision)
    assert '<div lang="cy"><p>Nid oes gennym staff.</p>' in english
    assert "Written in Welsh. There is no English translation yet." in english
    assert "Nid oes gennym staff." in welsh


def test_versions_published_before_they_said_which_text_they_have_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The content of earlier leaves names no text: it is read as it always was, and no agreement is made up."""
    for projection in (DECISION.projection, KINDS["adoption_set"].projection.children["adoptions"].projection):
        monkeypatch.setitem(projection.audiences, "meaning_version", PRIVATE)  # type: ignore[arg-type]
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    adopt(decision, factories.member(decision.group))
    factories.publish(decision.adoption_set)
    decision = factories.correct(decision, cost_en="Two pounds", cost_cy="Dwy bunt")
    factories.publish(decision, **NOTE)
    standing = standings_of([decision.reference or ""])[decision.reference or ""]
    answer = next(answer for answer in standing.answers if answer.slug == factories.LOCAL)
    assert (answer.answered, answer.newest, answer.stale, answer.compared) == (1, 2, True, (1, 2))
    assert answer.label == "Adopted version 1; has not answered version 2"


def test_answers_given_before_are_pinned_by_what_was_there_to_read(corrected: Decision) -> None:
    adopt(corrected, factories.person("national@example.wales"))
    for model in (Adoption, Adoption.history.model):
        models.QuerySet(model).update(meaning_version=None, meaning="")
    models.QuerySet(Decision).update(meaning_version=1)
    then = MigrationLoader(connection).project_state(("decisions_log", "0001_squashed_0020_pin_existing_answers")).apps
    import_module("decisions_log.migrations.0020_pin_existing_answers").pin(then, None)
    rows = Adoption.objects.filter(adoption_set__decision=corrected).exclude(outcome="pending")
    assert {row.organisation.slug: row.meaning_version for row in rows} == {factories.LOCAL: 1, factories.NATIONAL: 2}
    assert Decision.objects.get(pk=corrected.pk).meaning_version == 2


@pytest.mark.parametrize(
    ("values", "english", "welsh"),
    [
        (("decided", "board", 8, 3, 0), "Decided", "Penderfynwyd"),
        (("decided", "task_group", 0, 0, 0), "Recommended", "Argymhellwyd"),
        (
            ("decided", "task_group", 8, 0, 0),
            "Recommended; adopted by none of 8",
            "Argymhellwyd; heb ei fabwysiadu gan yr un o 8",
        ),
        (("decided", "task_group", 8, 3, 0), "Recommended; adopted by 3 of 8", "Argymhellwyd; mabwysiadwyd gan 3 o 8"),
        (
            ("decided", "partnership", 8, 3, 1),
            "Recommended; adopted by 3 of 8 (1 with conditions)",
            "Argymhellwyd; mabwysiadwyd gan 3 o 8 (1 gydag amodau)",
        ),
        (("implemented", "task_group", 8, 3, 0), "Implemented", "Gweithredwyd"),
    ],
)
def test_the_state_of_a_recommendation_says_how_many_adopted_it(values: Any, english: str, welsh: str) -> None:
    with override("en"):
        assert state_words(*values) == english
    with override("cy"):
        assert state_words(*values) == welsh


def test_everyone_in_the_group_is_told_of_a_proposal_once_and_without_its_words() -> None:
    group = factories.agreed_group()
    citizen = factories.join(group, "citizen@example.wales", "llais", factories.MembershipRole.CITIZEN_MEMBER).user
    decision = factories.proposal(factories.draft_decision(group))
    Notification.objects.all().delete()
    decisions.transition(decision=decision, action="propose", by=factories.member(group), reason="test")
    told = dict(Notification.objects.values_list("person__email", "kind"))
    assert told[citizen.email] == told["national@example.wales"] == "decision_proposed"
    assert told[factories.convener(group).email] == "decision_waits"
    assert factories.member(group).email not in told
