"""Accounts, posts and platform roles."""

import datetime

from django.db import transaction
from django.utils import timezone

from core.history import recording
from people.grants import sync_editorial_groups
from people.models import Organisation, PlatformRole, Post, RoleAssignment, User

SYSTEM_EMAIL = "system@opsw.invalid"


def system_user() -> User:
    """The inactive account in whose name the product itself acts (loading the registry, the schedule)."""
    user, created = User.objects.get_or_create(
        email=SYSTEM_EMAIL, defaults={"is_active": False, "first_name": "OPSW", "preferred_language": "cy"}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def appoint(
    *,
    user: User,
    organisation: Organisation,
    title_en: str,
    title_cy: str,
    starts_on: datetime.date,
    by: User,
    reason: str,
) -> Post:
    """Give a person a post in a body."""
    with recording(by=by, reason=reason):
        return Post.objects.create(
            user=user, organisation=organisation, title_en=title_en, title_cy=title_cy, starts_on=starts_on
        )


@transaction.atomic
def assign_role(*, user: User, role: PlatformRole, by: User, reason: str) -> RoleAssignment:
    """Give a person a platform role; holding it already changes nothing."""
    held = RoleAssignment.objects.current().filter(user=user, role=role).first()
    if held is None:
        with recording(by=by, reason=reason):
            held = RoleAssignment.objects.create(user=user, role=role)
        sync_editorial_groups(user)
    return held


@transaction.atomic
def end_role(*, assignment: RoleAssignment, by: User, reason: str) -> RoleAssignment:
    """End a platform role now."""
    assignment.ends_at = timezone.now()
    with recording(by=by, reason=reason):
        assignment.save()
    sync_editorial_groups(assignment.user)
    return assignment
