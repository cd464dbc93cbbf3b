from django.db import migrations

from core.triggers import install, never_changed, remove

TRIGGERS = never_changed("taskgroups_stagechange", "taskgroups_extension")


class Migration(migrations.Migration):
    """The database itself keeps the history of stages and of time limits append-only."""

    dependencies = [("taskgroups", "0007_meetings")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: install(editor.connection, TRIGGERS),
            lambda apps, editor: remove(editor.connection, TRIGGERS),
        )
    ]
