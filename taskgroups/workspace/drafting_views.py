"""What a page asks for by itself while people draft: save what is typed, show what others saved, say who is here."""

import hashlib
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from core.bilingual import LANGUAGES
from core.verdicts import can, get_visible_or_404
from core.workspace import WorkspaceRequest, refusals_in, status_of, workspace_view
from people.models import User
from taskgroups.discussions import changes_said, talks_about
from taskgroups.models import ChallengePosition, PositionSection, Presence
from taskgroups.reasons import Reason
from taskgroups.selectors import others_here, sections_with_last_save
from taskgroups.services.position import SectionClash, save_section
from taskgroups.services.presence import be_here
from taskgroups.workspace.forms import PresenceForm, SectionForm, SinceForm


def standing(section: PositionSection) -> dict[str, Any]:
    """A section as it stands: its revision and its texts."""
    texts = {f"text_{language}": getattr(section.text, language) for language in LANGUAGES}
    return {"revision": section.revision, **texts}


def discussion_rights(person: User, position: ChallengePosition) -> dict[str, bool]:
    """What the person may do in the margin of a position."""
    return {action: bool(can(person, action, position)) for action in ("comment", "suggest", "assign")}


@require_POST
@workspace_view
def section_save(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Save a section while it is being written: 200 with the section as it stands, 409 when the same words clash.

    422 with the reasons when it cannot be saved, 403 when the writer may not. A clash is shown when the writer presses
    the button of the form, which asks the same service.
    """
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    form = SectionForm(request.POST, instance=section)
    if form.is_valid():
        with refusals_in(form):
            try:
                saved = save_section(
                    section=section, by=request.user, reason=Reason.SECTION_DRAFTED, **form.cleaned_data
                )
            except SectionClash as clash:
                return JsonResponse(standing(clash.current), status=HTTPStatus.CONFLICT)
            return JsonResponse(standing(saved))
    return JsonResponse({"errors": form.errors}, status=status_of(form))


@require_GET
@workspace_view
def position_live(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The sections saved after version `since`, and who else is here; 304 while nothing changed.

    A page that shows the texts and what is said about them names its change of the discussion, `said`, and gets both
    drawn; when anything was said since, all sections come, because any may be spoken of.

    Asked several times a second by every open page, so the answer that nothing changed costs two small queries beside
    the sign-in, and what is drawn is the same for every reader: no right is asked for. A person who may no longer see
    the position gets the 404 of every other page.
    """
    position = get_visible_or_404(request.user, ChallengePosition, uuid=uuid)
    here = list(others_here(position, request.user))
    etag = _state(position, here)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    form = SinceForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"since": 0, "said": None}
    said = changes_said(position)
    since = 0 if asked["said"] not in (None, said) else asked["since"]
    answer = {
        "version": position.version,
        "said": said,
        "sections": _texts(position, since) if asked["said"] is None else _drawn_texts(position, since),
        "alone": not here,
        "here": _drawn("positions/here", here=here),
    }
    return JsonResponse(answer, headers={"ETag": etag})


def _texts(position: ChallengePosition, since: int) -> list[dict[str, Any]]:
    return [{"uuid": section.uuid, **standing(section)} for section in position.sections.filter(saved_in__gt=since)]


def _drawn_texts(position: ChallengePosition, since: int) -> list[dict[str, Any]]:
    """The sections with their texts and what is said about them as HTML."""
    saved = sections_with_last_save(position, since)
    talks = talks_about([section for section, _last in saved])
    return [
        {
            "uuid": section.uuid,
            "html": _drawn("positions/section_text", section=section, last=last, talk=talk),
            "discussion": _drawn("discussion/remarks", talk=talk),
            **standing(section),
        }
        for (section, last), talk in zip(saved, talks, strict=True)
    ]


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
    seen = [position.version, changes_said(position), *((presence.user_id, presence.section_id) for presence in here)]
    return f'"{hashlib.sha256(repr(seen).encode()).hexdigest()[:20]}"'


def _drawn(template: str, **context: Any) -> str:
    return render_to_string(f"workspace/{template}.html", context)
