"""What people are told about their task groups."""

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from core import dates
from core.verdicts import can
from people.models import Delivery, Organisation, User
from people.notifications import Kind, register
from taskgroups.models import (
    ChallengePosition,
    Commitment,
    ConveningException,
    ExceptionState,
    MembershipRole,
    SigningLink,
    Stage,
    Suggestion,
    TaskGroup,
    Thread,
)
from taskgroups.organisation_notices import asked_of_organisations
from taskgroups.selectors import (
    awaits_answer,
    awaits_answer_of,
    bodies_at_the_table,
    commitments_owed,
    current_membership,
    due_reminder,
    speaks_for,
)


def _group_page(group: TaskGroup) -> str:
    return reverse("workspace:group", args=[group.uuid])


def _time_page(group: TaskGroup) -> str:
    return reverse("workspace:group_time", args=[group.uuid])


def _position_page(position: ChallengePosition) -> str:
    return reverse("workspace:position", args=[position.uuid])


def _commitments_page(commitment: Commitment) -> str:
    return reverse("workspace:group_commitments", args=[commitment.group.uuid])


def _exception_page(exception: ConveningException) -> str:
    return reverse("workspace:exception_answer", args=[exception.group.uuid, exception.uuid])


def _convenes(person: User, group: TaskGroup) -> bool:
    membership = current_membership(group, person.pk)
    return membership is not None and membership.role == MembershipRole.CONVENER


def _last_day(person: User, group: TaskGroup) -> str:
    text = _("The time limit of one of your task groups is: %(date)s. After that day it can only be read.")
    return text % {"date": dates.long_date(group.ends_on)}


def _answer_waits(person: User, position: ChallengePosition) -> bool:
    membership = current_membership(position.group, person.pk)
    return membership is not None and bool(can(person, "sign", position)) and awaits_answer(position, membership)


def _answers_owed(group: TaskGroup, organisation: Organisation) -> list[ChallengePosition]:
    asked = organisation in bodies_at_the_table(group)
    positions = ChallengePosition.objects.filter(group=group, group__stage=Stage.DEFINING)
    return [position for position in positions if asked and awaits_answer_of(position, organisation)]


def _commitments_near(group: TaskGroup, organisation: Organisation) -> list[Commitment]:
    return [commitment for commitment in commitments_owed(group, organisation) if not commitment.overdue]


def _commitments_overdue(group: TaskGroup, organisation: Organisation) -> list[Commitment]:
    return [commitment for commitment in commitments_owed(group, organisation) if commitment.overdue]


def _still_to_do(person: User, commitment: Commitment) -> bool:
    return commitment.is_open and not commitment.group.ended and speaks_for(person, commitment)


def _signatories_page(link: SigningLink) -> str:
    return reverse("workspace:signing_links", args=[link.position.uuid])


