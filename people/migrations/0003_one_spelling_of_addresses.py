"""E-mail addresses in their one spelling (docs/decisions/0019), and demo accounts marked as such."""

from typing import Any

from django.db import migrations, models

from core.email_addresses import normalise_email

# The accounts of the demo story when there was no mark yet.
DEMO = (
    *("lead", "convener", "local", "regional", "national", "citizen", "partner", "publisher", "comms", "auditor"),
    *("outsider", "pembrokeshire", "ceredigion", "ambulance", "thirdsector", "phw", "gwent-convener", "torfaen"),
    *("aneurin-bevan", "housing", "redaction"),
)


def respell(people: Any) -> list[tuple[str, str]]:
    """Bring every address to its one spelling; return those that had to give way, as (address, new address).

    Where two accounts claim one mailbox, whoever signed in last keeps the address. The other keeps the account, its
    password and its work under the address with "+account-" and its number before the @. Nobody is merged.
    """
    claims: dict[str, list[Any]] = {}
    for person in people.objects.order_by(models.F("last_login").desc(nulls_last=True), "pk"):
        claims.setdefault(normalise_email(person.email), []).append(person)
    gave_way = []
    for address, (keeper, *others) in claims.items():
        local, _at, domain = address.rpartition("@")
        for other in others:
            gave_way.append((other.email, f"{local}+account-{other.pk}@{domain}"))
            people.objects.filter(pk=other.pk).update(email=gave_way[-1][1])
        if keeper.email != address:
            people.objects.filter(pk=keeper.pk).update(email=address)
    return gave_way


def forwards(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("people", "User")
    for before, after in respell(people):
        print(f"\n  Two accounts have one mailbox: {before!r} now signs in as {after}.", end="")
    people.objects.filter(email__in=[f"{name}@example.wales" for name in DEMO]).update(is_demo=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_notifications")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_demo",
            field=models.BooleanField(default=False, editable=False, verbose_name="demo account"),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
