"""Comments and suggestions in the workspace."""

from http import HTTPStatus
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.discussions import pending_in, remark_on
from taskgroups.models import ChallengePosition, PositionSection, SectionHolder, Suggestion, Thread
from taskgroups.reasons import Reason
from taskgroups.services import discussion as services, suggestion as suggestions
from taskgroups.services.suggestion import Answered
from taskgroups.workspace.discussion_forms import (
    AcceptForm,
    ActForm,
    CommentForm,
    DeclineForm,
    HolderForm,
    ReplyForm,
    SuggestionForm,
)
from taskgroups.workspace.group_views import SHELL


def _visible_section(request: WorkspaceRequest, uuid: UUID, action: str) -> PositionSection:
    """The section; who may not do `action` is told so before anything is typed."""
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    if request.method != "POST":
        authorise(request.user, action, section)
    return section


def _in_text(section: PositionSection) -> str:
    return f"{reverse('workspace:position', args=[section.position.uuid])}#{section.kind}"


@workspace_view
def section_comment(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Comment on words of a section, or on the whole of it."""
    section = _visible_section(request, uuid, "comment")
    form = CommentForm(request.POST or None, section=section)
    if form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            services.comment(section=section, text=text, passage=form.passage, by=request.user)
            return done(request, _("Your comment stands beside the section."), _in_text(section))
    return form_page(request, "workspace/discussion/comment.html", form, {**SHELL, "section_in_hand": section})


@workspace_view
def section_suggest(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Suggest other words."""
    section = _visible_section(request, uuid, "suggest")
    form = SuggestionForm(request.POST or None, section=section)
    if form.is_valid() and form.passage:
        values = {name: form.cleaned_data[name] for name in ("replacement", "why")}
        with refusals_in(form):
            suggestions.suggest(section=section, passage=form.passage, by=request.user, **values)
            return done(request, _("Your suggestion stands beside the section."), _in_text(section))
    return form_page(request, "workspace/discussion/suggest.html", form, {**SHELL, "section_in_hand": section})


@workspace_view
def thread(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Read a thread, and answer in it."""
    found = get_visible_or_404(request.user, Thread, uuid=uuid)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.reply(thread=found, by=request.user, **form.cleaned_data)
            return done(request, _("Your answer stands in the discussion."), "workspace:thread", uuid)
    return _thread_page(request, found, form, form)


def _thread_page(request: WorkspaceRequest, found: Thread, form: BaseForm, reply: ReplyForm) -> HttpResponse:
    remark = remark_on(found)
    suggestion = remark.suggestion
    waits = suggestion if remark.is_pending else None
    context = {
        "section_in_hand": found.section,
        "remark": remark,
        "reply": reply,
        "may_reply": can(request.user, "reply", found),
        "may_resolve": suggestion is None and can(request.user, "resolve", found),
        **{f"may_{act}": waits and can(request.user, act, waits) for act in ("accept", "decline", "withdraw")},
    }
    return form_page(request, "workspace/discussion/thread.html", form, {**SHELL, **context})


@require_POST
@workspace_view
def thread_resolve(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Set a thread aside as resolved."""
    return _set_resolved(request, uuid, _("The discussion is resolved."), resolved=True)


@require_POST
@workspace_view
def thread_reopen(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Open a resolved thread again."""
    return _set_resolved(request, uuid, _("The discussion is open again."), resolved=False)


def _set_resolved(request: WorkspaceRequest, uuid: UUID, message: str, *, resolved: bool) -> HttpResponse:
    found = get_visible_or_404(request.user, Thread, uuid=uuid)
    form = ActForm(request.POST)
    with refusals_in(form):
        services.resolve(thread=found, resolved=resolved, by=request.user)
        return done(request, message, _in_text(found.section))
    return _thread_page(request, found, form, ReplyForm())


def _visible_suggestion(request: WorkspaceRequest, uuid: UUID) -> Suggestion:
    return get_visible_or_404(request.user, Suggestion, thread__uuid=uuid)


@workspace_view
def suggestion_decline(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Decline a suggestion, with the reason."""
    suggestion = _visible_suggestion(request, uuid)
    if request.method != "POST":
        authorise(request.user, "decline", suggestion)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            suggestions.decline(suggestion=suggestion, by=request.user, **form.cleaned_data)
            return done(request, _("The suggestion was declined."), _in_text(suggestion.thread.section))
    context = {"remark": remark_on(suggestion.thread), "section_in_hand": suggestion.thread.section}
    return form_page(request, "workspace/discussion/decline.html", form, {**SHELL, **context})


@require_POST
@workspace_view
def suggestion_withdraw(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Take one's own suggestion back."""
    suggestion = _visible_suggestion(request, uuid)
    form = ActForm(request.POST)
    with refusals_in(form):
        suggestions.withdraw(suggestion=suggestion, by=request.user)
        return done(request, _("Your suggestion was withdrawn."), _in_text(suggestion.thread.section))
    return _thread_page(request, suggestion.thread, form, ReplyForm())


@workspace_view
def position_suggestions(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The suggestions that wait, and, for who may, accepting several at once."""
    position = get_visible_or_404(request.user, ChallengePosition, uuid=uuid)
    form = AcceptForm(request.POST or None, position=position)
    answered = Answered()
    if form.is_valid():
        with refusals_in(form):
            chosen = form.cleaned_data["suggestions"]
            answered = suggestions.accept(position=position, suggestions=chosen, by=request.user)
            if not answered.clashing:
                message = _("Suggestions accepted: %(number)d") % {"number": len(answered.accepted)}
                return done(request, message, "workspace:position", uuid)
    waiting = pending_in(position)
    sections = {remark.thread.section_id: remark.thread.section for remark in waiting}
    mine = {pk for pk, section in sections.items() if can(request.user, "accept", section)}
    context = {
        "position": position,
        "answered": answered,
        "waiting": [(remark, remark.thread.section_id in mine) for remark in waiting],
        "may_accept": bool(mine),
        "chosen": request.POST.getlist("suggestions"),
    }
    page = form_page(request, "workspace/discussion/suggestions.html", form, {**SHELL, **context})
    if answered.clashing:
        page.status_code = HTTPStatus.CONFLICT
    return page


@workspace_view
def section_holder(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Say which member looks after a section."""
    section = _visible_section(request, uuid, "assign")
    members = section.position.group.memberships.current()
    held = SectionHolder.objects.filter(section=section).first()
    now = members.filter(user=held.person).first() if held and held.person else None
    form = HolderForm(request.POST or None, members=members, initial={"member": now and now.uuid})
    if form.is_valid():
        with refusals_in(form):
            chosen = form.cleaned_data["member"]
            services.assign_section(
                section=section, person=chosen and chosen.user, by=request.user, reason=Reason.SECTION_HELD
            )
            return done(request, _("It was saved who looks after the section."), _in_text(section))
    return form_page(request, "workspace/discussion/holder.html", form, {**SHELL, "section_in_hand": section})
