from .evaluation import EvaluationPlan
from .mission import Accountability, Mission, MissionState
from .permissions import MissionGroupPermission, MissionUserPermission

__all__ = [
    "Accountability",
    "EvaluationPlan",
    "Mission",
    "MissionGroupPermission",
    "MissionState",
    "MissionUserPermission",
]
