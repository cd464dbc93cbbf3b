"""Tables made in one step of a migration are what the single operations would have made."""

from collections.abc import Iterator

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from core.create_tables import CreateTables


def _operations() -> list:
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel("Leaf", [key, ("size", models.IntegerField())]),
        migrations.CreateModel("Branch", [key, ("first", models.ForeignKey("core.Leaf", models.CASCADE))]),
        migrations.AddField("Leaf", "branch", models.ForeignKey("core.Branch", models.CASCADE)),
        migrations.AddField("Branch", "others", models.ManyToManyField("core.Leaf", related_name="+")),
        migrations.AddIndex("Leaf", models.Index(fields=["size"], name="leaf_size")),
        migrations.AddConstraint(
            "Leaf", models.CheckConstraint(condition=models.Q(size__gt=0), name="leaf_is_not_nothing")
        ),
    ]


def _applied(operations: list) -> tuple[ProjectState, ProjectState]:
    """Apply the operations to the database; the states before and after."""
    state = before = ProjectState()
    with connection.schema_editor() as editor:
        for operation in operations:
            old, state = state, state.clone()
            operation.state_forwards("core", state)
            operation.database_forwards("core", editor, old, state)
    return before, state


def _unapplied(operation: migrations.operations.base.Operation, before: ProjectState, after: ProjectState) -> None:
    with connection.schema_editor() as editor:
        operation.database_backwards("core", editor, after, before)


def _described() -> dict:
    """The columns and constraints of the tables that are there."""
    with connection.cursor() as cursor:
        look = connection.introspection
        return {
            name: (
                {column.name for column in look.get_table_description(cursor, name)},
                {repr(sorted(one.items(), key=str)) for one in look.get_constraints(cursor, name).values()},
                "leaf_size" in look.get_constraints(cursor, name),
            )
            for name in look.table_names(cursor)
            if name.startswith(("core_leaf", "core_branch"))
        }


@pytest.fixture
def together(transactional_db: None) -> Iterator[dict]:
    """What CreateTables makes."""
    operation = CreateTables(_operations())
    before, after = _applied([operation])
    yield _described()
    if _described():
        _unapplied(operation, before, after)


def test_the_tables_are_those_of_the_operations_one_by_one(together: dict) -> None:
    operations = _operations()
    step = CreateTables(operations)
    state = ProjectState()
    step.state_forwards("core", state)
    _unapplied(step, ProjectState(), state)
    assert _described() == {}
    _applied(operations)
    assert set(together) == {"core_leaf", "core_branch", "core_branch_others"}
    assert together == _described()


def test_it_is_written_into_a_migration_as_it_was_read() -> None:
    text, imports = OperationWriter(CreateTables(_operations()), indentation=0).serialize()
    assert text.startswith("core.create_tables.CreateTables(")
    assert "import core.create_tables" in imports


def test_it_adds_to_no_other_table() -> None:
    with pytest.raises(ValueError, match="not created in this step"):
        CreateTables([migrations.RemoveField("Leaf", "size"), *_operations()])
