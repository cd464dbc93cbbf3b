from django.db import migrations

from core.triggers import install, remove
from taskgroups.triggers import TRIGGERS


class Migration(migrations.Migration):
    """The database itself keeps the history of stages and of time limits append-only."""

    dependencies = [("taskgroups", "0007_meetings")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: install(editor.connection, TRIGGERS),
            lambda apps, editor: remove(editor.connection, TRIGGERS),
        )
    ]
