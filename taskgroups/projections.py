"""What of a task group, of its challenge position and of its closing report is published."""

from typing import Any

from django.db.models import Min

from core.projections import PRIVATE, PUBLIC, REDACTABLE, Audience, Child, Projection, Reference, own_words
from missions.projections import BODY
from taskgroups.models import (
    ChallengePosition,
    ClosingReport,
    ConveningException,
    ExceptionState,
    Extension,
    Membership,
    PositionSection,
    SignOff,
    StageChange,
    TaskGroup,
)
from taskgroups.models.group import QUORUM_RULE, REPRESENTATION_RULE


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
        "level_in": PRIVATE,
        "behind": PRIVATE,
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
        **own_words(REDACTABLE, "text"),
        "signed_by": PRIVATE,
        "signing_link": PRIVATE,
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
        "restored_from": PRIVATE,
        "agreed_version": PRIVATE,
        "agreed_at": PUBLIC,
    },
    references={"group": GROUP},
    children={
        "sections": Child("position", SECTION, "order"),
        "sign_offs": Child("position", SIGN_OFF, only=lambda position: {"position_version": position.agreed_version}),
    },
)


def _both(audience: Audience, *names: str) -> dict[str, Audience]:
    return {f"{name}_{language}": audience for name in names for language in ("en", "cy")}


_ROW = {"id": PRIVATE, "uuid": PRIVATE, "created_at": PRIVATE}

# Who is in the group by body, level and role. Nobody's name, and not since when: a body that sends somebody else
# changes nothing for the public.
MEMBER = Projection(
    model=Membership,
    audiences={
        **_ROW,
        "group": PRIVATE,
        "user": PRIVATE,
        "organisation": PUBLIC,
        "level": PUBLIC,
        "sector": PUBLIC,
        "role": PUBLIC,
        "starts_at": PRIVATE,
        "ends_at": PRIVATE,
    },
    references={"organisation": BODY},
)
# The reasons of a change of stage are written for the group; those of an extension for everyone.
STAGE_CHANGE = Projection(
    model=StageChange,
    audiences={
        "id": PRIVATE,
        "group": PRIVATE,
        "from_stage": PUBLIC,
        "to_stage": PUBLIC,
        "reason": PRIVATE,
        "changed_by": PRIVATE,
        "changed_at": PUBLIC,
    },
)
EXTENSION = Projection(
    model=Extension,
    audiences={
        "id": PRIVATE,
        "group": PRIVATE,
        "from_date": PUBLIC,
        "to_date": PUBLIC,
        **_both(REDACTABLE, "reason"),
        "extended_by": PRIVATE,
        "extended_at": PUBLIC,
    },
)


EXCEPTION = Projection(
    model=ConveningException,
    audiences={
        **_ROW,
        "group": PRIVATE,
        "minimum_members": PUBLIC,
        "minimum_sectors": PUBLIC,
        "without_levels": PUBLIC,
        **_both(REDACTABLE, "reason"),
        "asked_by": PRIVATE,
        "state": PRIVATE,
        "answered_by": PRIVATE,
        "answered_on": PUBLIC,
    },
)


def _bodies_at_the_table(group: TaskGroup) -> dict[str, Any]:
    """One current membership of each body in each role."""
    seats = group.memberships.current().order_by().values("organisation", "level", "sector", "role")
    return {"pk__in": seats.annotate(first=Min("pk")).values("first")}


TASK_GROUP = Projection(
    model=TaskGroup,
    audiences={
        **_ROW,
        "mission": PRIVATE,  # every published record names its mission: the door adds it
        **_both(PUBLIC, "slug", "name"),
        **_both(REDACTABLE, "purpose", "terms_of_reference"),
        "starts_on": PUBLIC,
        "ends_on": PUBLIC,
        **_both(REDACTABLE, "longer_because"),
        **dict.fromkeys(REPRESENTATION_RULE + QUORUM_RULE, PUBLIC),
        "named_in_emails": PRIVATE,
        "stage": PUBLIC,
    },
    children={
        "members": Child("group", MEMBER, "organisation__slug", only=_bodies_at_the_table),
        "exceptions": Child("group", EXCEPTION, only=lambda group: {"state": ExceptionState.CONFIRMED}),
        "extensions": Child("group", EXTENSION),
        "stages": Child("group", STAGE_CHANGE),
    },
)


def _ended_group(group: TaskGroup) -> dict[str, object]:
    return {**_group(group), "stage": group.stage}


CLOSING_REPORT = Projection(
    model=ClosingReport,
    audiences={**_ROW, "group": PUBLIC, **_both(REDACTABLE, "aim", "result", "learning", "successor")},
    references={"group": Reference(_ended_group)},
)
