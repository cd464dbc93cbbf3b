"""What of a challenge position is published: its agreed text, who agreed it, and every reservation."""

from core.projections import PRIVATE, PUBLIC, REDACTABLE, Child, Projection, Reference
from missions.projections import BODY
from taskgroups.models import ChallengePosition, PositionSection, SignOff, TaskGroup


def _group(group: TaskGroup) -> dict[str, object]:
    return {
        "name": {"en": group.name_en, "cy": group.name_cy},
        "mission": str(group.mission.uuid),
        "slug": {"en": group.slug_en, "cy": group.slug_cy},
    }


GROUP = Reference(_group)

SECTION = Projection(
    model=PositionSection,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "position": PRIVATE,
        "kind": PUBLIC,
        "order": PRIVATE,
        "text_en": REDACTABLE,
        "text_cy": REDACTABLE,
        "revision": PRIVATE,
        "saved_in": PRIVATE,
        "save_digest": PRIVATE,
    },
)
SIGN_OFF = Projection(
    model=SignOff,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "position": PRIVATE,
        "organisation": PUBLIC,
        "position_version": PRIVATE,
        "answer": PUBLIC,
        "text_en": REDACTABLE,
        "text_cy": REDACTABLE,
        "signed_by": PRIVATE,
        "signed_at": PUBLIC,
    },
    references={"organisation": BODY},
)
POSITION = Projection(
    model=ChallengePosition,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "group": PUBLIC,
        "reference": PUBLIC,
        "title_en": PUBLIC,
        "title_cy": PUBLIC,
        "version": PRIVATE,
        "agreed_version": PRIVATE,
        "agreed_at": PUBLIC,
    },
    references={"group": GROUP},
    children={
        "sections": Child("position", SECTION, "order"),
        "sign_offs": Child("position", SIGN_OFF, only=lambda position: {"position_version": position.agreed_version}),
    },
)
