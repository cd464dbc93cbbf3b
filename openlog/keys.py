"""The log's signing key: a file with the base64 of a 32-byte Ed25519 seed, readable by its owner only."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from openlog.models import Checkpoint
from openlog.notes import SEED_SIZE, SigningKey, VerifierKey


class KeyProblem(Exception):
    """There is no usable signing key; the message says what to do."""


def create_key() -> SigningKey:
    """Make a new key in LOG_SIGNING_KEY_FILE with mode 0600. Raises KeyProblem when the file exists already."""
    return _create(Path(settings.LOG_SIGNING_KEY_FILE))


def read_key() -> SigningKey:
    """The key of LOG_SIGNING_KEY_FILE under the name LOG_ORIGIN. Raises KeyProblem."""
    return _read(Path(settings.LOG_SIGNING_KEY_FILE))


def next_key() -> SigningKey:
    """The key that is to follow, in a file beside the current one; made when there is none. Raises KeyProblem."""
    if not _next_file().exists():
        try:
            return _create(_next_file())
        except KeyProblem:
            # Another process made it a moment ago; reading says what is wrong if it did not.
            return _read(_next_file())
    return _read(_next_file())


def adopt_next_key() -> None:
    """Put the next key in the place of the current one, whose secret is thereby removed. Raises KeyProblem."""
    path = Path(settings.LOG_SIGNING_KEY_FILE)
    try:
        _next_file().replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except FileNotFoundError:
        # Another process did it a moment ago.
        return
    except OSError as error:
        raise KeyProblem(
            _("The log has a new signing key, which has to be moved from %(new)s to %(path)s: %(problem)s")
            % {"new": _next_file(), "path": path, "problem": error}
        ) from error


def key_that_signs(verifier_key: str | None) -> SigningKey:
    """The signing key of the verifier key that the last checkpoint names (any before the first). Raises KeyProblem.

    A change of the key that was cut off after the log had recorded it is finished here.
    """
    key = ensure_key()
    if verifier_key is not None and str(key.verifier_key) != verifier_key:
        if _next_is(verifier_key):
            adopt_next_key()
        # Another process may have put it in place since.
        key = read_key()
    if verifier_key in (None, str(key.verifier_key)):
        return key
    raise KeyProblem(
        _("The log is signed with the key %(signer)s, and %(path)s holds another. Put the right key there.")
        % {"signer": verifier_key, "path": settings.LOG_SIGNING_KEY_FILE}
    )


def ensure_key() -> SigningKey:
    """The signing key; in a demonstration it is made on first use. Raises KeyProblem."""
    if settings.DEMO and not Path(settings.LOG_SIGNING_KEY_FILE).exists():
        try:
            return create_key()
        except KeyProblem:
            # Another process made it a moment ago; reading says what is wrong if it did not.
            return read_key()
    return read_key()


def trusted_key() -> VerifierKey | None:
    """The verifier key to check this deployment's log with.

    It is that of the signing key where this process may read it, else the one stored with the last checkpoint; None
    before the first signature.
    """
    if Path(settings.LOG_SIGNING_KEY_FILE).exists():
        return read_key().verifier_key
    last = Checkpoint.objects.last()
    return VerifierKey.parse(last.verifier_key) if last else None


def _next_file() -> Path:
    path = Path(settings.LOG_SIGNING_KEY_FILE)
    return path.with_name(f"{path.name}.next")


def _next_is(verifier_key: str) -> bool:
    try:
        return str(_read(_next_file()).verifier_key) == verifier_key
    except KeyProblem:
        return False


def _create(path: Path) -> SigningKey:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(SEED_SIZE)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears with its whole content and never replaces a key, whoever else is making one.
        os.link(draft, path)
    except FileExistsError as error:
        raise KeyProblem(_("There is a signing key already: %(path)s") % {"path": path}) from error
    finally:
        draft.unlink()
    return _read(path)


def _read(path: Path) -> SigningKey:
    try:
        return SigningKey(settings.LOG_ORIGIN, base64.b64decode(path.read_bytes().strip(), validate=True))
    except FileNotFoundError as error:
        raise KeyProblem(
            _("There is no signing key at %(path)s. Make one with “manage.py create_log_key”.") % {"path": path}
        ) from error
    except (OSError, binascii.Error, ValueError) as error:
        raise KeyProblem(
            _("The signing key at %(path)s cannot be used: %(problem)s") % {"path": path, "problem": error}
        ) from error
