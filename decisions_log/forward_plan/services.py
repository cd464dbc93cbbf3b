"""Announcing what will be decided."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording, refuse_stale
from core.partial_dates import last_day
from core.verdicts import authorise
from decisions_log.models import ForwardPlanItem, PlanItemState
from decisions_log.reasons import Reason
from people.models import User
from publication.models import PublishedVersion
from taskgroups.models import TaskGroup
from taskgroups.services.references import next_reference

# What an item is given by its services alone.
_NOT_WRITTEN = {"id", "uuid", "created_at", "group", "reference", "state", "postponed_from"}
WRITTEN = {field.name for field in ForwardPlanItem._meta.concrete_fields} - _NOT_WRITTEN


@transaction.atomic
def announce(*, group: TaskGroup, by: User, reason: str, **values: Any) -> ForwardPlanItem:
    """Add an item to the group's forward plan; `values` are those of WRITTEN. Raises ValidationError on bad values."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "propose_decision", group)
    return _write(ForwardPlanItem(group=group, reference=next_reference("OPSW-FP")), values, by, reason)


@transaction.atomic
def revise(
    *, item: ForwardPlanItem, by: User, reason: str, based_on: int | None = None, **values: Any
) -> ForwardPlanItem:
    """Change what is announced. Later than what is public already, it is postponed, and that needs words why.

    `based_on` is the history id that the writer opened: Refused when somebody has changed the item in between. Raises
    ValidationError on bad values.
    """
    item = _locked(item)
    authorise(by, "change", item)
    refuse_stale(item, based_on)
    return _write(item, values, by, reason)


@transaction.atomic
def drop(*, item: ForwardPlanItem, by: User, reason_en: str, reason_cy: str) -> ForwardPlanItem:
    """It will not be decided; the public is told why when that is published. Raises ValidationError without words."""
    item = _locked(item)
    authorise(by, "drop", item)
    item.state, item.reason_en, item.reason_cy = PlanItemState.DROPPED, reason_en, reason_cy
    return _save(item, by, Reason.DROPPED_FROM_PLAN)


def _locked(item: ForwardPlanItem) -> ForwardPlanItem:
    return ForwardPlanItem.objects.select_for_update().get(pk=item.pk)


def _write(item: ForwardPlanItem, values: dict[str, Any], by: User, reason: str) -> ForwardPlanItem:
    if unknown := values.keys() - WRITTEN:
        raise TypeError(f"not written by people: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(item, name, value)
    item.clean_fields(exclude=["group", "organisation"])
    item.state, item.postponed_from = _standing(item)
    if item.state == PlanItemState.PLANNED and item.reason:
        raise ValidationError({"reason_cy": _("It is no later than what is public: nothing needs a reason.")})
    return _save(item, by, reason)


def _standing(item: ForwardPlanItem) -> tuple[str, str]:
    """Whether the item is postponed, and from when: by what the public was told last."""
    newest = PublishedVersion.objects.newest().filter(record__uuid=item.uuid).first()
    if newest is None:
        return PlanItemState.PLANNED, ""
    told = newest.content
    if last_day(item.expected) > last_day(told["expected"]):
        return PlanItemState.POSTPONED, told["expected"]
    return told["state"], told["postponed_from"]


def _save(item: ForwardPlanItem, by: User, reason: str) -> ForwardPlanItem:
    with recording(by=by, reason=reason):
        item.full_clean()
        item.save()
    return item
