"""Applications, middleware, templates, e-mail, logging."""

import os

import dj_email_url

from . import env

BASE_DIR = env.BASE_DIR
DEBUG = env.DEBUG
DEMO = env.DEMO
SITE_URL = env.SITE_URL
# Database, e-mails, broker and keys are for the account that runs the product alone.
os.umask(0o077)
env.VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "tools",
    "opsw_site",
    "public",
    "cms",
    "decisions_log",
    "taskgroups",
    "missions",
    "publication",
    "people",
    "openlog",
    "core",
    "simple_history",
    "guardian",
    "allauth",
    "allauth.account",
    "wagtail.contrib.simple_translation",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
SITE_ID = 1

MIDDLEWARE = [
    "opsw_site.incoming.refuse_malformed",
    "opsw_site.incoming.harden",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opsw_site.restored.RestoredGate",
    "core.one_look.one_look",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "opsw_site.language.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.middleware.CleanInput",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opsw_site.incoming.LimitBodies",
    "cms.admin_door.AdminDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.kept_forms.KeepForms",
    "people.sent_forms.SendOnce",
    "cms.new_pages.OnePageOfAForm",
]

ROOT_URLCONF = "opsw_site.urls"
WSGI_APPLICATION = "opsw_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opsw_site.context_processors.site",
            ],
            "builtins": ["core.templatetags.form_tokens"],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # bytes; who may send how much stands in opsw_site/incoming.py

CONTACT_EMAIL = env.CONTACT_EMAIL
DEFAULT_FROM_EMAIL = env.DEFAULT_FROM_EMAIL
if env.EMAIL_URL:
    vars().update(dj_email_url.parse(env.EMAIL_URL))
    # A mail server that hangs must not hold the worker. The parsed address says None when it has no ?timeout=.
    EMAIL_TIMEOUT = vars().get("EMAIL_TIMEOUT") or 20  # seconds
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.VAR_DIR / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "core.tokens.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # These write addresses.
        "django.request": {"filters": ["hide_tokens"]},
        "django.security.csrf": {"filters": ["hide_tokens"]},
        "django.server": {"filters": ["hide_tokens"], "handlers": ["console"], "propagate": False},
    },
}
