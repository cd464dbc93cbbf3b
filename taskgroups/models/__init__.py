from .group import TaskGroup
from .membership import Membership, MembershipRole
from .permissions import TaskGroupGroupPermission, TaskGroupUserPermission
from .position import Answer, ChallengePosition, PositionSection, SectionKind, SignOff
from .reference import ReferenceCounter
from .stage import ClosingReport, Stage, StageChange

__all__ = [
    "Answer",
    "ChallengePosition",
    "ClosingReport",
    "Membership",
    "MembershipRole",
    "PositionSection",
    "ReferenceCounter",
    "SectionKind",
    "SignOff",
    "Stage",
    "StageChange",
    "TaskGroup",
    "TaskGroupGroupPermission",
    "TaskGroupUserPermission",
]
