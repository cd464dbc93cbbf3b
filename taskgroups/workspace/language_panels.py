"""The texts of a position that whoever signs it should have compared."""

from publication.level import standings
from publication.workspace.language_panels import LanguageRow, rows_to_compare
from taskgroups.level import position_label
from taskgroups.models import ChallengePosition
from taskgroups.projections import POSITION


def rows_to_sign(position: ChallengePosition, version: int) -> list[LanguageRow]:
    """The texts of `version`, the newest one, that nobody has checked: what whoever signs it should know."""
    found = [standing for standing in standings(POSITION, position) if not standing.check]
    as_read = [standing for standing in found if getattr(standing.row, "saved_in", version) <= version]
    return rows_to_compare(as_read, lambda path: position_label(position, path))
