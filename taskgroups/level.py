"""The texts of a record in both languages: which have not followed, what reads as the other language, who checked them.

Every door asks here: sign-off, agreement, proposing, deciding, the request for publication and its approval.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES, BilingualText
from core.history import RecordedModel
from core.language_guess import Foreign, foreign_paragraphs
from core.level import Lag, Saved, digest, lags, level_text
from core.own_words import own_words_of
from core.projections import PRIVATE, Manifest, Projection
from core.transitions import Blocker
from people.models import LanguageCheck
from taskgroups.models import ChallengePosition, PositionSection
from taskgroups.projections import POSITION

_NOT_WRITTEN = {"slug"}


@dataclass(frozen=True)
class Standing:
    """One text of a record: `path` is its place in the published record, `check` who confirmed it as it is."""

    row: RecordedModel
    name: str
    path: str
    text: BilingualText
    lags: tuple[Lag, ...]
    foreign: tuple[Foreign, ...]
    check: LanguageCheck | None

    @property
    def pin(self) -> str:
        """What a confirmation of this text sends back."""
        return f"{self.row.uuid} {self.name} {digest(self.text)}"

    @property
    def language(self) -> str:
        """The language to be checked."""
        return self.lags[0].behind if self.lags else self.foreign[0].language if self.foreign else ""


def standings(projection: Projection, record: RecordedModel, manifest: Manifest | None = None) -> list[Standing]:
    """Every text of the record and its parts that is its own, in the order of the projection; in a few queries.

    As the record is now, or as `manifest` pins it.
    """
    places = list(_pinned_places(projection, manifest) if manifest else _places(projection, record))
    checks = _checks({row.uuid for row, _name, _path in places})
    saves = _saves(places)
    return [_standing(row, name, path, saves, checks) for row, name, path in places]


def behind(projection: Projection, record: RecordedModel) -> list[Standing]:
    """The texts in which one language has not followed the other, and nobody has confirmed that they say the same."""
    return [standing for standing in standings(projection, record) if standing.lags]


def text_when_level(section: PositionSection) -> BilingualText:
    """Both texts of a section as they last said the same."""
    if not section.to_update:
        return section.text
    saves = section.history.filter(saved_in__lte=section.level_in).order_by("-saved_in", "-history_id")
    found = saves.first()
    return found.instance.text if found else section.text


Place = tuple[Any, str, str]


def _places(projection: Projection, record: Any, path: str = "") -> Iterator[Place]:
    """Row, name and path of every text; what a person says of its own has no other language to keep up with."""
    if not isinstance(record, RecordedModel):
        return
    yield from ((record, name, f"{path}{name}") for name in _texts(projection))
    for child_name, child in projection.children.items():
        rows = child.projection.model._default_manager.filter(**{child.foreign_key: record}, **child.only(record))
        for number, row in enumerate(rows.order_by(child.order_by, "pk")):
            yield from _places(child.projection, row, f"{path}{child_name}.{number}.")


def _pinned_places(projection: Projection, manifest: Manifest) -> Iterator[Place]:
    """The same of a record as it was pinned."""
    pinned = list(_pins(projection, manifest))
    wanted: dict[type[RecordedModel], list[int]] = defaultdict(list)
    for model, version, _name, _path in pinned:
        wanted[model].append(version)
    rows = {
        (model, save.history_id): save.instance
        for model, versions in wanted.items()
        for save in model.history.filter(history_id__in=versions)
    }
    for model, version, name, path in pinned:
        yield rows[model, version], name, path


def _pins(projection: Projection, manifest: Manifest, path: str = "") -> Iterator[tuple[Any, int, str, str]]:
    """Model, version, name and path of every text that a manifest pins."""
    if issubclass(projection.model, RecordedModel):
        for name in _texts(projection):
            yield projection.model, manifest["history_id"], name, f"{path}{name}"
    for child_name, child in projection.children.items():
        for number, row in enumerate(manifest["children"].get(child_name, [])):
            yield from _pins(child.projection, row, f"{path}{child_name}.{number}.")


def _texts(projection: Projection) -> list[str]:
    """The names of the texts that a record has of its own in both languages, and that may be published."""
    left_out = _NOT_WRITTEN | set(own_words_of(projection.model))
    names = [
        column.removesuffix("_en")
        for column, audience in projection.audiences.items()
        if column.endswith("_en") and audience is not PRIVATE
    ]
    return [name for name in names if name not in left_out]


def _checks(rows: Iterable[UUID]) -> dict[tuple[UUID, str, str], LanguageCheck]:
    found = LanguageCheck.objects.filter(row__in=list(rows)).select_related("checked_by")
    return {(check.row, check.name, check.digest): check for check in found}


def _saves(places: list[Place]) -> dict[tuple[UUID, str], list[Saved]]:
    """The saves of every text, oldest first: one query for each model."""
    wanted: dict[type[RecordedModel], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row, name, _path in places:
        if not isinstance(row, PositionSection):  # it keeps count itself: it has hundreds of saves
            wanted[type(row)][row.pk].add(name)
    found: dict[tuple[UUID, str], list[Saved]] = defaultdict(list)
    for model, rows in wanted.items():
        names = sorted(set().union(*rows.values()))
        columns = [f"{name}_{language}" for name in names for language in LANGUAGES]
        history = model.history.filter(id__in=rows).order_by("history_id")
        for save in history.values("uuid", "history_user_id", "history_date", *columns):
            for name in names:
                text = BilingualText(en=save[f"{name}_en"], cy=save[f"{name}_cy"])
                found[save["uuid"], name].append(Saved(text, save["history_user_id"], save["history_date"]))
    return found


def _standing(
    row: RecordedModel, name: str, path: str, saves: dict[Any, list[Saved]], checks: dict[Any, LanguageCheck]
) -> Standing:
    text: BilingualText = getattr(row, name)
    text = BilingualText(en=text.en, cy=text.cy)
    if isinstance(row, PositionSection):
        base: BilingualText | None = text_when_level(row)
    else:
        base = level_text(saves[row.uuid, name], lambda said: (row.uuid, name, digest(said)) in checks)
    check = checks.get((row.uuid, name, digest(text)))
    late = () if check or base is None else tuple(lags(base, text))
    return Standing(row, name, path, text, late, tuple(foreign_paragraphs(text)), check)


def said(standing: Standing, label: str) -> str:
    """One sentence for a door: which language of this text has not followed."""
    if standing.language == "cy":
        return _("The Welsh has not followed the English: %(text)s") % {"text": label}
    return _("The English has not followed the Welsh: %(text)s") % {"text": label}


def blockers(projection: Projection, record: RecordedModel, kind: str, label: Callable[[str], str]) -> list[Blocker]:
    """Why a door is shut for the record, with a link to where the texts are compared and confirmed."""
    url = reverse_lazy("workspace:languages", args=[kind, record.uuid])
    who = _("Who wrote it, or the secretariat")
    return [Blocker(said(late, label(late.path)), who, url) for late in behind(projection, record)]


def position_blockers(position: ChallengePosition) -> list[Blocker]:
    """The sections and the title of a position in which one language has not followed."""
    return blockers(POSITION, position, "position", lambda path: position_label(position, path))


def position_label(position: ChallengePosition, path: str) -> str:
    """What a text of a position is called: the title, or the name of its section."""
    _list, _dot, rest = path.partition(".")
    return str(list(position.sections.all())[int(rest.split(".")[0])]) if rest else str(_("Title"))
