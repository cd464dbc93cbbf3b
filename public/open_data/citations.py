"""How to cite one published version: in words, and for reference software (RIS)."""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, override

from core import dates
from core.bilingual import LANGUAGES
from public.open_data.addresses import absolute
from publication.published.addresses import record_address
from publication.published.models import PublishedVersion


def citation(version: PublishedVersion, language: str) -> str:
    """The words to cite a version by, in one language."""
    with override(language):
        return _(
            "%(title)s. %(kind)s %(reference)s, version %(number)d, published on %(date)s. Open log %(log)s, "
            "entry %(entry)d. %(address)s"
        ) % _parts(version, language)


def print_line(version: PublishedVersion, language: str) -> str:
    """What stands at the foot of each printed page: which text it is, and where the newest one is found."""
    with override(language):
        return _(
            "%(reference)s, version %(number)d, published on %(date)s. Open log: entry %(entry)d. %(address)s"
        ) % _parts(version, language)


def reference_file(version: PublishedVersion) -> str:
    """A version as a RIS file: the Welsh title and address beside the English ones."""
    english, welsh = (_parts(version, language) for language in ("en", "cy"))
    lines = [
        ("TY", "RPRT"),
        ("TI", english["title"]),
        ("TT", welsh["title"]),
        ("ET", str(version.number)),
        ("PY", str(version.published_at.year)),
        ("DA", f"{localdate(version.published_at):%Y/%m/%d}"),
        ("M1", english["reference"]),
        ("PB", settings.LOG_ORIGIN),
        *(("LA", language) for language in LANGUAGES),
        ("UR", english["address"]),
        ("UR", welsh["address"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(str(value).split())}\r\n" for tag, value in lines)


def _parts(version: PublishedVersion, language: str) -> dict[str, object]:
    record = version.record
    with override(language):
        return {
            "title": str(version.title),
            "kind": record.get_kind_display(),
            "reference": getattr(record, f"slug_{language}"),
            "number": version.number,
            "date": dates.long_date(version.published_at),
            "log": settings.LOG_ORIGIN,
            "entry": version.log_index,
            "address": absolute(record_address(record, "version", version.number, language=language)),
        }
