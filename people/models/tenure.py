"""What a person holds from a moment until another."""

from django.db.models import Q
from django.utils import timezone

from core.history import RecordedQuerySet


class TenureQuerySet(RecordedQuerySet):
    """Rows with `user`, `starts_at` and `ends_at`."""

    def current(self) -> "TenureQuerySet":
        """Return those in force at this moment, checked when reading."""
        now = timezone.now()
        return self.unfinished().filter(starts_at__lte=now, user__is_active=True)

    def unfinished(self) -> "TenureQuerySet":
        """Return those in force now or later."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))
