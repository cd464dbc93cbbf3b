"""What is pinned of a record: made once for a page or an act, and handed on to whatever asks about it.

A withheld part is a text in both languages. The log commits to its value; the public sees the notice in its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core.bilingual import LANGUAGES, BilingualText
from core.history import RecordedModel
from core.own_words import ORIGINAL, TRANSLATOR
from core.projections import REDACTABLE, Manifest, Versions, nested, pin, project
from openlog.log import Withheld
from publication.kinds import KINDS, KindSpec, kind_of
from publication.level import Standing, pinned_standings
from publication.manifests import manifest_of
from publication.models import PublicationRequest, Withholding
from publication.published.notices import Notice, as_fields, marked


@dataclass(frozen=True)
class Part:
    """A text of a record that may be withheld: its lasting name, its path in this version, its label and its words."""

    name: str
    path: str
    label: str
    text: BilingualText


@dataclass(frozen=True)
class Pinned:
    """One version of a record with all its parts: what publishing it would show, and what it would only commit to.

    It is read when it is first asked for, and once.
    """

    spec: KindSpec
    manifest: Manifest
    versions: Versions = field(default_factory=Versions)

    @cached_property
    def public(self) -> dict[str, Any]:
        """Every value that may be published, by its path, those that are withheld among them."""
        return project(self.spec.projection, self.manifest, self.versions)

    @property
    def notices(self) -> list[Notice]:
        """What is withheld, and why."""
        return self.manifest.get("withheld", [])

    @cached_property
    def names(self) -> dict[str, str]:
        """The lasting name of each text that may be withheld, by its path."""
        self.versions.read(self.spec.projection, self.manifest)
        return dict(self._redactable())

    @cached_property
    def parts(self) -> list[Part]:
        """The texts that may be withheld, in the order of the record; an empty text is none."""
        content = nested(self.public)
        texts = ((path, name, self._text(path)) for path, name in self.names.items())
        return [Part(name, path, self.spec.path_label(path, content), text) for path, name, text in texts if text]

    @cached_property
    def shown_and_hidden(self) -> tuple[dict[str, Any], dict[str, Withheld]]:
        """The fields that publishing it shows, its notices among them, and those that it only commits to."""
        shown = dict(self.public)
        hidden = {
            f"{notice['part']}.{language}": Withheld(
                shown.pop(f"{notice['part']}.{language}"), notice["reason"]["en"], notice["reason"]["cy"]
            )
            for notice in self.notices
            for language in LANGUAGES
        }
        for notice in self.notices:  # an unnamed author may be known by the language
            for part in (ORIGINAL, TRANSLATOR):
                shown.pop(f"{notice['part']}.{part}", None)
        return shown | as_fields(self.notices), hidden

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content that publishing it would show, with each withheld part marked."""
        shown, _hidden = self.shown_and_hidden
        return marked(nested(shown))

    @property
    def hidden_parts(self) -> list[tuple[str, BilingualText, Notice]]:
        """Label, words and notice of each part that is withheld, for who approves it."""
        return [(self.spec.path_label(notice["part"]), self._text(notice["part"]), notice) for notice in self.notices]

    @cached_property
    def standings(self) -> list[Standing]:
        """How its texts stand in both languages, in the order of the record."""
        return pinned_standings(self.spec.projection, self.manifest, self.versions)

    def rows(self, name: str) -> list[Any]:
        """The rows of the list of that name, as they are pinned."""
        self.versions.read(self.spec.projection, self.manifest)
        model = self.spec.projection.children[name].projection.model
        return [self.versions.of(model, row["history_id"]) for row in self.manifest["children"][name]]

    def reads_as(self, request: PublicationRequest) -> bool:
        """Return True if the request pins the same texts, with the same parts withheld for the same reasons."""
        other = Pinned(self.spec, manifest_of(request), self.versions)
        if self.notices != other.notices:
            return False
        if self.manifest == other.manifest:
            return True
        self.versions.read(self.spec.projection, self.manifest, other.manifest)
        return self.public == other.public

    def _text(self, path: str) -> BilingualText:
        return BilingualText(**{language: self.public[f"{path}.{language}"] for language in LANGUAGES})

    def _redactable(self) -> Iterator[tuple[str, str]]:
        """Path and lasting name of every text in both languages that may be withheld."""
        projection = self.spec.projection
        yield from ((stem, stem) for stem in _redactable_texts(projection.audiences))
        for name, child in projection.children.items():
            stems = _redactable_texts(child.projection.audiences)
            for number, row in enumerate(self.rows(name) if stems else ()):
                # A row that is never changed is its own version.
                key = row.uuid if issubclass(child.projection.model, RecordedModel) else row.pk
                yield from ((f"{name}.{number}.{stem}", f"{name}.{key}.{stem}") for stem in stems)


def pinned(record: RecordedModel) -> Pinned:
    """The record as it stands, with the notice of every part that is withheld."""
    spec = kind_of(record)
    manifest = pin(spec.projection, record) | {"schema": spec.schema}
    made = Pinned(spec, manifest)
    if rows := list(Withholding.objects.filter(record_uuid=record.uuid)):
        parts = {part.name: part for part in made.parts}
        withheld = {row.part: row for row in rows}
        for row in rows:
            copies = {*spec.copies(record, row.part), *_same_words(parts, row.part)}
            withheld |= {name: row for name in parts if name in copies - withheld.keys()}
        manifest["withheld"] = [row.notice(parts[name].path) for name, row in withheld.items() if name in parts]
    return made


def pinned_by(request: PublicationRequest) -> Pinned:
    """What the request pins. Raises UnknownSchema."""
    return Pinned(KINDS[request.kind], manifest_of(request))


def _same_words(parts: dict[str, Part], name: str) -> set[str]:
    """The names of all texts that say the same as this one in either language, as when a published one is hidden."""
    words = {parts[name].text.en, parts[name].text.cy} - {""} if name in parts else set()
    return {other.name for other in parts.values() if words & {other.text.en, other.text.cy}}


def _redactable_texts(audiences: Any) -> list[str]:
    """The names of the texts in both languages that may be withheld."""
    columns = (column.rpartition("_") for column, audience in audiences.items() if audience is REDACTABLE)
    return [stem for stem, _dash, language in columns if language == LANGUAGES[0]]
