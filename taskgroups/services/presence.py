"""Who is here: said by open pages again and again, forgotten when they stop."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, Presence

FADES_AFTER = datetime.timedelta(seconds=25)


@transaction.atomic
def be_here(*, position: ChallengePosition, by: User, section: PositionSection | None = None) -> None:
    """The person has the position open, or edits one of its sections. Clears away who has gone."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - FADES_AFTER).delete()
    values = {"section": section, "seen_at": now}
    Presence.objects.update_or_create(position=position, user=by, defaults=values)


def others_here(position: ChallengePosition, person: User) -> QuerySet[Presence]:
    """Who else has the position open now, with the section they edit."""
    here = Presence.objects.filter(position=position, seen_at__gte=timezone.now() - FADES_AFTER)
    return here.exclude(user=person).select_related("user", "section")
