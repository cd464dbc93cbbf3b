"""Who may do what at the door (domain.md section 7)."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, can, refused, register, visible_to
from people.models import PlatformRole, User
from people.selectors import has_role
from publication.editing import has_edited
from publication.kinds import KINDS, record_of
from publication.models import (
    OPEN_RELEASES,
    Emergency,
    EmergencyState,
    PublicationRequest,
    PublishedRecord,
    PublishedVersion,
    Release,
    Removal,
    RemovalState,
    RequestState,
    Withholding,
)

OWN_REMOVAL = refused(_("You asked for this: a second person must answer."))
OWN_REQUEST = refused(_("You asked for this publication: a second person must approve it."))
ANSWERED = refused(_("This request has been answered already."))
OWN_EMERGENCY = refused(_("You asked for this publication or sent it out alone: a second person must answer."))
NO_EMERGENCY = refused(_("You can approve this request as the second person: it needs no emergency."))
NOT_ALONE = refused(_("A mission or a task group is never published by one person: it could not be withdrawn."))
IN_RELEASE = refused(_("This goes out with others, in a release: the release is answered as a whole."))
OWN_RELEASE = refused(_("You have a part in this release: a second person must answer it."))
RELEASE_OVER = refused(_("This release has gone out, or was taken apart."))


def visible_requests(person: User) -> QuerySet[PublicationRequest]:
    """Requests about records that the person may see; all of them for publishers, auditors and administrators."""
    if has_role(person, PlatformRole.PUBLISHER, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR):
        return PublicationRequest.objects.all()
    return PublicationRequest.objects.filter(_about_seen_records(person))


def _about_seen_records(person: User) -> Q:
    seen = Q()
    for spec in KINDS.values():
        seen |= Q(record_uuid__in=visible_to(person, spec.model).values("uuid"))
    return seen


def _ask_removal(person: User, record: PublishedRecord) -> Verdict:
    """Who may ask for publication of the record, publishers and redaction officers."""
    if has_role(person, PlatformRole.PUBLISHER, PlatformRole.REDACTION_OFFICER):
        return ALLOWED
    return can(person, "request_publication", record_of(record.kind, record.uuid))


def visible_removals(person: User) -> QuerySet[Removal]:
    """Those about records that the person may see; all for those who answer, publishers, auditors, administrators."""
    if has_role(person, *_READS_EVERY_REMOVAL):
        return Removal.objects.all()
    return Removal.objects.filter(_about_seen_records(person))


_READS_EVERY_REMOVAL = (
    PlatformRole.REDACTION_OFFICER,
    PlatformRole.PUBLISHER,
    PlatformRole.AUDITOR,
    PlatformRole.ADMINISTRATOR,
)


def _answer_removal(person: User, removal: Removal) -> Verdict:
    """A redaction officer who did not ask; who edited the record is asked by the service."""
    if not has_role(person, PlatformRole.REDACTION_OFFICER):
        return NOT_YOURS
    if removal.state != RemovalState.REQUESTED:
        return ANSWERED
    return OWN_REMOVAL if removal.requested_by_id == person.pk else ALLOWED


register(
    Policy(
        model=PublishedRecord,
        visible=lambda person: PublishedRecord.objects.filter(
            pk__in=PublishedVersion.objects.provable().values("record")
        ),
        rules={"request_removal": _ask_removal},
    )
)
register(Policy(model=Removal, visible=visible_removals, rules={"answer": _answer_removal}))


def _change_withholding(person: User, withholding: Withholding) -> Verdict:
    """Who may ask for publication of the record says what of it is withheld."""
    return can(person, "request_publication", record_of(withholding.kind, withholding.record_uuid))


register(
    Policy(
        model=Withholding,
        visible=lambda person: Withholding.objects.filter(_about_seen_records(person)),
        rules={"change": _change_withholding},
    )
)


def _answer(person: User, request: PublicationRequest) -> Verdict:
    """A publisher who is not the requester; who edited the record is asked by the approval itself."""
    if not has_role(person, PlatformRole.PUBLISHER):
        return NOT_YOURS
    if request.state != RequestState.REQUESTED:
        return ANSWERED
    if request.release_id is not None:
        return IN_RELEASE
    return OWN_REQUEST if request.requested_by_id == person.pk else ALLOWED


def _publish_alone(person: User, request: PublicationRequest) -> Verdict:
    """A publisher whom only the lack of a second person bars, for what could be withdrawn again."""
    verdict = _answer(person, request)
    if verdict and not has_edited(request, person):
        return NO_EMERGENCY
    if not verdict and verdict is not OWN_REQUEST:
        return verdict
    return NOT_ALONE if KINDS[request.kind].holds_others else ALLOWED


def _answer_emergency(person: User, emergency: Emergency) -> Verdict:
    """A publisher who neither asked for it nor sent it out; who edited the record is asked by the answer itself."""
    if not has_role(person, PlatformRole.PUBLISHER):
        return NOT_YOURS
    if emergency.state != EmergencyState.WAITING:
        return ANSWERED
    parties = (emergency.request.requested_by_id, emergency.request.answered_by_id)
    return OWN_EMERGENCY if person.pk in parties else ALLOWED


def _cancel(person: User, request: PublicationRequest) -> Verdict:
    if request.requested_by_id != person.pk:
        return NOT_YOURS
    return ALLOWED if request.state == RequestState.REQUESTED else ANSWERED


register(
    Policy(
        model=PublicationRequest,
        visible=visible_requests,
        rules={
            "approve": _answer,
            "return": _answer,
            "refuse": _answer,
            "cancel": _cancel,
            "publish_alone": _publish_alone,
        },
    )
)
register(
    Policy(
        model=Emergency,
        visible=lambda person: Emergency.objects.filter(request__in=visible_requests(person)),
        rules={"answer": _answer_emergency},
    )
)


def visible_releases(person: User) -> QuerySet[Release]:
    """Releases with a request in them that the person may see."""
    return Release.objects.filter(Exists(visible_requests(person).filter(release=OuterRef("pk"))))


def _has_part(person: User, release: Release) -> bool:
    """Whether the person put the release together or asked for something in it."""
    return release.made_by_id == person.pk or release.requests.filter(requested_by=person).exists()


def _change_release(person: User, release: Release) -> Verdict:
    if not _has_part(person, release):
        return NOT_YOURS
    return ALLOWED if release.state in OPEN_RELEASES else RELEASE_OVER


def _answer_release(person: User, release: Release) -> Verdict:
    """A publisher with no part in it; who edited a record in it is asked by the approval itself."""
    if not has_role(person, PlatformRole.PUBLISHER):
        return NOT_YOURS
    if release.state not in OPEN_RELEASES:
        return RELEASE_OVER
    return OWN_RELEASE if _has_part(person, release) else ALLOWED


register(
    Policy(
        model=Release,
        visible=visible_releases,
        rules={"change": _change_release, "approve": _answer_release, "return": _answer_release},
    )
)
