"""A clock that jumps changes nothing about which version is the newest, what is published, or who has edited."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.extra.django import TestCase
from time_machine import TimeMachineFixture, travel

from core.transitions import Refused
from decisions_log.services import decision as decisions
from missions.models import Mission
from missions.services import mission as missions
from openlog.models import LogEntry
from people.models import PlatformRole
from publication import removal
from publication.editing import has_edited
from publication.models import PublicationRequest, RemovalAction
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "We corrected it.", "change_note_cy": "Rydym wedi ei gywiro."}
NOW = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
AHEAD = NOW + datetime.timedelta(days=2)
AGAIN = NOW + datetime.timedelta(hours=1)  # the clock is right again


def revise(mission: Mission, words: str) -> Mission:
    return missions.revise(
        mission=mission, by=mission.lead, reason="test", summary_en=words, summary_cy=f"{words} yn Gymraeg"
    )


def mission_request() -> PublicationRequest:
    """The newest request; asked again it would see what happened since the last that was published."""
    newest = PublicationRequest.objects.latest("pk")
    newest.log_index = None
    return newest


def test_an_edit_after_a_publication_with_the_clock_ahead_is_published(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW)
    factories.publisher()
    mission = factories.active_mission()
    time_machine.move_to(AHEAD)
    mission = revise(mission, "Ahead")
    factories.publish(mission)
    time_machine.move_to(AGAIN)
    mission = revise(mission, "Corrected")
    assert factories.publish(mission, **NOTE).content["summary"]["en"] == "Corrected"
    with pytest.raises(Refused, match="published already"):
        factories.requested(mission, **NOTE)


def test_who_edits_after_it_does_not_approve_it(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW)
    factories.publisher()
    mission = factories.active_mission()
    time_machine.move_to(AHEAD)
    assert has_edited(factories.requested(mission), mission.lead)
    factories.approve(mission_request())
    time_machine.move_to(AGAIN)
    assert not has_edited(mission_request(), mission.lead)
    revise(mission, "Corrected")
    assert has_edited(mission_request(), mission.lead)


def test_a_withdrawal_before_which_something_was_published_is_asked_for_again(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(NOW)
    factories.publisher()
    decision = factories.decided()
    record = factories.publish(decision).record
    officer = factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER)
    time_machine.move_to(AHEAD)
    said = {name: text for name, text in factories.reasons().items() if name.startswith(("reason", "office"))}
    asked = removal.request_removal(
        record=record,
        action=RemovalAction.WITHDRAW,
        by=factories.convener(decision.group),
        decided_on=NOW.date(),
        **said,
    )
    time_machine.move_to(AGAIN)
    by = factories.convener(decision.group)
    factories.publish(decisions.transition(decision=decision, action="review", by=by, reason="test"), **NOTE)
    with pytest.raises(Refused, match="published since"):
        removal.carry_out(removal=asked, by=officer)


class AnyClock(TestCase):
    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(-3000, 3000), st.booleans()), min_size=1, max_size=6))
    def test_the_newest_version_is_the_one_saved_last(self, steps: list[tuple[int, bool]]) -> None:
        """Each step jumps by minutes, saves, and publishes or does not."""
        with travel(NOW - datetime.timedelta(minutes=3001), tick=False):
            mission = factories.active_mission()
            factories.publisher()
        for number, (minutes, published) in enumerate(steps):
            with travel(NOW + datetime.timedelta(minutes=minutes), tick=False):
                mission = revise(mission, f"Words {number}")
                assert mission.history.first().summary_en == f"Words {number}"
                assert mission.history.latest().summary_en == f"Words {number}"
                if published:
                    version = factories.publish(mission, **NOTE)
                    assert version.content["summary"]["en"] == f"Words {number}"
                    assert version.number == LogEntry.objects.filter(record_id=mission.uuid).count()
