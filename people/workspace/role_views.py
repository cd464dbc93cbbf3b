"""Administration: who holds which platform role, and since when."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import insist
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import Organisation, OutboxMessage, RoleAssignment
from people.policy import may_administer
from people.services import roles as services
from people.workspace import role_panels as panels
from people.workspace.role_forms import ReasonForm, RoleForm

SHELL = {"section": "administration", "audience": "administrators"}


@workspace_view
def administration(request: WorkspaceRequest) -> HttpResponse:
    """The way to what administrators look after."""
    insist(may_administer(request.user))
    context = {
        "holders": RoleAssignment.objects.current().count(),
        "without_office": Organisation.objects.without_office().count(),
        "undelivered": OutboxMessage.objects.failing().count(),
    }
    return render(request, "workspace/people/administration.html", {**SHELL, **context})


@workspace_view
def roles(request: WorkspaceRequest) -> HttpResponse:
    """Who holds which platform role, every change of that, and the form to give one."""
    insist(may_administer(request.user))
    form = RoleForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            given = services.give_role(by=request.user, **form.cleaned_data)
            said = _("Role given: %(role)s, %(person)s") % {"role": given.get_role_display(), "person": given.user}
            return done(request, said, "workspace:roles")
    context = {"held": panels.roles_held(), "changes": panels.changes_of_roles()}
    return form_page(request, "workspace/people/roles.html", form, {**SHELL, **context})


@workspace_view
def role_end(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Look at it once more, then end a role now."""
    insist(may_administer(request.user))
    assignment = RoleAssignment.objects.unfinished().select_related("user").filter(uuid=uuid).first()
    if assignment is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.take_role(assignment=assignment, by=request.user, **form.cleaned_data)
            said = _("Role ended: %(role)s, %(person)s")
            facts = {"role": assignment.get_role_display(), "person": assignment.user}
            return done(request, said % facts, "workspace:roles")
    context = {"assignment": assignment, "is_last": services.is_last_administrator(assignment)}
    return form_page(request, "workspace/people/role_end.html", form, {**SHELL, **context})
