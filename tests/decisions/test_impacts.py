"""The impact of a decision: opened with the draft, dated, written before it is decided, and about this decision."""

import datetime
from http import HTTPStatus

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from core.transitions import Refused
from decisions_log.models import Decision, Impact
from decisions_log.models.impact import WELSH_LANGUAGE, WELSH_PROMPTS
from decisions_log.services import decision as decisions
from decisions_log.services.correction import correct, is_decided
from publication.published.comparison import differences
from tests import factories
from tests.decisions.test_pages import page, read, send, signed_in

pytestmark = pytest.mark.django_db
SAME_WORDS = "The same words stand in another decision"


def welsh(decision: Decision) -> Impact:
    return decision.impacts.get(area=WELSH_LANGUAGE)


def write(impact: Impact, **texts: str) -> Impact:
    """Written in a draft; corrected in a decision that was made."""
    if is_decided(impact):
        by, reasons = factories.convener(impact.decision.group), factories.both("reason", "Recorded wrongly")
        correct(record=impact, by=by, values=texts, kind="fact", **reasons)
        return Impact.objects.get(pk=impact.pk)
    for name, text in texts.items():
        setattr(impact, name, text)
    by = factories.convener(impact.decision.group)
    return decisions.save_part(part=impact, by=by, reason="test")  # type: ignore[return-value]


def test_the_assessment_opens_with_the_draft_and_later_areas_on_their_own_day(time_machine: TimeMachineFixture) -> None:
    decision = factories.draft_decision()
    opened = timezone.localdate()
    assert {impact.opened_on for impact in decision.impacts.all()} == {opened}
    client = signed_in(factories.convener(decision.group))
    assert decision.impacts.filter(area=WELSH_LANGUAGE).exists()
    time_machine.move_to(timezone.now() + datetime.timedelta(days=9))
    client = signed_in(factories.convener(decision.group))
    assert send(client, {"area": "climate"}, "impact_new", decision.uuid)[0] == HTTPStatus.FOUND
    assert decision.impacts.get(area="climate").opened_on == opened + datetime.timedelta(days=9)
    status, _shown = send(client, {"area": "climate"}, "impact_new", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    edit = {"direction": "positive", **factories.both("text", "Cleaner air"), "opened_on": "2001-01-01"}
    climate = decision.impacts.get(area="climate")
    assert send(client, edit, "impact_edit", decision.uuid, climate.uuid)[0] == HTTPStatus.FOUND
    climate.refresh_from_db()
    assert (climate.text_en, climate.opened_on) == ("Cleaner air in English", opened + datetime.timedelta(days=9))


def test_the_welsh_language_has_its_four_prompts_and_stays() -> None:
    decision = factories.draft_decision()
    client = signed_in(factories.convener(decision.group))
    impact = welsh(decision)
    shown = read(client, "impact_edit", decision.uuid, impact.uuid)
    for name in WELSH_PROMPTS:
        assert f'name="{name}_cy"' in shown
    assert 'name="text_cy"' not in shown
    assert page("impact_remove", decision.uuid, impact.uuid) not in read(client, "decision", decision.uuid)
    status, _shown = send(client, {"reason": "No effect"}, "impact_remove", decision.uuid, impact.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert decision.impacts.filter(pk=impact.pk).exists()
    equality = decision.impacts.get(area="equality")
    assert send(client, {"reason": "Assessed elsewhere"}, "impact_remove", decision.uuid, equality.uuid)[0] == 302


@pytest.mark.parametrize("gap", ["opportunities_cy", "lessen_negative_en", "mitigation_en"])
def test_nothing_is_decided_before_every_open_impact_is_written(gap: str) -> None:
    decision = factories.complete(factories.draft_decision())
    area = "equality" if gap == "mitigation_en" else WELSH_LANGUAGE
    write(decision.impacts.get(area=area), **{gap: ""})
    decision = factories.move_to(decision, "proposed")
    by = factories.convener(decision.group)
    with pytest.raises(Refused) as refusal:
        decisions.transition(decision=decision, action="decide", by=by, reason="test")
    assert len(refusal.value.reasons) == 1
    assert "The impact is not written in both languages" in refusal.value.reasons[0]


def test_words_copied_from_another_decision_are_told_to_the_writer_and_before_publication() -> None:
    first = factories.complete(factories.draft_decision())
    second = factories.complete(factories.draft_decision(first.group))
    client = signed_in(factories.convener(first.group))
    assert SAME_WORDS not in read(client, "decision", second.uuid)
    copied = write(welsh(second), opportunities_cy=welsh(first).opportunities_cy)
    assert SAME_WORDS in read(client, "decision", second.uuid)
    assert SAME_WORDS in read(client, "impact_edit", second.uuid, copied.uuid)
    second = factories.move_to(second, "decided")
    warning = "This impact has the same words as that of another decision: Welsh language"
    assert warning in read(client, "request_publication", "decision", second.uuid)
    request = factories.requested(second)
    reader = signed_in(factories.publisher())
    assert warning in read(reader, "publication_request", request.uuid)
    write(welsh(second), opportunities_cy="Ysgrifennwyd o'r newydd")
    assert SAME_WORDS not in read(client, "decision", second.uuid)
    assert warning in read(reader, "publication_request", request.uuid), "the request pins the copied words"


def test_the_public_reads_each_impact_with_its_day_and_what_changed_in_it() -> None:
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    (row,) = version.content["welsh_language_impact"]
    assert set(WELSH_PROMPTS) < set(row)
    assert "text" not in row
    assert row["opened_on"] == decision.decided_on.isoformat()
    assert {row["area"] for row in version.content["impacts"]} == {"equality", "socio_economic", "well_being_goals"}
    write(welsh(decision), opportunities_en="A new opportunity")
    second = factories.publish(decision, change_note_en="More", change_note_cy="Mwy")
    changed = [item for item in differences("decision", version.content, second.content) if item.changed]
    assert [(item.part, item.new) for item in changed if item.old] == [("Welsh language", "A new opportunity")]
    assert "Recorded wrongly in English" in {item.new for item in changed}, "the correction is new, with its reason"
