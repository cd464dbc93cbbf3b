"""Migrations of models that move to another app.

Their tables keep their names and are not touched: to alter a table of the log on SQLite is to remake it, and its
append-only triggers would be gone without a word. What moves is Django's own knowledge of them.
"""

from typing import Any

from django.db.migrations.operations import RunPython


def move_content_types(source: str, target: str, *models: str) -> RunPython:
    """Move the content types of `models` (and with them permissions and whatever else is about them) to another app."""

    def moved(origin: str, destination: str) -> Any:
        def move(apps: Any, schema_editor: Any) -> None:
            types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
            types.filter(app_label=origin, model__in=models).update(app_label=destination)

        return move

    return RunPython(moved(source, target), moved(target, source))
