from .language_check import LanguageCheck
from .limit import LimitCount
from .notification import Delivery, Digest, LeftOut, Notification, NotificationChoice
from .office import Office, Stewardship
from .organisation import Level, Organisation, Region
from .outbox import OutboxMessage
from .post import Post
from .role import PlatformRole, RoleAssignment
from .sent_form import KeptForm, SentForm
from .user import Language, User

__all__ = [
    "Delivery",
    "Digest",
    "KeptForm",
    "Language",
    "LanguageCheck",
    "LeftOut",
    "Level",
    "LimitCount",
    "Notification",
    "NotificationChoice",
    "Office",
    "Organisation",
    "OutboxMessage",
    "PlatformRole",
    "Post",
    "Region",
    "RoleAssignment",
    "SentForm",
    "Stewardship",
    "User",
]
