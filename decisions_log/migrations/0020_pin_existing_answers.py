"""Let answers that were given before say which text of the decision they were about, as best can be told."""

from datetime import datetime
from typing import Any

from django.db import migrations


TEXTS = ("title", "question", "decision", "summary", "authority", "cost", "success_measure")
OF_AN_OPTION = ("title", "summary", "benefits", "costs", "affected", "experience")
UNPUBLISHED = 0  # a text that was never published, and is no longer the text of the decision


def pin(apps: Any, editor: Any) -> None:
    """Number the texts that each decision had, and pin every answer to the one of its moment."""
    for decision in _model(apps, "Decision").objects.iterator():
        published = _published(apps, decision)
        numbers = _numbers(published)
        now = _written(decision, _model(apps, "Option").objects.filter(decision=decision.pk))
        newest = numbers[-1] if numbers else 1
        decision.meaning_version = newest if not published or _alike(published[-1], now) else newest + 1
        _write(decision, "meaning_version")
        newest_row = _model(apps, "HistoricalDecision").objects.filter(id=decision.pk).order_by("-history_id").first()
        if newest_row:
            newest_row.meaning_version = decision.meaning_version
            _write(newest_row, "meaning_version")
        decided_at = _decided_at(apps, decision)
        for row in _rows(apps, decision):
            at = _as_of(apps, decision, max(row.history_date, decided_at))
            row.meaning_version = _number_of(at, now, decision.meaning_version, published, numbers)
            _write(row, "meaning_version")
            _pin_present(apps, row)


def _model(apps: Any, name: str) -> Any:
    return apps.get_model("decisions_log", name)


def _write(row: Any, *names: str) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names})


def _published(apps: Any, decision: Any) -> list[dict[str, Any]]:
    """What the published versions of the decision say, the oldest first."""
    versions = _model(apps, "PublishedVersion").objects.filter(record__uuid=decision.uuid).order_by("number")
    return [_said(version.content) for version in versions]


def _said(content: dict[str, Any]) -> dict[str, Any]:
    """The values of published content that say what is decided; what is withheld is None and equals anything."""
    said = {name: _text(content.get(name)) for name in TEXTS}
    said["decision_maker_kind"] = content.get("decision_maker_kind")
    options = content.get("options", [])
    said["options"] = [{**{n: _text(o.get(n)) for n in OF_AN_OPTION}, "chosen": o["chosen"]} for o in options]
    return said


def _text(value: Any) -> Any:
    if not isinstance(value, dict) or "withheld" in value or "erased" in value:
        return None
    return (value.get("en") or "", value.get("cy") or "")


def _written(decision: Any, options: Any) -> dict[str, Any]:
    """The same values of working rows."""
    said: dict[str, Any] = {name: _pair(decision, name) for name in TEXTS}
    said["decision_maker_kind"] = decision.decision_maker_kind
    rows = sorted(options, key=lambda option: option.id)
    said["options"] = [{**{n: _pair(o, n) for n in OF_AN_OPTION}, "chosen": o.chosen} for o in rows]
    return said


def _pair(row: Any, name: str) -> tuple[str, str]:
    return (getattr(row, f"{name}_en"), getattr(row, f"{name}_cy"))


def _alike(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return True
    if isinstance(one, dict):
        return all(_alike(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(_alike(*pair) for pair in zip(one, other, strict=True))
    return bool(one == other)


def _numbers(published: list[dict[str, Any]]) -> list[int]:
    """The number of the text of each published version: another one where it says something else than before."""
    numbers: list[int] = []
    for place, said in enumerate(published):
        before = numbers[-1] if numbers else 0
        numbers.append(before if place and _alike(published[place - 1], said) else before + 1)
    return numbers


def _decided_at(apps: Any, decision: Any) -> datetime:
    """When the decision was made: what was recorded with the draft was said of the text as it was decided."""
    rows = _model(apps, "HistoricalDecision").objects.filter(id=decision.pk)
    made = rows.exclude(state__in=["draft", "proposed", "deferred", "withdrawn", "rejected"])
    first = made.order_by("history_id").first()
    return first.history_date if first else decision.created_at


def _as_of(apps: Any, decision: Any, moment: datetime) -> dict[str, Any] | None:
    """What the working record said at that moment; None when the history does not reach back so far."""
    earlier = _model(apps, "HistoricalDecision").objects.filter(id=decision.pk, history_date__lte=moment)
    found = earlier.order_by("-history_id").first()
    if found is None:
        return None
    options: dict[int, Any] = {}
    rows = _model(apps, "HistoricalOption").objects.filter(decision_id=decision.pk, history_date__lte=moment)
    for row in rows.order_by("history_id"):
        options[row.id] = row
    return _written(found, [row for row in options.values() if row.history_type != "-"])


def _number_of(
    at: dict[str, Any] | None, now: dict[str, Any], newest: int, published: list[dict[str, Any]], numbers: list[int]
) -> int:
    """The number of the text of that moment. Agreement is never made up: what cannot be told is no text of today's."""
    if at is None:
        return UNPUBLISHED
    if _alike(now, at):
        return newest
    same = [number for said, number in zip(published, numbers, strict=True) if _alike(said, at)]
    return same[-1] if same else UNPUBLISHED


def _rows(apps: Any, decision: Any) -> Any:
    """Every version of every answer to the decision."""
    answered = _model(apps, "HistoricalAdoption").objects.filter(adoption_set__decision_id=decision.pk)
    yield from answered.exclude(outcome="pending")
    for name in ("HistoricalAgreement", "HistoricalDeclaredInterest", "HistoricalDissent", "HistoricalReview"):
        yield from _model(apps, name).objects.filter(decision_id=decision.pk)


def _pin_present(apps: Any, row: Any) -> None:
    """Let the answer as it stands be pinned as the newest of its versions."""
    model = _model(apps, type(row).__name__.removeprefix("Historical"))
    newest = type(row)._base_manager.filter(id=row.id).order_by("-history_id").first()
    if newest.pk == row.pk:
        model._base_manager.filter(pk=row.id).update(meaning_version=row.meaning_version)


class Migration(migrations.Migration):
    dependencies = [("decisions_log", "0019_answers_and_corrections")]

    operations = [
        migrations.RunPython(pin, migrations.RunPython.noop),
    ]
