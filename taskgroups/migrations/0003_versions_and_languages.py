import django.core.validators
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


def level_as_saved(apps, schema_editor):
    """What was drafted before counts as level: nobody knows which language led."""
    apps.get_model("taskgroups", "PositionSection").objects.update(level_in=models.F("saved_in"))


class Migration(migrations.Migration):

    dependencies = [
        ('taskgroups', '0002_reminders_become_notifications'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='challengeposition',
            name='restored_from',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicalchallengeposition',
            name='restored_from',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='historicalpositionsection',
            name='behind',
            field=models.CharField(blank=True, choices=[('cy', 'Welsh'), ('en', 'English')], max_length=2),
        ),
        migrations.AddField(
            model_name='historicalpositionsection',
            name='level_in',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='positionsection',
            name='behind',
            field=models.CharField(blank=True, choices=[('cy', 'Welsh'), ('en', 'English')], max_length=2),
        ),
        migrations.AddField(
            model_name='positionsection',
            name='level_in',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='HistoricalVersionName',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('history_change_reason', models.TextField()),
                ('version', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name in English')),
                ('name_cy', models.CharField(blank=True, max_length=100, verbose_name='name in Welsh')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('position', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='taskgroups.challengeposition')),
            ],
            options={
                'verbose_name': 'historical version name',
                'verbose_name_plural': 'historical version names',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='VersionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name in English')),
                ('name_cy', models.CharField(blank=True, max_length=100, verbose_name='name in Welsh')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='version_names', to='taskgroups.challengeposition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('position', 'version'), name='version_named_once'), models.CheckConstraint(condition=models.Q(('name_cy', ''), ('name_en', ''), _negated=True), name='version_name_has_text', violation_error_message='Write the name in Welsh, in English or in both.')],
            },
        ),
        migrations.RunPython(level_as_saved, migrations.RunPython.noop),
    ]
