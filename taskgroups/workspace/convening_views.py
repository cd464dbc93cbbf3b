"""Exceptions from the floor under convening: asked for, answered, ended."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.models import ConveningException
from taskgroups.reasons import Reason
from taskgroups.services import convening as services
from taskgroups.workspace import panels
from taskgroups.workspace.convening_forms import EndExceptionForm, ExceptionAnswerForm, ExceptionForm
from taskgroups.workspace.group_views import SHELL, visible_group


@workspace_view
def exception_ask(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Ask that the group may do with less than every group needs."""
    group = visible_group(request, uuid)
    authorise(request.user, "ask_exception", group)
    form = ExceptionForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.ask_exception(group=group, by=request.user, reason=Reason.EXCEPTION_ASKED, **form.cleaned_data)
            message = _("The exception was sent to the administrators. It applies when one of them confirms it.")
            return done(request, message, "workspace:group_rules", uuid)
    return form_page(request, "workspace/taskgroups/exception_ask.html", form, {**SHELL, "group": group})


def _exception(request: WorkspaceRequest, uuid: UUID, exception: UUID) -> ConveningException:
    group = visible_group(request, uuid)
    return get_object_or_404(ConveningException.objects.select_related("asked_by"), group=group, uuid=exception)


@workspace_view
def exception_answer(request: WorkspaceRequest, uuid: UUID, exception: UUID) -> HttpResponse:
    """Confirm or decline an exception, as the second person."""
    asked = _exception(request, uuid, exception)
    authorise(request.user, "answer", asked)
    form = ExceptionAnswerForm(request.POST or None)
    if form.is_valid():
        confirmed = form.cleaned_data["answer"] == "confirm"
        with refusals_in(form):
            services.answer_exception(
                exception=asked, confirmed=confirmed, by=request.user, reason=form.cleaned_data["reason"]
            )
            message = _("The exception was confirmed.") if confirmed else _("The exception was declined.")
            return done(request, message, "workspace:group_rules", uuid)
    context = {"group": asked.group, "asked": asked, "facts": panels.exception_facts(asked)}
    return form_page(request, "workspace/taskgroups/exception_answer.html", form, {**SHELL, **context})


@workspace_view
def exception_end(request: WorkspaceRequest, uuid: UUID, exception: UUID) -> HttpResponse:
    """Withdraw a request, or end an exception in force."""
    ending = _exception(request, uuid, exception)
    authorise(request.user, "end", ending)
    form = EndExceptionForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.end_exception(exception=ending, by=request.user, **form.cleaned_data)
            return done(request, _("The exception has ended."), "workspace:group_rules", uuid)
    context = {"group": ending.group, "facts": panels.exception_facts(ending)}
    return form_page(request, "workspace/taskgroups/exception_end.html", form, {**SHELL, **context})
