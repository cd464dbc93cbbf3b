"""Addresses of the register of bodies."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from people.workspace import views

_BODIES = [
    path("", views.bodies, name="bodies"),
    path(_("import/"), views.bodies_import, name="bodies_import"),
]
urlpatterns = [path(_("bodies/"), include(_BODIES))]
