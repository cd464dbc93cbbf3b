"""What other programs, other rows and other people know the product by: tables, kinds of content, rights, addresses."""

from collections.abc import Iterator

from celery import current_app
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import get_commands
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from core.bilingual import LANGUAGES

_POSTGRESQL = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable FROM information_schema.columns
        WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT proname, prosrc FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
        WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql'""",
}
_OF_TESTS = "pledge"  # the app whose tables the tests alone have
_OF_ONE_DATABASE = "sqliteftsindexentry"  # a model of Wagtail's that there is on SQLite alone
# SQLite keeps the statements that made them.
_SQLITE = {
    "tables, indexes, triggers": """
        SELECT tbl_name, type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'""",
}


def database() -> str:
    """Every table, column, constraint, index and trigger."""
    with connection.cursor() as cursor:
        lines = []
        for title, sql in (_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL).items():
            cursor.execute(sql)
            rows = sorted(
                " | ".join(_told(cell) for cell in row if cell is not None)
                for row in cursor.fetchall()
                if not str(row[0]).startswith(_OF_TESTS)
            )
            lines += [f"# {title}", *(line for row in rows for line in row.split("\n"))]
    return _text(lines)


def _told(cell: object) -> str:
    """Each column and constraint of a statement on its own line."""
    text = " ".join(str(cell).split())
    return text.replace(', "', ',\n  "').replace(", CONSTRAINT", ",\n  CONSTRAINT")


def content_types() -> str:
    rows = ContentType.objects.exclude(model=_OF_ONE_DATABASE).exclude(app_label=_OF_TESTS)
    return _text(sorted(".".join(found.natural_key()) for found in rows))


def rights() -> str:
    found = Permission.objects.exclude(content_type__model=_OF_ONE_DATABASE)
    rows = found.exclude(content_type__app_label=_OF_TESTS).values_list(
        "content_type__app_label", "content_type__model", "codename"
    )
    return _text(sorted(".".join(row) for row in rows))


def tasks() -> str:
    """The names under which tasks wait in a queue, and when each is due."""
    current_app.loader.import_default_modules()
    names = sorted(name for name in current_app.tasks if not name.startswith("celery."))
    schedule = current_app.conf.beat_schedule.items()
    return _text(
        [*names, "# schedule", *sorted(f"{name}: {when['task']} {when['schedule']!r}" for name, when in schedule)]
    )


def commands() -> str:
    return _text(sorted(get_commands()))


def addresses() -> str:
    """The pattern of every address in each language, with the name under which the product speaks of it."""
    lines = []
    for language in LANGUAGES:
        with override(language):
            lines += [f"# {language}", *_patterns(get_resolver(), "/", "")]
    return _text(lines)


def _patterns(resolver: URLResolver, before: str, space: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, route, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{route} {space}{entry.name or ''}".rstrip()


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
