"""What the pages of roles and organisations show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from core.reasons import reason_words
from people.models import Organisation, PlatformRole, RoleAssignment, User

_NEWEST = 100


@dataclass(frozen=True)
class Change:
    """One row of a history."""

    at: datetime
    by: User | None
    what: str
    reason: str


def roles_held() -> list[tuple[str, list[RoleAssignment]]]:
    """Each role with those who hold it now or will."""
    held = RoleAssignment.objects.unfinished().select_related("user").order_by("user__last_name", "user__email")
    by_role: dict[str, list[RoleAssignment]] = {role: [] for role in PlatformRole.values}
    for assignment in held:
        by_role[assignment.role].append(assignment)
    return [(str(PlatformRole(role).label), assignments) for role, assignments in by_role.items()]


def changes_of_roles() -> list[Change]:
    """Who was given which role and who lost it, newest first."""
    rows = RoleAssignment.history.select_related("user", "history_user")
    return _newest(
        Change(row.history_date, row.history_user, _what(row, row.get_role_display()), _reason(row)) for row in rows
    )


def changes_of(organisation: Organisation) -> list[Change]:
    """What happened to the office, the stewards and the posts of an organisation, newest first."""
    changes: list[Change] = []
    for relation, what in (
        ("office", lambda row: _("Office: %(name)s, %(email)s") % {"name": row.instance.name, "email": row.email}),
        ("stewardships", lambda row: _what(row, _("Steward"))),
        ("posts", lambda row: f"{row.user}: {row.instance.title}"),
    ):
        model: Any = _model_of(relation)
        people = ["history_user"] if relation == "office" else ["history_user", "user"]
        rows = model.history.filter(organisation=organisation).select_related(*people)[:_NEWEST]
        changes += [Change(row.history_date, row.history_user, what(row), _reason(row)) for row in rows]
    return _newest(changes)


def _model_of(relation: str) -> type[Model]:
    return Organisation._meta.get_field(relation).related_model  # type: ignore[return-value]


def _what(row: Any, held: str) -> str:
    words = _("%(role)s, ended: %(person)s") if _ended(row) else _("%(role)s: %(person)s")
    return words % {"role": held, "person": row.user}


def _ended(row: Any) -> bool:
    return row.history_type == "~" and row.ends_at is not None and row.ends_at <= timezone.now()


def _reason(row: Any) -> str:
    return reason_words(row.history_change_reason)


def _newest(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.at, reverse=True)[:_NEWEST]
