"""Addresses outside the workspace: the door that an invitation opens."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from taskgroups import invitation_page

urlpatterns = [path(_("invitations/"), include([path("<str:token>/", invitation_page.invitation, name="invitation")]))]
