"""How long the traces of what was sent, tried and typed are kept."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from people import kept_forms, limits, sent_forms
from people.models import Digest, Notification, OutboxMessage

# Long enough to answer "was I told?", and no longer.
OUTBOX_KEPT = timedelta(days=30)
NOTIFICATIONS_KEPT = timedelta(days=365)


def forget_what_is_over() -> None:
    """Delete outbox messages done 30 days ago, notifications and digests settled a year ago, and what has ended.

    Sessions, counts of limits, and forms that were sent or kept end by their own rules. What failed or is still to be
    sent stays.
    """
    now = timezone.now()
    OutboxMessage.objects.filter(done_at__lt=now - OUTBOX_KEPT).delete()
    settled = Notification.objects.exclude(pk__in=Notification.objects.waiting().values("pk"))
    settled.filter(created_at__lt=now - NOTIFICATIONS_KEPT).delete()
    Digest.objects.filter(done_at__lt=now - NOTIFICATIONS_KEPT).delete()
    limits.forget_past()
    sent_forms.forget()
    kept_forms.forget()
    call_command("clearsessions")
