"""The address of a link that somebody without an account answers by."""

from django.urls import path

from frontdesk.pages import link_page
from taskgroups.models import SigningLink

urlpatterns = [path("<str:token>/", link_page(SigningLink, "signing"), name="signing")]
