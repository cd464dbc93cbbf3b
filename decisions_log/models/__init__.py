from decisions_log.openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, WithheldDisclosure
from decisions_log.publication.models import PublicationRequest
from decisions_log.published.models import PublishedRecord, PublishedVersion

from .decision import Decision, DecisionState
from .parts import Constraint, Dissent, Option, Part, TradeOff

__all__ = [
    "Checkpoint",
    "Constraint",
    "Decision",
    "DecisionState",
    "Disclosure",
    "Dissent",
    "LogEntry",
    "LogHead",
    "Option",
    "Part",
    "PublicationRequest",
    "PublishedRecord",
    "PublishedVersion",
    "TradeOff",
    "WithheldDisclosure",
]
