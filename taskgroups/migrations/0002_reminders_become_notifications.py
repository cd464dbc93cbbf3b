"""E-mails that wait under the topics of before, and the reminders that were sent, become notifications."""

from datetime import datetime
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

# Where a message of the topic, which is the name of the kind now, holds the UUID of what it is about.
ABOUT = {
    "extension_asked": "group",
    "extension_declined": "group",
    "approval_waits": "request",
    "published": "request",
    "declined": "request",
}


def keep_reminders(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who was reminded of a limit that still stands is not reminded again."""
    Notification = apps.get_model("people", "Notification")
    waiting = {message.payload["reminder"]: message for message in _waiting(apps, "time_limit_reminder")}
    for reminder in apps.get_model("taskgroups", "Reminder").objects.select_related("group"):
        message = waiting.get(str(reminder.pk))
        if message:
            _replace(apps, message, "time_limit", reminder.person_id, reminder.group.uuid, reminder.created_at)
        elif reminder.ends_on == reminder.group.ends_on:
            Notification.objects.create(
                person_id=reminder.person_id,
                kind="time_limit",
                about=reminder.group.uuid,
                delivery="at_once",
                created_at=reminder.created_at,
                sent_at=reminder.created_at,
            )


def keep_waiting_mails(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the outbox still holds is sent as a notification."""
    for topic, about in ABOUT.items():
        for message in _waiting(apps, topic):
            _replace(apps, message, topic, int(message.payload["person"]), message.payload[about], message.created_at)


def _waiting(apps: Apps, topic: str) -> Any:
    return apps.get_model("people", "OutboxMessage").objects.filter(topic=topic, done_at=None)


def _replace(apps: Apps, message: Any, kind: str, person: int, about: Any, created_at: datetime) -> None:
    notification, is_new = apps.get_model("people", "Notification").objects.get_or_create(
        person_id=person,
        kind=kind,
        about=about,
        sent_at=None,
        left_out="",
        defaults={"delivery": "at_once", "created_at": created_at},
    )
    message.topic, message.payload = "notification", {"notification": str(notification.uuid)}
    message.done_at = None if is_new else timezone.now()
    message.save()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_notifications"), ("taskgroups", "0001_initial")]

    operations = [
        migrations.RunPython(keep_reminders, migrations.RunPython.noop),
        migrations.RunPython(keep_waiting_mails, migrations.RunPython.noop),
        migrations.DeleteModel("Reminder"),
    ]
