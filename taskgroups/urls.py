"""Addresses outside the workspace: the door that an invitation opens."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from frontdesk.pages import link_page
from taskgroups.models import Invitation

_INVITATION = [
    path("", link_page(Invitation, "invitation"), name="invitation"),
    path(_("decline/"), link_page(Invitation, "invitation_decline"), name="invitation_decline"),
]
urlpatterns = [path(_("invitations/"), include([path("<str:token>/", include(_INVITATION))]))]
