from .commitment import Commitment, CommitmentState
from .group import TaskGroup
from .invitation import Invitation, InvitationState
from .membership import Membership, MembershipRole
from .permissions import TaskGroupGroupPermission, TaskGroupUserPermission
from .position import Answer, ChallengePosition, PositionSection, SectionKind, SignOff
from .presence import Presence
from .reference import ReferenceCounter
from .stage import ClosingReport, Stage, StageChange
from .time_limit import Extension, ExtensionRequest, Reminder, RequestOutcome

__all__ = [
    "Answer",
    "ChallengePosition",
    "ClosingReport",
    "Commitment",
    "CommitmentState",
    "Extension",
    "ExtensionRequest",
    "Invitation",
    "InvitationState",
    "Membership",
    "MembershipRole",
    "PositionSection",
    "Presence",
    "ReferenceCounter",
    "Reminder",
    "RequestOutcome",
    "SectionKind",
    "SignOff",
    "Stage",
    "StageChange",
    "TaskGroup",
    "TaskGroupGroupPermission",
    "TaskGroupUserPermission",
]
