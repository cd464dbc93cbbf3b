"""The workspace: every app's addresses in one namespace, and "My work", which spans them all."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.previews import text_preview
from decisions_log.workspace.urls import urlpatterns as decisions
from missions.workspace.urls import urlpatterns as missions
from opsw_site import my_work
from people.workspace.urls import urlpatterns as people
from publication.workspace.urls import urlpatterns as publication
from taskgroups.workspace.urls import urlpatterns as taskgroups

app_name = "workspace"
urlpatterns = [
    path("", my_work.home, name="home"),
    path(_("preview/"), text_preview, name="preview"),
    *people,
    *publication,
    *missions,
    *taskgroups,
    *decisions,
]
