from cms.models.base import BilingualPage, EditorialPage
from cms.models.home import ContentPage, HomePage
from cms.models.mission import MissionIndexPage, MissionPage
from cms.models.update import UpdateKind, UpdatePage
from cms.models.workflow import SecondPersonApprovalTask

__all__ = [
    "BilingualPage",
    "ContentPage",
    "EditorialPage",
    "HomePage",
    "MissionIndexPage",
    "MissionPage",
    "SecondPersonApprovalTask",
    "UpdateKind",
    "UpdatePage",
]
