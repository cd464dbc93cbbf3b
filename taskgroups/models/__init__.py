from .commitment import Commitment, CommitmentState
from .convening import ConveningException, ExceptionState
from .discussion import Comment, Discussion, SectionHolder, Suggestion, SuggestionState, Thread
from .group import TaskGroup
from .invitation import Invitation, InvitationState
from .meeting import Attendance, AttendanceState, Interest, InterestHandling, Meeting, MeetingState
from .membership import Membership, MembershipRole
from .position import Answer, ChallengePosition, PositionSection, SectionKind, SignOff
from .presence import Presence
from .reference import ReferenceCounter
from .signing_link import LinkState, SigningLink
from .stage import ClosingReport, Stage, StageChange
from .time_limit import Extension, ExtensionRequest, RequestOutcome
from .version import VersionName

__all__ = [
    "Answer",
    "Attendance",
    "AttendanceState",
    "ChallengePosition",
    "ClosingReport",
    "Comment",
    "Commitment",
    "CommitmentState",
    "ConveningException",
    "Discussion",
    "ExceptionState",
    "Extension",
    "ExtensionRequest",
    "Interest",
    "InterestHandling",
    "Invitation",
    "InvitationState",
    "LinkState",
    "Meeting",
    "MeetingState",
    "Membership",
    "MembershipRole",
    "PositionSection",
    "Presence",
    "ReferenceCounter",
    "RequestOutcome",
    "SectionHolder",
    "SectionKind",
    "SignOff",
    "SigningLink",
    "Stage",
    "StageChange",
    "Suggestion",
    "SuggestionState",
    "TaskGroup",
    "Thread",
    "VersionName",
]
