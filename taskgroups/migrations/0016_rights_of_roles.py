from django.db import migrations

_RIGHTS = ("read_group", "draft_position", "comment_position", "suggest_position", "accept_suggestion", "sign_position", "manage_group", "keep_notes", "declare_interest", "record_decision", "propose_decision", "request_publication")


def forget(apps, schema_editor):
    """What a role may do stands in one table of the code (taskgroups/rights.py), no longer in rows for each group."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="taskgroups", model="taskgroup")
    apps.get_model("taskgroups", "TaskGroupGroupPermission").objects.all().delete()
    apps.get_model("taskgroups", "TaskGroupUserPermission").objects.all().delete()
    apps.get_model("auth", "Group").objects.filter(name__startswith="task group ").delete()
    apps.get_model("auth", "Permission").objects.filter(content_type__in=types, codename__in=_RIGHTS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("taskgroups", "0015_meetings_in_own_words"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0001_initial"),
        ("people", "0001_squashed_0010_outbox_gives_up"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
