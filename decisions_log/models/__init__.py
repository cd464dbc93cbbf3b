from decisions_log.publication.emergency import Emergency, EmergencyState
from decisions_log.publication.models import PublicationRequest, Removal, RemovalAction, RemovalState, Withholding
from decisions_log.publication.release import Release
from decisions_log.published.models import PublishedRecord, PublishedVersion

from .adoption import Adoption, AdoptionOutcome, AdoptionSet
from .correction import Correction, CorrectionKind
from .decision import Decision, DecisionState
from .forward_plan import ForwardPlanItem, PlanItemState
from .grounds import Agreement, Consultation, DeclaredInterest, Evidence
from .impact import Impact
from .parts import Constraint, Dissent, Option, TradeOff
from .review import Achievement, Expectation, Proposal, Review, ReviewFinding

Part = Option | TradeOff | Constraint | Evidence | Consultation | Impact | Agreement | DeclaredInterest | Dissent

__all__ = [
    "Achievement",
    "Adoption",
    "AdoptionOutcome",
    "AdoptionSet",
    "Agreement",
    "Constraint",
    "Consultation",
    "Correction",
    "CorrectionKind",
    "Decision",
    "DecisionState",
    "DeclaredInterest",
    "Dissent",
    "Emergency",
    "EmergencyState",
    "Evidence",
    "Expectation",
    "ForwardPlanItem",
    "Impact",
    "Option",
    "Part",
    "Proposal",
    "PlanItemState",
    "PublicationRequest",
    "PublishedRecord",
    "PublishedVersion",
    "Release",
    "Removal",
    "RemovalAction",
    "RemovalState",
    "Review",
    "ReviewFinding",
    "TradeOff",
    "Withholding",
]
