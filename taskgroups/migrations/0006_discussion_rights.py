"""Groups that are under way get the rights to comment, to suggest and to accept suggestions, as new ones do."""

from django.db import migrations

_SAY = ("comment_position", "suggest_position")
_NEW = {
    "convener": (*_SAY, "accept_suggestion"),
    "secretariat": _SAY,
    "member": _SAY,
    "citizen_member": _SAY,
    "learning_partner": _SAY,
}


def grant(apps, schema_editor):  # noqa: ANN001, ANN201 - the signature of a migration
    """Give each role group what it lacks. Idempotent."""
    task_groups = apps.get_model("taskgroups", "TaskGroup").objects.all()
    if not task_groups.exists():
        return  # a new database gets its permissions from Django
    types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = types.get_or_create(app_label="taskgroups", model="taskgroup")
    permissions = {
        code: apps.get_model("auth", "Permission").objects.get_or_create(
            codename=code, content_type=content_type, defaults={"name": name}
        )[0]
        for code, name in apps.get_model("taskgroups", "TaskGroup")._meta.permissions
    }
    for task_group in task_groups:
        for role, codes in _NEW.items():
            holders = apps.get_model("auth", "Group").objects.filter(name=f"task group {task_group.uuid} {role}")
            for holder in holders:
                for code in codes:
                    apps.get_model("taskgroups", "TaskGroupGroupPermission").objects.get_or_create(
                        permission=permissions[code], group=holder, content_object=task_group
                    )


class Migration(migrations.Migration):
    dependencies = [
        ("taskgroups", "0005_discussions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
