"""Write the state diagrams of docs/states.md from the tables, so that the two can never differ."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions_log.states import MACHINE as DECISION
from missions.states import MACHINE as MISSION
from taskgroups.stages import MACHINE as GROUP

DOCUMENT = settings.BASE_DIR / "docs" / "states.md"


def document() -> str:
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


class Command(BaseCommand):
    help = "Writes docs/states.md; --check fails when it is out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        if not check:
            DOCUMENT.write_text(document(), encoding="utf-8")
        elif DOCUMENT.read_text(encoding="utf-8") != document():
            raise CommandError("docs/states.md is out of date: run make diagrams")