MEMBERSHIP_STARTED = register(
    Kind(
        "membership_started",
        TaskGroup,
        subject=gettext_lazy("You were added to a task group"),
        page=_group_page,
        still=lambda person, group: current_membership(group, person.pk),
    )
)
CHAIR_TAKEN = register(
    Kind(
        "chair_taken",
        TaskGroup,
        subject=gettext_lazy("You are now the convener of a task group"),
        page=_group_page,
        still=_convenes,
    )
)
MEMBERSHIP_ENDED = register(
    Kind(
        "membership_ended",
        TaskGroup,
        subject=gettext_lazy("Your membership of a task group has ended"),
        page=lambda group: reverse("public:home"),
        still=lambda person, group: current_membership(group, person.pk) is None,
        seen=False,
    )
)
INVITATION_DECLINED = register(
    Kind(
        "invitation_declined",
        TaskGroup,
        subject=gettext_lazy("Somebody declined an invitation to a task group"),
        page=lambda group: reverse("workspace:group_invitations", args=[group.uuid]),
    )
)
ANSWER_WAITS = register(
    Kind(
        "answer_waits",
        ChallengePosition,
        subject=gettext_lazy("A challenge position waits for your body's answer"),
        page=lambda position: _position_page(position) + "#answer",
        default=Delivery.DAILY,
        still=_answer_waits,
    )
)
POSITION_READY = register(
    Kind(
        "position_ready",
        ChallengePosition,
        subject=gettext_lazy("A challenge position is ready for the organisations' answers in one of your task groups"),
        page=_position_page,
        default=Delivery.DAILY,
        still=lambda person, position: position.group.stage == Stage.DEFINING,
    )
)
POSITION_AGREED = register(
    Kind(
        "position_agreed",
        ChallengePosition,
        subject=gettext_lazy("One of your task groups agreed its challenge position"),
        page=_position_page,
        still=lambda person, position: position.group.stage != Stage.DEFINING,
    )
)
REOPENED = register(
    Kind(
        "reopened",
        TaskGroup,
        subject=gettext_lazy("One of your task groups reopened its problem definition"),
        page=_group_page,
        still=lambda person, group: group.stage == Stage.DEFINING,
    )
)
STAGE_CHANGED = register(
    Kind(
        "stage_changed",
        TaskGroup,
        subject=gettext_lazy("One of your task groups moved to another stage"),
        page=_group_page,
        default=Delivery.DAILY,
    )
)
COMMITMENT_DUE = register(
    Kind(
        "commitment_due",
        Commitment,
        subject=gettext_lazy("A commitment of your body is due in a week or less"),
        page=_commitments_page,
        default=Delivery.DAILY,
        still=lambda person, commitment: _still_to_do(person, commitment) and not commitment.overdue,
    )
)
COMMITMENT_OVERDUE = register(
    Kind(
        "commitment_overdue",
        Commitment,
        subject=gettext_lazy("A commitment of your body is overdue"),
        page=_commitments_page,
        still=lambda person, commitment: _still_to_do(person, commitment) and commitment.overdue,
    )
)
TIME_LIMIT = register(
    Kind(
        "time_limit",
        TaskGroup,
        subject=gettext_lazy("A task group's time limit is near"),
        page=_time_page,
        still=lambda person, group: not group.ended and due_reminder(group) is not None,
        text=_last_day,
    )
)
TIME_EXTENDED = register(
    Kind(
        "time_extended",
        TaskGroup,
        subject=gettext_lazy("One of your task groups has more time"),
        page=_time_page,
        still=lambda person, group: not group.ended,
    )
)
EXTENSION_ASKED = register(
    Kind(
        "extension_asked",
        TaskGroup,
        subject=gettext_lazy("A task group asks for more time"),
        page=_time_page,
        still=lambda person, group: group.extension_requests.waiting().exists(),
    )
)
EXTENSION_DECLINED = register(
    Kind(
        "extension_declined",
        TaskGroup,
        subject=gettext_lazy("Your request for more time was declined"),
        page=_time_page,
        still=lambda person, group: not group.extension_requests.waiting().exists(),
    )
)
EXCEPTION_ASKED = register(
    Kind(
        "exception_asked",
        ConveningException,
        subject=gettext_lazy("A task group asks to start with fewer members than usual"),
        page=_exception_page,
        still=lambda person, exception: exception.state == ExceptionState.WAITING,
    )
)
EXCEPTION_ANSWERED = register(
    Kind(
        "exception_answered",
        ConveningException,
        subject=gettext_lazy("Your request for an exception was answered"),
        page=lambda exception: reverse("workspace:group_rules", args=[exception.group.uuid]),
        still=lambda person, exception: exception.state != ExceptionState.WAITING,
    )
)
SIGNATORY_ASKED = register(
    Kind(
        "signatory_asked",
        SigningLink,
        subject=gettext_lazy("Somebody without an account is asked to answer for your body"),
        page=_signatories_page,
        still=lambda person, link: link.is_open,
    )
)
SIGNATORY_ANSWERED = register(
    Kind(
        "signatory_answered",
        SigningLink,
        subject=gettext_lazy("Somebody without an account has answered for a body"),
        page=_signatories_page,
    )
)

WORDS_TRANSLATED = register(
    Kind(
        "words_translated",
        TaskGroup,
        subject=gettext_lazy("What you said was translated: read it, and correct it if it is not right"),
        page=lambda group: reverse("workspace:group_translations", args=[group.uuid]),
        still=lambda person, group: current_membership(group, person.pk),
    )
)


def _thread_page(thread: Thread) -> str:
    return reverse("workspace:thread", args=[thread.uuid])


REPLIED = register(
    Kind(
        "discussion_reply",
        Thread,
        subject=gettext_lazy("Somebody answered in a discussion you take part in"),
        page=_thread_page,
    )
)
SUGGESTION_ACCEPTED = register(
    Kind(
        "suggestion_accepted",
        Suggestion,
        subject=gettext_lazy("Your suggestion was accepted"),
        page=lambda suggestion: _thread_page(suggestion.thread),
    )
)
SUGGESTION_DECLINED = register(
    Kind(
        "suggestion_declined",
        Suggestion,
        subject=gettext_lazy("Your suggestion was declined"),
        page=lambda suggestion: _thread_page(suggestion.thread),
    )
)

asked_of_organisations(ANSWER_WAITS, _answers_owed)
asked_of_organisations(COMMITMENT_DUE, _commitments_near)
asked_of_organisations(COMMITMENT_OVERDUE, _commitments_overdue)
