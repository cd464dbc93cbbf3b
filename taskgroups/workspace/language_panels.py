"""The texts of a position that whoever signs it should have compared."""

from publication.kinds import kind_of
from publication.level import standings
from publication.workspace.language_panels import LanguageRow, rows_to_compare
from taskgroups.models import ChallengePosition


def rows_to_sign(position: ChallengePosition, version: int) -> list[LanguageRow]:
    """The texts of `version`, the newest one, that nobody has checked: what whoever signs it should know."""
    found = [standing for standing in standings(position) if not standing.check]
    as_read = [standing for standing in found if getattr(standing.row, "saved_in", version) <= version]
    return rows_to_compare(kind_of(position), as_read)
