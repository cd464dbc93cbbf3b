"""Whether an impact assessment is about its own decision: a text that stands in another one is about neither."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from core.projections import Manifest
from decisions_log.models import Impact
from decisions_log.models.impact import PROMPTS, WELSH_PROMPTS

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


def pinned_impacts(manifest: Manifest) -> list[Impact]:
    """The impacts of a decision as a manifest pins them."""
    children = manifest["children"]
    rows = [*children["welsh_language_impact"], *children["impacts"]]
    return [row.instance for row in Impact.history.filter(history_id__in=[row["history_id"] for row in rows])]


def _said(impact: Impact) -> list[tuple[str, str]]:
    return [(name, text) for name in _TEXTS if (text := getattr(impact, name))]
