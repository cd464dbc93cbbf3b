"""What of a task group, its position and its closing report is published."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.projections import Manifest, pin
from people.models import User
from publication.kinds import Publishable, page, register
from publication.published.models import Kind
from taskgroups.level import position_label
from taskgroups.models import ChallengePosition, ClosingReport, SignOff, Suggestion, SuggestionState
from taskgroups.policy import may_confirm
from taskgroups.projections import CLOSING_REPORT, POSITION, TASK_GROUP
from taskgroups.services.languages import confirm_section


def _report_page(report: ClosingReport) -> str:
    return reverse("workspace:group_closing_report", args=[report.group.uuid])


def _answered_otherwise(position: ChallengePosition, manifest: Manifest) -> Iterable[str]:
    """The bodies' answers are theirs: one that was replaced since is not published."""
    if _answers_in(manifest) != _answers_in(pin(POSITION, position)):
        yield _("A body has answered otherwise since publication was asked for.")


def _answers_in(manifest: Manifest) -> set[tuple[int, datetime]]:
    """Which answers a manifest pins, and when each was given: a translation of its words is no other answer."""
    versions = [row["history_id"] for row in manifest["children"]["sign_offs"]]
    return set(SignOff.history.filter(history_id__in=versions).values_list("id", "signed_at"))


def _suggested(position: ChallengePosition, person: User | None) -> Iterable[QuerySet]:
    """The versions of suggestions whose words were put into the text."""
    accepted = Suggestion.history.filter(thread__section__position=position, state=SuggestionState.ACCEPTED)
    yield accepted.filter(thread__author=person) if person else accepted


register(
    Publishable(
        Kind.TASK_GROUP,
        TASK_GROUP,
        mission=lambda group: group.mission,
        home=page("group"),
        may_confirm=may_confirm,
        mended_at=page("group_edit"),
    ),
    Publishable(
        Kind.POSITION,
        POSITION,
        mission=lambda position: position.group.mission,
        home=page("position"),
        may_confirm=may_confirm,
        mended_at=page("position"),
        overtaken=_answered_otherwise,
        suggested=_suggested,
        label=position_label,
        confirm=confirm_section,
    ),
    Publishable(
        Kind.CLOSING_REPORT,
        CLOSING_REPORT,
        mission=lambda report: report.group.mission,
        home=_report_page,
        may_confirm=may_confirm,
        mended_at=_report_page,
        named_by="group",
    ),
)
