from django.db import migrations

from decisions_log.openlog.triggers import install_triggers, remove_triggers


class Migration(migrations.Migration):
    """The database itself keeps published records and versions append-only, as it keeps the log."""

    dependencies = [("decisions_log", "0004_decision_dates_and_outbox")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: install_triggers(editor.connection),
            lambda apps, editor: remove_triggers(editor.connection),
        )
    ]
