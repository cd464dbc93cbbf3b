"""May this person do this to that? One question, one answer, for every door.

Each app's `policy.py` declares its rules with `Policy`; everything asks through `can()` and `visible_to()`.
Unknown types and actions raise: a forgotten rule must fail loudly, not open or shut a door.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.one_look import looked_up, looked_up_together, not_looked_up

Person = AbstractBaseUser | AnonymousUser
Text = str | Promise
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Verdict:
    """An answer with its reason, in words the person understands; truthy when allowed."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(reason: Text) -> Verdict:
    return Verdict(False, reason)


NOT_YOURS = refused(_("Your role does not allow this."))


class UnknownAction(LookupError):
    """No policy knows this type of object or this action on it."""


@dataclass(frozen=True)
class Policy:
    """The rules for one model: who sees which rows, and a rule for each action.

    visible: person -> queryset of the rows they may see.
    rules: action -> rule(person, object) -> Verdict; asked only about visible objects.
    """

    model: type[models.Model]
    visible: Callable[[Any], models.QuerySet[Any]]
    rules: Mapping[str, Callable[[Any, Any], Verdict]]


_policies: dict[type[models.Model], Policy] = {}


def register(policy: Policy) -> None:
    """Make `policy` the one policy of its model."""
    if policy.model in _policies:
        raise ValueError(f"{policy.model.__name__} has a policy already.")
    _policies[policy.model] = policy


def policy_of(model: type[models.Model]) -> Policy:
    try:
        return _policies[model]
    except KeyError:
        raise UnknownAction(f"No policy for {model.__name__}.") from None


def visible_to(person: Person, model: type[M]) -> models.QuerySet[M]:
    """The rows of `model` that `person` may see at this moment."""
    policy = policy_of(model)
    if not getattr(person, "is_active", False):
        return model._default_manager.none()
    return policy.visible(person)


def can(person: Person, action: str, obj: models.Model) -> Verdict:
    """Whether `person` may do `action` to `obj` now. "view" is being visible; an invisible object allows nothing.

    Raises UnknownAction for a type without policy or an action without rule.
    """
    policy = policy_of(type(obj))
    if action != "view" and action not in policy.rules:
        raise UnknownAction(f"{action} on {type(obj).__name__}")
    if not looked_up(_seeing(person, type(obj), obj.pk), visible_to(person, type(obj)).filter(pk=obj.pk).exists):
        return NOT_YOURS
    return ALLOWED if action == "view" else policy.rules[action](person, obj)


def look_at(person: Person, rows: Iterable[models.Model]) -> None:
    """Find out in one query for each model which of these rows the person may see, for a page that asks of each."""
    by_model: dict[type[models.Model], set[Any]] = defaultdict(set)
    for _visible, _person, model, key in not_looked_up(_seeing(person, type(row), row.pk) for row in rows):
        by_model[model].add(key)
    for model, keys in by_model.items():
        seen = set(visible_to(person, model).filter(pk__in=keys).values_list("pk", flat=True))
        looked_up_together({_seeing(person, model, key): key in seen for key in keys})


def _seeing(person: Person, model: type[models.Model], key: Any) -> tuple[str, Any, type[models.Model], Any]:
    """What is remembered of a page, by this: whether the person sees the row."""
    return "visible", person.pk, model, key


def get_visible_or_404(person: Person, model: type[M], **lookup: Any) -> M:
    """The visible object, or the same 404 whether it is hidden or does not exist."""
    try:
        return visible_to(person, model).get(**lookup)
    except (ObjectDoesNotExist, ValueError):
        raise Http404 from None


def authorise(person: Person, action: str, obj: models.Model) -> None:
    """Raise PermissionDenied with the reason unless `can(person, action, obj)`."""
    insist(can(person, action, obj))


def insist(verdict: Verdict) -> None:
    """Raise PermissionDenied with the reason unless the verdict allows."""
    if not verdict:
        raise PermissionDenied(verdict.reason)


def may(action: str, obj: models.Model) -> Callable[[Any], bool]:
    """`can(person, action, obj)` as a function of the person, asked once for each."""
    return cache(lambda person: bool(can(person, action, obj)))
