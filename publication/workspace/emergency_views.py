"""Publishing alone in an emergency, and the second person's answer, in the workspace."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.verdicts import authorise, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import User
from publication import emergencies
from publication.models import Emergency, EmergencyState, PublicationRequest
from publication.pinned import pinned_by
from publication.workspace import emergency_panels as panels
from publication.workspace.emergency_forms import EmergencyAnswerForm, EmergencyForm
from publication.workspace.request_views import SHELL


@workspace_view
def publish_alone(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Publish a request without a second person, because waiting would do harm."""
    asked = get_visible_or_404(request.user, PublicationRequest, uuid=uuid)
    authorise(request.user, "publish_alone", asked)
    form = EmergencyForm(request.POST or None, initial={"digest": asked.digest})
    if form.is_valid():
        with refusals_in(form):
            made = emergencies.publish_alone(request=asked, by=request.user, **form.cleaned_data)
            message = _("Published in an emergency. Everyone can read that, and a second person has been asked.")
            return done(request, message, "workspace:emergency", made.uuid)
    read = pinned_by(asked)
    context = {**SHELL, "asked": asked, "title": read.spec.title_in(read.content), "content": read.content}
    return form_page(request, "workspace/publication/publish_alone.html", form, context)


@workspace_view
def emergency(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """What one publisher published alone, and a second person's answer."""
    found = get_visible_or_404(request.user, Emergency, uuid=uuid)
    form = EmergencyAnswerForm(request.POST or None, initial={"digest": found.request.digest})
    if form.is_valid():
        with refusals_in(form):
            return done(request, _answer(found, request.user, form), "workspace:emergency", uuid)
    found = Emergency.objects.get(pk=found.pk)
    read = pinned_by(found.request)
    context = {
        **SHELL,
        "found": found,
        "overdue": panels.is_overdue(found),
        "waiting": found.state == EmergencyState.WAITING,
        "title": read.spec.title_in(read.content),
        "content": read.content,
        "facts": panels.emergency_facts(found),
        "why_not": emergencies.why_not_answer(found, request.user),
    }
    return form_page(request, "workspace/publication/emergency.html", form, context)


def _answer(found: Emergency, by: User, form: EmergencyAnswerForm) -> str:
    """Give the answer; returns what to say about it."""
    if form.cleaned_data["answer"] == "approve":
        emergencies.approve_afterwards(emergency=found, digest=form.cleaned_data["digest"], by=by)
        return _("Approved afterwards. A new version says so.")
    emergencies.decline(emergency=found, by=by, **form.said)
    return _("Not approved. A redaction officer has been asked to withdraw it.")
