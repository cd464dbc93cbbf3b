"""The addresses of invitations in their one spelling (docs/decisions/0019)."""

from typing import Any

from django.db import migrations

from core.email_addresses import normalise_email


def forwards(apps: Any, schema_editor: Any) -> None:
    """An invitation that is open beside another to the same mailbox stays as it was: the other one is found."""
    invitations = apps.get_model("taskgroups", "Invitation")
    open_ones = {
        (row.group_id, row.email) for row in invitations.objects.filter(accepted_at=None, withdrawn_at=None)
    }
    for row in invitations.objects.all():
        address = normalise_email(row.email)
        is_open = row.accepted_at is None and row.withdrawn_at is None
        if address == row.email or (is_open and (row.group_id, address) in open_ones):
            continue
        invitations.objects.filter(pk=row.pk).update(email=address)


class Migration(migrations.Migration):
    dependencies = [("taskgroups", "0011_floor_and_first_limit")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
