"""The worker and its schedule: `celery --app opsw_site.celery worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsw_site.settings")
app = Celery("opsw")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
