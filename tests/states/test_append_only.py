"""The history of a group's stages and of its time limit stays, also for those who do not come through Python."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.append_only import AppendOnlyError
from core.triggers import missing
from taskgroups.models import Extension, StageChange
from taskgroups.triggers import TRIGGERS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE taskgroups_stagechange SET reason = 'another'",
        "DELETE FROM taskgroups_stagechange",
        "UPDATE taskgroups_extension SET reason_en = 'another'",
        "DELETE FROM taskgroups_extension",
    ],
)
def test_the_database_refuses_to_change_history(statement: str) -> None:
    factories.extend(factories.defining_group())
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert StageChange.objects.get().reason == "test"
    assert Extension.objects.get().reason_en == "More time in English"


@pytest.mark.parametrize("model", [StageChange, Extension])
def test_python_refuses_to_change_history(model: type) -> None:
    factories.extend(factories.defining_group())
    row = model.objects.get()
    for attempt in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=5)):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_every_trigger_is_there_after_all_migrations() -> None:
    assert missing(connection, TRIGGERS) == []
