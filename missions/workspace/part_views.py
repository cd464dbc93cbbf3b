"""The rows of a mission: the bodies that answer for it and the measures of its outcome; added, corrected, removed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.models import Accountability, Measure, Mission
from missions.reasons import Reason
from missions.services import mission as services
from missions.workspace.forms import AccountabilityForm, MeasureForm, RemoveForm

_SHELL = {"section": "missions", "audience": "mission"}


def _mission_to_change(request: WorkspaceRequest, uuid: UUID) -> Mission:
    mission = get_visible_or_404(request.user, Mission, uuid=uuid)
    authorise(request.user, "change", mission)
    return mission


@workspace_view
def mission_accountable(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Name a body that answers for a share of the mission."""
    mission = _mission_to_change(request, uuid)
    form = AccountabilityForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.hold_accountable(
                mission=mission, by=request.user, reason=Reason.ACCOUNTABLE_BODY_NAMED, **form.values
            )
            return done(request, _("The body was added."), "workspace:mission", uuid)
    return form_page(request, "workspace/missions/accountable.html", form, {**_SHELL, "mission": mission})


@workspace_view
def accountable_edit(request: WorkspaceRequest, uuid: UUID, row: UUID) -> HttpResponse:
    """Correct which body answers for what."""
    mission = _mission_to_change(request, uuid)
    found = get_object_or_404(Accountability, mission=mission, uuid=row)
    form = AccountabilityForm(request.POST or None, instance=found)
    if form.is_valid():
        with refusals_in(form):
            values = {**form.values, "based_on": form.cleaned_data["based_on"]}
            services.revise_part(part=found, by=request.user, reason=Reason.ACCOUNTABLE_BODY_CORRECTED, **values)
            return done(request, _("The organisation was saved."), "workspace:mission", uuid)
    context = {**_SHELL, "mission": mission, "row": found}
    return form_page(request, "workspace/missions/accountable.html", form, context)


@workspace_view
def accountable_remove(request: WorkspaceRequest, uuid: UUID, row: UUID) -> HttpResponse:
    """Take out a body that does not answer for the mission, with the reason."""
    mission = _mission_to_change(request, uuid)
    found = get_object_or_404(Accountability.objects.select_related("organisation"), mission=mission, uuid=row)
    return _remove(request, mission, found, {"what": found.organisation.name, "said": found.share})


@workspace_view
def measure_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Say how people will see that the outcome is reached, or how it was for them."""
    mission = _mission_to_change(request, uuid)
    form = MeasureForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.add_measure(mission=mission, by=request.user, reason=Reason.MEASURE_ADDED, **form.values)
            return done(request, _("The measure was added."), "workspace:mission", uuid)
    return form_page(request, "workspace/missions/measure.html", form, {**_SHELL, "mission": mission})


@workspace_view
def measure_edit(request: WorkspaceRequest, uuid: UUID, row: UUID) -> HttpResponse:
    """Correct a measure, or enter where it stands once that was measured."""
    mission = _mission_to_change(request, uuid)
    found = get_object_or_404(Measure, mission=mission, uuid=row)
    form = MeasureForm(request.POST or None, instance=found)
    if form.is_valid():
        with refusals_in(form):
            values = {**form.values, "based_on": form.cleaned_data["based_on"]}
            services.revise_part(part=found, by=request.user, reason=Reason.MEASURE_CORRECTED, **values)
            return done(request, _("The measure was saved."), "workspace:mission", uuid)
    context = {**_SHELL, "mission": mission, "row": found}
    return form_page(request, "workspace/missions/measure.html", form, context)


@workspace_view
def measure_remove(request: WorkspaceRequest, uuid: UUID, row: UUID) -> HttpResponse:
    """Take out a measure, with the reason."""
    mission = _mission_to_change(request, uuid)
    found = get_object_or_404(Measure, mission=mission, uuid=row)
    return _remove(request, mission, found, {"what": found.text, "said": found.target})


def _remove(
    request: WorkspaceRequest, mission: Mission, part: Accountability | Measure, context: dict[str, Any]
) -> HttpResponse:
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.remove_part(part=part, by=request.user, **form.cleaned_data)
            return done(request, _("It was removed. Its history remains."), "workspace:mission", mission.uuid)
    return form_page(request, "workspace/missions/remove.html", form, {**_SHELL, "mission": mission, **context})
