"""What every secret link keeps: the hash of its token, until when it works, and how it ended."""

from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.history import RecordedModel, RecordedQuerySet


def never(*moments: str) -> Q:
    """None of these moments has come."""
    return Q(**{f"{moment}__isnull": True for moment in moments})


def at_most_one(*moments: str) -> Q:
    """No two of these moments have come."""
    return reduce(or_, (never(*others) for others in combinations(moments, len(moments) - 1)))


class SecretLinkQuerySet(RecordedQuerySet):
    def unanswered(self) -> Self:
        """Neither answered nor withdrawn, whether or not their time has passed."""
        model: Any = self.model
        return self.filter(never(*model.ENDS))


class SecretLink(RecordedModel):
    """Whoever holds its token may read one page and answer once, until it expires or is withdrawn.

    Only the SHA-256 of the token is kept, in hex; it is empty until the e-mail is sent. Sending again puts a new one in
    its place, and the address sent before opens nothing.
    """

    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    # The moments that can end it, at most one of them. Each is named for the state that it leads to, with "_at".
    ENDS: ClassVar[tuple[str, ...]]
    STATES: ClassVar[type[models.TextChoices]]
    state_in_time: Any  # the state of a link that has neither ended nor expired

    objects: ClassVar[Any] = SecretLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def state(self) -> models.TextChoices:
        """Where the link stands at this moment."""
        for end in self.ENDS:
            if getattr(self, end):
                return self.STATES(end.removesuffix("_at"))
        return self.state_in_time if self.in_time else self.STATES("expired")

    @property
    def in_time(self) -> bool:
        return self.expires_at > timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it can still be sent again or withdrawn: nobody answered or withdrew it, even if it has expired."""
        return not any(getattr(self, end) for end in self.ENDS)

    def end(self, moment: str) -> None:
        """End the link now. Runs inside an act that was allowed and is recorded."""
        setattr(self, moment, timezone.now())
        self.save()
