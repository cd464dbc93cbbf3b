"""What the public reads can be made again from the log alone, and the database keeps it as it is."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core.append_only import AppendOnlyError
from decisions_log.services import decision as decisions
from openlog.triggers import without_triggers
from publication.models import PublishedRecord, PublishedVersion
from publication.published.projection import ProjectionDiffers, rebuild
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "We corrected the cost.", "change_note_cy": "Rydym wedi cywiro'r gost."}


@pytest.fixture
def story() -> None:
    """A mission, a position, two versions of a decision, its adoptions, its review, a plan, a group and its report."""
    factories.published_decision()
    decision = decisions.Decision.objects.get()
    words = {"reasons_en": "Café ﬁgures: £2", "reasons_cy": "Tŷ, dŵr a cafe\u0301"}
    decision = factories.correct(decision, **words)
    factories.publish(decision, **NOTE)
    factories.publish(decision.adoption_set)
    factories.publish(factories.reviewed(decision))
    factories.publish(factories.plan_item(decision.group))
    group = factories.abandoned_group(factories.extend(decision.group))
    factories.publish(group)
    factories.publish(group.closing_report)


def shown() -> list[dict[str, Any]]:
    """Everything in the published tables but the database's own keys."""
    records = PublishedRecord.objects.order_by("uuid").values("kind", "uuid", "slug_en", "slug_cy")
    names = [field.name for field in PublishedVersion._meta.concrete_fields if field.name not in ("id", "record")]
    return [*records, *PublishedVersion.objects.order_by("log_index").values("record__uuid", *names)]


def sql(statement: str) -> None:
    """Change the published tables as nobody may."""
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def test_rebuilt_from_the_log_it_is_the_same(story: None) -> None:
    before = shown()
    sql("DELETE FROM decisions_log_publishedversion")
    sql("DELETE FROM decisions_log_publishedrecord")
    assert rebuild() == 9
    assert shown() == before
    assert rebuild() == 0


def test_only_what_is_missing_is_made(story: None) -> None:
    before = shown()
    sql("DELETE FROM decisions_log_publishedversion WHERE number = 2")
    assert rebuild() == 1
    assert shown() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE decisions_log_publishedversion SET title_en = 'Another' WHERE number = 2",
        "UPDATE decisions_log_publishedversion SET log_index = 99 WHERE number = 2",
        "UPDATE decisions_log_publishedrecord SET kind = 'position' WHERE kind = 'decision'",
    ],
)
def test_what_differs_from_the_log_is_named_and_left(story: None, damage: str) -> None:
    sql(damage)
    damaged = shown()
    with pytest.raises(ProjectionDiffers):
        rebuild()
    assert shown() == damaged


def test_the_command_says_what_it_did(story: None) -> None:
    sql("DELETE FROM decisions_log_publishedversion WHERE number = 2")
    out = StringIO()
    call_command("rebuild_published", stdout=out)
    assert out.getvalue() == "Published versions restored from the log: 1\n"
    sql("UPDATE decisions_log_publishedversion SET title_cy = 'Arall' WHERE number = 2")
    with pytest.raises(CommandError, match="not what the log says"):
        call_command("rebuild_published", stdout=out)


def test_the_database_itself_refuses_to_change_what_is_published(story: None) -> None:
    before = shown()
    for statement in (
        "UPDATE decisions_log_publishedversion SET title_en = 'Another'",
        "DELETE FROM decisions_log_publishedversion",
        "UPDATE decisions_log_publishedrecord SET slug_en = 'another'",
        "DELETE FROM decisions_log_publishedrecord",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert shown() == before


def test_python_refuses_it_too(story: None) -> None:
    version = PublishedVersion.objects.first()
    version.title_en = "Another"
    for change in (version.save, version.delete, version.record.save, version.record.delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        PublishedRecord.objects.update(slug_en="another")
