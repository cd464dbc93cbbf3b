"""Decided is decided: what of a record is frozen, what is corrected in the open, and what may still grow."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core.transitions import Refused
from decisions_log.frozen import GROWING_PARTS, HOLDS, MEANING, Hold, columns_of, is_text, open_columns
from decisions_log.models import Correction, Decision, Evidence, Option
from decisions_log.services import decision as decisions
from decisions_log.services.correction import correct
from decisions_log.typos import is_typo
from decisions_log.workspace.part_views import KINDS
from people.models import Notification
from publication import withholding
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

CHANGE_NOTE = {"change_note_en": "The cost is withheld.", "change_note_cy": "Mae'r gost yn cael ei dal yn ôl."}
WHY = {"correction_reason_cy": "Camgymeriad.", "correction_reason_en": "A mistake."}


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def form_of(client: Client, address: str) -> dict[str, Any]:
    """The form at the address as a browser would send it back unchanged."""
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "parts"):
            numbers = bound.field.widget.decompress(value)
            data |= {
                f"{bound.html_name}_{part}": n for (part, _l), n in zip(bound.field.widget.parts, numbers, strict=True)
            }
        elif value not in (None, False):
            data[bound.html_name] = getattr(value, "uuid", value)
    return data


def address_of(record: models.Model) -> str:
    if isinstance(record, Decision):
        return page("decision_edit", record.uuid)
    name = next(name for name, kind in KINDS.items() if kind.model is type(record))
    return page(f"{name}_edit", record.decision.uuid, record.uuid)  # type: ignore[attr-defined]


def parts_of(decision: Decision) -> list[models.Model]:
    """One part of every kind; of the options the one that was not chosen."""
    found = [kind.model._default_manager.filter(decision=decision).last() for kind in KINDS.values()]
    return [part for part in found if part is not None]


def test_every_field_of_a_decision_and_of_its_parts_is_classified() -> None:
    parts = {kind.model for kind in KINDS.values()}
    assert HOLDS.keys() == {Decision, *parts}
    for model, holds in HOLDS.items():
        classified = {column for stem in holds for column in columns_of(model, stem)}
        assert classified == {field.name for field in model._meta.concrete_fields}, model


def test_every_value_is_frozen_correctable_or_free_over_http() -> None:
    """A text that was written differs after each attempt only if its class allows it, and then in the open."""
    decision = factories.decided()
    client = signed_in(factories.convener(decision.group))
    for record in [decision, *parts_of(decision)]:
        address, model = address_of(record), type(record)
        offered = set(client.get(address).context["form"].fields)
        assert offered & {field.name for field in model._meta.concrete_fields} <= open_columns(record)
        for stem, hold in HOLDS[model].items():
            if not is_text(model, stem):
                continue
            columns = columns_of(model, stem)
            data = form_of(client, address) | WHY | {"correction": "fact"}
            data |= {column: f"Quite other words {column}" for column in columns}
            before = Correction.objects.count()
            status = client.post(address, data).status_code
            record.refresh_from_db()
            now = [getattr(record, column) for column in columns]
            changed = now == [f"Quite other words {column}" for column in columns]
            allowed = hold not in (Hold.KEPT, Hold.FROZEN, Hold.WORDING) and set(columns) <= offered
            assert (changed, status == HTTPStatus.FOUND or not offered & set(columns)) == (
                allowed,
                allowed or not offered & set(columns),
            ), (model, stem)
            if changed and hold in (Hold.CORRECTABLE, Hold.FIGURE):
                assert Correction.objects.count() == before + 1, (model, stem)


@pytest.mark.parametrize("name", [name for name in KINDS if name != "impact"])
def test_nothing_is_removed_and_only_what_grows_is_added(name: str) -> None:
    decision = factories.decided()
    client, kind = signed_in(factories.convener(decision.group)), KINDS[name]
    part = kind.model._default_manager.filter(decision=decision).first()
    assert part is not None
    removed = client.post(page(f"{name}_remove", decision.uuid, part.uuid), {"reason": "Away"})
    assert removed.status_code == HTTPStatus.FORBIDDEN
    with pytest.raises(PermissionDenied, match="Nothing is removed"):
        decisions.remove_part(part=part, by=factories.convener(decision.group), reason="Away")
    assert kind.model._default_manager.filter(pk=part.pk).exists()
    opened = client.get(page(f"{name}_new", decision.uuid)).status_code
    assert opened == (HTTPStatus.OK if kind.model in GROWING_PARTS else HTTPStatus.FORBIDDEN)


@pytest.mark.parametrize(
    ("before", "after", "typo"),
    [
        ("run one team in each county", "Run one team, in each county.", True),
        ("recieve care at home", "receive care at home", True),
        ("the the team", "the team", True),
        ("to gether", "together", True),
        ("go home within two days", "go to the home within two days", True),
        ("once weekly", "once MONTHLY", False),
        ("people over 70", "people over 75", False),
        ("we recommend it", "we do not recommend it", False),
        ("it must increase", "it must decrease", False),
        ("within two days", "within ten days", False),
        ("people over 70", "people", False),
        ("", "Something new", False),
    ],
)
def test_a_typo_changes_letters_and_not_words(before: str, after: str, typo: bool) -> None:
    assert is_typo(before, after) is typo


def post_sentence(decision: Decision, kind: str, **values: str) -> tuple[int, str]:
    client = signed_in(factories.convener(decision.group))
    address = page("decision_edit", decision.uuid)
    response = client.post(address, form_of(client, address) | WHY | {"correction": kind} | values)
    return response.status_code, response.content.decode()


def test_the_sentence_is_not_rewritten_by_any_kind_of_correction() -> None:
    decision = factories.decided(
        decision_en="Visit weekly people over 70.", decision_cy="Ymweld bob wythnos â phobl dros 70."
    )
    both = {"decision_en": "Visit MONTHLY people over 75.", "decision_cy": "Ymweld bob mis â phobl dros 75."}
    for kind, values, said in (
        ("typo", both, "changes words or numbers, not spelling"),
        ("fact", both, "record another decision that supersedes this one"),
        ("link", both, "record another decision that supersedes this one"),
        ("translation", both, "changes one language and leaves the other"),
        (
            "translation",
            {"decision_en": "Visit weekly people over 75."},
            "a number that the other language does not have",
        ),
        ("", both, "Choose what kind of correction this is."),
    ):
        status, shown = post_sentence(decision, kind, **values)
        assert (status, said in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True), kind
        assert values["decision_en"] in shown, "what was typed is kept"
    decision.refresh_from_db()
    assert decision.decision_en == "Visit weekly people over 70."
    assert not Correction.objects.exists()


def test_a_correction_is_read_by_everyone_and_sent_to_the_organisations() -> None:
    decision = factories.decided(decision_en="Peple over 70.", decision_cy="Pobl dros 70.")
    factories.publish(decision)
    Notification.objects.all().delete()
    assert post_sentence(decision, "typo", decision_en="People over 70.")[0] == HTTPStatus.FOUND
    told = Notification.objects.filter(kind="decision_corrected").values_list("person__email", flat=True)
    assert set(told) == {"local@example.wales", "national@example.wales"}, "who corrected it knows"
    version = factories.publish(Decision.objects.get(), change_note_en="Spelling.", change_note_cy="Sillafu.")
    row = version.content["corrections"][0]
    assert (row["kind"], row["field"], row["before"]["en"], row["after"]["en"]) == (
        "typo",
        "decision",
        "Peple over 70.",
        "People over 70.",
    )
    for address, words in (
        (
            f"/en/decisions/{decision.reference}/",
            ("Corrections", "Spelling or punctuation", "A mistake.", "Peple over 70."),
        ),
        (f"/cy/penderfyniadau/{decision.reference}/", ("Cywiriadau", "Sillafu neu atalnodi", "Camgymeriad.")),
    ):
        shown = Client().get(address).content.decode()
        assert [word for word in words if word not in shown] == []


def test_what_is_withheld_is_not_read_in_its_correction() -> None:
    decision = factories.decided(cost_en="KANARI one pound", cost_cy="KANARI un bunt")
    by = factories.convener(decision.group)
    withholding.withhold(record=decision, part="cost", by=by, **factories.reasons())
    decision = factories.correct(decision, cost_en="KANARI two pounds", cost_cy="KANARI dwy bunt")
    version = factories.publish(decision)
    assert "KANARI" not in str(version.content)
    assert version.content["corrections"][0]["before"]["withheld"]


def test_what_is_withheld_in_one_correction_is_not_read_in_another() -> None:
    decision = factories.decided(cost_en="One pound", cost_cy="Un bunt")
    decision = factories.correct(decision, cost_en="KANARI two pounds", cost_cy="KANARI dwy bunt")
    decision = factories.correct(decision, cost_en="Three pounds", cost_cy="Tair punt")
    act = {"by": factories.convener(decision.group), **factories.reasons()}
    withholding.withhold(record=decision, part=f"corrections.{decision.corrections.first().uuid}.after", **act)
    content = factories.publish(decision).content
    assert "KANARI" not in str(content)
    assert content["corrections"][1]["before"]["withheld"]
    assert content["cost"]["en"] == "Three pounds"
    withholding.withhold(record=decision, part="cost", **act)
    content = factories.publish(decision, **CHANGE_NOTE).content
    assert [word for word in ("KANARI", "One pound", "Three pounds") if word in str(content)] == []


def test_evidence_is_added_and_what_was_empty_is_filled_in_without_a_correction() -> None:
    decision = factories.decided()
    by = factories.convener(decision.group)
    later = Evidence(decision=decision, kind="research", confidence="low", **factories.both("title", "Later"))
    decisions.save_part(part=later, by=by, reason="test")
    correct(record=later, by=by, values={"link": "https://example.wales/later"})
    assert not Correction.objects.exists()
    with pytest.raises(ValidationError):
        correct(record=later, by=by, values={"link": "https://example.wales/other"})
    option = Option(decision=decision, **factories.both("title", "Third"), **factories.both("summary"))
    with pytest.raises(PermissionDenied, match="nothing can be added"):
        decisions.save_part(part=option, by=by, reason="test")


def test_who_decides_and_which_option_was_chosen_is_frozen() -> None:
    decision = factories.decided()
    by = factories.convener(decision.group)
    reasons = factories.both("reason", "Why")
    for record, values in (
        (decision, {"decision_maker_kind": "board"}),
        (decision.options.get(chosen=False), {"chosen": True}),
        (decision.trade_offs.get(), {"position": "balanced"}),
        (decision.dissents.get(), {"organisation": None}),
    ):
        with pytest.raises(Refused, match="supersedes"):
            correct(record=record, by=by, values=values, kind="fact", **reasons)


def test_meaning_is_what_the_classification_says() -> None:
    assert {stem for stem, hold in HOLDS[Decision].items() if hold in MEANING} == {
        *("title", "question", "decision", "summary", "authority", "success_measure", "cost", "decision_maker_kind"),
    }
