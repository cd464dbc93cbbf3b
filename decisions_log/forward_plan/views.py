"""The forward plan of a group in the workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.forward_plan import panels, services
from decisions_log.forward_plan.forms import DropForm, PlanItemForm
from decisions_log.models import ForwardPlanItem
from decisions_log.reasons import Reason
from taskgroups.models import TaskGroup

SHELL = {"section": "groups", "audience": "group"}


def visible_item(request: WorkspaceRequest, uuid: UUID) -> ForwardPlanItem:
    return get_visible_or_404(request.user, ForwardPlanItem, uuid=uuid)


@workspace_view
def plan_item_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Add an item to the forward plan of the group `uuid`."""
    group = get_visible_or_404(request.user, TaskGroup, uuid=uuid)
    authorise(request.user, "propose_decision", group)
    form = PlanItemForm(request.POST or None, group=group)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "based_on"}
        with refusals_in(form):
            made = services.announce(group=group, by=request.user, reason=Reason.DECISION_PLANNED, **values)
            return done(request, _("It is planned. Nothing of it is public yet."), "workspace:plan_item", made.uuid)
    return form_page(request, "workspace/plan/form.html", form, {**SHELL, "group": group})


@workspace_view
def plan_item(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """One item: what is announced, how much notice that gives, and what is public of it."""
    item = visible_item(request, uuid)
    [clock] = panels.clocks_of([item])
    context = {
        "item": item,
        "clock": clock,
        "facts": panels.facts(clock),
        "texts": panels.texts(item),
        "may_change": can(request.user, "change", item),
        "may_drop": can(request.user, "drop", item),
    }
    return render(request, "workspace/plan/item.html", {**SHELL, **context})


@workspace_view
def plan_item_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change what is announced; later than what is public, it is postponed."""
    item = visible_item(request, uuid)
    authorise(request.user, "change", item)
    [clock] = panels.clocks_of([item])
    form = PlanItemForm(request.POST or None, group=item.group, instance=item, public=clock.public_since is not None)
    if form.is_valid():
        with refusals_in(form):
            services.revise(item=item, by=request.user, reason=Reason.PLAN_CHANGED, **form.cleaned_data)
            return done(request, _("The plan was saved."), "workspace:plan_item", uuid)
    return form_page(request, "workspace/plan/form.html", form, {**SHELL, "group": item.group, "item": item})


@workspace_view
def plan_item_drop(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Say that it will not be decided, and why."""
    item = visible_item(request, uuid)
    authorise(request.user, "drop", item)
    form = DropForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.drop(item=item, by=request.user, **form.cleaned_data)
            return done(request, _("It was dropped from the forward plan."), "workspace:plan_item", uuid)
    return form_page(request, "workspace/plan/drop.html", form, {**SHELL, "item": item})
