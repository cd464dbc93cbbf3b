"""Reads a page as a person of one language would: its texts, each with the language it is marked with."""

from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "hr", "img", "input", "source", "wbr"}
_READ_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt"}


class Reader(HTMLParser):
    """Collects (language, text) of every text and readable attribute, folding white space.

    What must not be translated, a word as it is stored, is in no language.
    """

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = "" if values.get("translate") == "no" else values.get("lang") or self._language
        for name in _READ_ATTRIBUTES & set(values):
            self._keep(language, values[name] or "")
        if tag == "input" and values.get("type") in ("submit", "button"):
            self._keep(language, values.get("value") or "")
        if tag not in _VOID:
            self.languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.languages and self.languages[-1][0] not in ("script", "style"):
            self._keep(self._language, data)

    @property
    def _language(self) -> str:
        return self.languages[-1][1] if self.languages else ""

    def _keep(self, language: str, text: str) -> None:
        if text := " ".join(text.split()):
            self.texts.append((language, text))


def texts_of(html: str, language: str) -> set[str]:
    """The texts of a page that are not marked as being in another language than `language`."""
    reader = Reader()
    reader.feed(html)
    return {text for marked, text in reader.texts if marked == language}
