"""Static and uploaded files."""

from . import env

STATIC_URL = "/static/"
STATIC_ROOT = env.VAR_DIR / "static"
STATICFILES_DIRS = [env.BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
