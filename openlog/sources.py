"""Where a log to be verified is read from. The database is the third source: `export.SignedLog` has the same `read`."""

import tarfile
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from openlog.tiles import MAX_ENTRY_SIZE, TILE_WIDTH

MAX_FILE_SIZE = TILE_WIDTH * (MAX_ENTRY_SIZE + 2)
TIMEOUT = 30


class SourceError(Exception):
    """The source itself cannot be read, which says nothing about the log in it."""


class Source(Protocol):
    """Files of a log by their path below /log/."""

    def read(self, path: str) -> bytes:
        """Content of one file. Raises LookupError when the log lacks it, SourceError when nobody can tell."""


class FolderSource:
    """A folder written by `export_log`, or unpacked from /log/export.tar."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise SourceError(f"not a folder: {folder}")
        self._folder = folder

    def read(self, path: str) -> bytes:
        """Content of the file. Raises LookupError when it is absent."""
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise LookupError(path) from error
        except OSError as error:
            raise SourceError(str(error)) from error


class TarSource:
    """The archive that is served at /log/export.tar."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = tarfile.open(path)  # noqa: SIM115 - it is read from as long as the source is there
            self._members = {member.name: member for member in self._archive if member.isfile()}
        except (OSError, tarfile.TarError) as error:
            raise SourceError(f"neither a folder nor an archive: {path}") from error

    def read(self, path: str) -> bytes:
        """Content of the file. Raises LookupError when it is absent."""
        content = self._archive.extractfile(self._members[f"log/{path}"])
        return content.read() if content else b""


class UrlSource:
    """A log served over HTTP; the address is the one that ends in /log/."""

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise SourceError(f"not a web address: {url}")
        self._base = url.rstrip("/") + "/"

    def read(self, path: str) -> bytes:
        """Content of the file. Raises LookupError on 404 and 410, SourceError on any other failure."""
        request = Request(urljoin(self._base, path), headers={"User-Agent": "opsw-verify-log"})  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310 - the scheme is checked above
                content = response.read(MAX_FILE_SIZE + 1)
        except HTTPError as error:
            if error.code in (404, 410):
                raise LookupError(path) from error
            raise SourceError(f"{request.full_url}: {error}") from error
        except (URLError, OSError) as error:
            raise SourceError(f"{request.full_url}: {error}") from error
        if len(content) > MAX_FILE_SIZE:
            raise SourceError(f"{request.full_url}: longer than any file of a log")
        return content


def source_named(name: str) -> Source:
    """The log at an address, in a folder or in an archive. Raises SourceError."""
    if urlsplit(name).scheme in ("http", "https"):
        return UrlSource(name)
    return FolderSource(Path(name)) if Path(name).is_dir() else TarSource(Path(name))
