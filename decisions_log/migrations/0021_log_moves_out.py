from django.db import migrations


class Migration(migrations.Migration):
    """The log is an app of its own (`openlog`); its tables are not touched."""

    dependencies = [
        ("openlog", "0001_initial"),
        ("decisions_log", "0001_squashed_0020_pin_existing_answers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Checkpoint"),
                migrations.DeleteModel("LogHead"),
                migrations.DeleteModel("LogRestoration"),
                migrations.DeleteModel("WithheldDisclosure"),
                migrations.DeleteModel("Disclosure"),
                migrations.DeleteModel("LogEntry"),
            ]
        ),
    ]
