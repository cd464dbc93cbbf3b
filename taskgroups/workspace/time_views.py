"""The time limit of a group: its extensions, and asking for more time."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.policy import leads
from taskgroups.services import time_limit as services
from taskgroups.workspace import panels
from taskgroups.workspace.group_views import SHELL, visible_group
from taskgroups.workspace.time_forms import AskForm, DeclineForm, ExtendForm


@workspace_view
def group_time(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """How long the group has, every extension, and the form: to extend for the mission lead, to ask for a convener."""
    group = visible_group(request, uuid)
    may_extend = can(request.user, "extend", group)
    if request.method == "POST":
        authorise(request.user, "extend" if leads(request.user, group.mission) else "ask_extension", group)
    waiting = group.extension_requests.waiting().select_related("asked_by").first()
    form: ExtendForm | AskForm
    if may_extend:
        form = ExtendForm(request.POST or None, initial={"to_date": waiting.until if waiting else None})
    else:
        form = AskForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            if may_extend:
                services.extend(group=group, by=request.user, **form.cleaned_data)
                message = _("The time limit was extended. To make it public, ask for publication of the group.")
                return done(request, message, "workspace:group", uuid)
            services.ask_extension(group=group, by=request.user, **form.cleaned_data)
            return done(request, _("The mission lead was asked for more time."), "workspace:group_time", uuid)
        group.refresh_from_db()
    context = {
        "group": group,
        "left": panels.time_left(group),
        "extensions": group.extensions.select_related("extended_by").order_by("-pk"),
        "waiting": waiting,
        "may_extend": may_extend,
        "may_ask": not may_extend and not waiting and can(request.user, "ask_extension", group),
    }
    return form_page(request, "workspace/taskgroups/time.html", form, {**SHELL, **context})


@workspace_view
def group_time_decline(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Answer the waiting request with no."""
    group = visible_group(request, uuid)
    authorise(request.user, "extend", group)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.decline_extension(group=group, by=request.user, **form.cleaned_data)
            return done(request, _("More time was declined. Who asked is told."), "workspace:group_time", uuid)
    return form_page(request, "workspace/taskgroups/time_decline.html", form, {**SHELL, "group": group})
