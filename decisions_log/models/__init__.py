from decisions_log.adoption.models import Adoption, AdoptionOutcome, AdoptionSet
from decisions_log.forward_plan.models import ForwardPlanItem, PlanItemState
from decisions_log.review.models import Achievement, Expectation, Proposal, Review, ReviewFinding

from .correction import Correction, CorrectionKind
from .decision import Decision, DecisionState
from .grounds import Agreement, Consultation, DeclaredInterest, Evidence
from .impact import Impact
from .parts import Constraint, Dissent, Option, TradeOff

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
    "Evidence",
    "Expectation",
    "ForwardPlanItem",
    "Impact",
    "Option",
    "Part",
    "Proposal",
    "PlanItemState",
    "Review",
    "ReviewFinding",
    "TradeOff",
]
