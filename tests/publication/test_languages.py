"""Welsh that is older than the English, and the other way round, passes no door unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from core.history import RecordedModel, recording
from core.transitions import Refused
from decisions_log.services import decision as decisions
from people.models import LanguageCheck, User
from publication import languages, requests
from publication.kinds import kind_of
from publication.level import behind, blockers
from taskgroups.models import Answer
from taskgroups.services import group as groups, position as positions
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def change(record: RecordedModel, name: str, text: str = "Other words") -> RecordedModel:
    """One language of one text is saved, as the services do it."""
    with recording(by=factories.person("local@example.wales"), reason="test"):
        setattr(record, name, text)
        record.save()
    return record


def _closing_report() -> RecordedModel:
    return factories.report_closing(factories.agreed_group())


def _review() -> RecordedModel:
    return factories.reviewed(factories.decided())


# A record of each kind with texts of its own, and a part of it, if it has parts: the row and the text to change.
RECORDS: dict[str, Callable[[], tuple[Any, Any, str]]] = {
    "mission": lambda: (record := factories.ready_mission(), record, "outcome"),
    "accountability": lambda: (record := factories.ready_mission(), record.accountabilities.first(), "share"),
    "task_group": lambda: (record := factories.group(), record, "purpose"),
    "decision": lambda: (record := factories.decided(), record, "reasons"),
    "option": lambda: (record := factories.decided(), record.options.first(), "summary"),
    "trade_off": lambda: (record := factories.decided(), record.trade_offs.first(), "gain"),
    "closing_report": lambda: (record := _closing_report(), record, "learning"),
    "review": lambda: (record := _review(), record, "learning"),
    "finding": lambda: (record := _review(), record.findings.first(), "happened"),
    "forward_plan_item": lambda: (record := factories.plan_item(factories.agreed_group()), record, "say"),
}


@pytest.mark.parametrize("led", ["en", "cy"])
@pytest.mark.parametrize("name", RECORDS)
def test_no_record_is_requested_while_a_text_has_not_followed(name: str, led: str) -> None:
    record, row, text = RECORDS[name]()
    assert not blockers(record)
    change(row, f"{text}_{led}")
    late = "The Welsh has not followed the English" if led == "en" else "The English has not followed the Welsh"
    gap = blockers(record)[0]
    assert str(gap.reason).startswith(late)
    assert str(gap.url) == reverse("workspace:languages", args=[kind_of(record).name, record.uuid])
    factories.confirm_languages(record)
    assert not blockers(record)
    change(row, f"{text}_{led}", "Still other words")  # what was confirmed were those words
    assert len(blockers(record)) == 1


def test_a_section_that_has_not_followed_is_not_signed_off_nor_agreed() -> None:
    group = factories.defining_group()
    position = group.position
    factories.write_position(position)
    factories.sign_position(position)
    section = position.sections.first()
    by = factories.convener(group)
    positions.save_section(
        section=section, text_en="New", text_cy=section.text_cy, base_revision=section.revision, by=by, reason="test"
    )
    position.refresh_from_db()
    member = factories.person("national@example.wales")
    with pytest.raises(Refused, match="The Welsh has not followed the English: The problem and who it affects"):
        positions.answer(position=position, version=position.version, answer=Answer.SIGN_OFF, by=member)
    positions.answer(position=position, version=position.version, answer=Answer.RESERVATION, by=member, text_en="No")
    with pytest.raises(Refused, match="The Welsh has not followed the English"):
        groups.transition(group=group, action="agree_position", by=by, reason="test")
    home = signed_in(by).get(reverse("workspace:home")).content.decode()
    assert reverse("workspace:section_level", args=[section.uuid]) in home
    factories.agree(group)
    assert LanguageCheck.objects.get().language == "cy"


def test_a_decision_is_neither_proposed_nor_decided_while_a_text_has_not_followed() -> None:
    decision = factories.complete(factories.draft_decision())
    member = factories.member(decision.group)
    decisions.revise(decision=decision, by=member, reason="test", question_en="MONTHLY?")
    with pytest.raises(Refused, match="The Welsh has not followed the English: The question"):
        decisions.transition(decision=decision, action="propose", by=member, reason="test")
    decision.refresh_from_db()
    page = signed_in(member).get(reverse("workspace:languages", args=["decision", decision.uuid])).content.decode()
    assert "MONTHLY?" in page
    assert decision.question_cy in page
    pins = [late.pin for late in behind(decision)]
    sent = signed_in(member).post(reverse("workspace:languages", args=["decision", decision.uuid]), {"pins": pins})
    assert sent.status_code == 302
    check = LanguageCheck.objects.get()
    assert (check.checked_by, check.language, check.name) == (member, "cy", "question")
    decisions.transition(decision=decision, action="propose", by=member, reason="test")


def test_nobody_confirms_what_they_have_not_read_or_may_not_write() -> None:
    decision = factories.complete(factories.draft_decision())
    change(decision, "question_en", "One")
    pins = [late.pin for late in behind(decision)]
    change(decision, "question_en", "Two")
    member = factories.member(decision.group)
    with pytest.raises(Refused, match="changed while you were reading"):
        languages.confirm(record=decision, pins=pins, by=member)
    assert not LanguageCheck.objects.exists()
    stranger = signed_in(factories.publisher())
    address = reverse("workspace:languages", args=["decision", decision.uuid])
    assert stranger.post(address, {"pins": pins}).status_code == 404


def test_the_publisher_reads_who_checked_it_and_what_reads_as_the_other_language() -> None:
    decision = factories.decided()
    change(decision, "reasons_en", "New reasons")
    english = "People wait too long for help at home and nobody tells them why."
    change(decision, "cost_cy", english)
    asked = factories.requested(decision)
    change(decision, "reasons_en", "Words that nobody asked to publish")
    page = signed_in(factories.publisher()).get(reverse("workspace:publication_request", args=[asked.uuid]))
    shown = page.content.decode()
    assert f"The Welsh was checked by: {decision.group.mission.lead}" in shown
    assert "Words that nobody asked to publish" not in shown
    requests.approve(request=asked, digest=asked.digest, by=factories.publisher())


def test_an_english_paragraph_on_the_welsh_side_is_a_warning_and_no_bar() -> None:
    decision = factories.decided()
    english = "People wait too long for help at home and nobody tells them why."
    with recording(by=factories.member(decision.group), reason="test"):
        decision.cost_en, decision.cost_cy = english, english
        decision.save()
    asked = factories.requested(decision)
    shown = signed_in(factories.publisher()).get(reverse("workspace:publication_request", args=[asked.uuid]))
    assert "A paragraph of the Welsh text reads as English: Cost, and who pays" in shown.content.decode()
    assert f'lang="en">{english}</blockquote>' in shown.content.decode()


def tasks(person: User) -> list[tuple[str, str]]:
    return [(line.title, line.href) for line in signed_in(person).get(reverse("workspace:home")).context["waiting"]]


@pytest.mark.parametrize("name", RECORDS)
def test_what_has_not_followed_is_a_task_of_who_can_clear_it_until_it_is_cleared(name: str) -> None:
    record, row, text = RECORDS[name]()
    kind = kind_of(record)
    place = ("Check Welsh and English", reverse("workspace:languages", args=[kind_of(record).name, record.uuid]))
    group = record if kind.name == "task_group" else getattr(record, "group", None)
    keeper = factories.convener(group) if group else record.lead
    assert place not in tasks(keeper)
    change(row, f"{text}_en")
    assert place in tasks(keeper)
    assert place not in tasks(factories.person("elsewhere@example.wales"))
    page = signed_in(keeper).get(place[1])
    pins = [to_check.standing.pin for to_check in page.context["to_check"]]
    assert signed_in(keeper).post(place[1], {"pins": pins}).status_code == 302
    assert place not in tasks(keeper)


def test_my_work_asks_no_more_of_the_database_for_more_records_behind(django_assert_max_num_queries) -> None:  # noqa: ANN001
    group = factories.agreed_group()
    made = [factories.decided(group) for _each in range(4)]
    items = [factories.plan_item(group) for _each in range(4)]
    keeper = signed_in(factories.convener(group))

    def fall_behind(number: int) -> None:
        change(made[number].options.first(), "summary_en")
        change(made[number].trade_offs.first(), "gain_cy")
        change(items[number], "say_en")

    fall_behind(0)
    with django_assert_max_num_queries(500) as counted:
        keeper.get(reverse("workspace:home"))
    for number in (1, 2, 3):
        fall_behind(number)
    with django_assert_max_num_queries(len(counted)):
        home = keeper.get(reverse("workspace:home"))
    assert [line.title for line in home.context["waiting"]].count("Check Welsh and English") == 8
