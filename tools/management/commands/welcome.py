"""Say where the product is and how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tools.demo.script import story_file
from tools.management.commands.seed_demo import DEMO_PASSWORD


class Command(BaseCommand):
    help = "Prints the addresses and, in demo mode, the demo sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = ["", f"Public site   {settings.SITE_URL}/", f"Workspace     {settings.SITE_URL}/en/workspace/"]
        lines += [f"Wagtail       {settings.SITE_URL}/cms-admin/", ""]
        if settings.DEMO:
            lines += [f"Demo sign-ins, password for all: {DEMO_PASSWORD}", ""]
            lines += [f"  {person['email']:32} {person['post_en']}" for person in story_file("people")]
        lines += ["", "Ctrl-C stops everything.", ""]
        self.stdout.write("\n".join(lines))
