"""Which text of a published decision each organisation answered, and whether it has answered the newest one.

A decision says in its content which text it is (`meaning_version`), and so does each answer. Versions that were
published before they said so are told apart by what they say of the decision.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _, ngettext

from core.bilingual import BilingualText, said_in_languages
from core.choices import label_of
from decisions_log.adoption.words import AdoptionOutcome
from decisions_log.decision.words import RECOMMENDING, DecisionState
from publication.published.models import PublishedVersion
from publication.published.notices import status_of
from publication.published.reading import body_name, new_rows
from publication.published.selectors import latest_of

_SAYS = ("title", "question", "decision", "summary", "authority", "cost", "success_measure", "decision_maker_kind")
_OF_AN_OPTION = ("title", "summary", "benefits", "costs", "affected", "experience", "chosen")
_ADOPTED = ("adopted", "adopted_with_conditions")
Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an organisation answered, and to which version of the decision.

    `answered` is the first published version with the text that it read, None for one that was never published;
    `newest` the first one with the text of today.
    """

    row: Row
    answered: int | None
    newest: int
    stale: bool

    @property
    def slug(self) -> str:
        return self.row["organisation"]["slug"]

    @property
    def status(self) -> str:
        return "stale" if self.stale else self.row["outcome"]

    @property
    def label(self) -> str:
        """What it decided; of an earlier text, that it has not answered the present one."""
        outcome = self.row["outcome"]
        if not self.stale:
            return label_of(AdoptionOutcome, outcome)
        said = {"old": self.answered, "new": self.newest}
        if self.answered is None:
            return _("Answered a text that was never published; has not answered version %(new)d") % said
        sentences = {
            "adopted": _("Adopted version %(old)d; has not answered version %(new)d"),
            "adopted_with_conditions": _("Adopted version %(old)d with conditions; has not answered version %(new)d"),
            "declined": _("Declined version %(old)d; has not answered version %(new)d"),
        }
        return sentences[outcome] % said

    @property
    def compared(self) -> tuple[int, int] | None:
        """The two versions whose comparison shows what has changed since the answer."""
        return (self.answered, self.newest) if self.stale and self.answered else None


@dataclass(frozen=True)
class Standing:
    """Where a published decision stands with the organisations that were asked about it."""

    newest: int = 0
    answers: list[Answer] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.answers)

    def count(self, *outcomes: str) -> int:
        """How many answered the present text so."""
        return sum(not answer.stale and answer.row["outcome"] in outcomes for answer in self.answers)

    def of(self, row: Row) -> Answer | None:
        """The answer that a row of the published adoptions is."""
        return next((answer for answer in self.answers if answer.slug == row["organisation"]["slug"]), None)


def state_words(state: str, decision_maker_kind: str, asked: int = 0, adopted: int = 0, conditional: int = 0) -> str:
    """The state of a decision; of a recommendation that stands as it was made, how many have adopted it."""
    if state != "decided" or decision_maker_kind not in RECOMMENDING:
        return label_of(DecisionState, state)
    said = {"asked": asked, "adopted": adopted, "number": conditional}
    if not asked:
        return _("Recommended")
    if not adopted:
        return _("Recommended; adopted by none of %(asked)d") % said
    words = ngettext(
        "Recommended; adopted by %(adopted)d of %(asked)d", "Recommended; adopted by %(adopted)d of %(asked)d", adopted
    )
    if conditional:
        words += " " + ngettext("(%(number)d with conditions)", "(%(number)d with conditions)", conditional)
    return words % said


def state_label(content: Row, standing: Standing | None = None) -> str:
    """The state of a published decision in words."""
    standing = standing or Standing()
    conditional = standing.count("adopted_with_conditions")
    kind = content.get("decision_maker_kind", "")
    return state_words(content["state"], kind, standing.asked, standing.count(*_ADOPTED), conditional)


def state_in_both(content: Row, standing: Standing | None = None) -> BilingualText:
    """The same in both languages."""
    return said_in_languages(lambda: state_label(content, standing))


def with_standings(decisions: Iterable[PublishedVersion]) -> list[PublishedVersion]:
    """The published decisions, each with its `standing`, in a constant number of queries."""
    decisions = list(decisions)
    found = standings_of(decision.record.slug_en for decision in decisions)
    for decision in decisions:
        decision.standing = found[decision.record.slug_en]  # type: ignore[attr-defined]
    return decisions


def standing_of(decision: PublishedVersion) -> Standing:
    """Where one decision stands; of what `with_standings` has looked up nothing is asked again."""
    known: Standing | None = getattr(decision, "standing", None)
    return known or standings_of([decision.record.slug_en])[decision.record.slug_en]


