import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import people.models.user
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from core.create_tables import CreateTables
from core.triggers import install, never_changed, remove

TRIGGERS = never_changed("people_languagecheck")


class Migration(migrations.Migration):
    """What a new database starts from; one that is there already goes through the migrations it replaces."""

    replaces = [('people', '0001_initial'), ('people', '0002_notifications'), ('people', '0003_one_spelling_of_addresses'), ('people', '0004_addresses_are_lower_case'), ('people', '0005_limits'), ('people', '0006_offices_and_stewards'), ('people', '0007_forms'), ('people', '0008_history_by_identity'), ('people', '0009_language_checks'), ('people', '0010_outbox_gives_up')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='SentForm',
                fields=[
                    ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('place', models.CharField(blank=True, max_length=2000)),
                    ('sent_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                    ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                    ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo account')),
                    ('preferred_language', models.CharField(blank=True, choices=[('cy', 'Welsh'), ('en', 'English')], max_length=2, verbose_name='preferred language')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='user_email_lower_case')],
                },
                managers=[
                    ('objects', people.models.user.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name='Digest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'on'), name='digest_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalRoleAssignment',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('mission_lead', 'Mission lead'), ('publisher', 'Publisher'), ('redaction_officer', 'Redaction officer'), ('communications_editor', 'Communications editor'), ('auditor', 'Auditor')], max_length=30, verbose_name='role')),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical role assignment',
                    'verbose_name_plural': 'historical role assignments',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='KeptForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('owner', models.CharField(max_length=16)),
                    ('page', models.CharField(max_length=400)),
                    ('sealed', models.BinaryField()),
                    ('kept_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('digest', 'page'), name='kept_form_once_a_page')],
                },
            ),
            migrations.CreateModel(
                name='LanguageCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('row', models.UUIDField()),
                    ('name', models.CharField(max_length=200)),
                    ('language', models.CharField(choices=[('cy', 'Welsh'), ('en', 'English')], max_length=2)),
                    ('digest', models.CharField(max_length=64)),
                    ('checked_at', models.DateTimeField(auto_now_add=True)),
                    ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='LimitCount',
                fields=[
                    ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(default=0)),
                    ('ends_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['ends_at'], name='limit_ends_at')],
                },
            ),
            migrations.CreateModel(
                name='Notification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('about', models.UUIDField()),
                    ('delivery', models.CharField(choices=[('at_once', 'At once'), ('daily', 'In a daily digest'), ('off', 'Not at all')], max_length=10)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('left_out', models.CharField(blank=True, choices=[('inactive', 'Inactive'), ('switched_off', 'Switched Off'), ('gone', 'Gone'), ('hidden', 'Hidden'), ('past', 'Past')], max_length=15)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('left_out', ''), ('sent_at', None)), fields=('person', 'kind', 'about'), name='notification_waits_once'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('left_out', ''), _connector='OR'), name='notification_sent_or_left_out')],
                },
            ),
            migrations.CreateModel(
                name='NotificationChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('delivery', models.CharField(choices=[('at_once', 'At once'), ('daily', 'In a daily digest'), ('off', 'Not at all')], max_length=10)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notification_choices', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notification_choice_once')],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                    ('name_cy', models.CharField(blank=True, max_length=200, verbose_name='name in Welsh')),
                    ('short_name_en', models.CharField(blank=True, max_length=40, verbose_name='short name in English')),
                    ('short_name_cy', models.CharField(blank=True, max_length=40, verbose_name='short name in Welsh')),
                    ('kind', models.CharField(max_length=60, verbose_name='kind')),
                    ('level', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], max_length=10, verbose_name='level')),
                    ('sector', models.CharField(choices=[('central_government', 'Central government'), ('local_government', 'Local government'), ('health_and_care', 'Health and care'), ('fire_and_rescue', 'Fire and rescue'), ('policing_and_justice', 'Policing and justice'), ('education_and_skills', 'Education and skills'), ('higher_education', 'Higher education'), ('environment', 'Environment'), ('culture_and_sport', 'Culture and sport'), ('economy', 'Economy'), ('transport', 'Transport'), ('housing', 'Housing'), ('digital', 'Digital'), ('leadership', 'Leadership'), ('research', 'Research'), ('partnership', 'Partnership board'), ('audit_and_regulation', 'Audit and regulation'), ('commissioners', 'Commissioners'), ('third_sector', 'Third sector'), ('trade_union', 'Trade unions'), ('private', 'Private sector'), ('citizens', 'Citizens and communities')], max_length=40, verbose_name='sector')),
                    ('regions', models.JSONField(blank=True, default=list, verbose_name='regions')),
                    ('gss_code', models.CharField(blank=True, max_length=9, verbose_name='GSS code')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='people.organisation')),
                ],
                options={
                    'ordering': ['name_en'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['local', 'regional', 'national'])), name='organisation_level_known'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='organisation_validity_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Office',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('name_en', models.CharField(help_text='For example: Chief Executive’s Office.', max_length=200, verbose_name='name of the office in English')),
                    ('name_cy', models.CharField(max_length=200, verbose_name='name of the office in Welsh')),
                    ('email', models.EmailField(help_text='The address of a team, not of a person: it outlives a post.', max_length=254, verbose_name='email address for notices')),
                    ('since', models.DateField(verbose_name='in use since')),
                    ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='office', to='people.organisation')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='HistoricalStewardship',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'historical stewardship',
                    'verbose_name_plural': 'historical stewardships',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalPost',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                    ('title_cy', models.CharField(max_length=200, verbose_name='title in Welsh')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('home_organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation')),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'historical post',
                    'verbose_name_plural': 'historical posts',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalOrganisation',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('slug', models.SlugField(max_length=80)),
                    ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                    ('name_cy', models.CharField(blank=True, max_length=200, verbose_name='name in Welsh')),
                    ('short_name_en', models.CharField(blank=True, max_length=40, verbose_name='short name in English')),
                    ('short_name_cy', models.CharField(blank=True, max_length=40, verbose_name='short name in Welsh')),
                    ('kind', models.CharField(max_length=60, verbose_name='kind')),
                    ('level', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], max_length=10, verbose_name='level')),
                    ('sector', models.CharField(choices=[('central_government', 'Central government'), ('local_government', 'Local government'), ('health_and_care', 'Health and care'), ('fire_and_rescue', 'Fire and rescue'), ('policing_and_justice', 'Policing and justice'), ('education_and_skills', 'Education and skills'), ('higher_education', 'Higher education'), ('environment', 'Environment'), ('culture_and_sport', 'Culture and sport'), ('economy', 'Economy'), ('transport', 'Transport'), ('housing', 'Housing'), ('digital', 'Digital'), ('leadership', 'Leadership'), ('research', 'Research'), ('partnership', 'Partnership board'), ('audit_and_regulation', 'Audit and regulation'), ('commissioners', 'Commissioners'), ('third_sector', 'Third sector'), ('trade_union', 'Trade unions'), ('private', 'Private sector'), ('citizens', 'Citizens and communities')], max_length=40, verbose_name='sector')),
                    ('regions', models.JSONField(blank=True, default=list, verbose_name='regions')),
                    ('gss_code', models.CharField(blank=True, max_length=9, verbose_name='GSS code')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('replaced_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'historical organisation',
                    'verbose_name_plural': 'historical organisations',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalOffice',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('created_at', models.DateTimeField(blank=True, editable=False)),
                    ('history_change_reason', models.TextField()),
                    ('name_en', models.CharField(help_text='For example: Chief Executive’s Office.', max_length=200, verbose_name='name of the office in English')),
                    ('name_cy', models.CharField(max_length=200, verbose_name='name of the office in Welsh')),
                    ('email', models.EmailField(help_text='The address of a team, not of a person: it outlives a post.', max_length=254, verbose_name='email address for notices')),
                    ('since', models.DateField(verbose_name='in use since')),
                    ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation')),
                ],
                options={
                    'verbose_name': 'historical office',
                    'verbose_name_plural': 'historical offices',
                    'ordering': ('-history_id',),
                    'get_latest_by': 'history_id',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='OutboxMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('topic', models.CharField(max_length=40)),
                    ('payload', models.JSONField(default=dict)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('gave_up_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('last_error', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['done_at', 'due_at'], name='outbox_due')],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                    ('title_cy', models.CharField(max_length=200, verbose_name='title in Welsh')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('home_organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seconded_posts', to='people.organisation')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='post_dates_in_order')],
                },
            ),
            migrations.CreateModel(
                name='RoleAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('mission_lead', 'Mission lead'), ('publisher', 'Publisher'), ('redaction_officer', 'Redaction officer'), ('communications_editor', 'Communications editor'), ('auditor', 'Auditor')], max_length=30, verbose_name='role')),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_assignments', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('user', 'role'), name='role_held_once')],
                },
            ),
            migrations.CreateModel(
                name='Stewardship',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stewardships', to='people.organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stewardships', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['starts_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ends_at__isnull', True)), fields=('user', 'organisation'), name='stewardship_held_once')],
                },
            ),
            migrations.AddIndex(
                model_name='languagecheck',
                index=models.Index(fields=['row', 'name'], name='language_check_of'),
            ),
            migrations.AddIndex(
                model_name='notification',
                index=models.Index(fields=['kind', 'about'], name='notification_about'),
            ),
        ]),
        migrations.RunPython(
            lambda apps, editor: install(editor.connection, TRIGGERS),
            lambda apps, editor: remove(editor.connection, TRIGGERS),
        ),
    ]
