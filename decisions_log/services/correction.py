"""Correcting what has been decided: every change is a typed act that everyone can read, before and after."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _, gettext_lazy

from core.bilingual import LANGUAGES, BilingualText
from core.history import recording, refuse_stale
from core.transitions import Refused
from decisions_log.consistency import refuse_contradictions
from decisions_log.correction_words import said_by, where_in_record
from decisions_log.frozen import (
    HOLDS,
    MEANING,
    Hold,
    columns_of,
    hold_of,
    is_text,
    is_written,
    kinds_for,
    open_columns,
    stem_of,
)
from decisions_log.models import Correction, CorrectionKind, Decision, Part
from decisions_log.models.decision import DECIDED_STATES
from decisions_log.notifications import ADOPTION_AGAIN, DECISION_CORRECTED
from decisions_log.policy import authorise_words
from decisions_log.reasons import Reason
from decisions_log.selectors import bodies_that_answered, people_asked
from decisions_log.typos import is_typo, languages_changed, numbers_agree
from people.models import User
from people.notifications import tell
from taskgroups.organisation_notices import tell_organisations

SUPERSEDE = gettext_lazy(
    "This says what was decided. Only spelling and translation can be corrected. To change it, record another decision "
    "that supersedes this one."
)
NOT_A_TYPO = gettext_lazy(
    "This changes words or numbers, not spelling. To change what was decided, record another decision that supersedes "
    "this one."
)
NOT_SPELLING = gettext_lazy("This changes words or numbers, not spelling. Choose another kind of correction.")
NOT_A_TRANSLATION = gettext_lazy("A correction of the translation changes one language and leaves the other as it is.")
ANOTHER_NUMBER = gettext_lazy("This brings in a number that the other language does not have.")


def is_decided(record: Decision | Part) -> bool:
    """Return True if the decision is made, so that its record is corrected and no longer rewritten."""
    return (record if isinstance(record, Decision) else record.decision).state in DECIDED_STATES


@transaction.atomic
def correct(
    *,
    record: Decision | Part,
    by: User,
    values: dict[str, Any],
    kind: str = "",
    reason_en: str = "",
    reason_cy: str = "",
    based_on: int | None = None,
) -> list[Correction]:
    """Correct values of a decided record, or fill in what is still empty; returns the corrections made.

    The organisations that were asked about the decision are told. When its wording changes, their answers are about an
    earlier version from then on. `based_on` is the history id that the writer opened. Raises Refused for what is
    frozen, ValidationError for a kind that does not fit, a missing reason and bad values.
    """
    part = None if isinstance(record, Decision) else record
    key = record.pk if part is None else part.decision_id
    decision = Decision.objects.select_for_update().get(pk=key)
    there = None if part is None else _stored(part)
    stored = there or decision
    authorise_words(by, decision, stored, there)
    refuse_stale(stored, based_on)
    changed = {name: value for name, value in values.items() if _differs(getattr(stored, name), value)}
    before = {stem: said_by(stored, stem) for stem in HOLDS[type(stored)]}
    corrected = _to_correct(stored, changed)
    _refuse_unfit(stored, changed, corrected, kind)
    _refuse_unreasoned(corrected, kind, reason_en, reason_cy)
    reworded = any(HOLDS[type(stored)][stem] in MEANING for stem in corrected)
    _save(stored, changed, decision, reworded, by)
    with recording(by=by, reason=Reason.DECISION_CORRECTED):
        made = [
            Correction.objects.create(
                decision=decision,
                kind=kind,
                **_pair("before", before[stem]),
                **_pair("after", said_by(stored, stem)),
                reason_en=reason_en.strip(),
                reason_cy=reason_cy.strip(),
                meaning_version=decision.meaning_version if HOLDS[type(stored)][stem] in MEANING else None,
                corrected_by=by,
                **where_in_record(stored, stem),
            )
            for stem in corrected
        ]
    if made:
        _tell(decision, reworded, by)
    return made


def _differs(stored: Any, value: Any) -> bool:
    """Return True if the values differ in more than the space around a text."""
    if isinstance(stored, str) and isinstance(value, str):
        return stored.strip() != value.strip()
    return bool(stored != value)


def _pair(name: str, text: BilingualText) -> dict[str, str]:
    return {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}


def refuse_rewriting(record: Decision | Part, changed: set[str]) -> None:
    """Raise Refused when a decided record would change in more than what is free or still empty."""
    if any(
        hold_of(type(record), name) is not Hold.FREE and not _fills_in(record, stem_of(type(record), name))
        for name in changed
    ):
        raise Refused(_("What has been decided is corrected, not rewritten: say what kind of correction this is."))


def _fills_in(record: Model, stem: str) -> bool:
    return HOLDS[type(record)][stem] is Hold.GROWING and not is_written(record, stem)


def _stored(part: Part) -> Part:
    stored = type(part).objects.filter(pk=part.pk, decision=part.decision_id).first()
    if stored is None:
        raise Refused(_("Somebody has removed this part in the meantime."))
    return stored


def _to_correct(stored: Decision | Part, changed: dict[str, Any]) -> list[str]:
    """The names under which something that stands on record changes, in the order of the record."""
    if frozen := changed.keys() - open_columns(stored):
        assert all(name in {field.name for field in stored._meta.concrete_fields} for name in frozen)  # noqa: S101
        raise Refused(SUPERSEDE)
    stems = {stem_of(type(stored), name) for name in changed}
    return [
        stem
        for stem, hold in HOLDS[type(stored)].items()
        if stem in stems and hold is not Hold.FREE and not _fills_in(stored, stem)
    ]


def _refuse_unfit(stored: Decision | Part, changed: dict[str, Any], corrected: list[str], kind: str) -> None:
    """Raise ValidationError, by field, for what cannot be a correction of that kind."""
    if not kind:
        return
    problems = {}
    for stem in corrected:
        model = type(stored)
        columns = [name for name in columns_of(model, stem) if name in changed]
        problem = None
        if kind not in kinds_for(model, stem):
            problem = SUPERSEDE if HOLDS[model][stem] in MEANING else _other_kind(stored, stem)
        elif is_text(model, stem):
            problem = _wrong_words(stored, changed, stem, kind)
        if problem:
            problems[columns[0]] = problem
    if problems:
        raise ValidationError(problems)


def _other_kind(stored: Decision | Part, stem: str) -> str:
    kinds = ", ".join(str(kind.label) for kind in kinds_for(type(stored), stem))
    return _("Choose a kind of correction that fits this: %(kinds)s") % {"kinds": kinds}


def _wrong_words(stored: Decision | Part, changed: dict[str, Any], stem: str, kind: str) -> Any:
    before = BilingualText(**{language: getattr(stored, f"{stem}_{language}") for language in LANGUAGES})
    after = BilingualText(
        **{language: changed.get(f"{stem}_{language}", getattr(before, language)) for language in LANGUAGES}
    )
    if kind not in (CorrectionKind.TYPO, CorrectionKind.TRANSLATION):
        return None
    languages = languages_changed(before, after)
    if kind == CorrectionKind.TYPO:
        texts = [(getattr(before, language), getattr(after, language)) for language in languages]
        wrong = NOT_A_TYPO if HOLDS[type(stored)][stem] in MEANING else NOT_SPELLING
        return None if all(is_typo(*text) for text in texts) else wrong
    if len(languages) > 1 or after.missing:
        return NOT_A_TRANSLATION
    mine, other = languages[0], "en" if languages[0] == "cy" else "cy"
    agrees = numbers_agree(getattr(before, mine), getattr(after, mine), getattr(after, other))
    return None if agrees else ANOTHER_NUMBER


def _refuse_unreasoned(corrected: list[str], kind: str, reason_en: str, reason_cy: str) -> None:
    if not corrected:
        return
    problems = {}
    if kind not in CorrectionKind.values:
        problems["correction"] = _("Choose what kind of correction this is.")
    for name, text in (("correction_reason_cy", reason_cy), ("correction_reason_en", reason_en)):
        if not text.strip():
            problems[name] = _("Enter why this is corrected, in Welsh and in English.")
    if problems:
        raise ValidationError(problems)


def _save(stored: Decision | Part, changed: dict[str, Any], decision: Decision, reworded: bool, by: User) -> None:
    if not changed:
        return
    for name, value in changed.items():
        setattr(stored, name, value)
    decision.meaning_version += reworded
    with recording(by=by, reason=Reason.DECISION_CORRECTED):
        stored.full_clean()
        stored.save()
        if reworded and stored is not decision:
            decision.save()
    if stored is not decision:
        refuse_contradictions(stored)


def _tell(decision: Decision, reworded: bool, by: User) -> None:
    """Tell the people of every organisation that was asked; those who have answered are asked again.

    An organisation that has answered, and that nobody speaks for any more, is told too.
    """
    if reworded:
        tell_organisations(ADOPTION_AGAIN, bodies_that_answered(decision), about=decision, by=by)
    again = people_asked(decision, answered=True) if reworded else []
    tell(ADOPTION_AGAIN, again, about=decision, by=None)
    tell(DECISION_CORRECTED, set(people_asked(decision)) - set(again), about=decision, by=by)
