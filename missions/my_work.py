"""What waits for a person in My work."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.my_work import NEAR_LIMIT, Waiting, due, onwards, register
from core.steps import steps_from
from missions.models import MissionState
from missions.selectors import measures_to_take, missions_led_by
from missions.states import ACTION_LABELS, MACHINE
from people.models import User


def _missions(person: User) -> Iterator[Waiting]:
    """What the missions that the person leads wait for: to become active, figures that were promised."""
    for mission in missions_led_by(person):
        if mission.state == MissionState.PROPOSED:
            [step, *_others] = steps_from(MACHINE, mission.state, mission, ACTION_LABELS)
            address = reverse("workspace:mission_state", args=[mission.uuid]) + f"?action={step.action}"
            yield from onwards(step, mission.created_at, mission.title, address, person)
    near = timezone.localdate() + datetime.timedelta(days=NEAR_LIMIT)
    for measure, day in measures_to_take(person, near):
        address = reverse("workspace:measure_edit", args=[measure.mission.uuid, measure.uuid])
        yield due(day, _("Enter where the measure stands now"), measure.text, address)


register(10, _missions)
