"""The texts of a record in both languages: which have not followed, what reads as the other language, who checked them.

Every door asks here: sign-off, agreement, proposing, deciding, the request for publication and its approval.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import takewhile
from operator import itemgetter, or_
from typing import Any, cast
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText
from core.history import RecordedModel
from core.language_guess import Foreign, foreign_paragraphs
from core.level import Lag, Saved, digest, lags, level_text
from core.one_look import looked_up, looked_up_together
from core.own_words import own_words_of
from core.projections import PRIVATE, Child, Manifest, Projection, Versions
from core.transitions import Blocker
from people.models import LanguageCheck
from publication.kinds import kind_of

_NOT_WRITTEN = {"slug"}


@dataclass(frozen=True)
class Standing:
    """One text of a record: `path` is its place in the published record, `check` who confirmed it as it is.

    `since` is when it was given its present words, if that is known.
    """

    row: RecordedModel
    name: str
    path: str
    text: BilingualText
    lags: tuple[Lag, ...]
    check: LanguageCheck | None
    since: datetime.datetime | None = None

    @cached_property
    def foreign(self) -> tuple[Foreign, ...]:
        """Its paragraphs that read as the other language."""
        return tuple(foreign_paragraphs(self.text))

    @property
    def pin(self) -> str:
        """What a confirmation of this text sends back."""
        return f"{self.row.uuid} {self.name} {digest(self.text)}"

    @property
    def language(self) -> str:
        """The language to be checked."""
        return self.lags[0].behind if self.lags else self.foreign[0].language if self.foreign else ""


def standings(record: RecordedModel) -> list[Standing]:
    """Every text of the record and its parts that is its own, in the order of the projection; in a few queries."""
    return looked_up(("standings", type(record), record.pk), lambda: _standings_of([record])[0])


def look_at_standings(records: Sequence[RecordedModel]) -> None:
    """Read the standings of these records, which are of one kind, for the rest of a page; as few queries as for one."""
    found = zip(records, _standings_of(records), strict=True)
    looked_up_together({("standings", type(record), record.pk): texts for record, texts in found})


def _standings_of(records: Sequence[RecordedModel]) -> list[list[Standing]]:
    if not records:
        return []
    return _standings(_places(kind_of(records[0]).projection, [(record, "") for record in records]))


def pinned_standings(projection: Projection, manifest: Manifest, versions: Versions) -> list[Standing]:
    """The same of a record as it was pinned."""
    versions.read(projection, manifest)
    pins = _pins(projection, manifest)
    places = [(versions.of(model, version).instance, name, path) for model, version, name, path in pins]
    return _standings([places])[0]


def behind(record: RecordedModel) -> list[Standing]:
    """The texts in which one language has not followed the other, and nobody has confirmed that they say the same."""
    return [standing for standing in standings(record) if standing.lags]


def keeps_count(row: Any) -> bool:
    """Whether a record itself knows both its texts as they last said the same: it is saved after every pause."""
    return hasattr(row, "text_when_level")


Place = tuple[Any, str, str]


def _standings(places: list[list[Place]]) -> list[list[Standing]]:
    """How each of these texts stands; all of them are looked up together."""
    flat = [place for group in places for place in group]
    checks = checks_of({row.uuid for row, _name, _path in flat})
    # One that keeps count has hundreds of saves.
    saves = saves_of((type(row), row.pk, name) for row, name, _path in flat if not keeps_count(row))
    return [[_standing(row, name, path, saves, checks) for row, name, path in group] for group in places]


def _places(projection: Projection, owners: Sequence[tuple[Any, str]]) -> list[list[Place]]:
    """Row, name and path of every text of each row at its path; what a person says of its own has no other language to
    keep up with.
    """
    found = [[(row, name, f"{path}{name}") for name in texts_in(projection)] for row, path in owners]
    for child_name, child in projection.children.items():
        if owners and _has_texts(child.projection):
            parts = _parts([row for row, _path in owners], child)
            numbered = [
                (places, (part, f"{path}{child_name}.{number}."))
                for places, (row, path) in zip(found, owners, strict=True)
                for number, part in enumerate(parts[row.pk])
            ]
            below = _places(child.projection, [owner for _places_above, owner in numbered])
            for (places, _owner), inner in zip(numbered, below, strict=True):
                places += inner
    return found


def _parts(owners: Sequence[Any], child: Child) -> dict[Any, list[Any]]:
    """The rows that are parts of each owner, by its key, in one query and in their order."""
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = child.projection.model._default_manager.filter(which_parts(owners, child))
    rows = rows.annotate(part_of=F(child.foreign_key))
    for row in rows.order_by(child.order_by, "pk"):
        found[row.part_of].append(row)
    return found


def which_parts(owners: Sequence[Any], child: Child) -> Q:
    """Which rows are parts of these owners, of which there is one at least."""
    wanted = [child.only(owner) for owner in owners]
    if all(narrowed == wanted[0] for narrowed in wanted):
        return Q(**{f"{child.foreign_key}__in": owners}, **wanted[0])
    pairs = zip(owners, wanted, strict=True)
    return reduce(or_, (Q(**{child.foreign_key: owner}, **narrowed) for owner, narrowed in pairs))


def _has_texts(projection: Projection) -> bool:
    """Whether rows of this shape, or their parts, have texts of their own in both languages."""
    return bool(texts_in(projection)) or any(_has_texts(child.projection) for child in projection.children.values())


def _pins(projection: Projection, manifest: Manifest, path: str = "") -> Iterator[tuple[Any, int, str, str]]:
    """Model, version, name and path of every text that a manifest pins."""
    for name in texts_in(projection):
        yield projection.model, manifest["history_id"], name, f"{path}{name}"
    for child_name, child in projection.children.items():
        for number, row in enumerate(manifest["children"].get(child_name, [])):
            yield from _pins(child.projection, row, f"{path}{child_name}.{number}.")


def texts_in(projection: Projection) -> list[str]:
    """The names of the texts that a record has of its own in both languages, and that may be published."""
    if not issubclass(projection.model, RecordedModel):
        return []
    left_out = _NOT_WRITTEN | set(own_words_of(projection.model))
    names = [
        column.removesuffix("_en")
        for column, audience in projection.audiences.items()
        if column.endswith("_en") and audience is not PRIVATE
    ]
    return [name for name in names if name not in left_out]


def checks_of(rows: Iterable[UUID]) -> dict[tuple[UUID, str, str], LanguageCheck]:
    """Who confirmed which texts of these rows, by row, name and digest."""
    found = LanguageCheck.objects.filter(row__in=list(rows)).select_related("checked_by")
    return {(check.row, check.name, check.digest): check for check in found}


def saves_of(places: Iterable[tuple[type[RecordedModel], int, str]]) -> dict[tuple[UUID, str], list[Saved]]:
    """The saves of every text, given by the model and key of its row and its name, oldest first; in one query."""
    keys: dict[type[RecordedModel], set[int]] = defaultdict(set)
    names: dict[type[RecordedModel], set[str]] = defaultdict(set)
    for model, key, name in places:
        keys[model].add(key)
        names[model].add(name)
    found: dict[tuple[UUID, str], list[Saved]] = defaultdict(list)
    if not keys:
        return found
    first, *others = (_texts_saved(model, keys[model], names[model]) for model in keys)
    for _version, row, by, at, texts in sorted(first.union(*others, all=True), key=itemgetter(0)):
        for name in {column[: -len("_en")] for column in texts}:
            text = BilingualText(en=texts[f"{name}_en"], cy=texts[f"{name}_cy"])
            found[row, name].append(Saved(text, by, at))
    return found


def _texts_saved(model: type[RecordedModel], keys: set[int], names: set[str]) -> QuerySet[Any, Any]:
    columns = [f"{name}_{language}" for name in sorted(names) for language in LANGUAGES]
    rows = (
        model.history.filter(id__in=keys)
        .order_by()
        .annotate(_texts=JSONObject(**{column: column for column in columns}))
    )
    return rows.values_list("history_id", "uuid", "history_user_id", "history_date", "_texts")


def _standing(
    row: RecordedModel, name: str, path: str, saves: dict[Any, list[Saved]], checks: dict[Any, LanguageCheck]
) -> Standing:
    text: BilingualText = getattr(row, name)
    text = BilingualText(en=text.en, cy=text.cy)
    base = cast("Any", row).text_when_level() if keeps_count(row) else None
    return Standing(row, name, path, text, *how_far(row.uuid, name, text, saves[row.uuid, name], checks, base))


def how_far(
    row: UUID,
    name: str,
    text: BilingualText,
    saves: Sequence[Saved],
    checks: dict[Any, LanguageCheck],
    base: BilingualText | None = None,
) -> tuple[tuple[Lag, ...], LanguageCheck | None, datetime.datetime | None]:
    """What has not followed in a text, who confirmed it as it is, and since when it has its present words.

    `base` is how both languages last said the same, where the row keeps count of that.
    """
    base = base or level_text(saves, lambda said: (row, name, digest(said)) in checks)
    check = checks.get((row, name, digest(text)))
    late = () if check or base is None else tuple(lags(base, text))
    same = list(takewhile(lambda save: save.text == text, reversed(saves)))
    return late, check, same[-1].at if same else None


def said(standing: Standing, label: str) -> str:
    """One sentence for a door: which language of this text has not followed."""
    if standing.language == "cy":
        return _("The Welsh has not followed the English: %(text)s") % {"text": label}
    return _("The English has not followed the Welsh: %(text)s") % {"text": label}


def blockers(record: RecordedModel, found: Iterable[Standing] | None = None) -> list[Blocker]:
    """Why a door is shut for the record, with a link to where the texts are compared and confirmed.

    `found` is how its texts stand, where that has been read.
    """
    spec = kind_of(record)
    url = reverse_lazy("workspace:languages", args=[spec.name, record.uuid])
    who = _("Who wrote it, or the secretariat")
    late = behind(record) if found is None else [standing for standing in found if standing.lags]
    return [Blocker(said(text, spec.label_of(text.row, text.path)), who, url) for text in late]
