from .notification import Delivery, Digest, LeftOut, Notification, NotificationChoice
from .organisation import Level, Organisation, Region
from .outbox import OutboxMessage
from .post import Post
from .role import PlatformRole, RoleAssignment
from .user import Language, User

__all__ = [
    "Delivery",
    "Digest",
    "Language",
    "LeftOut",
    "Level",
    "Notification",
    "NotificationChoice",
    "Organisation",
    "OutboxMessage",
    "PlatformRole",
    "Post",
    "Region",
    "RoleAssignment",
    "User",
]
