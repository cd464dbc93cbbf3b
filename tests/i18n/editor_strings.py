"""The English of the page editor: what Wagtail, its libraries and Django say, and whether a text is one of theirs."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import global_settings, settings
from django.utils.translation import gettext, override, pgettext

# The packages whose words officers meet. Of Django, only what stands in forms, lists and messages.
PACKAGES = (
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.simple_translation",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.search",
    "wagtail.snippets",
    "wagtail.users",
    "taggit",
    "django.conf",
    "django.contrib.auth",
)
# Nobody meets these in the page editor: names of languages, and what Django says to its developers.
_UNMET = re.compile("|".join(re.escape(str(name)) + "$" for _code, name in global_settings.LANGUAGES))
_FOR_DEVELOPERS = re.compile(
    r".*(DEBUG=True|allow_empty|djangoproject|how-to’s|date string|Polling App|Congratulations|Django|get help)"
)
OURS = [settings.BASE_DIR / "locale", settings.BASE_DIR / "cms" / "wagtail_locale"]
_TAG_OR_PLACEHOLDER = re.compile(r"<[^>]*>|%\(\w+\)[sdr]|%[sd]|\{\w+\}|\n")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w+\}")


def catalogue(file: Path) -> Catalog:
    if not file.exists():
        return Catalog(locale="cy")
    with file.open("rb") as source:
        return read_po(source)


def forms(message: Message) -> tuple[str, ...]:
    """The English of a message: one form, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def key(message: Message) -> tuple[str, str | None]:
    return forms(message)[0], message.context


def translated(message: Message) -> bool:
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return bool(texts) and all(texts) and not message.fuzzy


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "locale"


@cache
def theirs(domain: str) -> dict[tuple[str, str | None], Message]:
    """Every string of the packages in the domain that an officer can meet."""
    found = {}
    for package in PACKAGES:
        for message in catalogue(_folder(package) / "en" / "LC_MESSAGES" / f"{domain}.po"):
            text = forms(message)[0]
            if text and not (package == "django.conf" and (_UNMET.match(text) or _FOR_DEVELOPERS.match(text))):
                found[key(message)] = message
    return found


def in_welsh(domain: str, message: Message) -> bool:
    return any(
        (found := file.get(forms(message)[0], message.context)) is not None and translated(found)
        for file in _welsh(domain)
    )


@cache
def _welsh(domain: str) -> list[Catalog]:
    folders = [*OURS, *(_folder(package) for package in PACKAGES)]
    return [catalogue(folder / "cy" / "LC_MESSAGES" / f"{domain}.po") for folder in folders]


class English:
    """Tells whether a text of a Welsh page is one of the English strings."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self.pieces: set[str] = set()
        self.patterns: list[re.Pattern[str]] = []
        self._known: dict[tuple[str, bool], bool] = {}
        ours = {key(message): message for message in catalogue(OURS[0] / "cy" / "LC_MESSAGES" / "django.po")}
        with override("cy"):
            for message in {**theirs("djangojs"), **theirs("django"), **ours}.values():
                text = forms(message)[0]
                welsh = pgettext(message.context, text) if message.context else gettext(text)
                for english in forms(message):
                    if text and english != welsh:
                        self._add(" ".join(english.split()))

    def _add(self, english: str) -> None:
        pieces = [piece.strip() for piece in _TAG_OR_PLACEHOLDER.split(english)]
        self.pieces |= {piece for piece in pieces if len(piece.split()) >= 3}
        if pieces == [english]:
            self.whole.add(english)
        elif "<" not in english and len(re.findall(r"[A-Za-z]", "".join(pieces))) > 3:
            self.patterns.append(re.compile(".+".join(map(re.escape, PLACEHOLDER.split(english)))))

    def is_in(self, text: str, *, data: bool = False) -> bool:
        """Whether the text is English. In `data`, a single word in small letters is a name of a thing."""
        if data and not re.search(r"[A-Z ]", text):
            return False
        asked = (text, data)
        if asked not in self._known:
            self._known[asked] = (
                text in self.whole
                or any(piece in text for piece in self.pieces)
                or any(pattern.fullmatch(text) for pattern in self.patterns)
            )
        return self._known[asked]


def strings_in(value: Any) -> Iterator[str]:
    """Every string of parsed JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)
