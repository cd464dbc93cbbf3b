"""The frame of every page in the workspace: who may come in, and how a page says that something was refused.

A view loads, authorises, binds a form, calls one service and redirects:

    @workspace_view
    def edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
        group = get_visible_or_404(request.user, TaskGroup, uuid=uuid)
        authorise(request.user, "change", group)
        form = GroupForm(request.POST or None, initial=…)
        if form.is_valid():
            with refusals_in(form):
                services.revise(group=group, by=request.user, reason=_("…"), **form.cleaned_data)
                return done(request, _("The group was saved."), "workspace:group", group.uuid)
        return form_page(request, "workspace/taskgroups/edit.html", form, {"group": group})
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found, permission_denied

from core.transitions import Refused


class WorkspaceRequest(HttpRequest):
    """A request inside `workspace_view`: `user` is a person who signed in, never anonymous."""

    user: Any


def workspace_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who are signed in; no response, whatever its status, is ever stored (`no-store`).

    PermissionDenied becomes a 403 page with its reason, Http404 the one page for what is absent or not to be seen.
    """

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return permission_denied(request, refusal)
        except Http404 as absent:
            return page_not_found(request, absent)

    return never_cache(login_required(framed))


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Turn Refused and ValidationError of a service into errors of the form that asked for it, and go on.

    A message about a field that the form does not have stands at the top of the form. After a Refused,
    `form.blockers` holds the blockers with who can clear them and where.
    """
    try:
        yield
    except Refused as refusal:
        form.blockers = refusal.blockers  # type: ignore[attr-defined]
        form.add_error(None, refusal.reasons)
    except ValidationError as error:
        for name, problems in _by_field(error).items():
            form.add_error(name if name in form.fields else None, problems)


def _by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}


def form_page(
    request: HttpRequest, template: str, form: BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page with its form; 422 when what was sent could not be done, with everything typed still in it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **(context or {})}, status=status)


def done(request: HttpRequest, message: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done, on the page named `to`."""
    messages.success(request, message)
    return redirect(to, *args)
