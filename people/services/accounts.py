"""Accounts, posts and platform roles."""

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
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
def create_account(*, email: str, first_name: str, last_name: str, preferred_language: str, password: str) -> User:
    """Make the account of somebody who showed that `email` is theirs.

    Raises ValidationError for a password that is too weak or an address that has an account.
    """
    user = User(email=email, first_name=first_name, last_name=last_name, preferred_language=preferred_language)
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from None
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def describe_oneself(*, by: User, **about: str) -> User:
    """A person changes their own `first_name`, `last_name` or `preferred_language`. Raises ValidationError."""
    for name, value in about.items():
        setattr(by, name, value)
    by.full_clean()
    by.save(update_fields=list(about))
    return by


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
    home_organisation: Organisation | None = None,
) -> Post:
    """Give a person a post in a body; a secondment when it names the body they come from."""
    with recording(by=by, reason=reason):
        return Post.objects.create(
            user=user,
            organisation=organisation,
            title_en=title_en,
            title_cy=title_cy,
            starts_on=starts_on,
            home_organisation=home_organisation,
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
