"""Asking for publication and answering, in the workspace."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.sent_pages import typed_in
from core.verdicts import authorise, can, get_visible_or_404, visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import User
from publication import requests
from publication.gaps import gaps
from publication.kinds import KINDS, record_of
from publication.models import Emergency, PublicationRequest, RequestState
from publication.pinned import pinned_by
from publication.selectors import (
    emergencies_seen,
    open_releases,
    own_requests,
    publication_of,
    requests_waiting_for,
    version_before,
    version_of,
)
from publication.workspace import request_panels as panels
from publication.workspace.emergency_panels import emergency_tasks
from publication.workspace.language_panels import rows_to_compare
from publication.workspace.release_panels import release_tasks
from publication.workspace.request_forms import AnswerForm, ConfirmForm, RequestForm

SHELL = {"section": "publication", "languages": LANGUAGES}
_PER_PAGE = 30


@workspace_view
def publication(request: WorkspaceRequest) -> HttpResponse:
    """The requests that wait for this person, and their own or all that they may see."""
    everything = "all" in request.GET
    seen = visible_to(request.user, PublicationRequest).select_related("requested_by")
    page = Paginator(seen if everything else own_requests(request.user), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": panels.waiting_tasks(requests_waiting_for(request.user)),
        "emergencies": emergency_tasks(emergencies_seen(request.user)),
        "releases": release_tasks(open_releases(request.user)),
        "everything": everything,
        "page": page,
        "table": panels.request_table(list(page)),
    }
    return render(request, "workspace/publication/list.html", {**SHELL, "audience": "you", **context})


@workspace_view
def request_publication(request: WorkspaceRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Ask for publication of a record, having seen exactly what the public would."""
    if kind not in KINDS:
        raise Http404
    record = get_visible_or_404(request.user, KINDS[kind].model, uuid=uuid)
    status = publication_of(record)
    if status.waiting and status.last is not None:
        return redirect("workspace:publication_request", status.last.uuid)
    authorise(request.user, "request_publication", record)
    form = RequestForm(typed_in(request), version=status.newest)
    if form.is_valid():
        with refusals_in(form):
            asked = requests.request_publication(record=record, by=request.user, **form.cleaned_data)
            message = _("Publication is requested. A publisher has been told.")
            return done(request, message, "workspace:publication_request", asked.uuid)
    now = status.now
    context = {
        "kind": kind,
        "record": record,
        "home": KINDS[kind].home(record),
        "status": status,
        "blockers": [gap.seen_by(request.user) for gap in gaps(record, now)],
        "doubts": list(now.spec.doubts(now)),
        "language_rows": rows_to_compare(now.spec, now.standings),
        "title": now.spec.title_in(now.content),
        "content": now.content,
        "changes": panels.changes_against(status.newest, now.content),
        **panels.withheld_now(record, now),
    }
    return form_page(request, "workspace/publication/request.html", form, {**SHELL, **context})


@workspace_view
def publication_request(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """One request: exactly what would be published, and a publisher's answer."""
    asked = get_visible_or_404(request.user, PublicationRequest, uuid=uuid)
    form = AnswerForm(request.POST or None, initial={"digest": asked.digest})
    if form.is_valid():
        with refusals_in(form):
            message = _answer(asked, request.user, **form.cleaned_data)
            return done(request, message, "workspace:publication_request", uuid)
    asked.refresh_from_db()
    return form_page(request, "workspace/publication/answer.html", form, _shown(asked, request.user))


@workspace_view
def publication_cancel(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Take one's own request back, once that is confirmed."""
    asked = get_visible_or_404(request.user, PublicationRequest, uuid=uuid)
    form = ConfirmForm(typed_in(request))
    if form.is_valid():
        with refusals_in(form):
            requests.cancel(request=asked, by=request.user)
            return done(request, _("The request was taken back."), "workspace:publication_request", uuid)
    else:
        authorise(request.user, "cancel", asked)
    context = {**SHELL, "asked": asked, "title": requests.title_of(asked)}
    return form_page(request, "workspace/publication/cancel.html", form, context)


def _answer(asked: PublicationRequest, by: User, *, answer: str, reason: str, digest: str) -> str:
    """Give the answer; returns what to say about it."""
    if answer == "approve":
        requests.approve(request=asked, digest=digest, by=by)
        return _("Published, in both languages at once.")
    if answer == "return":
        requests.return_for_changes(request=asked, by=by, reason=reason)
        return _("The request was returned.")
    requests.refuse(request=asked, by=by, reason=reason)
    return _("The request was refused.")


def _shown(asked: PublicationRequest, person: User) -> dict[str, Any]:
    """What the page of a request shows this person."""
    pinned = pinned_by(asked)
    content, version = pinned.content, version_of(asked)
    record = record_of(asked.kind, asked.record_uuid)
    return {
        **SHELL,
        "asked": asked,
        "waiting": asked.state == RequestState.REQUESTED,
        "title": pinned.spec.title_in(content),
        "content": content,
        "changes": panels.changes_against(version_before(asked), content),
        "doubts": requests.doubts_about(asked, pinned),
        "language_rows": rows_to_compare(pinned.spec, pinned.standings),
        "hidden": panels.hidden_parts(pinned),
        "facts": panels.request_facts(asked),
        "proof": panels.proof_facts(version) if version else [],
        "home": KINDS[asked.kind].home(record) if can(person, "view", record) else "",
        "why_not": requests.why_not_approve(asked, person),
        "may_cancel": can(person, "cancel", asked),
        "may_publish_alone": can(person, "publish_alone", asked),
        "emergency": Emergency.objects.filter(request=asked).first(),
    }
