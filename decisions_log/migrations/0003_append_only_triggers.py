from django.db import migrations

from core.triggers import install, remove
from openlog.triggers import FIRST


class Migration(migrations.Migration):
    """The database itself keeps the open log and what was published append-only."""

    dependencies = [("decisions_log", "0002_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: install(editor.connection, FIRST),
            lambda apps, editor: remove(editor.connection, FIRST),
        )
    ]