def standings_of(references: Iterable[str]) -> dict[str, Standing]:
    """Where the decisions of these references stand, in a constant number of queries."""
    references = list(references)
    adopted = {
        version.record.slug_en: version for version in latest_of("adoption_set").filter(record__slug_en__in=references)
    }
    texts = _texts(adopted)
    first_said = _first_said([version for version in adopted.values() if _older(version)])
    return {
        reference: _standing(adopted[reference], texts[reference], first_said)
        if reference in adopted and texts.get(reference)
        else Standing()
        for reference in references
    }


def _standing(adoptions: PublishedVersion, texts: "list[_Text]", first_said: dict[tuple[int, str], int]) -> Standing:
    present = texts[-1].said
    newest = next(text.number for text in texts if text.said == present)
    answers = []
    for row in adoptions.content["adoptions"]:
        said = row.get("meaning_version")
        if said is None and row["outcome"] != "pending":
            moment = first_said.get((adoptions.record_id, row["organisation"]["slug"]), 0)
            said = next((text.said for text in reversed(texts) if text.log_index < moment), 0)
        stale = row["outcome"] != "pending" and said != present
        answered = next((text.number for text in texts if text.said == said), None)
        answers.append(Answer(row, answered, newest, stale))
    return Standing(texts[-1].number, answers)


@dataclass(frozen=True)
class _Text:
    """A published version of a decision, and which text it has."""

    number: int
    log_index: int
    said: int


def _texts(references: Iterable[str]) -> dict[str, list[_Text]]:
    """The versions of each decision, the oldest first, with the number of their text."""
    versions = PublishedVersion.objects.provable().filter(record__kind="decision", record__slug_en__in=list(references))
    told = versions.annotate(said=KeyTextTransform("meaning_version", "content")).order_by("number")
    rows = list(told.values_list("record__slug_en", "pk", "number", "log_index", "said"))
    older = versions.filter(pk__in=[row[1] for row in rows if row[4] is None]).in_bulk() if rows else {}
    found: dict[str, list[_Text]] = {}
    before: dict[str, Row] = {}
    for reference, key, number, log_index, stored in rows:
        texts = found.setdefault(reference, [])
        if stored is None:
            content, last = older[key].content, texts[-1].said if texts else 0
            same = bool(texts) and _alike(before[reference], content)
            texts.append(_Text(number, log_index, last if same else last + 1))
            before[reference] = content
        else:
            texts.append(_Text(number, log_index, int(stored)))
    return found


def _alike(old: Row, new: Row) -> bool:
    """Return True if both contents say the same is decided; what is hidden in one of them is no difference."""
    options = [[{n: o.get(n) for n in _OF_AN_OPTION} for o in content.get("options", [])] for content in (old, new)]
    if len(options[0]) != len(options[1]):
        return False
    pairs = [({n: old.get(n) for n in _SAYS}, {n: new.get(n) for n in _SAYS}), *zip(*options, strict=True)]
    return all(_same(one[name], other[name]) for one, other in pairs for name in one)


def _same(one: Any, other: Any) -> bool:
    hidden = any(isinstance(value, dict) and status_of(value) for value in (one, other))
    return hidden or one == other


def _older(adoptions: PublishedVersion) -> bool:
    """Return True if answers in it do not say which text they are about."""
    return any("meaning_version" not in row for row in adoptions.content["adoptions"])


def _first_said(sets: list[PublishedVersion]) -> dict[tuple[int, str], int]:
    """The entry of the log in which each answer was first published as it is, by record and organisation."""
    if not sets:
        return {}
    now = {
        (version.record_id, row["organisation"]["slug"]): row
        for version in sets
        for row in version.content["adoptions"]
    }
    found: dict[tuple[int, str], int] = {}
    versions = PublishedVersion.objects.provable().filter(record__in=[version.record_id for version in sets])
    for version in versions.order_by("-number"):
        for row in version.content["adoptions"]:
            key = (version.record_id, row["organisation"]["slug"])
            if key in now and _answer(row) == _answer(now[key]):
                found[key] = version.log_index
    return found


def _answer(row: Row) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("outcome", "decided_on", "legal_record", "conditions"))


def adoptions_of(decision: PublishedVersion) -> PublishedVersion | None:
    """What each body made of a published decision, as last published."""
    return latest_of("adoption_set").filter(record__slug_en=decision.record.slug_en).first()


def happened_on(now: Row, before: Row) -> str | None:
    """The day of the newest answer."""
    return max((row["decided_on"] or "" for row in new_rows(now, before, "adoptions")), default=None)


def told(now: Row, before: Row) -> Iterator[str]:
    """What bodies decided."""
    for row in new_rows(now, before, "adoptions"):
        if row["outcome"] != "pending":
            outcome = label_of(AdoptionOutcome, row["outcome"])
            yield _("%(body)s: %(outcome)s") % {"body": body_name(row["organisation"]), "outcome": outcome}


def newest(shown: PublishedVersion) -> Row:
    """Which version of the decision each body has answered."""
    return {"standing": standings_of([shown.record.slug_en])[shown.record.slug_en]}
