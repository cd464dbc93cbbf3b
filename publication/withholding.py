"""Withholding parts of a record when it is published, and saying why each is."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import RecordedModel, recording, refuse_stale
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from publication.kinds import kind_of, record_of
from publication.models import Reasoned, Withholding
from publication.pinned import pinned
from publication.reasons import Reason

_NOT_WRITTEN = {"id", "uuid", "created_at", "kind", "record_uuid", "part"}
WRITTEN = {field.name for field in Withholding._meta.concrete_fields} - _NOT_WRITTEN


def withholding_of(reasons: Reasoned, **where: Any) -> Withholding:
    """A withholding, not yet saved, for the same reasons."""
    return Withholding(**where, **{name: getattr(reasons, name) for name in WRITTEN})


def label_of(withholding: Withholding) -> str:
    """What the withheld part is called today; its lasting name when the record no longer has it."""
    parts = pinned(record_of(withholding.kind, withholding.record_uuid)).parts
    return next((part.label for part in parts if part.name == withholding.part), withholding.part)


@transaction.atomic
def withhold(*, record: RecordedModel, part: str, by: User, **values: Any) -> Withholding:
    """Withhold a part of the record from its next publication on; `values` are those of WRITTEN.

    Raises Refused for what is no text of the record that may be withheld, ValidationError on bad values.
    """
    authorise(by, "request_publication", record)
    if part not in {found.name for found in pinned(record).parts}:
        raise Refused(_("This part of the record cannot be withheld, or it has no text."))
    withholding = Withholding(kind=kind_of(record).name, record_uuid=record.uuid, part=part)
    return _write(withholding, by, Reason.PART_WITHHELD, values)


@transaction.atomic
def revise(*, withholding: Withholding, by: User, based_on: int | None = None, **values: Any) -> Withholding:
    """Change why a part is withheld. `based_on` is the history id that the writer opened: Refused when it is stale."""
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    authorise(by, "change", withholding)
    refuse_stale(withholding, based_on)
    return _write(withholding, by, Reason.WITHHOLDING_CHANGED, values)


@transaction.atomic
def lift(*, withholding: Withholding, by: User, reason: str) -> None:
    """Withhold the part no longer: the next version shows it. Versions that are public already stay as they are."""
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    authorise(by, "change", withholding)
    with recording(by=by, reason=reason):
        withholding.delete()


def _write(withholding: Withholding, by: User, reason: str, values: dict[str, Any]) -> Withholding:
    if unknown := values.keys() - WRITTEN:
        raise TypeError(f"not written of a withholding: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(withholding, name, value)
    with recording(by=by, reason=reason):
        withholding.full_clean()
        withholding.save()
    return withholding
