"""Celery: the row is the truth, the message a hint; a sweep re-sends what was lost."""

from celery.schedules import crontab

from . import env

CELERY_BROKER_URL = env.BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"
# A broker that hangs must not hold a request: the row is kept, and the sweep finds it.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 3  # seconds
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
# Signing and releases have a worker of their own, so that slow e-mails cannot hold them up.
LOG_QUEUE = "log"
CELERY_TASK_ROUTES = {
    "publication.tasks.sign_log": {"queue": LOG_QUEUE},
    "publication.tasks.publish_due_releases": {"queue": LOG_QUEUE},
}

if env.BROKER_URL.startswith("filesystem://"):
    CELERY_BROKER_TRANSPORT = "opsw_site.file_broker:Transport"
    _broker_dir = env.VAR_DIR / "broker"
    (_broker_dir / "queue").mkdir(parents=True, exist_ok=True)
    (_broker_dir / "control").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker_dir / "queue"),
        "data_folder_out": str(_broker_dir / "queue"),
        "control_folder": str(_broker_dir / "control"),
    }
elif env.BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 3}
elif env.BROKER_URL.startswith("amqp"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"connect_timeout": 3, "read_timeout": 10, "write_timeout": 3}
CELERY_BEAT_SCHEDULE_FILENAME = str(env.VAR_DIR / "celerybeat-schedule")

CELERY_BEAT_SCHEDULE = {
    "sign what was appended but not signed": {"task": "publication.tasks.sign_log", "schedule": 10},
    "compare what is shown with the log": {
        "task": "publication.tasks.verify_published",
        "schedule": crontab(hour="*", minute=20),
    },
    "publish releases whose moment has come": {"task": "publication.tasks.publish_due_releases", "schedule": 20},
    "send what the outbox still holds": {"task": "people.tasks.deliver_outbox", "schedule": 30},
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
        "task": "publication.tasks.tell_of_overdue_emergencies",
        "schedule": crontab(hour=7, minute=30),
    },
    "forget what is over": {"task": "people.tasks.forget_what_is_over", "schedule": 3600},
    "send daily digests": {"task": "people.tasks.send_digests", "schedule": crontab(hour=8, minute=0)},
}

# A tick that waited too long is dropped: the next one does its work.
for _entry in CELERY_BEAT_SCHEDULE.values():
    _every = _entry["schedule"]
    _entry["options"] = {"expires": _every if isinstance(_every, int) else 6 * 3600}  # seconds
