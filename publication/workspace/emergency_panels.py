"""What the pages of emergencies show, as the components take it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from publication.models import Emergency, EmergencyState
from publication.requests import titles_of


def emergency_tasks(emergencies: Sequence[Emergency]) -> list[dict[str, Any]]:
    """Emergencies that wait for a second person, as components/task_list.html takes them."""
    titles = titles_of([emergency.request for emergency in emergencies])
    return [
        {
            "title": titles[emergency.request_id],
            "href": reverse("workspace:emergency", args=[emergency.uuid]),
            "hint": _("%(kind)s. Published alone by: %(person)s")
            % {"kind": emergency.request.get_kind_display(), "person": emergency.request.answered_by},
            "status": "overdue" if is_overdue(emergency) else "due",
            "label": (_("Overdue since %(date)s") if is_overdue(emergency) else _("By %(date)s"))
            % {"date": long_date(emergency.due_on)},
        }
        for emergency in emergencies
    ]


def is_overdue(emergency: Emergency) -> bool:
    return emergency.state == EmergencyState.WAITING and emergency.due_on < timezone.localdate()


def emergency_facts(emergency: Emergency) -> list[dict[str, Any]]:
    """Who published it alone, why, and what became of it, as components/summary_list.html takes it."""
    request = emergency.request
    facts: list[dict[str, Any]] = [
        {"label": _("Why it could not wait"), "value": emergency.reason},
        {"label": _("Office"), "value": emergency.office},
        {"label": _("Asked for by"), "value": str(request.requested_by)},
        {"label": _("Published alone by"), "value": str(request.answered_by)},
        {"label": _("Published on"), "value": request.answered_at},
        {"label": _("To be approved by"), "value": emergency.due_on},
        {
            "label": _("What was published"),
            "value": _("Request for publication"),
            "href": reverse("workspace:publication_request", args=[request.uuid]),
        },
    ]
    if emergency.answered_by is not None:
        facts += [
            {"label": _("Answered by"), "value": str(emergency.answered_by)},
            {"label": _("Answered on"), "value": emergency.answered_at},
        ]
    if emergency.removal is not None:
        href = reverse("workspace:removal", args=[emergency.removal.uuid])
        facts.append({"label": _("Its withdrawal"), "value": emergency.removal.get_state_display(), "href": href})
    return facts
