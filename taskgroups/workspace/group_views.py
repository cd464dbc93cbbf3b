"""Task groups in the workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.steps import StepForm
from core.verdicts import authorise, can, get_visible_or_404, visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.models import Mission
from taskgroups.models import ChallengePosition, ClosingReport, TaskGroup
from taskgroups.reasons import Reason
from taskgroups.selectors import in_alphabetical_order
from taskgroups.services import group as services
from taskgroups.stages import ACTION_LABELS, right_for
from taskgroups.workspace import meeting_panels, panels
from taskgroups.workspace.forms import ClosingReportForm, GroupForm, RulesForm

SHELL = {"section": "groups", "audience": "group"}


def visible_group(request: WorkspaceRequest, uuid: UUID) -> TaskGroup:
    return get_visible_or_404(request.user, TaskGroup, uuid=uuid)


@workspace_view
def groups(request: WorkspaceRequest) -> HttpResponse:
    """The groups this person can see."""
    cards = [panels.group_card(group) for group in in_alphabetical_order(visible_to(request.user, TaskGroup))]
    return render(request, "workspace/taskgroups/list.html", {**SHELL, "audience": "you", "cards": cards})


@workspace_view
def group(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The home of a group: where it stands, what the next stage needs, who is in it, what it has written."""
    group = visible_group(request, uuid)
    members = group.memberships.current().select_related("user", "organisation")
    steps = panels.steps_of(group, request.user)
    context = {
        "group": group,
        "facts": panels.group_facts(group),
        "stages": panels.stage_line(group),
        "next_step": panels.next_step(steps),
        "open_steps": panels.open_to(request.user, group, steps),
        "meter": panels.meter(group),
        "members": panels.member_table(members),
        "position": ChallengePosition.objects.filter(group=group).first(),
        "meetings": meeting_panels.next_and_last(group),
        "report": ClosingReport.objects.filter(group=group).first(),
        "may_change": can(request.user, "change", group),
        "may_manage": can(request.user, "manage_members", group),
        "may_report": can(request.user, "report_closing", group),
    }
    return render(request, "workspace/taskgroups/group.html", {**SHELL, **context})


@workspace_view
def group_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Convene a group for the mission `uuid`."""
    mission = get_visible_or_404(request.user, Mission, uuid=uuid)
    authorise(request.user, "convene", mission)
    form = GroupForm(request.POST or None, mission=mission)
    if form.is_valid():
        with refusals_in(form):
            made = services.convene(mission=mission, by=request.user, reason=Reason.GROUP_CONVENED, **form.cleaned_data)
            return done(request, _("The group is convened. Add its members now."), "workspace:group_members", made.uuid)
    return form_page(request, "workspace/taskgroups/form.html", form, {**SHELL, "mission": mission})


@workspace_view
def group_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change what the group is for."""
    group = visible_group(request, uuid)
    authorise(request.user, "change", group)
    form = GroupForm(request.POST or None, instance=group)
    if form.is_valid():
        with refusals_in(form):
            services.revise(group=group, by=request.user, reason=Reason.GROUP_EDITED, **form.cleaned_data)
            return done(request, _("The group was saved."), "workspace:group", uuid)
    return form_page(request, "workspace/taskgroups/form.html", form, {**SHELL, "group": group})


@workspace_view
def group_rules(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Read the group's rules of representation and quorum, or change them as one who may."""
    group = visible_group(request, uuid)
    may_change = can(request.user, "change_rules", group)
    if request.method == "POST":
        authorise(request.user, "change_rules", group)
    form = RulesForm(request.POST or None, instance=group)
    if form.is_valid():
        with refusals_in(form):
            services.set_rules(group=group, by=request.user, **form.cleaned_data)
            return done(request, _("The rules were saved."), "workspace:group_rules", uuid)
    context = {
        "group": group,
        "rules": panels.rules_of(group),
        "exceptions": panels.exceptions_of(group, request.user),
        "may_ask": can(request.user, "ask_exception", group),
        "may_change": may_change,
    }
    return form_page(request, "workspace/taskgroups/rules.html", form, {**SHELL, **context})


@workspace_view
def group_stage(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Move the group to another stage, with a reason."""
    group = visible_group(request, uuid)
    action = request.POST.get("action")
    authorise(request.user, right_for(action) if action in ACTION_LABELS else "close", group)
    steps = panels.open_to(request.user, group, panels.steps_of(group, request.user))
    form = StepForm(request.POST or None, steps=steps, initial={"action": request.GET.get("action", "")})
    if form.is_valid():
        with refusals_in(form):
            moved = services.transition(group=group, by=request.user, **form.cleaned_data)
            message = _("The group is now at the stage: %(stage)s") % {"stage": moved.get_stage_display()}
            return done(request, message, "workspace:group", uuid)
    return form_page(request, "workspace/taskgroups/stage.html", form, {**SHELL, "group": group, "steps": steps})


@workspace_view
def group_closing_report(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Read the closing report, or write it as one who may close the group."""
    group = visible_group(request, uuid)
    if request.method == "POST":
        authorise(request.user, "report_closing", group)
    report = ClosingReport.objects.filter(group=group).first()
    context = {**SHELL, "group": group, "report": report}
    if not can(request.user, "report_closing", group):
        return render(request, "workspace/taskgroups/closing_report.html", context)
    form = ClosingReportForm(request.POST or None, instance=report)
    if form.is_valid():
        with refusals_in(form):
            services.report_closing(
                group=group, by=request.user, reason=Reason.CLOSING_REPORT_WRITTEN, **form.cleaned_data
            )
            return done(request, _("The closing report was saved."), "workspace:group", uuid)
    return form_page(request, "workspace/taskgroups/closing_report_form.html", form, context)


@workspace_view
def group_history(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Every change of stage, with who made it and why."""
    group = visible_group(request, uuid)
    changes = group.stage_changes.select_related("changed_by").order_by("-pk")
    return render(request, "workspace/taskgroups/history.html", {**SHELL, "group": group, "changes": changes})
