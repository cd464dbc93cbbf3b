"""Fill the published records from the open log, and check that what is there is what the log says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from publication.published.projection import ProjectionDiffers, rebuild
from publication.removal import settle


class Command(BaseCommand):
    help = "Makes every published version that the open log tells of and the database lacks; changes none."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            settle()  # what is signed and not yet done would differ
            missing = rebuild()
        except ProjectionDiffers as difference:
            raise CommandError(
                _("A published version is not what the log says: %(version)s") % {"version": difference}
            ) from None
        self.stdout.write(_("Published versions restored from the log: %(number)d") % {"number": missing})
