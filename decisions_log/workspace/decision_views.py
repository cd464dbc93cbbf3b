"""Decisions in the workspace."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from decisions_log.adoption.public import state_words
from decisions_log.changes import changes_of
from decisions_log.models import Decision
from decisions_log.reasons import Reason
from decisions_log.selectors import adoption_by, adoptions_of, earlier_decisions, may_replace
from decisions_log.services import decision as services
from decisions_log.services.correction import is_decided
from decisions_log.services.earlier import start_from
from decisions_log.states import ACTION_LABELS, EDITABLE
from decisions_log.workspace import panels
from decisions_log.workspace.contents import contents_of
from decisions_log.workspace.forms import DecisionStepForm, EarlierForm, StartForm, SuccessorForm, TextsForm
from taskgroups.models import TaskGroup

SHELL = {"section": "groups", "audience": "group"}


def visible_decision(request: WorkspaceRequest, uuid: UUID) -> Decision:
    return get_visible_or_404(request.user, Decision, uuid=uuid)


@workspace_view
def decision_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Start a decision of the group `uuid`, or say what is missing before one can be started."""
    group = get_visible_or_404(request.user, TaskGroup, uuid=uuid)
    authorise(request.user, "propose_decision", group)
    earlier = EarlierForm(request.GET if "earlier" in request.GET else None, earlier=earlier_decisions(request.user))
    if earlier.errors:
        raise Http404
    source = earlier.cleaned_data["earlier"] if earlier.is_bound else None
    form = StartForm(request.POST or None, initial=panels.question_of(source, request.user))
    if form.is_valid():
        begin = partial(start_from, source=source) if source else services.start
        with refusals_in(form):
            made = begin(group=group, by=request.user, reason=Reason.DECISION_STARTED, **form.cleaned_data)
            return done(request, _("The draft is started. Nothing of it is public."), "workspace:decision", made.uuid)
    blockers = [blocker.seen_by(request.user) for blocker in services.problem_first(group)]
    context = {**SHELL, "group": group, "blockers": blockers, "earlier": earlier, "copies": source}
    return form_page(request, "workspace/decisions/new.html", form, context)


@workspace_view
def decision(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The whole record, what it still needs for its next state, and who can do it."""
    decision = visible_decision(request, uuid)
    steps, open_steps = panels.steps_of(decision, request.user)
    next_step = panels.next_step(decision, steps)
    context = {
        "decision": decision,
        "frozen": decision.state not in EDITABLE,
        "may_change": can(request.user, "change", decision),
        "may_remove": can(request.user, "change", decision) and not is_decided(decision),
        "may_record": can(request.user, "record_outcome", decision),
        "may_correct_successor": can(request.user, "correct_successor", decision),
        "may_dissent": can(request.user, "dissent", decision),
        "decided": is_decided(decision),
        "corrections": decision.corrections.select_related("corrected_by"),
        "facts": panels.facts(decision, request.user),
        "notice": panels.notice(decision, as_planned=True),
        "texts": panels.texts(decision),
        "options": decision.options.all(),
        "trade_offs": decision.trade_offs.all(),
        "constraints": decision.constraints.all(),
        "evidence": decision.evidence.all(),
        "consultations": decision.consultations.all(),
        "impacts": panels.impacts(decision),
        "agreements": decision.agreements.all(),
        "interests": decision.interests.select_related("organisation"),
        "dissents": panels.dissents(decision, request.user),
        "adoptions": adoptions_of(decision),
        "own_adoption": adoption_by(request.user, decision),
        "reviews": decision.reviews.order_by("-pk"),
        "next_step": next_step,
        "who": panels.who_takes(next_step) if next_step else "",
        "open_steps": open_steps,
        "contents": contents_of(decision, request.user),
    }
    return render(request, "workspace/decisions/decision.html", {**SHELL, **context})


@workspace_view
def decision_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change the decision's own texts and dates."""
    decision = visible_decision(request, uuid)
    authorise(request.user, "change", decision)
    form = TextsForm(request.POST or None, instance=decision)
    if form.is_valid():
        with refusals_in(form):
            revise = partial(services.revise, decision=decision, **form.values)
            form.save_through(revise, by=request.user, reason=Reason.TEXTS_CHANGED)
            return done(request, _("The texts were saved."), "workspace:decision", uuid)
    return form_page(request, "workspace/decisions/edit.html", form, {**SHELL, "decision": decision})


@workspace_view
def decision_state(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Move the decision to another state, with a reason."""
    decision = visible_decision(request, uuid)
    if (action := request.POST.get("action")) in ACTION_LABELS:
        authorise(request.user, services.right_for(action), decision)
    every_step, steps = panels.steps_of(decision, request.user)
    if not steps:
        authorise(request.user, services.right_for(every_step[0].action if every_step else ""), decision)
        return redirect("workspace:decision", uuid)
    form = DecisionStepForm(
        request.POST or None,
        steps=steps,
        successors=may_replace(decision, request.user),
        initial={"action": request.GET.get("action", "")},
    )
    if form.is_valid():
        with refusals_in(form):
            moved = services.transition(decision=decision, by=request.user, **form.cleaned_data)
            message = _("The decision is now: %(state)s") % {
                "state": state_words(moved.state, moved.decision_maker_kind)
            }
            return done(request, message, "workspace:decision", uuid)
    context = {**SHELL, "decision": decision, "steps": steps, "notice": panels.notice(decision)}
    return form_page(request, "workspace/decisions/state.html", form, context)


@workspace_view
def decision_successor(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Correct which decision replaces this one, before the public is told."""
    decision = visible_decision(request, uuid)
    authorise(request.user, "correct_successor", decision)
    successors = may_replace(decision, request.user)
    form = SuccessorForm(request.POST or None, successors=successors, initial={"superseded_by": decision.superseded_by})
    if form.is_valid():
        with refusals_in(form):
            services.correct_successor(decision=decision, by=request.user, **form.cleaned_data)
            return done(request, _("The decision that replaces it was corrected."), "workspace:decision", uuid)
    return form_page(request, "workspace/decisions/successor.html", form, {**SHELL, "decision": decision})


@workspace_view
def decision_history(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who changed what, when and why, newest first."""
    decision = visible_decision(request, uuid)
    context = {"decision": decision, "changes": changes_of(decision)}
    return render(request, "workspace/decisions/history.html", {**SHELL, **context})
