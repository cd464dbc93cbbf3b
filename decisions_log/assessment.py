"""Whether an impact assessment is about its own decision: a text that stands in another one is about neither."""

from collections.abc import Sequence
from functools import reduce
from operator import attrgetter, or_

from django.db.models import Q

from decisions_log.models import Impact
from decisions_log.models.impact import PROMPTS, WELSH_PROMPTS
from publication.pinned import Pinned

_TEXTS = [f"{name}_{language}" for name in (*PROMPTS, *WELSH_PROMPTS) for language in ("cy", "en")]


def word_for_word(impacts: Sequence[Impact]) -> list[Impact]:
    """Those of one decision's impacts that say something word for word as an impact of another decision does."""
    said = {(name, text) for impact in impacts for name, text in _said(impact)}
    if not said:
        return []
    same = reduce(or_, (Q(**{name: text}) for name, text in said))
    others = Impact.objects.exclude(decision=impacts[0].decision_id).filter(same)
    elsewhere = {one for other in others for one in _said(other)}
    return [impact for impact in impacts if not elsewhere.isdisjoint(_said(impact))]


def pinned_impacts(pinned: Pinned) -> list[Impact]:
    """The impacts of a decision as they are pinned, the newest version first."""
    rows = [*pinned.rows("welsh_language_impact"), *pinned.rows("impacts")]
    return [row.instance for row in sorted(rows, key=attrgetter("history_id"), reverse=True)]


def _said(impact: Impact) -> list[tuple[str, str]]:
    return [(name, text) for name in _TEXTS if (text := getattr(impact, name))]
