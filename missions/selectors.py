"""Reads about missions."""

from core.bilingual import current_language
from core.collation import sort_key
from core.verdicts import visible_to
from missions.models import Mission, MissionState as S
from missions.policy import leads
from people.models import User


def missions_seen_by(person: User) -> list[Mission]:
    """The missions the person may see, in the alphabet of the reader's language, with lead and sponsor."""
    language = current_language()
    missions = visible_to(person, Mission).select_related("lead", "sponsor")
    return sorted(missions, key=lambda mission: sort_key(mission.title.local.text, language))


def missions_led_by(person: User) -> list[Mission]:
    """The missions that the person leads and that are not closed."""
    return [mission for mission in missions_seen_by(person) if leads(person, mission) and mission.state != S.CLOSED]


def active_missions() -> int:
    return Mission.objects.filter(state=S.ACTIVE).count()
