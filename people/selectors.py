"""Reads about people and bodies."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from core.one_look import looked_up
from core.verdicts import Person

from .models import Organisation, PlatformRole, Post, RoleAssignment, Stewardship, User


def has_role(person: Person, *roles: PlatformRole) -> bool:
    """Whether `person` holds one of the platform roles at this moment."""
    if not person.is_authenticated:
        return False
    return not _roles_of(person).isdisjoint(roles)


def _roles_of(person: Person) -> set[str]:
    held = RoleAssignment.objects.current().filter(user_id=person.pk).values_list("role", flat=True)
    return looked_up(("roles", person.pk), lambda: set(held))


def people_with_role(role: PlatformRole) -> list[User]:
    return list(User.objects.filter(role_assignments__in=RoleAssignment.objects.current().filter(role=role)))


def is_steward(person: Person, organisation: Organisation) -> bool:
    """Return True if `person` is a steward of the organisation at this moment."""
    return Stewardship.objects.current().filter(user_id=person.pk, organisation=organisation).exists()


def organisations_kept_by(person: Person) -> list[Organisation]:
    """The organisations that `person` is a steward of at this moment."""
    kept = Stewardship.objects.current().filter(user_id=person.pk)
    return list(Organisation.objects.filter(pk__in=kept.values("organisation")))


def seconded_from(people: Iterable[User], on: datetime.date | None = None) -> dict[tuple[int, int], Organisation]:
    """Where seconded people come from, on the day (today by default): (person, body they work in) -> home body."""
    day = on or timezone.localdate()
    posts = Post.objects.filter(user__in=people, home_organisation__isnull=False, starts_on__lte=day)
    posts = posts.exclude(ends_on__lt=day).select_related("home_organisation")
    return {(post.user_id, post.organisation_id): home for post in posts if (home := post.home_organisation)}


def current_organisations(on: datetime.date | None = None) -> "list[Organisation]":
    """Bodies that exist on the day (today by default)."""
    return list(Organisation.objects.valid(on or timezone.localdate()))
