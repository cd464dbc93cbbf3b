"""What stops a publication that was asked for: later edits do not, what was withheld, taken back or unsaid since does.

A request pins what it would publish, so that later edits neither leak into it nor stop it. But approving it must not
show what somebody has decided since to hide, put back what two people took away, or say that a body agrees which has
answered otherwise. And while a second person has not answered for what one published alone, nothing else goes out.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.history import RecordedModel
from openlog import removals
from openlog.log import signed_size
from publication.kinds import record_of
from publication.models import Emergency, PublicationRequest, Removal, RemovalState, Withholding
from publication.pinned import Pinned


def overtaken(request: PublicationRequest, asked: Pinned) -> list[str]:
    """Why the request, which pins what is `asked`, can not be approved now, whoever approves it; empty when it can."""
    found = [
        _("%(reason)s Publication must be asked for again.") % {"reason": r} for r in happened_since(request, asked)
    ]
    if Emergency.objects.unsettled().filter(request__record_uuid=request.record_uuid).exists():
        found.append(_("The record was published in an emergency, and a second person has not approved that yet."))
    return found


def happened_since(request: PublicationRequest, asked: Pinned) -> list[str]:
    """What has happened since the request that forbids to publish what it pins; empty when nothing has."""
    found = []
    if _shows_what_is_withheld(request, asked):
        found.append(_("It shows a part that is withheld since publication was asked for."))
    done = Removal.objects.filter(record_uuid=request.record_uuid, state=RemovalState.DONE)
    since = Q(answered_at__gte=request.requested_at) if request.log_size is None else Q(log_index__gte=request.log_size)
    if done.filter(since).exists():
        found.append(_("Something of the record was taken back, or shown again, since publication was asked for."))
    return [*found, *asked.spec.overtaken(record_of(request.kind, request.record_uuid), asked)]


def being_taken_back(record: RecordedModel) -> bool:
    """Whether a removal was approved whose entry is not signed yet, or not yet done in what is shown."""
    done = Removal.objects.filter(record_uuid=record.uuid, state=RemovalState.DONE, completed_at=None)
    if not done.exists():
        return False
    unsigned = done.filter(log_index__gte=signed_size()).exists()
    return unsigned or any(step.row.entry.record_id == record.uuid for step in removals.pending())


def _shows_what_is_withheld(request: PublicationRequest, asked: Pinned) -> bool:
    hidden = {notice["part"] for notice in asked.notices}
    shown = {name for path, name in asked.names.items() if path not in hidden}
    return Withholding.objects.filter(record_uuid=request.record_uuid, part__in=shown).exists()
