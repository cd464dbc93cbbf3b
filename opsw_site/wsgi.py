"""The web process: `gunicorn opsw_site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from opsw_site.incoming import Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsw_site.settings")
application = get_wsgi_application()
application.request_class = Request
