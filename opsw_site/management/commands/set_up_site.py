from typing import Any

from django.core.management.base import BaseCommand

from cms.setup import set_up_site


class Command(BaseCommand):
    help = "Make what is missing of the editorial site. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site()
