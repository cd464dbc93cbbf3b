"""What people say about the text of a position while it is drafted: comments and suggestions, private for ever."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import RecordedModel
from people.models import Language

from .position import ChallengePosition, PositionSection


class Thread(RecordedModel):
    """Comments on a passage of one section in one language, or on the section as a whole (without language).

    The passage is the characters `start` to `end` of the text as saved at `revision`; `quote` has its words. Where it
    stands in the text as it is now is asked at each reading (core.passages).
    """

    section = models.ForeignKey(PositionSection, on_delete=models.PROTECT, related_name="threads")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    revision = models.PositiveIntegerField()
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")) & (~Q(language="") | Q(start=0, end=0)),
                name="thread_passage_in_order",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.author}"


class Comment(RecordedModel):
    """What a person said in a thread, in their own words; `language` is the page's if theirs is not plain."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=Language.choices)
    text = models.TextField(_("comment"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.author}: {self.thread}"


class SuggestionState(models.TextChoices):
    PENDING = "pending", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Suggestion(RecordedModel):
    """Put `replacement` in the place of the passage of `thread`, whose author suggests it.

    Without words in `replacement` the passage goes; an empty passage is the end of the text, where words are added.
    """

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="suggestion")
    replacement = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.PENDING)
    reason = models.TextField(_("reason"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.PENDING, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state=SuggestionState.PENDING) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="suggestion_settled_together",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.DECLINED) | ~Q(reason=""), name="suggestion_declined_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.get_state_display()}"


class SectionHolder(RecordedModel):
    """The member who looks after a section and may accept suggestions to it; nobody while `person` is empty.

    A record of its own: it changes without the text, whose history stays the history of the words.
    """

    section = models.OneToOneField(PositionSection, on_delete=models.PROTECT, related_name="holding")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.section}: {self.person}"


class Discussion(models.Model):
    """How often something was said or settled about a position: by it an open page knows that it shows all of it.

    No record and without history: it holds a number and nobody's words.
    """

    position = models.OneToOneField(ChallengePosition, on_delete=models.CASCADE, related_name="discussion")
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.position}: {self.version}"
