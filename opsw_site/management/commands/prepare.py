from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database up to this version: migrate, set_up_site, and in demo mode seed_demo. Safe to repeat."
    # `migrate` runs them.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """In one process: loading the product takes longer than any of these when there is nothing to do."""
        call_command("migrate", verbosity=0, interactive=False, skip_checks=False)
        call_command("set_up_site", stdout=self.stdout)
        if settings.DEMO:
            call_command("seed_demo", stdout=self.stdout)
            call_command("welcome", stdout=self.stdout)
