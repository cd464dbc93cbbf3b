from .organisation import Level, Organisation, Region
from .outbox import OutboxMessage
from .post import Post
from .role import PlatformRole, RoleAssignment
from .user import Language, User

__all__ = [
    "Language",
    "Level",
    "Organisation",
    "OutboxMessage",
    "PlatformRole",
    "Post",
    "Region",
    "RoleAssignment",
    "User",
]
