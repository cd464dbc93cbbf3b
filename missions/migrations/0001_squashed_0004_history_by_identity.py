import django.db.models.deletion
import missions.models.mission
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from core.create_tables import CreateTables


class Migration(migrations.Migration):
    """What a new database starts from; one that is there already goes through the migrations it replaces."""

    replaces = [('missions', '0001_initial'), ('missions', '0002_initial'), ('missions', '0003_measures_and_evaluation'), ('missions', '0004_history_by_identity')]

    initial = True

    # After everything of others: a migration takes longer the more models there are.
    dependencies = [
        ('guardian', '0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('people', '0001_squashed_0010_outbox_gives_up'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='HistoricalMission',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('slug_en', models.SlugField(max_length=80, verbose_name='address in English')),
                    ('slug_cy', models.SlugField(max_length=80, verbose_name='address in Welsh')),
                    ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                    ('title_cy', models.CharField(max_length=200, verbose_name='title in Welsh')),
                    ('outcome_en', models.TextField(blank=True, verbose_name='outcome in English')),
                    ('outcome_cy', models.TextField(blank=True, verbose_name='outcome in Welsh')),
                    ('summary_en', models.TextField(blank=True, verbose_name='summary in English')),
                    ('summary_cy', models.TextField(blank=True, verbose_name='summary in Welsh')),
                    ('social_partners_en', models.TextField(blank=True, verbose_name='social partners in English')),
                    ('social_partners_cy', models.TextField(blank=True, verbose_name='social partners in Welsh')),
                    ('example_note_en', models.TextField(blank=True, verbose_name='note that this is an example, in English')),
                    ('example_note_cy', models.TextField(blank=True, verbose_name='note that this is an example, in Welsh')),
                    ('wellbeing_goals', models.JSONField(blank=True, default=list, validators=[missions.models.mission.known_goals], verbose_name='well-being goals')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(verbose_name='until')),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'Active'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('closed', 'Closed')], default='proposed', max_length=10)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='mission lead')),
                    ('sponsor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation', verbose_name='sponsor body')),
                ],
                options={
                    'verbose_name': 'historical mission',
                    'verbose_name_plural': 'historical missions',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Mission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('slug_en', models.SlugField(max_length=80, unique=True, verbose_name='address in English')),
                    ('slug_cy', models.SlugField(max_length=80, unique=True, verbose_name='address in Welsh')),
                    ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                    ('title_cy', models.CharField(max_length=200, verbose_name='title in Welsh')),
                    ('outcome_en', models.TextField(blank=True, verbose_name='outcome in English')),
                    ('outcome_cy', models.TextField(blank=True, verbose_name='outcome in Welsh')),
                    ('summary_en', models.TextField(blank=True, verbose_name='summary in English')),
                    ('summary_cy', models.TextField(blank=True, verbose_name='summary in Welsh')),
                    ('social_partners_en', models.TextField(blank=True, verbose_name='social partners in English')),
                    ('social_partners_cy', models.TextField(blank=True, verbose_name='social partners in Welsh')),
                    ('example_note_en', models.TextField(blank=True, verbose_name='note that this is an example, in English')),
                    ('example_note_cy', models.TextField(blank=True, verbose_name='note that this is an example, in Welsh')),
                    ('wellbeing_goals', models.JSONField(blank=True, default=list, validators=[missions.models.mission.known_goals], verbose_name='well-being goals')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(verbose_name='until')),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'Active'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('closed', 'Closed')], default='proposed', max_length=10)),
                    ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions_led', to=settings.AUTH_USER_MODEL, verbose_name='mission lead')),
                    ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sponsored_missions', to='people.organisation', verbose_name='sponsor body')),
                ],
                options={
                    'ordering': ['title_en'],
                    'permissions': [('lead_mission', 'Lead the mission')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='mission_dates_in_order', violation_error_message='The mission must end after it starts.')],
                },
            ),
            migrations.CreateModel(
                name='Measure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('kind', models.CharField(choices=[('performance', 'Outcome'), ('experience', 'Experience: how it was for people')], max_length=20, verbose_name='kind of measure')),
                    ('text_en', models.TextField(verbose_name='what is measured, in English')),
                    ('text_cy', models.TextField(verbose_name='what is measured, in Welsh')),
                    ('unit_en', models.CharField(max_length=200, verbose_name='unit, or what people would see, in English')),
                    ('unit_cy', models.CharField(max_length=200, verbose_name='unit, or what people would see, in Welsh')),
                    ('baseline_en', models.CharField(blank=True, max_length=200, verbose_name='where it stands now, in English')),
                    ('baseline_cy', models.CharField(blank=True, max_length=200, verbose_name='where it stands now, in Welsh')),
                    ('baseline_due_on', models.DateField(blank=True, null=True, verbose_name='not measured yet: it will be by')),
                    ('target_en', models.CharField(max_length=200, verbose_name='where it should be, in English')),
                    ('target_cy', models.CharField(max_length=200, verbose_name='where it should be, in Welsh')),
                    ('due_on', models.DateField(verbose_name='by when')),
                    ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='missions.mission')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('baseline_due_on__isnull', True), models.Q(('baseline_en', ''), _negated=True), models.Q(('baseline_cy', ''), _negated=True)), models.Q(('baseline_cy', ''), ('baseline_due_on__isnull', False), ('baseline_en', '')), _connector='OR'), name='measure_has_baseline_or_promise', violation_error_message='Enter where it stands now, in Welsh and English, or the day by which it will be measured.')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalMeasure',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('kind', models.CharField(choices=[('performance', 'Outcome'), ('experience', 'Experience: how it was for people')], max_length=20, verbose_name='kind of measure')),
                    ('text_en', models.TextField(verbose_name='what is measured, in English')),
                    ('text_cy', models.TextField(verbose_name='what is measured, in Welsh')),
                    ('unit_en', models.CharField(max_length=200, verbose_name='unit, or what people would see, in English')),
                    ('unit_cy', models.CharField(max_length=200, verbose_name='unit, or what people would see, in Welsh')),
                    ('baseline_en', models.CharField(blank=True, max_length=200, verbose_name='where it stands now, in English')),
                    ('baseline_cy', models.CharField(blank=True, max_length=200, verbose_name='where it stands now, in Welsh')),
                    ('baseline_due_on', models.DateField(blank=True, null=True, verbose_name='not measured yet: it will be by')),
                    ('target_en', models.CharField(max_length=200, verbose_name='where it should be, in English')),
                    ('target_cy', models.CharField(max_length=200, verbose_name='where it should be, in Welsh')),
                    ('due_on', models.DateField(verbose_name='by when')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical measure',
                    'verbose_name_plural': 'historical measures',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalEvaluationPlan',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('questions_en', models.TextField(verbose_name='questions in English')),
                    ('questions_cy', models.TextField(verbose_name='questions in Welsh')),
                    ('methods_en', models.TextField(verbose_name='methods in English')),
                    ('methods_cy', models.TextField(verbose_name='methods in Welsh')),
                    ('independence_en', models.TextField(blank=True, verbose_name='how independent the learning partner is, and who pays, in English')),
                    ('independence_cy', models.TextField(blank=True, verbose_name='how independent the learning partner is, and who pays, in Welsh')),
                    ('findings_due_on', models.DateField(verbose_name='findings due')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('learning_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation', verbose_name='learning partner')),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical evaluation plan',
                    'verbose_name_plural': 'historical evaluation plans',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalAccountability',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('share_en', models.TextField(verbose_name='what it answers for, in English')),
                    ('share_cy', models.TextField(verbose_name='what it answers for, in Welsh')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation', verbose_name='body')),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical accountability',
                    'verbose_name_plural': 'historical accountabilitys',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='EvaluationPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('questions_en', models.TextField(verbose_name='questions in English')),
                    ('questions_cy', models.TextField(verbose_name='questions in Welsh')),
                    ('methods_en', models.TextField(verbose_name='methods in English')),
                    ('methods_cy', models.TextField(verbose_name='methods in Welsh')),
                    ('independence_en', models.TextField(blank=True, verbose_name='how independent the learning partner is, and who pays, in English')),
                    ('independence_cy', models.TextField(blank=True, verbose_name='how independent the learning partner is, and who pays, in Welsh')),
                    ('findings_due_on', models.DateField(verbose_name='findings due')),
                    ('learning_partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='people.organisation', verbose_name='learning partner')),
                    ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evaluation_plan', to='missions.mission')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Accountability',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('share_en', models.TextField(verbose_name='what it answers for, in English')),
                    ('share_cy', models.TextField(verbose_name='what it answers for, in Welsh')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accountabilities', to='people.organisation', verbose_name='body')),
                    ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accountabilities', to='missions.mission')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('mission', 'organisation'), name='mission_accountable_body_once', violation_error_message='This body answers for the mission already.')],
                },
            ),
            migrations.CreateModel(
                name='MissionGroupPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='missions.mission')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                    ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ],
                options={
                    'abstract': False,
                    'unique_together': {('group', 'permission', 'content_object')},
                },
            ),
            migrations.CreateModel(
                name='MissionUserPermission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='missions.mission')),
                    ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'unique_together': {('user', 'permission', 'content_object')},
                },
            ),
        ]),
    ]
