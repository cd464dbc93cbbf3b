"""Two at once: each rule holds when both come at the same moment (on a database that lets them)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.transitions import Refused
from decisions_log.models import Option
from decisions_log.services import decision as decisions
from openlog.models import LogEntry
from people.models import PlatformRole
from publication import requests, tasks
from publication.models import PublicationRequest, PublishedVersion
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the SQLite of the tests is in memory and takes one writer at a time"
    ),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned, or the Refused it raised, when all start at the same moment."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(outcomes: list[object]) -> int:
    return sum(isinstance(outcome, Refused) for outcome in outcomes)


def test_two_publishers_publish_once() -> None:
    decision = factories.decided()
    request = requests.request_publication(record=decision, by=factories.convener(decision.group))
    publishers = [factories.person(f"publisher{n}@example.wales", PlatformRole.PUBLISHER) for n in range(3)]
    outcomes = at_once(
        *[lambda by=by: requests.approve(request=request, digest=request.digest, by=by) for by in publishers]
    )
    assert refusals(outcomes) == 2
    assert LogEntry.objects.count() == PublishedVersion.objects.count() == 1


def test_approval_and_return_do_not_both_happen() -> None:
    decision = factories.decided()
    request = requests.request_publication(record=decision, by=factories.convener(decision.group))
    by = factories.publisher()
    outcomes = at_once(
        lambda: requests.approve(request=request, digest=request.digest, by=by),
        lambda: requests.return_for_changes(request=request, by=by, reason="test"),
    )
    assert refusals(outcomes) == 1
    request.refresh_from_db()
    assert (request.state == "published") == LogEntry.objects.exists()


def test_one_request_is_made() -> None:
    decision = factories.decided()
    by = factories.convener(decision.group)
    outcomes = at_once(*[lambda: requests.request_publication(record=decision, by=by)] * 3)
    assert refusals(outcomes) == 2
    assert PublicationRequest.objects.count() == 1


def test_one_option_is_chosen() -> None:
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    new = [
        Option(decision=decision, chosen=True, **factories.both("title", f"Option {n}"), **factories.both("summary"))
        for n in range(3)
    ]
    outcomes = at_once(*[lambda part=part: decisions.save_part(part=part, by=by, reason="test") for part in new])
    assert refusals(outcomes) == 0
    assert decision.options.filter(chosen=True).count() == 1


def test_references_differ() -> None:
    first = factories.draft_decision()
    drafts = [
        factories.proposal(first),
        *[factories.proposal(factories.draft_decision(first.group)) for _n in range(3)],
    ]
    by = factories.convener(first.group)
    moved = at_once(
        *[lambda d=d: decisions.transition(decision=d, action="propose", by=by, reason="test") for d in drafts]
    )
    references = sorted(decision.reference for decision in moved)  # type: ignore[attr-defined]
    assert [reference[-4:] for reference in references] == ["0001", "0002", "0003", "0004"]


def test_two_workers_publish_a_release_once() -> None:
    group = factories.agreed_group()
    release = factories.release(factories.requested(group.position), factories.requested(factories.decided(group)))
    factories.publisher()  # two would make this person at once
    outcomes = at_once(*[lambda: factories.approve_release(release)] * 2, tasks.publish_due_releases)
    assert refusals(outcomes) == 1
    assert LogEntry.objects.count() == PublishedVersion.objects.count() == 2


def test_an_edit_and_a_release_at_once_publish_what_was_approved_or_nothing() -> None:
    decision = factories.decided()
    release = factories.release(factories.requested(decision))
    by = factories.convener(decision.group)
    at_once(
        lambda: factories.approve_release(release),
        lambda: factories.correct(decision, by=by, **factories.both("reasons", "LATER")),
    )
    assert "LATER" not in str(list(PublishedVersion.objects.values_list("content", flat=True)))
