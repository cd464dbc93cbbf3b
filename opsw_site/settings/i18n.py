"""Welsh and English, equally."""

from django.utils.translation import gettext_lazy as _

from . import env

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en"
LANGUAGES = [("cy", _("Welsh")), ("en", _("English"))]
LOCALE_PATHS = [
    env.BASE_DIR / "locale",
    env.BASE_DIR / "cms" / "wagtail_locale",  # what Wagtail and Django lack in Welsh
]
