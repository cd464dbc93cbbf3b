"""Addresses of publication in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from publication.workspace import (
    emergency_views,
    language_views,
    release_views,
    removal_views,
    request_views,
    withholding_views,
)

_REQUEST = [
    path("", request_views.publication_request, name="publication_request"),
    path(_("cancel/"), request_views.publication_cancel, name="publication_cancel"),
    path(_("ask-again/"), release_views.ask_again, name="publication_ask_again"),
    path(_("emergency/"), emergency_views.publish_alone, name="publish_alone"),
]
_RELEASE = [
    path("", release_views.release, name="release"),
    path(_("edit/"), release_views.release_edit, name="release_edit"),
    path(_("take-apart/"), release_views.release_take_apart, name="release_take_apart"),
]
_WITHHOLDING = [
    path("", withholding_views.withholding_edit, name="withholding_edit"),
    path(_("no-longer/"), withholding_views.withholding_lift, name="withholding_lift"),
]
_PUBLICATION: list[URLPattern | URLResolver] = [
    path("", request_views.publication, name="publication"),
    path(_("releases/new/"), release_views.release_new, name="release_new"),
    path(_("releases/<uuid:uuid>/"), include(_RELEASE)),
    path("<uuid:uuid>/", include(_REQUEST)),
    path(_("emergencies/<uuid:uuid>/"), emergency_views.emergency, name="emergency"),
    path(_("withheld/"), removal_views.withheld, name="withheld"),
    path(_("withheld/<uuid:uuid>/"), include(_WITHHOLDING)),
    path(_("records/<uuid:uuid>/remove/"), removal_views.removal_new, name="removal_new"),
    path(_("removals/<uuid:uuid>/"), removal_views.removal, name="removal"),
    path(_("<slug:kind>/<uuid:uuid>/withhold/"), withholding_views.withholding_new, name="withholding_new"),
    path(_("<slug:kind>/<uuid:uuid>/languages/"), language_views.languages, name="languages"),
    path("<slug:kind>/<uuid:uuid>/", request_views.request_publication, name="request_publication"),
]
urlpatterns = [path(_("publication/"), include(_PUBLICATION))]
