"""What each body makes of a decision, in the workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.adoption.forms import AdoptionForm
from decisions_log.adoption.services import record_adoption
from decisions_log.models import Adoption, AdoptionSet
from decisions_log.selectors import adoption_by, adoptions_of
from decisions_log.workspace.decision_views import SHELL, visible_decision


@workspace_view
def adoptions(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """What every body decided, and what of it is public."""
    decision = visible_decision(request, uuid)
    context = {
        "decision": decision,
        "adoption_set": AdoptionSet.objects.filter(decision=decision).first(),
        "adoptions": adoptions_of(decision),
        "own_adoption": adoption_by(request.user, decision),
    }
    return render(request, "workspace/decisions/adoptions.html", {**SHELL, **context})


@workspace_view
def adoption(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Record what the body that this person speaks for decided."""
    decision = visible_decision(request, uuid)
    authorise(request.user, "adopt", decision)
    own = adoption_by(request.user, decision) or Adoption()
    form = AdoptionForm(request.POST or None, instance=own, decision=decision)
    if form.is_valid():
        with refusals_in(form):
            record_adoption(decision=decision, by=request.user, **form.cleaned_data)
            return done(request, _("What your body decided was saved."), "workspace:adoptions", uuid)
    since = decision.corrections.filter(meaning_version__gt=own.meaning_version) if own.meaning_version else ()
    context = {**SHELL, "decision": decision, "own_adoption": own, "corrections": since}
    return form_page(request, "workspace/decisions/adoption.html", form, context)
