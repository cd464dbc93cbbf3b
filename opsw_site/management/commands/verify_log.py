"""`manage.py verify_log`: is the open log what was signed?"""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from openlog.keys import KeyProblem, trusted_key
from openlog.notes import NoteError, VerifierKey
from openlog.sources import FolderSource, SourceError, UrlSource
from openlog.verify import Fault, Report, verify
from openlog.verify_database import verify_database
from publication.published.shown import differences


class Command(BaseCommand):
    help = (
        "Recompute the open log (database, folder or address) from its entries, compare what is shown with it, "
        "and say what is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--dir", type=Path, help="a folder written by export_log")
        source.add_argument("--url", help="the address of a served log, ending in /log/")
        parser.add_argument("--vkey", help="the verifier key to trust; by default that of this deployment")

    def handle(self, **options: Any) -> None:
        try:
            key = VerifierKey.parse(options["vkey"]) if options["vkey"] else trusted_key()
            report = _report(options["dir"], options["url"], key)
        except (KeyProblem, NoteError, SourceError) as error:
            raise CommandError(str(error)) from error
        if report.fault:
            raise CommandError(str(report))
        self.stdout.write(str(report))
        if report.signer:
            self.stdout.write(_("The key was handed over. The log is now signed by: %(key)s") % {"key": report.signer})


def _report(folder: Path | None, url: str | None, key: VerifierKey | None) -> Report:
    if folder is None and url is None:
        report = verify_database(key)
        return report if report.fault else replace(report, fault=_shown_fault())
    if key is None:
        raise CommandError(_("There is no verifier key here. Give the one to trust with --vkey."))
    return verify(FolderSource(folder) if folder else UrlSource(url or ""), key)


def _shown_fault() -> Fault | None:
    """The first thing that the public reads and the log does not say."""
    found = next(differences(), None)
    return Fault(found.index, "published", str(found)) if found else None
