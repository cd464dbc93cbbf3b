"""A large record costs no more queries than a small one, and five groups no more than one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions_log.models import Decision, Evidence, Option
from decisions_log.services import decision as decisions
from people.models import User
from publication.kinds import kind_of
from publication.pinned import pinned
from tests import factories

pytestmark = pytest.mark.django_db

_LOG = '"decisions_log_log'


def queries(ask: Callable[[], Any]) -> list[str]:
    """What is asked of the database, as on a connection that has been used before."""
    assert connection.features.supports_json_field
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return [query["sql"] for query in asked]


def of_page(person: User, name: str, *args: Any) -> list[str]:
    """The queries of a page for somebody who is signed in."""
    client, address = Client(), reverse(f"workspace:{name}", args=args)
    client.force_login(person)
    return queries(lambda: client.get(address))


def enlarged(decision: Decision) -> Decision:
    """The decision with five more of several parts."""
    by = factories.convener(decision.group)
    for number in range(5):
        words = factories.both("title", f"Number {number}")
        option = Option(decision=decision, **words, **factories.both("summary"), **factories.both("why_not"))
        evidence = Evidence(decision=decision, kind="research", confidence="low", **words)
        for part in (option, evidence):
            decisions.save_part(part=part, by=by, reason="test")
    return decision


def two_drafts() -> tuple[Decision, Decision]:
    group = factories.agreed_group()
    small, large = (factories.complete(factories.draft_decision(group)) for _each in range(2))
    return factories.move_to(small, "decided"), factories.move_to(enlarged(large), "decided")


def test_pinning_and_projecting_ask_the_same_for_a_small_and_a_large_record() -> None:
    small, large = two_drafts()
    of_small, of_large = (queries(lambda each=each: pinned(each).content) for each in (small, large))
    assert len(pinned(large).public) > len(pinned(small).public)
    assert len(of_small) == len(of_large) <= 20


def test_asking_for_publication_costs_the_same_for_a_small_and_a_large_record() -> None:
    small, large = two_drafts()
    by = factories.convener(small.group)
    pages = [of_page(by, "request_publication", kind_of(each).name, each.uuid) for each in (small, large)]
    assert len(pages[0]) == len(pages[1]) <= 62


def test_reading_and_approving_a_request_cost_the_same_for_a_small_and_a_large_record() -> None:
    small, large = (factories.requested(each) for each in two_drafts())
    by = factories.publisher()
    pages = [of_page(by, "publication_request", each.uuid) for each in (small, large)]
    assert len(pages[0]) == len(pages[1]) <= 40
    acts = [queries(lambda each=each: factories.approve(each)) for each in (small, large)]
    # What the log itself reads goes by its size, and it takes what it discloses row by row.
    of_small, of_large = ([sql for sql in act if sql.startswith("SELECT") and _LOG not in sql] for act in acts)
    assert len(of_small) == len(of_large) <= 45


@pytest.mark.parametrize("make", [factories.group, factories.defining_group, factories.agreed_group])
def test_my_work_and_the_page_of_a_group_cost_the_same_for_one_group_and_for_five(make: Any) -> None:
    mission = factories.active_mission()
    first = make(of=mission)
    by = factories.convener(first)
    pages = (("home",), ("group", first.uuid))
    one = [len(of_page(by, *page)) for page in pages]
    for _each in range(4):
        make(of=mission)
    five = [len(of_page(by, *page)) for page in pages]
    assert one == five
    assert one[0] <= 75
    assert one[1] <= 45
