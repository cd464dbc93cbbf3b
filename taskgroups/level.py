"""The texts of a position in both languages: which have not followed, and what they are called."""

from django.utils.translation import gettext as _

from core.transitions import Blocker
from publication.level import blockers
from taskgroups.models import ChallengePosition
from taskgroups.projections import POSITION


def position_blockers(position: ChallengePosition) -> list[Blocker]:
    """The sections and the title of a position in which one language has not followed."""
    return blockers(POSITION, position, "position", lambda path: position_label(position, path))


def position_label(position: ChallengePosition, path: str) -> str:
    """What a text of a position is called: the title, or the name of its section."""
    _list, _dot, rest = path.partition(".")
    return str(list(position.sections.all())[int(rest.split(".")[0])]) if rest else str(_("Title"))
