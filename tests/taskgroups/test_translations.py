"""What somebody says in one language is translated by the group's secretariat, and its author can correct it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from core.own_words import own_words_of
from core.transitions import Refused
from decisions_log.adoption.services import record_adoption
from decisions_log.models import Adoption, AdoptionOutcome, DeclaredInterest, Dissent
from decisions_log.services import decision as decisions
from people.models import Notification, User
from taskgroups.models import Answer, Interest, Meeting, SignOff, TaskGroup
from taskgroups.services import attendance, meeting as meetings
from taskgroups.services.position import answer
from taskgroups.services.translation import translate
from taskgroups.translations import SOURCES, Wording, wanted_from
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def wording(source: str, row: object) -> Wording:
    found = SOURCES[source]
    return Wording(found, row, found.group_of(row))  # type: ignore[arg-type]


def answered(words: str = "Ein geiriau ni") -> SignOff:
    """A body's reservation, in Welsh only."""
    position = factories.defining_group().position
    factories.write_position(position)
    position.refresh_from_db()
    by = factories.person("national@example.wales")
    return answer(position=position, version=position.version, answer=Answer.RESERVATION, by=by, text_cy=words)


@pytest.fixture
def reserved() -> SignOff:
    return answered("Nid yr arian")


AUTHOR, OTHER = "national@example.wales", "local@example.wales"


def address(reservation: SignOff) -> str:
    return reverse("workspace:translation", args=[reservation.position.group.uuid, "answer", reservation.uuid])


def test_a_translation_is_a_task_until_it_is_entered_and_the_author_is_told(reserved: SignOff) -> None:
    group, secretary = reserved.position.group, factories.convener(reserved.position.group)
    client = signed_in(secretary)
    assert address(reserved) in client.get(reverse("workspace:home")).content.decode()
    page = client.get(address(reserved)).content.decode()
    assert '<div class="govuk-inset-text opsw-prose" lang="cy"><p>Nid yr arian</p></div>' in page
    sent = client.post(address(reserved), {"text": "Not the money", "based_on": reserved.latest_history_id()})
    assert sent.status_code == 302
    reserved.refresh_from_db()
    said = reserved.text
    assert (said.cy, said.en, said.original, said.translator) == ("Nid yr arian", "Not the money", "cy", "secretariat")
    assert address(reserved) not in client.get(reverse("workspace:home")).content.decode()
    told = Notification.objects.get(kind="words_translated")
    assert (told.person, told.about) == (factories.person(AUTHOR), group.uuid)


def test_the_author_corrects_the_translation(reserved: SignOff) -> None:
    group = reserved.position.group
    translate(wording=wording("answer", reserved), text="Not the munny", by=factories.convener(group))
    client = signed_in(factories.person(AUTHOR))
    listed = client.get(reverse("workspace:group_translations", args=[group.uuid])).content.decode()
    assert "Correct the translation" in listed
    reserved.refresh_from_db()
    client.post(address(reserved), {"text": "Not the money", "based_on": reserved.latest_history_id()})
    reserved.refresh_from_db()
    assert (reserved.text.en, reserved.text.translator) == ("Not the money", "author")


def test_another_organisation_reads_and_does_not_translate(reserved: SignOff) -> None:
    other = signed_in(factories.person(OTHER))
    assert other.get(address(reserved)).status_code == 403
    listed = other.get(reverse("workspace:group_translations", args=[reserved.position.group.uuid])).content.decode()
    assert "Nid yr arian" in listed
    assert address(reserved) not in listed


def test_a_changed_original_wants_its_translation_again(reserved: SignOff) -> None:
    secretary = factories.convener(reserved.position.group)
    translate(wording=wording("answer", reserved), text="Not the money", by=secretary)
    answer(
        position=reserved.position,
        version=reserved.position_version,
        answer=Answer.RESERVATION,
        by=factories.person(AUTHOR),
        text_cy="Nid yr amser",
        text_en="Not the money",
    )
    reserved.refresh_from_db()
    assert reserved.text.wanted == "en"
    assert [found.row for found in wanted_from(secretary)] == [reserved]


def test_nothing_is_overwritten_and_an_empty_translation_is_none(reserved: SignOff) -> None:
    secretary = factories.convener(reserved.position.group)
    with pytest.raises(Refused, match="Enter the translation"):
        translate(wording=wording("answer", reserved), text=" ", by=secretary)
    before = reserved.latest_history_id()
    translate(wording=wording("answer", reserved), text="Not the money", by=secretary)
    with pytest.raises(Refused, match="Somebody changed this"):
        translate(wording=wording("answer", reserved), text="Not that money", by=secretary, based_on=before)


