"""The web process: `gunicorn opsw_site.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from opsw_site.incoming import Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsw_site.settings")
# What is imported stays: the collector need not look through it, now or later.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
application.request_class = Request
