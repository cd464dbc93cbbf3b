"""`manage.py create_log_key`: make the signing key of the open log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openlog.keys import KeyProblem, create_key


class Command(BaseCommand):
    help = "Make the signing key of the open log in LOG_SIGNING_KEY_FILE, and print its verifier key."

    def handle(self, **options: Any) -> None:
        try:
            self.stdout.write(str(create_key().verifier_key))
        except (KeyProblem, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
