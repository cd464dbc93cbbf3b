"""Static and uploaded files."""

from . import env

STATIC_URL = "/static/"
STATIC_ROOT = env.VAR_DIR / "static"
STATICFILES_DIRS = [env.BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.VAR_DIR / "media"
# A web server in front may read these whatever the umask.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
