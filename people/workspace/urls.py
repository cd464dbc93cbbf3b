"""Addresses of the register of bodies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from people.workspace import views

urlpatterns = [
    path(_("bodies/"), views.bodies, name="bodies"),
    path(_("bodies/import/"), views.bodies_import, name="bodies_import"),
]
