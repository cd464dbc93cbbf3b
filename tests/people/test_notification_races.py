"""Two at once: whoever comes first tells, nobody is told twice (on a database that lets both come)."""

import pytest
from django.core import mail
from django.db import connection

from people import tasks
from people.models import Delivery, Digest, Notification, User
from people.notifications import choose, tell
from publication import requests
from publication.models import PublicationRequest
from publication.notifications import APPROVAL_WAITS
from tests import factories
from tests.publication.test_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the SQLite of the tests is in memory and takes one writer at a time"
    ),
]


@pytest.fixture
def request_made() -> PublicationRequest:
    mission = factories.active_mission()
    return requests.request_publication(record=mission, by=mission.lead)


@pytest.fixture
def publisher() -> User:
    return factories.publisher()


def test_the_same_told_by_two_is_told_once(request_made: PublicationRequest, publisher: User) -> None:
    numbers = at_once(*[lambda: tell(APPROVAL_WAITS, [publisher], about=request_made, by=None)] * 4)
    assert sorted(str(number) for number in numbers) == ["0", "0", "0", "1"]
    assert Notification.objects.count() == 1


def test_two_workers_send_one_e_mail(publisher: User, request_made: PublicationRequest) -> None:
    at_once(*[tasks.deliver_outbox] * 4)
    assert len(mail.outbox) == 1


def test_two_schedules_and_workers_send_one_digest(publisher: User) -> None:
    choose(person=publisher, deliveries={APPROVAL_WAITS.name: Delivery.DAILY})
    mission = factories.active_mission()
    requests.request_publication(record=mission, by=mission.lead)
    at_once(*[tasks.send_digests] * 4)
    at_once(*[tasks.deliver_outbox] * 4)
    assert Digest.objects.count() == len(mail.outbox) == 1
