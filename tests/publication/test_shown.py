"""Whatever the public reads is compared with the log: a row that was changed behind the triggers is found and named."""

import datetime
import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import Tags
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test import Client

from core.triggers import remove
from decisions_log.services import decision as decisions
from openlog.triggers import TRIGGERS, install_triggers, without_triggers
from people.models import PlatformRole
from publication import removal, tasks
from publication.models import PublishedRecord, PublishedVersion, RemovalAction
from publication.published.shown import differences, sampled_differences
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "It is to be reviewed.", "change_note_cy": "Mae i'w adolygu."}
COLUMNS = [
    (model, field.attname)
    for model in (PublishedRecord, PublishedVersion)
    for field in model._meta.concrete_fields
    if not field.primary_key  # a key says nothing to the public
]


@pytest.fixture
def newest() -> PublishedVersion:
    """The second version of a decision, with a part that is withheld."""
    first = factories.published_decision()
    decision = decisions.Decision.objects.get(uuid=first.record.uuid)
    by = factories.convener(decision.group)
    factories.publish(decisions.transition(decision=decision, action="review", by=by, reason="test"), **NOTE)
    asked = removal.request_removal(
        record=first.record, action=RemovalAction.REDACT, by=by, version=2, part="reasons", **factories.reasons()
    )
    removal.carry_out(removal=asked, by=factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER))
    tasks.sign_log()
    return PublishedVersion.objects.get(record=first.record, number=2)


def alter(row: models.Model, column: str, value: Any) -> None:
    """Change one column as nobody may."""
    field = next(field for field in row._meta.concrete_fields if field.attname == column)
    stored = field.get_db_prep_save(value, connection)
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {field.column} = %s WHERE id = %s", [stored, row.pk])  # noqa: S608


def another(row: models.Model, column: str) -> Any:
    """Another value that the column can hold."""
    value = getattr(row, column)
    match value:
        case _ if column == "record_id":
            return PublishedRecord.objects.get(kind="mission").pk
        case _ if column == "kind":
            return "review"
        case uuid.UUID():
            return uuid.uuid4()
        case datetime.datetime():
            return value + datetime.timedelta(days=1)
        case int():
            return value + 1000
        case dict():
            return value | {"added": "by nobody"}
    return f"{value}-altered"


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict | list) and node:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def test_what_is_untouched_holds(newest: PublishedVersion) -> None:
    assert list(differences()) == []
    assert sampled_differences() == []
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert out.getvalue().startswith("OK ")


@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_each_column_of_each_published_row_is_compared(
    newest: PublishedVersion, model: type[models.Model], column: str
) -> None:
    row = newest if model is PublishedVersion else newest.record
    alter(row, column, another(row, column))
    found = list(differences())
    assert found != []
    with pytest.raises(CommandError, match="published"):
        call_command("verify_log")


def test_each_value_that_pages_json_and_csv_show_is_compared(newest: PublishedVersion) -> None:
    content = newest.content
    assert "withheld" in content
    for path in leaves(content):
        altered = PublishedVersion.objects.get(pk=newest.pk).content
        node = altered
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = "altered" if node[path[-1]] != "altered" else ""
        with transaction.atomic():  # a few hundred alterations in one transaction hold more locks than a server has
            alter(newest, "content", altered)
            found = sampled_differences(newest=1, others=0)
            transaction.set_rollback(True)
        assert [(one.index, "content" in one.what) for one in found] == [(newest.log_index, True)], path
    assert sampled_differences() == []


def test_a_version_that_is_missing_and_one_that_nobody_published_are_named(newest: PublishedVersion) -> None:
    values = {field.attname: getattr(newest, field.attname) for field in PublishedVersion._meta.concrete_fields}
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_log_publishedversion WHERE id = %s", [newest.pk])
    assert [one.index for one in differences()] == [newest.log_index]
    PublishedVersion.objects.create(**values)
    assert list(differences()) == []
    PublishedVersion.objects.create(**values | {"id": newest.pk + 1, "log_index": 9999, "number": 9})
    assert [(one.index, "9999" in one.row) for one in differences()] == [(None, True)]


def test_readiness_and_the_task_say_that_what_is_shown_differs(
    newest: PublishedVersion, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client().get("/readyz").json()["published"] is True
    assert tasks.verify_published() == 0
    alter(newest, "title_en", "Another")
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["published"]) == (503, False)
    assert tasks.verify_published() == 1
    assert "title_en" in caplog.text
    assert run_checks(tags=[Tags.database], databases=["default"])[-1].id == "opsw.W003"


def test_a_missing_trigger_is_noticed() -> None:
    assert Client().get("/readyz").json()["triggers"] is True
    remove(connection, TRIGGERS[:1])
    try:
        response = Client().get("/readyz")
        assert (response.status_code, response.json()["triggers"]) == (503, False)
        (found,) = [one for one in run_checks(tags=[Tags.database], databases=["default"]) if one.id == "opsw.W002"]
        assert TRIGGERS[0].name in found.msg
    finally:
        install_triggers(connection)
