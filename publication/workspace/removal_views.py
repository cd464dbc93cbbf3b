"""Taking back what is public, or showing again what is withheld: one asks, a redaction officer answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can, get_visible_or_404, visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from publication import removal as services
from publication.models import PublishedRecord, Removal
from publication.published.addresses import record_address
from publication.published.register import due_first
from publication.workspace import removal_panels as panels
from publication.workspace.removal_forms import RemovalAnswerForm, RemovalForm

SHELL = {"section": "publication"}


@workspace_view
def withheld(request: WorkspaceRequest) -> HttpResponse:
    """What is withheld in public, reviews that are due first, and the requests about what is published."""
    removals = visible_to(request.user, Removal).select_related("requested_by")
    context = {
        "audience": "you",
        "waiting": panels.tasks([removal for removal in removals if can(request.user, "answer", removal)]),
        "entries": panels.register_rows(due_first()),
        "table": panels.removal_table(list(removals[:50])),
    }
    return render(request, "workspace/publication/removals.html", {**SHELL, **context})


@workspace_view
def removal_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Ask that something published be withheld, erased, withdrawn or shown again."""
    record = get_visible_or_404(request.user, PublishedRecord, uuid=uuid)
    authorise(request.user, "request_removal", record)
    initial = {name: request.GET.get(name, "") for name in ("action", "part")}
    form = RemovalForm(request.POST or None, parts=panels.part_choices(record), initial=initial)
    if form.is_valid():
        with refusals_in(form):
            asked = services.request_removal(
                record=record, action=form.cleaned_data["action"], by=request.user, **form.where, **form.values
            )
            return done(request, _("A redaction officer has been told."), "workspace:removal", asked.uuid)
    context = {**SHELL, "audience": "you", "page": record_address(record), "title": panels.title_of(record)}
    return form_page(request, "workspace/publication/removal_new.html", form, context)


@workspace_view
def removal(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """One request: what it would do, why, and the answer."""
    asked = get_visible_or_404(request.user, Removal, uuid=uuid)
    others = panels.other_wordings(asked) if can(request.user, "answer", asked) else []
    form = RemovalAnswerForm(request.POST or None, others=others)
    if form.is_valid():
        with refusals_in(form):
            if form.cleaned_data["answer"] == "carry_out":
                services.carry_out(removal=asked, by=request.user, also=form.cleaned_data["also"])
            else:
                services.refuse(removal=asked, by=request.user, reason=form.cleaned_data["reason"])
            return done(request, _("Your answer was recorded."), "workspace:removal", uuid)
    asked.refresh_from_db()
    return form_page(request, "workspace/publication/removal.html", form, _shown(asked, request.user))


def _shown(asked: Removal, person: Any) -> dict[str, Any]:
    """What the page of a request shows this person."""
    record = PublishedRecord.objects.get(uuid=asked.record_uuid)
    may = can(person, "answer", asked)
    return {
        **SHELL,
        "audience": "you",
        "asked": asked,
        "title": panels.title_of(record),
        "facts": panels.removal_facts(asked, record),
        "places": panels.places(asked, record) if may else [],
        "public_texts": panels.public_texts(asked) if may else [],
        "may_answer": bool(may),
        "why_not": "" if may else may.reason,
    }
