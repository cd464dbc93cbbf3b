"""Sign-in by e-mail and password (django-allauth); object permissions (django-guardian)."""

from ipaddress import ip_network

from . import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "people.sign_in.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "people.account_forms.SignInForm",
    "reset_password": "people.account_forms.ForgottenPasswordForm",
    "user_token": "people.account_forms.ResetKeyForm",
    "change_password": "people.account_forms.NewPasswordForm",
}
# The library counts by account alone and by address alone, in the cache of one process. Ours: people/limits.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
# A value that is no network stops the start with a ValueError.
TRUSTED_PROXIES = [proxy if proxy == "unix" else ip_network(proxy, strict=False) for proxy in env.TRUSTED_PROXIES]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by administrators and invitations, never by sign-up
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # not "[example.com] ": each subject names the site in the reader's language
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"

ANONYMOUS_USER_NAME = None  # no guardian row can ever speak for the public
GUARDIAN_RAISE_403 = False
