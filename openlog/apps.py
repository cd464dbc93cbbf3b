from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenLogConfig(AppConfig):
    name = "openlog"
    verbose_name = _("Open log")
