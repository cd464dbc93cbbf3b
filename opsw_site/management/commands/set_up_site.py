from typing import Any

from django.core.management.base import BaseCommand

from cms.setup import set_up_site
from taskgroups.grants import refresh_role_groups


class Command(BaseCommand):
    help = "Make what is missing of the editorial site, and give roles the rights of this version. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site()
        refresh_role_groups()
