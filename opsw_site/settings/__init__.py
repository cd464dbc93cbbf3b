"""Settings, split by concern. `env.py` names every environment variable."""

from .base import *  # noqa: F403
from .database import *  # noqa: F403
from .i18n import *  # noqa: F403
from .open_log import *  # noqa: F403
from .security import *  # noqa: F403
from .sign_in import *  # noqa: F403
from .static_files import *  # noqa: F403
from .tasks import *  # noqa: F403
from .wagtail import *  # noqa: F403
