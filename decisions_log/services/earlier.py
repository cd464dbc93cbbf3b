"""Starting a draft from the words of an earlier decision."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.history import recording
from core.transitions import Refused
from core.verdicts import visible_to
from decisions_log.models import Constraint, Decision, Evidence, Impact, Option, TradeOff
from decisions_log.reasons import Reason
from decisions_log.services.decision import start
from people.models import User
from publication.pinned import pinned
from publication.published.notices import status_of
from publication.published.reading import both
from publication.published.selectors import latest_of
from taskgroups.models import TaskGroup

Row = dict[str, Any]
_COPIED: dict[str, tuple[type[models.Model], tuple[str, ...], tuple[str, ...]]] = {
    # name in a published decision: its model, the bilingual texts and the other values that are copied
    "options": (Option, ("title", "summary", "benefits", "costs", "affected", "experience"), ()),
    "trade_offs": (TradeOff, ("gain", "give_up", "bearer", "period"), ("dimension", "position")),
    "constraints": (Constraint, ("text", "changeable_by"), ("kind", "hardness")),
    "evidence": (Evidence, ("title", "finding"), ("kind", "confidence", "link")),
}


def words_of(source: UUID, by: User) -> Row:
    """What an earlier decision says: as it stands where the person may read it, else as it is published.

    Raises Refused where it is neither.
    """
    if (own := visible_to(by, Decision).filter(uuid=source).first()) is not None:
        return pinned(own).content
    published = latest_of("decision").filter(record__uuid=source).first()
    if published is None:
        raise Refused(_("There is no such decision that you can read."))
    return published.content


@transaction.atomic
def start_from(*, source: UUID, group: TaskGroup, by: User, reason: str, **values: Any) -> Decision:
    """Start a draft with the options, trade-offs, constraints, evidence and impacts of an earlier decision.

    Nothing is chosen in it, and its impact assessment is opened today. What is withheld there is left out here. Raises
    as `start` does, and Refused for a decision that the person cannot read.
    """
    words = words_of(source, by)
    decision = start(group=group, by=by, reason=reason, **values)
    with recording(by=by, reason=Reason.COPIED_FROM_AN_EARLIER_DECISION):
        for part in _parts(decision, words):
            try:
                part.full_clean()
            except ValidationError:
                continue
            part.save()
    return decision


def _parts(decision: Decision, words: Row) -> Iterator[models.Model]:
    for name, (model, texts, values) in _COPIED.items():
        for row in words.get(name, []):
            yield model(decision=decision, **_written(row, texts), **{value: row.get(value) or "" for value in values})
    opened = {impact.area: impact for impact in decision.impacts.all()}
    for row in [*words.get("welsh_language_impact", []), *words.get("impacts", [])]:
        impact = opened.get(row["area"]) or Impact(decision=decision, area=row["area"])
        impact.direction = row["direction"]
        for column, text in _written(row, impact.prompts).items():
            setattr(impact, column, text)
        yield impact


def _written(row: Row, texts: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}_{language}": getattr(both(row[name]), language) if name in row and not status_of(row[name]) else ""
        for name in texts
        for language in LANGUAGES
    }
