from publication.published.models import PublishedRecord, PublishedVersion

from .emergency import Emergency, EmergencyState
from .release import OPEN_RELEASES, Lapse, Release, ReleaseState
from .removal import Removal, RemovalAction, RemovalState
from .request import PublicationRequest, RequestState
from .withholding import Reasoned, Withholding

__all__ = [
    "OPEN_RELEASES",
    "Emergency",
    "EmergencyState",
    "Lapse",
    "PublicationRequest",
    "PublishedRecord",
    "PublishedVersion",
    "Reasoned",
    "Release",
    "ReleaseState",
    "Removal",
    "RemovalAction",
    "RemovalState",
    "RequestState",
    "Withholding",
]
