"""Adding, changing and removing the parts of a decision."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.verdicts import authorise, insist
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    Part,
    TradeOff,
)
from decisions_log.policy import addable, removable, right_to_write
from decisions_log.services import decision as services
from decisions_log.workspace import panels, part_forms
from decisions_log.workspace.decision_views import SHELL, visible_decision
from decisions_log.workspace.forms import ReasonedForm, RemoveForm


@dataclass(frozen=True)
class Kind:
    """One kind of part: its model and form, and the words of its pages."""

    model: type[Part]
    form: Callable[..., ReasonedForm]
    add: Promise
    edit: Promise
    remove: Promise
    saved: Promise
    removed: Promise


KINDS = {
    "option": Kind(
        Option,
        part_forms.OptionForm,
        _("Add an option"),
        _("Change the option"),
        _("Remove this option?"),
        _("The option was saved."),
        _("The option was removed."),
    ),
    "trade_off": Kind(
        TradeOff,
        part_forms.TradeOffForm,
        _("Add a trade-off"),
        _("Change the trade-off"),
        _("Remove this trade-off?"),
        _("The trade-off was saved."),
        _("The trade-off was removed."),
    ),
    "constraint": Kind(
        Constraint,
        part_forms.ConstraintForm,
        _("Add a constraint"),
        _("Change the constraint"),
        _("Remove this constraint?"),
        _("The constraint was saved."),
        _("The constraint was removed."),
    ),
    "evidence": Kind(
        Evidence,
        part_forms.EvidenceForm,
        _("Add evidence"),
        _("Change the evidence"),
        _("Remove this evidence?"),
        _("The evidence was saved."),
        _("The evidence was removed."),
    ),
    "consultation": Kind(
        Consultation,
        part_forms.ConsultationForm,
        _("Add a consultation"),
        _("Change the consultation"),
        _("Remove this consultation?"),
        _("The consultation was saved."),
        _("The consultation was removed."),
    ),
    "agreement": Kind(
        Agreement,
        part_forms.AgreementForm,
        _("Record how far the group agreed"),
        _("Change how far the group agreed"),
        _("Remove the level of agreement?"),
        _("The level of agreement was saved."),
        _("The level of agreement was removed."),
    ),
    "declared_interest": Kind(
        DeclaredInterest,
        part_forms.DeclaredInterestForm,
        _("Add a declared interest"),
        _("Change the declared interest"),
        _("Remove this declared interest?"),
        _("The declared interest was saved."),
        _("The declared interest was removed."),
    ),
    "impact": Kind(
        Impact,
        part_forms.impact_form,
        _("Open the impact in another area"),
        _("Write the impact"),
        _("Remove this impact?"),
        _("The impact was saved."),
        _("The impact was removed."),
    ),
    "dissent": Kind(
        Dissent,
        part_forms.DissentForm,
        _("Record dissent"),
        _("Change the dissent"),
        _("Remove this dissent?"),
        _("The dissent was saved."),
        _("The dissent was removed."),
    ),
}


@workspace_view
def part_new(request: WorkspaceRequest, uuid: UUID, name: str) -> HttpResponse:
    """Add a part of the kind `name`."""
    decision, kind = visible_decision(request, uuid), KINDS[name]
    authorise(request.user, right_to_write(kind.model(decision=decision)), decision)
    insist(addable(kind.model, decision))
    return _part_page(request, kind, name, kind.model(decision=decision), kind.add)


@workspace_view
def part_edit(request: WorkspaceRequest, uuid: UUID, part: UUID, name: str) -> HttpResponse:
    """Change a part."""
    kind = KINDS[name]
    found = _part(kind, visible_decision(request, uuid), part)
    authorise(request.user, "change", found)
    return _part_page(request, kind, name, found, kind.edit)


@workspace_view
def part_remove(request: WorkspaceRequest, uuid: UUID, part: UUID, name: str) -> HttpResponse:
    """Take a part out, once that is confirmed with a reason."""
    kind = KINDS[name]
    decision = visible_decision(request, uuid)
    found = _part(kind, decision, part)
    authorise(request.user, "change", found)
    insist(removable(decision))
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.remove_part(part=found, by=request.user, reason=form.cleaned_data["reason"])
            return done(request, str(kind.removed), "workspace:decision", uuid)
    context = {**SHELL, "decision": decision, "part": found, "heading": kind.remove}
    return form_page(request, "workspace/decisions/remove.html", form, context)


def _part(kind: Kind, decision: Decision, uuid: UUID) -> Part:
    """The part of this decision, or the same 404 as for anything absent."""
    found = kind.model._default_manager.filter(decision=decision, uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _save(part: Part, values: dict[str, Any], **act: Any) -> None:
    for field, value in values.items():
        setattr(part, field, value)
    services.save_part(part=part, **act)


def _part_page(
    request: WorkspaceRequest,
    kind: Kind,
    name: str,
    part: Part,
    heading: Promise,
) -> HttpResponse:
    form = kind.form(request.POST or None, instance=part)
    if form.is_valid():
        with refusals_in(form):
            form.save_through(partial(_save, part, form.values), by=request.user, reason=heading)
            return done(request, str(kind.saved), "workspace:decision", part.decision.uuid)
    context = {**SHELL, "decision": part.decision, "part": part, "heading": heading, "copied": panels.copied(part)}
    context["fields"] = f"workspace/decisions/{name}_fields.html"
    return form_page(request, "workspace/decisions/part.html", form, context)
