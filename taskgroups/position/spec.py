"""What of a challenge position is published."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from people.models import User
from publication.fields import Body, Choice, Day, OwnWords, Rows, Text, Word
from publication.kinds import KindSpec, page
from publication.pinned import Pinned
from publication.published.pages import Listing, Panel, PublicSide
from taskgroups.group.spec import of_group
from taskgroups.models import (
    Answer,
    ChallengePosition,
    PositionSection,
    SectionKind,
    SignOff,
    Suggestion,
    SuggestionState,
)
from taskgroups.policy import may_confirm
from taskgroups.position import public
from taskgroups.services.languages import confirm_section


def _label(row: ChallengePosition | PositionSection, path: str) -> str:
    """A section is called by its name."""
    return str(row) if isinstance(row, PositionSection) else gettext("Title")


def _to_what_was_agreed(position: ChallengePosition) -> dict[str, Any]:
    return {"position_version": position.agreed_version}


def _answered_otherwise(position: ChallengePosition, pinned: Pinned) -> Iterable[str]:
    """The bodies' answers are theirs: one that was replaced since is not published.

    Which they are, and when each was given: a translation of its words is no other answer.
    """
    now = SignOff.objects.filter(position=position, **_to_what_was_agreed(position))
    if {(row.id, row.signed_at) for row in pinned.rows("sign_offs")} != set(now.values_list("id", "signed_at")):
        yield gettext("A body has answered otherwise since publication was asked for.")


def _suggested(position: ChallengePosition, person: User | None) -> Iterable[QuerySet]:
    """The versions of suggestions whose words were put into the text."""
    accepted = Suggestion.history.filter(thread__section__position=position, state=SuggestionState.ACCEPTED)
    yield accepted.filter(thread__author=person) if person else accepted


POSITION = KindSpec(
    "position",
    _("Challenge position"),
    ChallengePosition,
    mission=lambda position: position.group.mission,
    home=page("position"),
    mended_at=page("position"),
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("challenge-positions/"),
        section="positions",
        listing=Listing("positions", _("Challenge positions"), public.listing),
        panels={
            "mission": Panel(20, "position/on_mission.html", public.on_mission),
            "task_group": Panel(10, "position/on_group.html", public.on_group),
        },
        happened_on=lambda now, before: now.get("agreed_at"),
    ),
    private=("version", "restored_from", "agreed_version"),
    overtaken=_answered_otherwise,
    suggested=_suggested,
    named=_label,
    confirm=confirm_section,
    fields=(
        Word("reference", _("Reference"), listed=False),
        Text("title", _("Title")),
        of_group(_("Task group")),
        Day("agreed_at", _("Agreed on")),
        Rows(
            "sections",
            _("Sections"),
            PositionSection,
            "position",
            (Choice("kind", _("Section"), words=SectionKind), Text("text", _("Text"), REDACTABLE)),
            one=_("Section"),
            same=("kind",),
            private=("order", "revision", "saved_in", "save_digest", "level_in", "behind"),
            order_by="order",
        ),
        Rows(
            "sign_offs",
            _("Who agreed it"),
            SignOff,
            "position",
            (
                Body("organisation", _("Body")),
                Choice("answer", words=Answer),
                OwnWords("text", _("Reservation"), REDACTABLE),
                Day("signed_at", _("Date")),
            ),
            one=_("Answer"),
            same=("organisation",),
            private=("position_version", "signed_by", "signing_link"),
            only=_to_what_was_agreed,
        ),
    ),
)
