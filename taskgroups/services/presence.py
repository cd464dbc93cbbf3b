"""Who is here: said by open pages again and again, forgotten when they stop."""

from django.db import transaction
from django.utils import timezone

from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, Presence


@transaction.atomic
def be_here(*, position: ChallengePosition, by: User, section: PositionSection | None = None) -> None:
    """The person has the position open, or edits one of its sections. Clears away who has gone."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - Presence.FADES_AFTER).delete()
    values = {"section": section, "seen_at": now}
    Presence.objects.update_or_create(position=position, user=by, defaults=values)
