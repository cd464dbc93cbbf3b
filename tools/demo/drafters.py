"""Many members for one position of the demo story: for proofs and measurements of drafting together."""

from django.db import transaction

from people.models import User
from taskgroups.models import ChallengePosition, MembershipRole, Stage, TaskGroup
from taskgroups.services import membership as memberships, position as positions
from tools.demo import script

# The same few words again and again: where a change belongs is hardest to tell in such a text.
_WORDS = 8 * ["people", "wait", "and", "people", "know"]


@transaction.atomic
def bring_in(number: int) -> tuple[ChallengePosition, list[User]]:
    """The position that the story leaves in the making, its sections filled with words, and `number` new members."""
    defining = TaskGroup.objects.under_way().filter(stage=Stage.DEFINING)
    position = ChallengePosition.objects.filter(group__in=defining).order_by("pk")[0]
    drafters = [_drafter(position, at) for at in range(number)]
    for section in position.sections.all():
        positions.save_section(
            section=section,
            text_en=" ".join(_WORDS),
            text_cy=" ".join(_WORDS),
            base_revision=section.revision,
            by=drafters[0],
            reason=script.REASON,
        )
    return position, drafters


def _drafter(position: ChallengePosition, number: int) -> User:
    email = f"drafter{number}@example.wales"
    if person := User.objects.filter(email=email).first():
        return person
    person = User.objects.create_user(email, first_name="Drafter", last_name=str(number))
    memberships.add_member(
        group=position.group,
        user=person,
        organisation=script.body("welsh-government"),
        role=MembershipRole.SECRETARIAT,
        by=position.group.mission.lead,
        reason=script.REASON,
    )
    return person
