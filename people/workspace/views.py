"""The register of bodies in the workspace."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import Organisation
from people.policy import may_administer
from people.services.registry import COLUMNS, load_registry
from people.workspace.fields import in_alphabetical_order
from people.workspace.forms import BodyFilter, RegisterImportForm

_PER_PAGE = 40
SHELL = {"section": "bodies", "audience": "partners"}


@workspace_view
def bodies(request: WorkspaceRequest) -> HttpResponse:
    """The bodies, by level and sector when asked."""
    form = BodyFilter(request.GET)
    wanted = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    shown: Any = visible_to(request.user, Organisation)
    if wanted.pop("without_office", False):
        shown = shown.without_office()
    found = in_alphabetical_order(list(shown.filter(**wanted)))
    context = {
        "form": form,
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "may_import": may_administer(request.user),
        **SHELL,
    }
    return render(request, "workspace/people/bodies.html", context)


@workspace_view
def bodies_import(request: WorkspaceRequest) -> HttpResponse:
    """Load the register from a CSV file, all or nothing."""
    if not (verdict := may_administer(request.user)):
        raise PermissionDenied(verdict.reason)
    form = RegisterImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            content, reason = form.cleaned_data["file"].read(), form.cleaned_data["reason"]
            changed = load_registry(content=content, by=request.user, reason=reason)
            return done(request, _("Bodies added or changed: %(number)d") % {"number": changed}, "workspace:bodies")
    context = {"columns": sorted(COLUMNS), **SHELL}
    return form_page(request, "workspace/people/bodies_import.html", form, context)
