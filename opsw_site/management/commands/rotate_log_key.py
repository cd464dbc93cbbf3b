"""`manage.py rotate_log_key`: let a new signing key of the open log follow the current one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from openlog.canonical import FormError
from openlog.keys import KeyProblem
from openlog.log import LogDamaged
from openlog.restore_guard import LogReadOnly
from openlog.rotation import rotate_key


class Command(BaseCommand):
    help = "Make a new signing key, hand the open log over to it with an entry that gives the reason, and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason-en", required=True, help="why, in English; it is published")
        parser.add_argument("--reason-cy", required=True, help="why, in Welsh; it is published")

    def handle(self, **options: Any) -> None:
        try:
            checkpoint = rotate_key(reason_en=options["reason_en"], reason_cy=options["reason_cy"])
        except (FormError, KeyProblem, LogDamaged, LogReadOnly, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The key was changed by entry: %(index)d") % {"index": checkpoint.size - 1})
        self.stdout.write(checkpoint.verifier_key)
