"""Reads about people and bodies."""

import datetime

from django.utils import timezone

from core.verdicts import Person

from .models import Organisation, PlatformRole, RoleAssignment, User


def has_role(person: Person, role: PlatformRole) -> bool:
    """Whether `person` holds the platform role at this moment."""
    if not person.is_authenticated:
        return False
    return RoleAssignment.objects.current().filter(user_id=person.pk, role=role).exists()


def people_with_role(role: PlatformRole) -> list[User]:
    return list(User.objects.filter(role_assignments__in=RoleAssignment.objects.current().filter(role=role)))


def current_organisations(on: datetime.date | None = None) -> "list[Organisation]":
    """Bodies that exist on the day (today by default)."""
    return list(Organisation.objects.valid(on or timezone.localdate()))
