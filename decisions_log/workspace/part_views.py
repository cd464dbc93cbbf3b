"""Adding, changing and removing the parts of a decision."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.models import Constraint, Decision, Dissent, Option, Part, TradeOff
from decisions_log.services import decision as services
from decisions_log.workspace import forms
from decisions_log.workspace.decision_views import SHELL, visible_decision
from decisions_log.workspace.forms import ReasonedForm, RemoveForm


@dataclass(frozen=True)
class Kind:
    """One kind of part: its model and form, the right to add one, and the words of its pages."""

    model: type[Part]
    form: type[ReasonedForm]
    right: str
    add: Promise
    edit: Promise
    remove: Promise
    saved: Promise
    removed: Promise


KINDS = {
    "option": Kind(
        Option,
        forms.OptionForm,
        "change",
        _("Add an option"),
        _("Change the option"),
        _("Remove this option?"),
        _("The option was saved."),
        _("The option was removed."),
    ),
    "trade_off": Kind(
        TradeOff,
        forms.TradeOffForm,
        "change",
        _("Add a trade-off"),
        _("Change the trade-off"),
        _("Remove this trade-off?"),
        _("The trade-off was saved."),
        _("The trade-off was removed."),
    ),
    "constraint": Kind(
        Constraint,
        forms.ConstraintForm,
        "change",
        _("Add a constraint"),
        _("Change the constraint"),
        _("Remove this constraint?"),
        _("The constraint was saved."),
        _("The constraint was removed."),
    ),
    "dissent": Kind(
        Dissent,
        forms.DissentForm,
        "dissent",
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
    authorise(request.user, kind.right, decision)
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


def _part_page(
    request: WorkspaceRequest,
    kind: Kind,
    name: str,
    part: Part,
    heading: Promise,
) -> HttpResponse:
    form = kind.form(request.POST or None, instance=part)
    if form.is_valid():
        for field, value in form.values.items():
            setattr(part, field, value)
        with refusals_in(form):
            services.save_part(part=part, by=request.user, **form.act(heading))
            return done(request, str(kind.saved), "workspace:decision", part.decision.uuid)
    context = {**SHELL, "decision": part.decision, "part": part, "heading": heading, "name": name}
    return form_page(request, "workspace/decisions/part.html", form, context)
