import django.db.models.deletion
from django.db import migrations, models

import openlog.fields
from core.moved_models import move_content_types


class Migration(migrations.Migration):
    """The log's tables come from the app in which the log began; they are not touched."""

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("decisions_log", "0001_squashed_0020_pin_existing_answers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='Checkpoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size', models.PositiveBigIntegerField(unique=True)),
                    ('root', openlog.fields.BytesField()),
                    ('note', openlog.fields.BytesField()),
                    ('verifier_key', models.CharField(max_length=255)),
                    ('signed_at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'decisions_log_checkpoint',
                    'ordering': ['size'],
                    'get_latest_by': 'size',
                },
            ),
            migrations.CreateModel(
                name='Disclosure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=43, unique=True)),
                    ('status', models.CharField(choices=[('public', 'Public'), ('withheld', 'Withheld'), ('erased', 'Erased')], max_length=8)),
                    ('path', models.CharField(max_length=255, null=True)),
                    ('encoded', models.TextField(null=True)),
                    ('reason_en', models.TextField(blank=True)),
                    ('reason_cy', models.TextField(blank=True)),
                ],
                options={
                    'db_table': 'decisions_log_disclosure',
                    'ordering': ['entry', 'digest'],
                },
            ),
            migrations.CreateModel(
                name='LogRestoration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size_before', models.PositiveBigIntegerField()),
                    ('size_after', models.PositiveBigIntegerField()),
                    ('checkpoint', openlog.fields.BytesField()),
                    ('source', models.TextField()),
                    ('restored_at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'decisions_log_logrestoration',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='WithheldDisclosure',
                fields=[
                    ('disclosure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='withheld_disclosure', serialize=False, to='openlog.disclosure')),
                    ('encoded', models.TextField()),
                ],
                options={
                    'db_table': 'decisions_log_withhelddisclosure',
                },
            ),
            migrations.CreateModel(
                name='LogEntry',
                fields=[
                    ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                    ('leaf', openlog.fields.BytesField()),
                    ('leaf_hash', openlog.fields.BytesField()),
                    ('subtree_hashes', openlog.fields.BytesField()),
                    ('kind', models.CharField(choices=[('publish', 'Published'), ('correct', 'Corrected'), ('supersede', 'Superseded'), ('redact', 'Partly withheld'), ('erase', 'Partly erased'), ('withdraw', 'Withdrawn'), ('restore', 'Restored'), ('key', 'Signing key changed')], max_length=16)),
                    ('record_id', models.UUIDField()),
                    ('version', models.PositiveIntegerField()),
                    ('appended_at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'decisions_log_logentry',
                    'ordering': ['index'],
                    'indexes': [models.Index(fields=['record_id', 'index'], name='logentry_record')],
                },
            ),
            migrations.AddField(
                model_name='disclosure',
                name='entry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='openlog.logentry'),
            ),
            migrations.CreateModel(
                name='LogHead',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('size', models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    'db_table': 'decisions_log_loghead',
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='loghead_is_one_row')],
                },
            ),
            migrations.AddConstraint(
                model_name='disclosure',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('encoded__isnull', False), ('path__isnull', False), ('reason_cy', ''), ('reason_en', ''), ('status', 'public')), models.Q(('encoded', None), ('path', None), ('status__in', ['withheld', 'erased']), models.Q(('reason_en', ''), _negated=True), models.Q(('reason_cy', ''), _negated=True)), _connector='OR'), name='disclosure_is_public_or_has_reason'),
            ),
            migrations.AddConstraint(
                model_name='disclosure',
                constraint=models.UniqueConstraint(fields=('entry', 'path'), name='disclosure_path_once_in_entry'),
            ),
        ]),
        move_content_types(
            "decisions_log",
            "openlog",
            "checkpoint",
            "disclosure",
            "logentry",
            "loghead",
            "logrestoration",
            "withhelddisclosure",
        ),
    ]
