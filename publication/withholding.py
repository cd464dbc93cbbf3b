"""Withholding parts of a record when it is published: which parts can be, why each is, and what remains to be shown.

A withheld part is a text in both languages. The log commits to its value; the public sees the notice in its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText
from core.history import RecordedModel, recording, refuse_stale
from core.own_words import ORIGINAL, TRANSLATOR
from core.projections import REDACTABLE, Manifest, Projection, nested, pin, project
from core.transitions import Refused
from core.verdicts import authorise
from openlog.log import Withheld
from people.models import User
from publication.kinds import KindSpec, kind_of, record_of
from publication.models import Reasoned, Withholding
from publication.published.notices import Notice, as_fields, marked
from publication.reasons import Reason

_NOT_WRITTEN = {"id", "uuid", "created_at", "kind", "record_uuid", "part"}
WRITTEN = {field.name for field in Withholding._meta.concrete_fields} - _NOT_WRITTEN


@dataclass(frozen=True)
class Part:
    """A text of a record that may be withheld: its lasting name, its path in this version, its label and its words."""

    name: str
    path: str
    label: str
    text: BilingualText


def pinned(record: RecordedModel) -> Manifest:
    """The manifest of the record as it stands, with the notice of every part that is withheld."""
    spec = kind_of(record)
    manifest = pin(spec.projection, record) | {"schema": spec.schema}
    if rows := list(Withholding.objects.filter(record_uuid=record.uuid)):
        parts = {part.name: part for part in parts_of(record, manifest)}
        withheld = {row.part: row for row in rows}
        for row in rows:
            copies = {*spec.copies(record, row.part), *_same_words(parts, row.part)}
            withheld |= {name: row for name in parts if name in copies - withheld.keys()}
        manifest["withheld"] = [row.notice(parts[name].path) for name, row in withheld.items() if name in parts]
    return manifest


def _same_words(parts: dict[str, Part], name: str) -> set[str]:
    """The names of all texts that say the same as this one in either language, as when a published one is hidden."""
    words = {parts[name].text.en, parts[name].text.cy} - {""} if name in parts else set()
    return {other.name for other in parts.values() if words & {other.text.en, other.text.cy}}


def parts_of(record: RecordedModel, manifest: Manifest | None = None) -> list[Part]:
    """The texts of the record that may be withheld, in the order of the record; an empty text is none."""
    spec = kind_of(record)
    manifest = manifest or pin(spec.projection, record)
    public = project(spec.projection, manifest)
    content, found = nested(public), []
    for name, path in _redactable(spec.projection, manifest):
        text = BilingualText(**{language: public[f"{path}.{language}"] for language in LANGUAGES})
        if text:
            found.append(Part(name, path, spec.path_label(path, content), text))
    return found


def names_in(spec: KindSpec, manifest: Manifest) -> dict[str, str]:
    """The lasting name of each text that may be withheld, by its path in the version that the manifest pins."""
    return {path: name for name, path in _redactable(spec.projection, manifest)}


def withholding_of(reasons: Reasoned, **where: Any) -> Withholding:
    """A withholding, not yet saved, for the same reasons."""
    return Withholding(**where, **{name: getattr(reasons, name) for name in WRITTEN})


def notices_in(manifest: Manifest) -> list[Notice]:
    """What the manifest withholds, and why."""
    return manifest.get("withheld", [])


def read_alike(projection: Projection, one: Manifest, other: Manifest) -> bool:
    """Whether both would be published as the same texts, with the same parts withheld for the same reasons."""
    if notices_in(one) != notices_in(other):
        return False
    return one == other or project(projection, one) == project(projection, other)


def shown_and_hidden(spec: KindSpec, manifest: Manifest) -> tuple[dict[str, Any], dict[str, Withheld]]:
    """The fields that publishing the manifest shows, its notices among them, and those that it only commits to."""
    shown, notices = project(spec.projection, manifest), notices_in(manifest)
    hidden = {
        f"{notice['part']}.{language}": Withheld(
            shown.pop(f"{notice['part']}.{language}"), notice["reason"]["en"], notice["reason"]["cy"]
        )
        for notice in notices
        for language in LANGUAGES
    }
    for notice in notices:  # an unnamed author may be known by the language
        for part in (ORIGINAL, TRANSLATOR):
            shown.pop(f"{notice['part']}.{part}", None)
    return shown | as_fields(notices), hidden


def content_of(spec: KindSpec, manifest: Manifest) -> dict[str, Any]:
    """The content that publishing the manifest would show, with each withheld part marked."""
    shown, _hidden = shown_and_hidden(spec, manifest)
    return marked(nested(shown))


def hidden_in(spec: KindSpec, manifest: Manifest) -> list[tuple[str, BilingualText, Notice]]:
    """Label, words and notice of each part that the manifest withholds, for who approves it."""
    public = project(spec.projection, manifest)
    return [
        (
            spec.path_label(notice["part"]),
            BilingualText(**{language: public[f"{notice['part']}.{language}"] for language in LANGUAGES}),
            notice,
        )
        for notice in notices_in(manifest)
    ]


def label_of(withholding: Withholding) -> str:
    """What the withheld part is called today; its lasting name when the record no longer has it."""
    parts = parts_of(record_of(withholding.kind, withholding.record_uuid))
    return next((part.label for part in parts if part.name == withholding.part), withholding.part)


@transaction.atomic
def withhold(*, record: RecordedModel, part: str, by: User, **values: Any) -> Withholding:
    """Withhold a part of the record from its next publication on; `values` are those of WRITTEN.

    Raises Refused for what is no text of the record that may be withheld, ValidationError on bad values.
    """
    authorise(by, "request_publication", record)
    if part not in {found.name for found in parts_of(record)}:
        raise Refused(_("This part of the record cannot be withheld, or it has no text."))
    withholding = Withholding(kind=kind_of(record).name, record_uuid=record.uuid, part=part)
    return _write(withholding, by, Reason.PART_WITHHELD, values)


@transaction.atomic
def revise(*, withholding: Withholding, by: User, based_on: int | None = None, **values: Any) -> Withholding:
    """Change why a part is withheld. `based_on` is the history id that the writer opened: Refused when it is stale."""
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    authorise(by, "change", withholding)
    refuse_stale(withholding, based_on)
    return _write(withholding, by, Reason.WITHHOLDING_CHANGED, values)


@transaction.atomic
def lift(*, withholding: Withholding, by: User, reason: str) -> None:
    """Withhold the part no longer: the next version shows it. Versions that are public already stay as they are."""
    withholding = Withholding.objects.select_for_update().get(pk=withholding.pk)
    authorise(by, "change", withholding)
    with recording(by=by, reason=reason):
        withholding.delete()


def _write(withholding: Withholding, by: User, reason: str, values: dict[str, Any]) -> Withholding:
    if unknown := values.keys() - WRITTEN:
        raise TypeError(f"not written of a withholding: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(withholding, name, value)
    with recording(by=by, reason=reason):
        withholding.full_clean()
        withholding.save()
    return withholding


def _redactable(
    projection: Projection, manifest: Manifest, name: str = "", path: str = ""
) -> Iterator[tuple[str, str]]:
    """Lasting name and path of every text in both languages that may be withheld."""
    for column, audience in projection.audiences.items():
        stem, _dash, language = column.rpartition("_")
        if audience is REDACTABLE and language == LANGUAGES[0]:
            yield name + stem, path + stem
    for child_name, child in projection.children.items():
        for number, row in enumerate(manifest["children"][child_name]):
            key = _lasting_key(child.projection.model, row["history_id"])
            yield from _redactable(child.projection, row, f"{name}{child_name}.{key}.", f"{path}{child_name}.{number}.")


def _lasting_key(model: type[models.Model], version: int) -> str:
    """The UUID of the row that the version is of; a row that is never changed is its own version."""
    if not issubclass(model, RecordedModel):
        return str(version)
    return str(model.history.values_list("uuid", flat=True).get(history_id=version))
