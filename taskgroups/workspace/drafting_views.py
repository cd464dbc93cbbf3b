"""What a page asks for by itself while people draft: save what is typed, show what others saved, say who is here."""

import hashlib
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.bilingual import LANGUAGES
from core.verdicts import can, get_visible_or_404
from core.workspace import WorkspaceRequest, workspace_view
from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, Presence
from taskgroups.selectors import others_here, sections_with_last_save
from taskgroups.services.position import SectionClash, save_section
from taskgroups.services.presence import be_here
from taskgroups.workspace.forms import PresenceForm, SectionForm, SinceForm


def draft_owner(person: User) -> str:
    """Whose drafts a browser keeps: a name that tells nobody who it is."""
    return salted_hmac("opsw.draft", str(person.pk)).hexdigest()[:16]


def standing(section: PositionSection) -> dict[str, Any]:
    """A section as it stands: its revision and its texts."""
    texts = {f"text_{language}": getattr(section.text, language) for language in LANGUAGES}
    return {"revision": section.revision, **texts}


@require_POST
@workspace_view
def section_save(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Save a section while it is being written: 200 with the section as it stands, 409 when the same words clash.

    A clash is shown when the writer presses the button of the form, which asks the same service.
    """
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    form = SectionForm(request.POST, instance=section)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = save_section(section=section, by=request.user, reason=_("Section drafted"), **form.cleaned_data)
    except SectionClash as clash:
        return JsonResponse(standing(clash.current), status=HTTPStatus.CONFLICT)
    return JsonResponse(standing(saved))


@require_GET
@workspace_view
def position_live(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The sections saved after version `since`, and who else is here; 304 while neither changed.

    Asked several times a second by every open page, so the answer that nothing changed costs two small queries beside
    the sign-in. A person who may no longer see the position gets the 404 of every other page.
    """
    position = get_visible_or_404(request.user, ChallengePosition, uuid=uuid)
    here = list(others_here(position, request.user))
    etag = _state(position, here)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    form = SinceForm(request.GET)
    since = form.cleaned_data["since"] if form.is_valid() else 0
    may_draft = can(request.user, "draft", position)
    sections = [
        {
            "uuid": section.uuid,
            "html": _drawn("section_text", section=section, last=last, may_draft=may_draft),
            **standing(section),
        }
        for section, last in sections_with_last_save(position, since)
    ]
    answer = {"version": position.version, "sections": sections, "alone": not here, "here": _drawn("here", here=here)}
    return JsonResponse(answer, headers={"ETag": etag})


@require_POST
@workspace_view
def position_here(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The person still has a page of the position open."""
    position = get_visible_or_404(request.user, ChallengePosition, uuid=uuid)
    form = PresenceForm(request.POST, position=position)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    be_here(position=position, by=request.user, **form.cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _state(position: ChallengePosition, here: list[Presence]) -> str:
    """The ETag of what a page of the position shows."""
    seen = [position.version, *((presence.user_id, presence.section_id) for presence in here)]
    return f'"{hashlib.sha256(repr(seen).encode()).hexdigest()[:20]}"'


def _drawn(template: str, **context: Any) -> str:
    return render_to_string(f"workspace/positions/{template}.html", context)