def _interest(group: TaskGroup, **words: str) -> Interest:
    meeting = factories.meeting(group, timezone.now() + datetime.timedelta(days=3))
    return attendance.declare(meeting=meeting, by=factories.member(group), reason="test", **{"what_en": "", **words})


def _meeting(**words: str) -> Meeting:
    group = factories.agreed_group()
    in_three_days = timezone.localtime() + datetime.timedelta(days=3)
    return factories.meeting(group, in_three_days.replace(hour=10, minute=0), **words)


def _cancelled() -> Meeting:
    meeting = _meeting()
    by = factories.convener(meeting.group)
    return meetings.cancel(meeting=meeting, cancelled_because_cy=WELSH, cancelled_because_en="", by=by, reason="test")


def _part(model: type[Dissent | DeclaredInterest], **values: Any) -> Any:
    decision = factories.draft_decision()
    by = factories.member(decision.group)
    return decisions.save_part(part=model(decision=decision, **values), by=by, reason="test")


def _adoption(outcome: AdoptionOutcome, by: User | None = None, **words: str) -> Adoption:
    decision = factories.decided()
    return record_adoption(
        decision=decision,
        by=by or factories.member(decision.group),
        outcome=outcome,
        decided_on=timezone.localdate(),
        **words,
    )


WELSH = "Ein geiriau ni"
# One text in Welsh only from each source, by the way that people take.
SAID: dict[str, Callable[[], Any]] = {
    "answer": lambda: answered(),
    "commitment": lambda: factories.commitment(factories.agreed_group(), what_cy=WELSH, what_en=""),
    "interest": lambda: _interest(factories.agreed_group(), what_cy=WELSH),
    "meeting-title": lambda: _meeting(title_cy=WELSH, title_en=""),
    "meeting-place": lambda: _meeting(place_cy=WELSH, place_en=""),
    "meeting-agenda": lambda: _meeting(agenda_cy=WELSH, agenda_en=""),
    "meeting-cancelled-because": _cancelled,
    "dissent": lambda: _part(Dissent, kind="objection", text_cy=WELSH),
    "declared_interest": lambda: _part(
        DeclaredInterest, organisation=factories.body(), role="member", handling="left", what_cy=WELSH
    ),
    "dispensation": lambda: _part(
        DeclaredInterest,
        organisation=factories.body(),
        role="member",
        handling="left",
        dispensation_cy=WELSH,
        **factories.both("what"),
    ),
    "conditions": lambda: _adoption(AdoptionOutcome.WITH_CONDITIONS, conditions_cy=WELSH),
    "declining": lambda: _adoption(AdoptionOutcome.DECLINED, reason_cy=WELSH),
}


@pytest.mark.parametrize("source", SOURCES)
def test_whatever_is_said_in_one_language_wants_the_other(source: str) -> None:
    row = SAID[source]()
    found = wording(source, row)
    secretary = factories.convener(found.group)
    assert [(wanted.source.name, wanted.row) for wanted in wanted_from(secretary)] == [(source, row)]
    translate(wording=found, text="Our own words", by=secretary)
    assert not list(wanted_from(secretary))
    row.refresh_from_db()
    said = found.source.text_of(row)
    assert (said.cy, said.en, said.original) == (WELSH, "Our own words", "cy")


def test_who_opened_a_record_before_it_had_words_is_not_their_author() -> None:
    adoption = _adoption(AdoptionOutcome.DECLINED, by=factories.person(AUTHOR), reason_cy=WELSH)
    group = adoption.adoption_set.decision.group
    translate(wording=wording("declining", adoption), text="Our own words", by=factories.convener(group))
    adoption.refresh_from_db()
    assert adoption.reason.translator == "secretariat"
    assert [told.person for told in Notification.objects.filter(kind="words_translated")] == [factories.person(AUTHOR)]


def test_every_accessor_of_own_words_is_translated_by_somebody_or_needs_no_translation() -> None:
    sources = {(source.model, source.words) for source in SOURCES.values()}
    assert sources == {
        (model, name) for model in apps.get_models() for name, words in own_words_of(model).items() if words.translated
    }
