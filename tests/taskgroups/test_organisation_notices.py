"""An organisation that must act is told, also when nobody who speaks for it can be: its stewards, else its office."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from decisions_log.adoption import services as adoptions
from decisions_log.models import Decision
from people import tasks as post
from people.models import Notification, OutboxMessage, PlatformRole, User
from people.services.organisations import name_steward, save_office
from taskgroups import tasks
from taskgroups.models import TaskGroup
from taskgroups.organisation_notices import SEND
from taskgroups.services import membership as memberships
from tests import factories
from tests.factories import LOCAL, NATIONAL, body, convener, person

pytestmark = pytest.mark.django_db

OFFICE, CANARY = "office@example.wales", "KANARI"
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def canaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that the factories write holds a canary."""
    both = factories.both
    monkeypatch.setattr(factories, "both", lambda name, text=None: both(name, f"{CANARY} {text or name}"))


def administrator() -> User:
    return person("administrator@example.wales", PlatformRole.ADMINISTRATOR)


def office(slug: str = LOCAL) -> None:
    words = {"name_en": "Office", "name_cy": "Swyddfa", "email": OFFICE, "since": timezone.localdate()}
    save_office(organisation=body(slug), by=administrator(), **words)


def steward(slug: str = LOCAL) -> User:
    user = person("steward@example.wales")
    name_steward(organisation=body(slug), user=user, by=administrator(), reason="test")
    return user


def shut_out(group: TaskGroup) -> None:
    """Who speaks for the local body can sign in no more."""
    speaker = factories.member(group)
    speaker.is_active = False
    speaker.save()


def sent() -> list[tuple[str, str]]:
    """To whom the outbox sends what waits, with the words; about organisations alone."""
    mail.outbox.clear()
    post.deliver_outbox()
    letters = [letter for letter in mail.outbox if "speaks for" in letter.body or "siarad dros" in letter.body]
    return [(letter.to[0], f"{letter.subject}\n{letter.body}") for letter in letters]


def decided_without_a_speaker() -> Decision:
    draft = factories.complete(factories.draft_decision())
    shut_out(draft.group)
    return factories.move_to(draft, "decided")


def test_the_office_is_asked_in_both_languages_whether_a_decision_is_adopted() -> None:
    office()
    decision = decided_without_a_speaker()
    [(to, words)] = sent()
    assert to == OFFICE
    for said in (
        "Your body is asked whether it adopts a decision",
        "Gofynnir i'ch corff a yw'n mabwysiadu penderfyniad",
        "Nobody who can sign in speaks for Pembrokeshire County Council",
        "Nid oes neb sy'n gallu mewngofnodi yn siarad dros Cyngor Sir Penfro",
        str(convener(decision.group)),
    ):
        assert said in words, (said, words)
    assert CANARY not in words
    assert decision.reference not in words
    assert str(decision.uuid) not in words
    assert sent() == []


def test_a_steward_is_asked_instead_of_the_office_in_their_own_language() -> None:
    office()
    keeper = steward()
    decided_without_a_speaker()
    [(to, words)] = sent()
    assert to == keeper.email
    assert "Gofynnir" not in words
    assert CANARY not in words


def test_who_speaks_for_it_is_told_as_before_and_nobody_else() -> None:
    office()
    decision = factories.decided()
    assert Notification.objects.filter(kind="adoption_waits", person=factories.member(decision.group)).count() == 1
    assert sent() == []


def test_without_office_and_steward_nobody_is_told() -> None:
    decided_without_a_speaker()
    assert not OutboxMessage.objects.filter(topic=SEND).exists()


def test_an_organisation_whose_last_speaker_leaves_is_told_once_what_it_owes() -> None:
    office(NATIONAL)
    decision = factories.decided()
    factories.commitment(decision.group, organisation=body(NATIONAL))
    leaving = decision.group.memberships.current().get(organisation__slug=NATIONAL)
    memberships.end_membership(membership=leaving, by=decision.group.mission.lead, reason="test")
    tasks.remind_of_commitments()
    told = sorted(words.partition(" / ")[2].partition("\n")[0] for _to, words in sent())
    assert told == [
        "A commitment of your body is due in a week or less",
        "Your body is asked whether it adopts a decision",
    ]


def test_an_organisation_that_answered_and_left_is_told_of_another_version_of_the_decision() -> None:
    office(NATIONAL)
    decision = factories.decided()
    by = person("national@example.wales")
    adoptions.record_adoption(decision=decision, by=by, outcome="adopted", decided_on=timezone.localdate())
    leaving = decision.group.memberships.current().get(organisation__slug=NATIONAL)
    memberships.end_membership(membership=leaving, by=decision.group.mission.lead, reason="test")
    assert sent() == []
    factories.correct(decision, **factories.both("cost", "Other"))
    [(to, words)] = sent()
    assert to == OFFICE
    assert "A decision that your organisation answered was corrected, and needs a new answer" in words
    assert CANARY not in words


def test_what_is_no_longer_owed_or_has_a_speaker_again_is_not_sent() -> None:
    office()
    decision = decided_without_a_speaker()
    factories.join(decision.group, "again@example.wales", LOCAL)
    assert sent() == []


def test_the_office_is_told_once_of_each_position_that_came_to_rest() -> None:
    office()
    group = factories.defining_group()
    factories.write_position(group.position)
    shut_out(group)
    tasks.remind_of_answers()
    assert sent() == []
    now = timezone.now()
    for after in (2 * HOUR, 3 * HOUR, 40 * DAY):
        with time_machine.travel(now + after):
            tasks.remind_of_answers()
            letters = sent()
            assert [to for to, _words in letters] == ([OFFICE] if after == 2 * HOUR else [])
            assert not any(CANARY in words for _to, words in letters)
            post.forget_what_is_over()


def test_the_office_is_told_that_a_commitment_is_due_and_once_that_it_is_overdue() -> None:
    office()
    group = factories.group()
    promised = factories.commitment(group)
    shut_out(group)
    told = []
    for days in (-30, -3, -2, 1, 2, 60):
        with time_machine.travel(datetime.datetime.combine(promised.due_on, datetime.time(12)) + days * DAY):
            tasks.remind_of_commitments()
            told += [(days, to) for to, _words in sent()]
    assert told == [(-3, OFFICE), (1, OFFICE)]
