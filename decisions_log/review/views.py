"""Reviews of decisions in the workspace."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.models import Review
from decisions_log.review import services
from decisions_log.review.forms import FindingForm, ReviewForm
from decisions_log.states import review_gaps
from decisions_log.workspace.decision_views import SHELL, visible_decision


def visible_review(request: WorkspaceRequest, uuid: UUID, review: UUID) -> Review:
    """The review of a decision that the person sees, or the same 404 as for anything absent."""
    found = visible_decision(request, uuid).reviews.filter(uuid=review).first()
    if found is None:
        raise Http404
    return found


@workspace_view
def review(request: WorkspaceRequest, uuid: UUID, review: UUID) -> HttpResponse:
    """What was expected beside what happened, what is still missing, and what of it is public."""
    found = visible_review(request, uuid, review)
    expected = services.expected_of(found.decision)
    context = {
        "decision": found.decision,
        "review": found,
        "findings": [(finding, expected.get(finding.about)) for finding in found.findings.all()],
        "blockers": [gap.seen_by(request.user) for gap in review_gaps(found)],
        "may_change": can(request.user, "change", found),
    }
    return render(request, "workspace/decisions/review.html", {**SHELL, **context})


@workspace_view
def review_edit(request: WorkspaceRequest, uuid: UUID, review: UUID) -> HttpResponse:
    """Write what the review says as a whole; it may be saved while something is missing."""
    found = visible_review(request, uuid, review)
    authorise(request.user, "change", found)
    form = ReviewForm(request.POST or None, instance=found)
    if form.is_valid():
        with refusals_in(form):
            services.revise_review(review=found, by=request.user, **form.cleaned_data)
            return done(request, _("The review was saved."), "workspace:review", uuid, review)
    context = {**SHELL, "decision": found.decision, "review": found}
    return form_page(request, "workspace/decisions/review_edit.html", form, context)


@workspace_view
def finding_edit(request: WorkspaceRequest, uuid: UUID, review: UUID, finding: UUID) -> HttpResponse:
    """Write what happened beside one thing that was expected."""
    found = visible_review(request, uuid, review)
    row = found.findings.filter(uuid=finding).first()
    if row is None:
        raise Http404
    authorise(request.user, "change", found)
    form = FindingForm(request.POST or None, instance=row)
    if form.is_valid():
        with refusals_in(form):
            services.tell_finding(finding=row, by=request.user, **form.cleaned_data)
            return done(request, _("What happened was saved."), "workspace:review", uuid, review)
    expected = services.expected_of(found.decision).get(row.about)
    context = {**SHELL, "decision": found.decision, "review": found, "finding": row, "expected": expected}
    return form_page(request, "workspace/decisions/review_finding.html", form, context)
