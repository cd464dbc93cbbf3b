from django.db import migrations


class Migration(migrations.Migration):
    """The door is an app of its own (`publication`); its tables are not touched."""

    dependencies = [
        ("publication", "0001_initial"),
        ("cms", "0003_published_records_move"),
        ("decisions_log", "0021_log_moves_out"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("HistoricalEmergency"),
                migrations.DeleteModel("HistoricalPublicationRequest"),
                migrations.DeleteModel("HistoricalRelease"),
                migrations.DeleteModel("HistoricalRemoval"),
                migrations.DeleteModel("HistoricalWithholding"),
                migrations.DeleteModel("Emergency"),
                migrations.DeleteModel("PublicationRequest"),
                migrations.DeleteModel("Release"),
                migrations.DeleteModel("Removal"),
                migrations.DeleteModel("Withholding"),
                migrations.DeleteModel("PublishedVersion"),
                migrations.DeleteModel("PublishedRecord"),
            ]
        ),
    ]
