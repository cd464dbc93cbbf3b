from decisions_log.publication.models import OutboxMessage, PublicationRequest
from decisions_log.published.models import PublishedRecord, PublishedVersion

from .decision import Decision, DecisionState
from .parts import Constraint, Dissent, Option, TradeOff

__all__ = [
    "Constraint",
    "Decision",
    "DecisionState",
    "Dissent",
    "Option",
    "OutboxMessage",
    "PublicationRequest",
    "PublishedRecord",
    "PublishedVersion",
    "TradeOff",
]
