"""Restore the log from a copy kept elsewhere: what it has published since is back, what it has erased since is gone."""

from django.db import transaction

from openlog.models import LogRestoration
from openlog.notes import VerifierKey
from openlog.restore import confirm, read_copy, take_in
from openlog.sources import source_named
from publication.published.projection import rebuild
from publication.removal import settle, settle_content


def restore(named: str, key: VerifierKey) -> LogRestoration:
    """Catch the log up from the export, mirror or address `named`, or confirm it; then it takes entries again.

    The entries come in, what they erase is erased and what they publish is shown, all in one transaction.
    Raises Refused with the reason when the copy, the database and the journal do not tell one history, SourceError
    when the copy cannot be read, ProjectionDiffers when what is shown was changed.
    """
    copy = read_copy(source_named(named), key)
    with transaction.atomic():
        restoration = take_in(copy, named)
        settle_content()
        rebuild()
    confirm(restoration)
    settle()
    return restoration
