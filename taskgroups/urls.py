"""Addresses outside the workspace: the door that an invitation opens."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from taskgroups import invitation_page

_INVITATION = [
    path("", invitation_page.invitation, name="invitation"),
    path(_("decline/"), invitation_page.invitation_decline, name="invitation_decline"),
]
urlpatterns = [path(_("invitations/"), include([path("<str:token>/", include(_INVITATION))]))]
