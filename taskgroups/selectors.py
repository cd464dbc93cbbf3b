"""Reads about groups and positions."""

from django.db.models import QuerySet

from people.models import Organisation
from taskgroups.models import ChallengePosition, Membership, SignOff, TaskGroup


def bodies_to_answer(group: TaskGroup) -> QuerySet[Organisation]:
    """The bodies whose conveners and members speak for them in the group now."""
    speaking = Membership.objects.current().for_bodies().filter(group=group)
    return Organisation.objects.filter(pk__in=speaking.values("organisation")).order_by("name_en")


def answers_now(group: TaskGroup) -> list[SignOff]:
    """Sign-offs and reservations that are pinned to the position's current version."""
    position = ChallengePosition.objects.filter(group=group).first()
    if position is None:
        return []
    return list(
        SignOff.objects.filter(position=position, position_version=position.version).select_related("organisation")
    )


def current_membership(group: TaskGroup, user_id: int) -> Membership | None:
    return Membership.objects.current().filter(group=group, user_id=user_id).select_related("organisation").first()
