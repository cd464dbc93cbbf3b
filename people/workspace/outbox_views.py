"""What could not be sent, for administrators: why, and the button that tries again."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.verdicts import insist
from core.workspace import WorkspaceRequest, done, workspace_view
from people import outbox
from people.models import OutboxMessage
from people.policy import may_administer
from people.workspace.role_views import SHELL

_PER_PAGE = 40


@workspace_view
def undelivered(request: WorkspaceRequest) -> HttpResponse:
    """List what failed, the newest first."""
    insist(may_administer(request.user))
    failing = OutboxMessage.objects.failing().order_by("-pk")
    page = Paginator(failing, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/people/undelivered.html", {**SHELL, "page": page})


@workspace_view
def send_again(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Look at one message that failed, and have it tried again."""
    insist(may_administer(request.user))
    message = get_object_or_404(OutboxMessage.objects.failing(), uuid=uuid)
    if request.method == "POST":
        outbox.try_again(message)
        return done(request, _("The message will be sent again within a minute"), "workspace:undelivered")
    return render(request, "workspace/people/send_again.html", {**SHELL, "message": message})
