"""Nothing is published without the journal: the publisher reads why, and nothing is half done."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from openlog.models import LogEntry
from openlog.restore_guard import LogReadOnly
from publication import releases
from publication.models import PublicationRequest, PublishedVersion, Release, ReleaseState, RequestState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(settings: Any, tmp_path: Path) -> Path:
    """A folder where the journal should be."""
    settings.LOG_JOURNAL = tmp_path / "journal.jsonl"
    settings.LOG_JOURNAL.mkdir()
    return settings.LOG_JOURNAL


def test_the_publisher_is_told_and_can_approve_once_it_can_be_written(journal: Path) -> None:
    request = factories.requested(factories.active_mission())
    client = Client()
    client.force_login(factories.publisher())
    address = reverse("workspace:publication_request", args=[request.uuid])
    answer = {"answer": "approve", "reason": "", "digest": request.digest}
    refused = client.post(address, answer)
    assert refused.status_code == 422
    assert "journal cannot be read" in refused.content.decode()
    assert not LogEntry.objects.exists()
    assert not PublishedVersion.objects.exists()
    assert PublicationRequest.objects.get().state == RequestState.REQUESTED
    journal.rmdir()
    assert client.post(address, answer).status_code == 302
    assert PublishedVersion.objects.count() == 1


def test_a_release_waits_for_the_journal_and_keeps_its_approval(
    journal: Path, time_machine: TimeMachineFixture
) -> None:
    now = timezone.now()
    release = factories.release(
        factories.requested(factories.active_mission()), goes_out_at=now + datetime.timedelta(hours=1)
    )
    factories.approve_release(release)
    time_machine.move_to(now + datetime.timedelta(hours=2))
    with pytest.raises(LogReadOnly):
        releases.publish_due()
    assert Release.objects.get().state == ReleaseState.SCHEDULED
    journal.rmdir()
    assert releases.publish_due() == 1
