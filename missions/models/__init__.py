from .evaluation import EvaluationPlan
from .measure import Measure, MeasureKind
from .mission import Accountability, Mission, MissionState
from .permissions import MissionGroupPermission, MissionUserPermission

__all__ = [
    "Accountability",
    "EvaluationPlan",
    "Measure",
    "MeasureKind",
    "Mission",
    "MissionGroupPermission",
    "MissionState",
    "MissionUserPermission",
]
