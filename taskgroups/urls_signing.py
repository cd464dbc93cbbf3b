"""The address of a link that somebody without an account answers by."""

from django.urls import path

from taskgroups import signing_page

urlpatterns = [path("<str:token>/", signing_page.signing, name="signing")]
