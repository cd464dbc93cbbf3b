"""The office, the stewards and the posts of an organisation, kept by its stewards and by administrators."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from people.models import Office, Organisation, Post, Stewardship, User
from people.reasons import Reason
from people.services.roles import tenure

SHORT_NAMES = ("short_name_cy", "short_name_en")


@transaction.atomic
def save_office(*, organisation: Organisation, by: User, **values: Any) -> Office:
    """Write the office and the short names of an organisation; whoever writes them confirms them.

    Raises ValidationError on bad values.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    authorise(by, "keep", organisation)
    office = Office.objects.filter(organisation=organisation).first() or Office(organisation=organisation)
    for name, value in values.items():
        setattr(organisation if name in SHORT_NAMES else office, name, value)
    office.confirmed_by, office.confirmed_at = by, timezone.now()
    with recording(by=by, reason=Reason.OFFICE_SAVED):
        for each in (organisation, office):
            each.full_clean()
            each.save()
    return office


@transaction.atomic
def confirm_office(*, office: Office, by: User) -> Office:
    """Say that the office is still right."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    authorise(by, "keep", office.organisation)
    office.confirmed_by, office.confirmed_at = by, timezone.now()
    with recording(by=by, reason=Reason.OFFICE_CONFIRMED):
        office.save()
    return office


@transaction.atomic
def name_steward(
    *,
    organisation: Organisation,
    user: User,
    by: User,
    reason: str,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Stewardship:
    """Name a steward. Raises Refused for a steward of the organisation, ValidationError on bad days."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    authorise(by, "name_stewards", organisation)
    if Stewardship.objects.unfinished().filter(user=user, organisation=organisation).exists():
        raise Refused(_("This person is a steward of the organisation already."))
    with recording(by=by, reason=reason):
        return Stewardship.objects.create(user=user, organisation=organisation, **tenure(starts_on, ends_on))


@transaction.atomic
def end_stewardship(*, stewardship: Stewardship, by: User, reason: str) -> Stewardship:
    """End a stewardship now. Raises Refused for one that has ended."""
    stewardship = Stewardship.objects.select_for_update().get(pk=stewardship.pk)
    authorise(by, "name_stewards", stewardship.organisation)
    now = timezone.now()
    if stewardship.ends_at and stewardship.ends_at <= now:
        raise Refused(_("This person is no longer a steward."))
    stewardship.starts_at, stewardship.ends_at = min(stewardship.starts_at, now), now
    with recording(by=by, reason=reason):
        stewardship.save()
    return stewardship


@transaction.atomic
def add_post(*, organisation: Organisation, by: User, **values: Any) -> Post:
    """Give a person a post in the organisation. Raises ValidationError on bad values."""
    authorise(by, "keep", organisation)
    post = Post(organisation=organisation, **values)
    with recording(by=by, reason=Reason.POST_ADDED):
        post.full_clean()
        post.save()
    return post


@transaction.atomic
def end_post(*, post: Post, ends_on: datetime.date, by: User) -> Post:
    """Say until when a person has a post. Raises ValidationError for a day before it began."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    authorise(by, "keep", post.organisation)
    post.ends_on = ends_on
    with recording(by=by, reason=Reason.POST_ENDED):
        post.full_clean()
        post.save()
    return post
