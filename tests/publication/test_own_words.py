"""What an organisation says in one language is published so, and every reader learns which is the original."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from core.history import RecordedModel
from decisions_log.adoption.services import record_adoption
from decisions_log.models import AdoptionOutcome
from publication.published.addresses import record_address
from publication.published.models import PublishedVersion
from taskgroups.models import Answer, MembershipRole
from taskgroups.services import group as groups, position as positions
from taskgroups.services.translation import translate
from taskgroups.translations import SOURCES, Wording
from tests import factories

pytestmark = pytest.mark.django_db

WELSH, ENGLISH = "Nid yr arian", "Not the money"
ALONE = "Written in Welsh. There is no English translation yet."
TRANSLATED = "Written in Welsh. Translated into English by the secretariat."


def read(version: PublishedVersion, page: str, *numbers: int, language: str = "en") -> str:
    response = Client().get(record_address(version.record, page, *numbers, language=language))
    assert response.status_code == 200
    return response.content.decode()


def table(address: str) -> list[dict[str, str]]:
    response = Client().get(f"/api/v1/{address}")
    text = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def translated(source: str, row: RecordedModel) -> None:
    found = SOURCES[source]
    group = found.group_of(row)
    translate(wording=Wording(found, row, group), text=ENGLISH, by=factories.convener(group))


def reserved() -> tuple[str, RecordedModel, RecordedModel]:
    """An agreed position, to which one more body has a reservation in Welsh."""
    group = factories.defining_group()
    by = factories.join(group, "powys@example.wales", "powys-council", MembershipRole.MEMBER).user
    factories.write_position(group.position)
    factories.sign_position(group.position)
    group.position.refresh_from_db()
    position = group.position
    given = positions.answer(
        position=position, version=position.version, answer=Answer.RESERVATION, by=by, text_cy=WELSH
    )
    groups.transition(group=group, action="agree_position", by=factories.convener(group), reason="test")
    factories.publish(group.mission)
    position.refresh_from_db()
    return "answer", given, position


def declined() -> tuple[str, RecordedModel, RecordedModel]:
    """The adoptions of a published decision, of which one organisation declines in Welsh."""
    decision = factories.decided()
    factories.publish(decision.group.mission)
    factories.publish(decision)
    given = record_adoption(
        decision=decision,
        by=factories.person("national@example.wales"),
        outcome=AdoptionOutcome.DECLINED,
        decided_on=timezone.localdate(),
        reason_cy=WELSH,
    )
    return "declining", given, given.adoption_set


@pytest.mark.parametrize(
    ("say", "kinds", "rows", "field"),
    [(reserved, "positions", "sign_offs", "text"), (declined, "adoption-sets", "adoptions", "reason")],
)
def test_words_in_welsh_only_are_published_compared_and_taken_away_as_the_original(
    say: Any, kinds: str, rows: str, field: str
) -> None:
    source, row, record = say()
    first = factories.publish(record)
    english, welsh = (read(first, "version", 1, language=language) for language in ("en", "cy"))
    assert f'<div lang="cy"><p>{WELSH}</p>' in english
    assert english.count(ALONE) == 1
    assert f"<p>{WELSH}</p>" in welsh
    assert f'<div lang="cy"><p>{WELSH}</p>' not in welsh
    assert welsh.count("Ysgrifennwyd yn Gymraeg.") == 1

    translated(source, row)
    second = factories.publish(record, change_note_en="Translated.", change_note_cy="Cyfieithwyd.")
    english, welsh = (read(second, "compare", 1, 2, language=language) for language in ("en", "cy"))
    assert f'</span><span lang="cy">{WELSH}</span><span' in english.rpartition("<del>")[2].partition("</del>")[0]
    assert f"</span>{ENGLISH}<span" in english.rpartition("<ins>")[2].partition("</ins>")[0]
    assert TRANSLATED in english
    assert WELSH in welsh.partition("<details")[2]
    assert "Cyfieithwyd i'r Saesneg gan yr ysgrifenyddiaeth" in welsh.replace("&#x27;", "'")

    reference = second.record.slug_en
    values = [
        {name.rpartition(f".{field}.")[2]: line["value"] for line in lines if f".{field}." in (name := line["path"])}
        for lines in (table(f"{kinds}/{reference}/versions/{number}.csv") for number in (1, 2))
    ]
    assert values == [
        {"cy": WELSH, "en": "", "original": "cy"},
        {"cy": WELSH, "en": ENGLISH, "original": "cy", "translator": "secretariat"},
    ]
    labels = {line["label_en"] for line in table(f"{kinds}/{reference}.csv") if line["path"].endswith(".original")}
    assert all(label.endswith("(language of the original)") for label in labels)
    (line,) = table(f"{kinds}.csv")
    written = line[f"{rows}_{field}_original"].split("\n")
    assert len(written) == len(second.content[rows])
    assert sorted(set(written)) == ["cy", "none"]

    data = Client().get(f"/api/v1/{kinds}/{reference}.json").json()["content"][rows]
    (said,) = (part[field] for part in data if part[field].get("original"))
    schemas = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]
    Draft202012Validator(schemas["OwnWords"]).validate(said)
    linked = Client().get(f"/api/v1/{kinds}/{reference}.jsonld").json()["content"][rows]["@list"]
    (node,) = (part[field] for part in linked if "original" in part.get(field, {}))
    assert node["original"] == "cy"
    assert {"@language": "cy", "@value": WELSH} in node["rdf:value"]
