"""Scheduled tasks run late, twice or never: the same records, the same access, and each effect once."""

import datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.history import RecordedModel, recording
from openlog.models import Checkpoint
from opsw_site.celery import app
from people import outbox
from people.models import Delivery, Notification, OutboxMessage, PlatformRole, User
from people.notifications import KINDS, choose
from people.services.accounts import system_user
from publication import emergencies, requests
from taskgroups.models import MembershipRole, TaskGroup
from taskgroups.services import invitation as invitations
from tests import factories
from tests.standing import clock, standing

DAY = datetime.timedelta(days=1)
# What publishes changes records when it is due, early, late and twice: tests/publication/test_releases.py.
PUBLISHES = "publication.tasks.publish_due_releases"
# What only looks has no effect while all is well: tests/publication/test_shown.py.
LOOKS = "publication.tasks.verify_published"
TASKS = sorted({str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()} - {PUBLISHES, LOOKS})
RUNS = {"on time": [8], "late": [17], "twice": [8, 8], "on time and again": [8, 12], "never": []}  # hours of the day
FORGOTTEN = "sent long ago"
SECRETS = {"token_hash"}  # made anew whenever an e-mail is written


@pytest.mark.django_db
@pytest.mark.parametrize("name", TASKS)
def test_late_twice_or_never(name: str) -> None:
    app.loader.import_default_modules()
    now = datetime.datetime.combine(timezone.localdate(), datetime.time(12), datetime.UTC)
    with clock(now):
        group = story()
    records, access, effects = {}, {}, {}
    for run, hours in RUNS.items():
        mail.outbox.clear()
        start = transaction.savepoint()  # no atomic block: the log insists on the outermost
        for hour in hours:
            with time_machine.travel(now.replace(hour=hour) + DAY, tick=False):
                app.tasks[name].run()
        with time_machine.travel(now.replace(hour=20) + DAY, tick=False):
            records[run], access[run] = state_of_records(), state_of_access(group)
            if name != "people.tasks.deliver_outbox":
                outbox.deliver()
            effects[run] = state_of_effects()
        transaction.savepoint_rollback(start)
    for run in RUNS:
        assert records[run] == records["on time"], run
        assert access[run] == access["on time"], run
        assert (effects[run] == effects["on time"]) == (run != "never"), run
    assert set(access["never"].values()) == {200, 302, 403, 404}


@standing
def story() -> TaskGroup:
    """A day before the limit: everything that the schedule has to do, and access that ends in the night."""
    with time_machine.travel(timezone.now() - 7 * DAY):
        _publish_in_an_emergency()
    today = timezone.localdate()
    group = factories.defining_group(ends_on=today + DAY)
    factories.write_position(group.position)
    factories.commitment(group, due_on=today + 3 * DAY)
    factories.decided(factories.agreed_group(of=group.mission), review_on=today + 7 * DAY)
    factories.join(group, "observer@example.wales", factories.LOCAL, MembershipRole.OBSERVER)
    factories.person("auditor@example.wales", PlatformRole.AUDITOR)
    factories.person("inactive@example.wales", is_active=False)
    in_the_night = timezone.now() + DAY / 2
    leaving = factories.join(group, "leaving@example.wales", factories.NATIONAL)
    losing = factories.person("losing@example.wales", PlatformRole.AUDITOR).role_assignments.get()
    for ends in (leaving, losing):
        ends.ends_at = in_the_night
        with recording(by=system_user(), reason="test"):
            ends.save()
    observer = User.objects.get(email="observer@example.wales")
    choose(person=observer, deliveries=dict.fromkeys(KINDS, Delivery.DAILY))
    factories.meeting(group, timezone.now() + DAY / 4)  # in the observer's digest of tomorrow
    invitations.invite(
        group=group,
        email="newcomer@example.wales",
        organisation=factories.body(),
        role=MembershipRole.MEMBER,
        by=factories.convener(group),
        reason="test",
    )
    OutboxMessage.objects.create(topic=FORGOTTEN, done_at=timezone.now() - 60 * DAY)
    asked = factories.requested(group.mission)
    requests.approve(request=asked, digest=asked.digest, by=factories.publisher())
    return group


def _publish_in_an_emergency() -> None:
    """A decision that somebody published without a second person, which nobody answers."""
    decision = factories.decided()
    factories.publish(decision.group.mission)
    alone = factories.person(factories.convener(decision.group).email, PlatformRole.PUBLISHER)
    asked = factories.requested(decision)
    texts = {**factories.both("reason"), **factories.both("office")}
    emergencies.publish_alone(request=asked, digest=asked.digest, by=alone, **texts)


def state_of_records() -> dict[str, list[dict[str, Any]]]:
    """Every working record, and every version of it."""
    working = [model for model in apps.get_models() if issubclass(model, RecordedModel)]
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in SECRETS}
            for row in model._default_manager.values()
        ]
        for model in working
    }


def state_of_effects() -> list[Any]:
    """What was sent, what people are told or will be in their digest, what is signed, and what is not forgotten."""
    sent = sorted((*message.to, message.subject) for message in mail.outbox)
    told = sorted(Notification.objects.values_list("person__email", "kind"))
    return [sent, told, Checkpoint.objects.count(), OutboxMessage.objects.filter(topic=FORGOTTEN).count()]


def state_of_access(group: TaskGroup) -> dict[tuple[str, str], int]:
    """What everybody's browser gets."""
    doors = {name: reverse(f"workspace:{name}", args=[group.uuid]) for name in ("group_history", "group_edit")}
    answers = {}
    for person in User.objects.exclude(email="system@opsw.invalid"):
        client = Client()
        client.force_login(person)
        answers |= {(person.email, name): client.get(door).status_code for name, door in doors.items()}
    return answers
