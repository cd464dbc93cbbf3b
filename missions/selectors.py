"""Reads about missions."""

from datetime import date

from core.bilingual import current_language
from core.collation import sort_key
from core.verdicts import visible_to
from missions.models import Measure, Mission, MissionState as S
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


def measures_to_take(person: User, last: date) -> list[tuple[Measure, date]]:
    """Measures of the person's missions that were promised by that day or are overdue, each with the promised day."""
    own = Measure.objects.filter(mission__lead=person, baseline_due_on__lte=last).exclude(mission__state=S.CLOSED)
    return [(row, row.baseline_due_on) for row in own.select_related("mission") if row.baseline_due_on]
