"""Missions in the workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.steps import StepForm, steps_from
from core.verdicts import authorise, can, get_visible_or_404, insist
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.models import EvaluationPlan, Mission, MissionState
from missions.policy import may_propose
from missions.reasons import Reason
from missions.selectors import active_missions, missions_seen_by
from missions.services import mission as services
from missions.states import ACTION_LABELS, MACHINE, MANY_ACTIVE_MISSIONS
from missions.workspace import panels
from missions.workspace.forms import EvaluationForm, MissionForm, NewMissionForm

_SHELL = {"section": "missions", "audience": "mission"}


def _mission(request: WorkspaceRequest, uuid: UUID) -> Mission:
    return get_visible_or_404(request.user, Mission, uuid=uuid)


@workspace_view
def missions(request: WorkspaceRequest) -> HttpResponse:
    """The missions this person can see."""
    cards = [panels.mission_card(mission) for mission in missions_seen_by(request.user)]
    return render(
        request,
        "workspace/missions/list.html",
        {**_SHELL, "audience": "you", "cards": cards, "may_propose": may_propose(request.user)},
    )


@workspace_view
def mission(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """One mission: its outcome, who answers for it, its groups, and what its next state needs."""
    mission = _mission(request, uuid)
    plan = EvaluationPlan.objects.filter(mission=mission).select_related("learning_partner").first()
    context = {
        "mission": mission,
        "facts": panels.mission_facts(mission),
        "bodies": mission.accountabilities.select_related("organisation"),
        "measures": mission.measures.all(),
        "plan": plan,
        "plan_facts": panels.evaluation_facts(plan) if plan else [],
        "steps": steps_from(MACHINE, mission.state, mission, ACTION_LABELS, request.user),
        "may_change": can(request.user, "change", mission),
        "may_convene": can(request.user, "convene", mission) and mission.state == MissionState.ACTIVE,
    }
    return render(request, "workspace/missions/mission.html", {**_SHELL, **context})


@workspace_view
def mission_new(request: WorkspaceRequest) -> HttpResponse:
    """Propose a mission."""
    insist(may_propose(request.user))
    form = NewMissionForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            values = form.cleaned_data
            lead = values.pop("lead") or request.user
            made = services.propose(by=request.user, lead=lead, reason=Reason.MISSION_PROPOSED, **values)
            return done(request, _("The mission was proposed."), "workspace:mission", made.uuid)
    return form_page(request, "workspace/missions/form.html", form, _SHELL)


@workspace_view
def mission_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change what the mission says about itself."""
    mission = _mission(request, uuid)
    authorise(request.user, "change", mission)
    form = MissionForm(request.POST or None, instance=mission)
    if form.is_valid():
        with refusals_in(form):
            services.revise(mission=mission, by=request.user, reason=Reason.MISSION_EDITED, **form.cleaned_data)
            return done(request, _("The mission was saved."), "workspace:mission", uuid)
    return form_page(request, "workspace/missions/form.html", form, {**_SHELL, "mission": mission})


@workspace_view
def mission_evaluation(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Write or revise the evaluation plan."""
    mission = _mission(request, uuid)
    authorise(request.user, "change", mission)
    plan = EvaluationPlan.objects.filter(mission=mission).first()
    form = EvaluationForm(request.POST or None, instance=plan)
    if form.is_valid():
        with refusals_in(form):
            services.plan_evaluation(
                mission=mission, by=request.user, reason=Reason.EVALUATION_PLANNED, **form.cleaned_data
            )
            return done(request, _("The evaluation plan was saved."), "workspace:mission", uuid)
    return form_page(request, "workspace/missions/evaluation.html", form, {**_SHELL, "mission": mission})


@workspace_view
def mission_state(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Move the mission to another state, with a reason."""
    mission = _mission(request, uuid)
    authorise(request.user, "transition", mission)
    steps = steps_from(MACHINE, mission.state, mission, ACTION_LABELS, request.user)
    form = StepForm(request.POST or None, steps=steps, initial={"action": request.GET.get("action", "")})
    if form.is_valid():
        with refusals_in(form):
            moved = services.transition(mission=mission, by=request.user, **form.cleaned_data)
            message = _("The mission is now: %(state)s") % {"state": moved.get_state_display()}
            return done(request, message, "workspace:mission", uuid)
    too_many = mission.state != MissionState.ACTIVE and active_missions() >= MANY_ACTIVE_MISSIONS
    context = {**_SHELL, "mission": mission, "steps": steps, "too_many": too_many}
    return form_page(request, "workspace/missions/state.html", form, context)
