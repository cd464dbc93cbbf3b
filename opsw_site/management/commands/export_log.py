"""`manage.py export_log DIR`: the files of the open log as served, for any tlog-tiles tool."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from openlog.export import NotInLog, SignedLog, write_folder


class Command(BaseCommand):
    help = "Write the signed part of the open log to a new or empty folder, laid out as it is served under /log/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, **options: Any) -> None:
        try:
            log = SignedLog.latest()
            written = write_folder(log, options["folder"])
        except NotInLog as error:
            raise CommandError(_("Nothing in the log is signed yet.")) from error
        except FileExistsError as error:
            raise CommandError(_("The folder is not empty: %(folder)s") % {"folder": options["folder"]}) from error
        except OSError as error:
            raise CommandError(_("The folder cannot be written: %(problem)s") % {"problem": error}) from error
        self.stdout.write(_("Entries: %(entries)d. Files: %(files)d.") % {"entries": log.size, "files": written})
