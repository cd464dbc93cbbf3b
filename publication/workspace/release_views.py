"""Releases in the workspace: putting publications together, and answering them as a whole."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.sent_pages import typed_in
from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import User
from publication import releases, requests
from publication.models import PublicationRequest, Release, ReleaseState
from publication.release_standing import digest_now, items_of, state_now, to_choose_from, why_not_approve
from publication.workspace import release_panels as panels
from publication.workspace.release_forms import ReleaseAnswerForm, ReleaseForm
from publication.workspace.request_forms import ConfirmForm
from publication.workspace.request_views import SHELL


@workspace_view
def release_new(request: WorkspaceRequest) -> HttpResponse:
    """Put open requests together into a release."""
    choice = to_choose_from(request.user)
    form = ReleaseForm(request.POST or None, instance=Release(), choice=choice)
    if form.is_valid():
        with refusals_in(form):
            made = releases.put_together(by=request.user, **form.values)
            message = _("The release is put together. Publishers have been told.")
            return done(request, message, "workspace:release", made.uuid)
    context = {**SHELL, "audience": "you", "choice": choice}
    return form_page(request, "workspace/publication/release_form.html", form, context)


@workspace_view
def release(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """One release: everything that would be published with it, and a publisher's answer."""
    found = get_visible_or_404(request.user, Release, uuid=uuid)
    form = ReleaseAnswerForm(request.POST or None, initial={"digest": digest_now(found, items_of(found))})
    if form.is_valid():
        with refusals_in(form):
            message = _answer(found, request.user, **form.cleaned_data)
            return done(request, message, "workspace:release", uuid)
    found.refresh_from_db()
    return form_page(request, "workspace/publication/release.html", form, _shown(found, request.user))


@workspace_view
def release_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change what goes out together, or when."""
    found = get_visible_or_404(request.user, Release, uuid=uuid)
    authorise(request.user, "change", found)
    choice = to_choose_from(request.user, found)
    form = ReleaseForm(request.POST or None, instance=found, choice=choice)
    if form.is_valid():
        with refusals_in(form):
            releases.change(release=found, by=request.user, **form.values)
            return done(request, _("The release was changed."), "workspace:release", uuid)
    context = {**SHELL, "audience": "you", "choice": choice, "release": found}
    return form_page(request, "workspace/publication/release_form.html", form, context)


@workspace_view
def release_take_apart(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Undo a release, once that is confirmed."""
    found = get_visible_or_404(request.user, Release, uuid=uuid)
    authorise(request.user, "change", found)
    form = ConfirmForm(typed_in(request))
    if form.is_valid():
        with refusals_in(form):
            releases.take_apart(release=found, by=request.user)
            return done(request, _("The release was taken apart."), "workspace:publication")
    return form_page(request, "workspace/publication/release_take_apart.html", form, {**SHELL, "release": found})


@workspace_view
def ask_again(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Ask for a record of a release as it stands now, once that is confirmed."""
    asked = get_visible_or_404(request.user, PublicationRequest, uuid=uuid)
    authorise(request.user, "cancel", asked)
    form = ConfirmForm(typed_in(request))
    if form.is_valid():
        with refusals_in(form):
            again = releases.ask_again(request=asked, by=request.user)
            message = _("The release now has the record as it stands, and waits for approval.")
            return done(request, message, "workspace:publication_request", again.uuid)
    context = {**SHELL, "asked": asked, "title": requests.title_of(asked)}
    return form_page(request, "workspace/publication/ask_again.html", form, context)


def _answer(found: Release, by: User, *, answer: str, reason: str, digest: str) -> str:
    """Give the answer; returns what to say about it."""
    if answer == "return":
        releases.return_for_changes(release=found, by=by, reason=reason)
        return _("The release was returned.")
    approved = releases.approve(release=found, digest=digest, by=by)
    if approved.state == ReleaseState.PUBLISHED:
        return _("Everything in the release is published, in both languages at once.")
    return _("The release is approved, and goes out at its moment.")


def _shown(found: Release, person: User) -> dict[str, Any]:
    """What the page of a release shows this person: of its items those that they may see."""
    items = items_of(found)
    state = state_now(found, items)
    seen = [item for item in items if can(person, "view", item)]
    return {
        **SHELL,
        "release": found,
        "state": state,
        "label": ReleaseState(state).label,
        "facts": panels.release_facts(found, state),
        "lapse": panels.why_it_waits(found, items, state),
        "items": [panels.release_item(item, person) for item in seen],
        "unseen": len(items) - len(seen),
        "why_not": why_not_approve(found, items, person),
        "may_return": bool(can(person, "return", found)) and state != ReleaseState.RETURNED,
        "may_change": bool(can(person, "change", found)),
    }
