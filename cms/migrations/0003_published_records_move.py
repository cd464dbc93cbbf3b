import django.db.models.deletion
from django.db import migrations, models

import cms.choosers


class Migration(migrations.Migration):
    """Published records are known to another app (`publication`); no table is touched."""

    dependencies = [
        ("cms", "0002_initial"),
        ("publication", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="missionpage",
                    name="record",
                    field=models.ForeignKey(
                        limit_choices_to=cms.choosers.public_mission,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publication.publishedrecord",
                        verbose_name="published mission",
                    ),
                ),
            ]
        ),
    ]
