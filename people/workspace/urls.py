"""Addresses of the register of organisations and of administration."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from people.workspace import organisation_views, outbox_views, role_views, views

_BODY = [
    path("", organisation_views.organisation, name="body"),
    path(_("office/"), organisation_views.office, name="body_office"),
    path(_("office/confirm/"), organisation_views.office_confirm, name="body_office_confirm"),
    path(_("stewards/<uuid:stewardship>/end/"), organisation_views.steward_end, name="body_steward_end"),
    path(_("posts/new/"), organisation_views.post_new, name="body_post_new"),
    path(_("posts/<uuid:post>/end/"), organisation_views.post_end, name="body_post_end"),
]
_BODIES: list[URLPattern | URLResolver] = [
    path("", views.bodies, name="bodies"),
    path(_("import/"), views.bodies_import, name="bodies_import"),
    path("<uuid:uuid>/", include(_BODY)),
]
_ADMINISTRATION = [
    path("", role_views.administration, name="administration"),
    path(_("roles/"), role_views.roles, name="roles"),
    path(_("roles/<uuid:uuid>/end/"), role_views.role_end, name="role_end"),
    path(_("undelivered/"), outbox_views.undelivered, name="undelivered"),
    path(_("undelivered/<uuid:uuid>/"), outbox_views.send_again, name="send_again"),
]
urlpatterns = [path(_("bodies/"), include(_BODIES)), path(_("administration/"), include(_ADMINISTRATION))]
