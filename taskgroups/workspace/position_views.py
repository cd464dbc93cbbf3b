"""Challenge positions in the workspace: reading, drafting and answering."""

from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.models import ChallengePosition, PositionSection
from taskgroups.selectors import current_membership, section_at, sections_with_last_save, unwritten
from taskgroups.services import position as services
from taskgroups.services.position import StaleSection
from taskgroups.workspace import panels
from taskgroups.workspace.forms import AnswerForm, SectionForm, TitleForm
from taskgroups.workspace.group_views import SHELL

_VERSIONS_PER_PAGE = 10


def _visible_position(request: WorkspaceRequest, uuid: UUID) -> ChallengePosition:
    return get_visible_or_404(request.user, ChallengePosition, uuid=uuid)


@workspace_view
def position(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Read the whole position, and answer for one's body the version that was read."""
    position = _visible_position(request, uuid)
    if request.method == "POST":
        authorise(request.user, "sign", position)
    form = AnswerForm(request.POST or None, initial={"version": position.version})
    if form.is_valid():
        with refusals_in(form):
            services.answer(position=position, by=request.user, **form.cleaned_data)
            return done(request, _("Your answer is recorded."), "workspace:position", uuid)
        position.refresh_from_db()
        form.start_from(position.version)
    to_write = unwritten(position)
    context = {
        "position": position,
        "group": position.group,
        "sections": sections_with_last_save(position),
        "answers": panels.answer_tasks(position),
        "to_write": to_write,
        "membership": current_membership(position.group, request.user.pk),
        "may_draft": can(request.user, "draft", position),
        "may_answer": can(request.user, "sign", position) and not to_write,
    }
    return form_page(request, "workspace/positions/position.html", form, {**SHELL, **context})


@workspace_view
def position_rename(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change the title."""
    position = _visible_position(request, uuid)
    authorise(request.user, "draft", position)
    form = TitleForm(request.POST or None, instance=position)
    if form.is_valid():
        with refusals_in(form):
            services.rename(position=position, by=request.user, reason=_("Position renamed"), **form.cleaned_data)
            return done(request, _("The title was saved."), "workspace:position", uuid)
    return form_page(request, "workspace/positions/rename.html", form, {**SHELL, "position": position})


@workspace_view
def section_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Draft one section. What was typed stays in the form whatever happens: a later save by somebody, a lost right."""
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    if request.method != "POST":
        authorise(request.user, "draft", section)
    form = SectionForm(request.POST or None, instance=section, initial={"base_revision": section.revision})
    if form.is_valid():
        try:
            with refusals_in(form):
                services.save_section(
                    section=section, by=request.user, reason=_("Section drafted"), **form.cleaned_data
                )
                page = reverse("workspace:position", args=[section.position.uuid])
                return done(request, _("The section was saved."), f"{page}#{section.kind}")
        except StaleSection as stale:
            return _both_texts(request, form, stale.current)
    return form_page(request, "workspace/positions/section.html", form, {**SHELL, "section_in_hand": section})


def _both_texts(request: WorkspaceRequest, form: SectionForm, theirs: PositionSection) -> HttpResponse:
    """Show what somebody saved in between beside what this writer typed (409), ready to be resolved and saved.

    A language that the writer left as it was takes the other's text; nothing of theirs is lost by that.
    """
    mine, base = form.cleaned_data, section_at(theirs, form.cleaned_data["base_revision"])
    changed = [name for name in LANGUAGES if getattr(theirs.text, name) != getattr(base, name)]
    taken = [name for name in changed if mine[f"text_{name}"] == getattr(base, name)]
    form.start_from(theirs.revision, **{f"text_{name}": getattr(theirs.text, name) for name in taken})
    context = {
        "section_in_hand": theirs,
        "last_save": theirs.history.select_related("history_user").first(),
        "taken": taken,
        "clashes": [
            {"language": name, "theirs": getattr(theirs.text, name), "mine": mine[f"text_{name}"]}
            for name in changed
            if name not in taken and mine[f"text_{name}"] != getattr(theirs.text, name)
        ],
    }
    return render(
        request, "workspace/positions/section.html", {**SHELL, "form": form, **context}, status=HTTPStatus.CONFLICT
    )


@workspace_view
def section_versions(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Every saved version of a section with its author, and the words that came and went."""
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    saves = list(section.history.select_related("history_user").order_by("history_id"))
    versions = [{"save": save, "before": before} for before, save in zip(saves, saves[1:], strict=False)]
    page = Paginator(versions[::-1], _VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/positions/versions.html", {**SHELL, "section_in_hand": section, "page": page})
