"""`manage.py sign_log`: sign what was appended since the last checkpoint."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from openlog.keys import KeyProblem
from openlog.log import LogDamaged, sign
from openlog.restore_guard import LogReadOnly
from publication.removal import settle


class Command(BaseCommand):
    help = "Sign what was appended to the open log since its last checkpoint, and finish the removals that are signed."

    def handle(self, **options: Any) -> None:
        try:
            checkpoint = sign()
        except (KeyProblem, LogDamaged, LogReadOnly) as error:
            raise CommandError(str(error)) from error
        settle()
        if checkpoint is None:
            self.stdout.write(_("Everything is signed already."))
        else:
            self.stdout.write(_("Signed entries: %(size)d") % {"size": checkpoint.size})
