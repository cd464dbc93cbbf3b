"""What people are told about publication."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.verdicts import can
from people.notifications import Kind, register
from publication.models import Emergency, EmergencyState, PublicationRequest, Release, ReleaseState, Removal


def _request_page(request: PublicationRequest) -> str:
    return reverse("workspace:publication_request", args=[request.uuid])


def _release_page(release: Release) -> str:
    return reverse("workspace:release", args=[release.uuid])


def _emergency_page(emergency: Emergency) -> str:
    return reverse("workspace:emergency", args=[emergency.uuid])


APPROVAL_WAITS = register(
    Kind(
        "approval_waits",
        PublicationRequest,
        subject=_("A publication waits for your approval"),
        page=_request_page,
        still=lambda person, request: can(person, "approve", request),
    )
)
PUBLISHED = register(
    Kind(
        "published",
        PublicationRequest,
        subject=_("Your publication request was approved"),
        page=_request_page,
    )
)
REMOVAL_WAITS = register(
    Kind(
        "removal_waits",
        Removal,
        subject=_("A request about what is published waits for your answer"),
        page=lambda removal: reverse("workspace:removal", args=[removal.uuid]),
        still=lambda person, removal: can(person, "answer", removal),
    )
)
REMOVAL_ANSWERED = register(
    Kind(
        "removal_answered",
        Removal,
        subject=_("Your request about what is published was answered"),
        page=lambda removal: reverse("workspace:removal", args=[removal.uuid]),
    )
)
DECLINED = register(
    Kind(
        "declined",
        PublicationRequest,
        subject=_("Your publication request was not approved"),
        page=_request_page,
    )
)
RELEASE_WAITS = register(
    Kind(
        "release_waits",
        Release,
        subject=_("A release waits for your approval"),
        page=_release_page,
        still=lambda person, release: release.state == ReleaseState.WAITING and can(person, "approve", release),
    )
)
RELEASE_SCHEDULED = register(
    Kind(
        "release_scheduled", Release, subject=_("A release was approved, and waits for its moment"), page=_release_page
    )
)
RELEASE_PUBLISHED = register(
    Kind("release_published", Release, subject=_("A release has gone out"), page=_release_page)
)
RELEASE_RETURNED = register(
    Kind("release_returned", Release, subject=_("A release was returned for changes"), page=_release_page)
)
APPROVAL_LAPSED = register(
    Kind(
        "approval_lapsed",
        Release,
        subject=_("The approval of a release no longer holds, and nothing goes out"),
        page=_release_page,
        still=lambda person, release: release.state != ReleaseState.PUBLISHED and release.lapse,
        text=lambda person, release: release.get_lapse_display(),
    )
)
EMERGENCY_PUBLISHED = register(
    Kind(
        "emergency_published",
        Emergency,
        subject=_("Something was published in an emergency, without a second person"),
        page=_emergency_page,
    )
)
EMERGENCY_OVERDUE = register(
    Kind(
        "emergency_overdue",
        Emergency,
        subject=_("The approval of an emergency publication is overdue"),
        page=_emergency_page,
        still=lambda person, emergency: emergency.state == EmergencyState.WAITING,
    )
)
EMERGENCY_ANSWERED = register(
    Kind(
        "emergency_answered",
        Emergency,
        subject=_("A second person has answered for an emergency publication"),
        page=_emergency_page,
        text=lambda person, emergency: emergency.get_state_display(),
    )
)
