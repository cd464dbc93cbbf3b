"""Write the state diagrams and the permission matrix into the docs from their tables, so that they can never differ."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions_log.states import MACHINE as DECISION
from missions.states import MACHINE as MISSION
from taskgroups.stages import MACHINE as GROUP
from tools.permission_matrix import Matrix


def states() -> str:
    """The text of docs/states.md."""
    parts = ["# State tables", "", "Written by `make diagrams` from the tables in the code. Do not edit.", ""]
    for machine in (MISSION, GROUP, DECISION):
        parts += [f"## {machine.name.capitalize()}", "", "```mermaid", machine.diagram(), "```", ""]
        parts += ["| action | from | to | conditions |", "|---|---|---|---|"]
        for t in machine.transitions:
            sources, conditions = ", ".join(sorted(t.sources)), ", ".join(t.conditions) or "a reason"
            parts.append(f"| {t.action} | {sources} | {t.target} | {conditions} |")
        parts.append("")
    return "\n".join(parts)


DOCUMENTS = {"states.md": states, "permissions.md": lambda: Matrix.load().document()}


class Command(BaseCommand):
    help = "Writes docs/states.md and docs/permissions.md; --check fails when one is out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        for name, text in DOCUMENTS.items():
            document = settings.BASE_DIR / "docs" / name
            if not check:
                document.write_text(text(), encoding="utf-8")
            elif document.read_text(encoding="utf-8") != text():
                raise CommandError(f"docs/{name} is out of date: run make diagrams")
