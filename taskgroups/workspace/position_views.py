"""Challenge positions in the workspace: reading, drafting and answering."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.sent_pages import shelf_of
from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.discussions import talks_about
from taskgroups.models import ChallengePosition, PositionSection
from taskgroups.quorum import needs_sign_off
from taskgroups.reasons import Reason
from taskgroups.selectors import (
    current_membership,
    last_save,
    newest_answer,
    others_here,
    sections_with_last_save,
    unwritten,
)
from taskgroups.services import position as services
from taskgroups.services.position import SectionClash
from taskgroups.versions import since_level
from taskgroups.workspace import panels
from taskgroups.workspace.drafting_views import discussion_rights
from taskgroups.workspace.forms import AnswerForm, SectionForm, TitleForm
from taskgroups.workspace.group_views import SHELL


def _visible_position(request: WorkspaceRequest, uuid: UUID) -> ChallengePosition:
    return get_visible_or_404(request.user, ChallengePosition, uuid=uuid)


@workspace_view
def position(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Read the whole position, and answer for one's body the version that was read."""
    position = _visible_position(request, uuid)
    if request.method == "POST":
        authorise(request.user, "sign", position)
    membership = current_membership(position.group, request.user.pk)
    given = newest_answer(position, membership.organisation) if membership else None
    needed = membership is not None and needs_sign_off(position.group, membership.organisation)
    form = AnswerForm(request.POST or None, initial=panels.answer_to_start_from(position, given), needed=needed)
    if form.is_valid():
        with refusals_in(form):
            services.answer(position=position, by=request.user, **form.cleaned_data)
            return done(request, _("Your answer is recorded."), "workspace:position", uuid)
        position.refresh_from_db()
        form.start_from(position.version)
    to_write = unwritten(position)
    sections = sections_with_last_save(position)
    talks = talks_about([section for section, _last in sections])
    context = {
        "position": position,
        "group": position.group,
        "sections": [(section, last, talk) for (section, last), talk in zip(sections, talks, strict=True)],
        "pending": sum(len(talk.pending) for talk in talks),
        "may": discussion_rights(request.user, position),
        "answers": panels.answer_tasks(position),
        "agreement": panels.agreement(position, request.user),
        "to_write": to_write,
        "membership": membership,
        "given": given,
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
            services.rename(position=position, by=request.user, reason=Reason.POSITION_RENAMED, **form.cleaned_data)
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
                    section=section, by=request.user, reason=Reason.SECTION_DRAFTED, **form.cleaned_data
                )
                return _saved(request, saved, form.cleaned_data)
        except SectionClash as clash:
            return _both_texts(request, form, clash)
    shelf = shelf_of(request.user)
    context = {**SHELL, "section_in_hand": section, "shelf": shelf, "since": since_level(section)}
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
        "shelf": shelf_of(request.user),
        "last_save": last_save(clash.current),
        "clashes": [
            {"language": name, "places": merge.clashes, "theirs": getattr(clash.current.text, name), "mine": merge.text}
            for name, merge in clash.merges.items()
            if merge.clashes
        ],
    }
    return render(
        request, "workspace/positions/section.html", {**SHELL, "form": form, **context}, status=HTTPStatus.CONFLICT
    )
