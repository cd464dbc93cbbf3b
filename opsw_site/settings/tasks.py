"""Celery: the row is the truth, the message a hint; a sweep re-sends what was lost."""

from celery.schedules import crontab

from . import env

CELERY_BROKER_URL = env.BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"

if env.BROKER_URL.startswith("filesystem://"):
    _broker_dir = env.VAR_DIR / "broker"
    (_broker_dir / "queue").mkdir(parents=True, exist_ok=True)
    (_broker_dir / "control").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker_dir / "queue"),
        "data_folder_out": str(_broker_dir / "queue"),
        "control_folder": str(_broker_dir / "control"),
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(env.VAR_DIR / "celerybeat-schedule")

CELERY_BEAT_SCHEDULE = {
    "sign what was appended but not signed": {"task": "decisions_log.tasks.sign_log", "schedule": 10},
    "compare what is shown with the log": {
        "task": "decisions_log.tasks.verify_published",
        "schedule": crontab(hour="*", minute=20),
    },
    "publish releases whose moment has come": {"task": "decisions_log.tasks.publish_due_releases", "schedule": 20},
    "send what the outbox still holds": {"task": "people.tasks.deliver_outbox", "schedule": 30},
    "forget forms that were sent or kept": {"task": "people.tasks.forget_forms", "schedule": 900},
    "remind people of time limits": {
        "task": "taskgroups.tasks.remind_of_time_limits",
        "schedule": crontab(hour=7, minute=0),
    },
    "tell people whose answer is waited for": {
        "task": "taskgroups.tasks.remind_of_answers",
        "schedule": crontab(hour=7, minute=10),
    },
    "remind people of commitments": {
        "task": "taskgroups.tasks.remind_of_commitments",
        "schedule": crontab(hour=7, minute=20),
    },
    "remind people of reviews": {
        "task": "decisions_log.tasks.remind_of_reviews",
        "schedule": crontab(hour=7, minute=30),
    },
    "tell of emergencies that nobody approved": {
        "task": "decisions_log.tasks.tell_of_overdue_emergencies",
        "schedule": crontab(hour=7, minute=30),
    },
    "forget past limits": {"task": "people.tasks.forget_past_limits", "schedule": crontab(hour=3, minute=0)},
    "send daily digests": {"task": "people.tasks.send_digests", "schedule": crontab(hour=8, minute=0)},
}
