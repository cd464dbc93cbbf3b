"""Challenge positions in the workspace: reading, drafting and answering."""

from http import HTTPStatus
from typing import Any
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
from taskgroups.selectors import current_membership, others_here, sections_with_last_save, unwritten
from taskgroups.services import position as services
from taskgroups.services.position import SectionClash
from taskgroups.workspace import panels
from taskgroups.workspace.drafting_views import draft_owner
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
        "here": others_here(position, request.user),
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
                saved = services.save_section(
                    section=section, by=request.user, reason=_("Section drafted"), **form.cleaned_data
                )
                return _saved(request, saved, form.cleaned_data)
        except SectionClash as clash:
            return _both_texts(request, form, clash)
    context = {**SHELL, "section_in_hand": section, "draft_owner": draft_owner(request.user)}
    return form_page(request, "workspace/positions/section.html", form, context)


def _saved(request: WorkspaceRequest, section: PositionSection, typed: dict[str, Any]) -> HttpResponse:
    page = reverse("workspace:position", args=[section.position.uuid])
    merged = any(getattr(section.text, name) != typed[f"text_{name}"].strip() for name in LANGUAGES)
    message = (
        _("The section was saved, together with what others had saved in the meantime.")
        if merged
        else _("The section was saved.")
    )
    return done(request, message, f"{page}#{section.kind}")


def _both_texts(request: WorkspaceRequest, form: SectionForm, clash: SectionClash) -> HttpResponse:
    """Show the words that both changed (409), and a form ready to be settled and saved.

    The form holds both people's changes, and this writer's words where both changed the same ones.
    """
    form.start_from(clash.current.revision, **{f"text_{name}": merge.text for name, merge in clash.merges.items()})
    context = {
        "section_in_hand": clash.current,
        "draft_owner": draft_owner(request.user),
        "last_save": clash.current.history.select_related("history_user").first(),
        "clashes": [
            {"language": name, "places": merge.clashes, "theirs": getattr(clash.current.text, name), "mine": merge.text}
            for name, merge in clash.merges.items()
            if merge.clashes
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
