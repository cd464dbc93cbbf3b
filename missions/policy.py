"""Who may do what with missions."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.one_look import looked_up
from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, refused, register
from missions.models import Mission, MissionUserPermission
from people.models import PlatformRole, User
from people.selectors import has_role

_also_visible: list[Callable[[User], Q]] = []


def also_visible(rule: Callable[[User], Q]) -> None:
    """Let a higher layer show missions to more people: `rule(person)` is a condition on Mission."""
    _also_visible.append(rule)


def _seen_by_role(person: User) -> bool:
    return has_role(person, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR)


def visible_missions(person: User) -> QuerySet[Mission]:
    """Missions the person leads; all of them for auditors and administrators. Higher layers add more."""
    if _seen_by_role(person):
        return Mission.objects.all()
    led = Exists(MissionUserPermission.objects.filter(content_object=OuterRef("pk"), user=person))
    seen = Q(led, lead=person)
    for more in _also_visible:
        seen |= more(person)
    return Mission.objects.filter(seen)


def leads(person: User, mission: Mission) -> bool:
    """Whether the person is the lead now: the grant and the record must agree."""
    return mission.lead_id == person.pk and looked_up(
        ("leads", mission.pk, person.pk), lambda: person.has_perm("missions.lead_mission", mission)
    )


def may_propose(person: User) -> Verdict:
    """Missions are few: mission leads and administrators set them."""
    if has_role(person, PlatformRole.MISSION_LEAD, PlatformRole.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only a mission lead or an administrator can propose a mission."))


def _lead(person: User, mission: Mission) -> Verdict:
    return ALLOWED if leads(person, mission) else NOT_YOURS


register(
    Policy(
        model=Mission,
        visible=visible_missions,
        rules={
            "change": _lead,
            "transition": _lead,
            "convene": _lead,
            "request_publication": _lead,
        },
    )
)
