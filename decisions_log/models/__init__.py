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
