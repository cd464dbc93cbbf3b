"""When a review is due and by how long it is overdue, as the public reads it: published records and the clock alone."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from tests import factories
from tests.public.story import corrected, working

DAY = datetime.timedelta(days=1)
NOTE = {"change_note_en": "It was reviewed.", "change_note_cy": "Fe'i hadolygwyd."}


def days_after(day: datetime.date, days: int) -> time_machine.travel:
    return time_machine.travel(datetime.datetime.combine(day + days * DAY, datetime.time(12), datetime.UTC))


@pytest.fixture
def decision(db: None) -> Decision:
    return working(factories.published_decision())


@pytest.fixture
def read(client: Client, decision: Decision) -> Callable[[str], str]:
    """A public page of this story, by a word."""
    addresses = {
        "page": f"/en/decisions/{decision.reference}/",
        "tudalen": f"/cy/penderfyniadau/{decision.reference}/",
        "version": f"/en/decisions/{decision.reference}/versions/1/",
        "list": "/en/decisions/",
        "rhestr": "/cy/penderfyniadau/",
        "owed": "/en/reviews/",
        "dyled": "/cy/adolygiadau/",
    }
    return lambda word: client.get(addresses[word]).content.decode()


def test_it_is_due_then_overdue_by_the_clock(decision: Decision, read: Callable[[str], str]) -> None:
    assert decision.review_on is not None
    assert "Review due:" in read("page")
    assert "Review due:" in read("list")
    assert decision.reference not in read("owed")
    with days_after(decision.review_on, -30):
        assert "Review due by" in read("page")
        assert decision.reference in read("owed")
        assert "Reviews overdue: 0" in read("owed")
    with days_after(decision.review_on, 0):
        assert "Days overdue" not in read("page")
    with days_after(decision.review_on, 12):
        for word in ("page", "list", "owed"):
            assert "Days overdue: 12" in read(word), word
        for word in ("tudalen", "rhestr", "dyled"):
            assert "Diwrnodau&#x27;n hwyr: 12" in read(word), word
        assert "Reviews overdue: 1" in read("owed")
        assert "Days overdue" not in read("version")
        assert 'href="/en/reviews/"' in read("list")


def test_only_a_published_review_of_that_date_clears_it(decision: Decision, read: Callable[[str], str]) -> None:
    assert decision.review_on is not None
    by = factories.convener(decision.group)
    with days_after(decision.review_on, 5):
        review = factories.reviewed(decision)
        assert "Days overdue: 5" in read("page")  # held, and not told to anyone
        factories.publish(review)
        for word in ("page", "list", "owed"):
            assert "Days overdue" not in read(word), word
        assert "Reviews overdue: 0" in read("owed")
        confirmed = decisions.transition(decision=review.decision, action="confirm", by=by, reason="test")
        published = factories.publish(confirmed, **NOTE)
        assert "Days overdue" not in read("page")
        moved = corrected(published, review_on=confirmed.review_on + 60 * DAY)
        assert moved.number == 3
    with days_after(decision.review_on, 63):
        assert "Days overdue: 3" in read("page")  # another date, and another review


def test_the_review_says_when_the_next_is_due_before_the_decision_does(
    decision: Decision, read: Callable[[str], str]
) -> None:
    assert decision.review_on is not None
    again = {"proposal": "review_again", "next_review_on": decision.review_on + 100 * DAY}
    with days_after(decision.review_on, 0):
        factories.publish(factories.reviewed(decision, **again))
        assert "Review due:" in read("page")
    with days_after(decision.review_on, 104):
        assert "Days overdue: 4" in read("page")


def test_what_no_longer_stands_is_not_reviewed(decision: Decision, read: Callable[[str], str]) -> None:
    assert decision.review_on is not None
    by = factories.convener(decision.group)
    review = factories.reviewed(decision, "reverse")
    reversed_ = decisions.transition(decision=review.decision, action="reverse", by=by, reason="test")
    factories.publish(reversed_, **NOTE)
    with days_after(decision.review_on, 5):
        assert "overdue since" not in read("page")
        assert "Reviews overdue: 0" in read("owed")


def test_a_longer_list_asks_no_more_of_the_database(
    client: Client,
    decision: Decision,
    django_assert_max_num_queries,  # noqa: ANN001
) -> None:
    assert decision.review_on is not None
    with days_after(decision.review_on, 5):
        for address in ("/en/reviews/", "/en/decisions/"):
            with django_assert_max_num_queries(200) as counted:
                client.get(address)
            few = len(counted)
            factories.publish(factories.decided(decision.group))
            with django_assert_max_num_queries(few):
                client.get(address)
