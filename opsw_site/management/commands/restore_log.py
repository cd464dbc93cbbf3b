"""`manage.py restore_log --from …`: the way out when the log is read-only after a back-up was restored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.transitions import Refused
from openlog.handovers import HandoverError
from openlog.keys import KeyProblem, trusted_key
from openlog.notes import NoteError, VerifierKey
from openlog.restore_guard import behind_journal
from openlog.sources import SourceError
from publication.published.projection import ProjectionDiffers
from publication.restoring import restore


class Command(BaseCommand):
    help = (
        "Catch the open log up from a copy kept elsewhere (an export, the address of a served log), or confirm it "
        "against one (a mirror will do), after the database or the journal was restored from a back-up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            dest="copy",
            required=True,
            metavar="COPY",
            help="a folder written by export_log or by a mirror, an export.tar, or an address that ends in /log/",
        )
        parser.add_argument("--vkey", help="the verifier key to trust; by default that of this deployment")

    def handle(self, **options: Any) -> None:
        try:
            key = VerifierKey.parse(options["vkey"]) if options["vkey"] else trusted_key()
            if key is None:
                raise CommandError(_("There is no verifier key here. Give the one to trust with --vkey."))
            restoration = restore(options["copy"], key)
        except (Refused, KeyProblem, NoteError, HandoverError, SourceError, ProjectionDiffers) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Entries before: %(before)d. Entries now: %(after)d.")
            % {"before": restoration.size_before, "after": restoration.size_after}
        )
        if reason := behind_journal():
            raise CommandError(reason)
        self.stdout.write(_("The log agrees with the copy and with its journal. It takes entries again."))
