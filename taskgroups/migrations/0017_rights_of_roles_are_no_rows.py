from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("taskgroups", "0016_rights_of_roles")]

    operations = [
        migrations.AlterModelOptions("taskgroup", options={"ordering": ["name_en"]}),
        migrations.DeleteModel("TaskGroupGroupPermission"),
        migrations.DeleteModel("TaskGroupUserPermission"),
    ]
