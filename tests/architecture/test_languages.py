"""Every text with a column for each language is classified in docs/languages.yaml, and its model agrees."""

from typing import Any

import yaml
from django.apps import apps
from django.conf import settings

from core.bilingual import LANGUAGES, Bilingual
from core.own_words import own_words_of
from tests.architecture.tiers import LAYERS

TABLE: dict[str, dict[str, list[str]]] = yaml.safe_load((settings.BASE_DIR / "docs" / "languages.yaml").read_text())
CLASSIFIED = {(model, name): kind for kind, rows in TABLE.items() for model, names in rows.items() for name in names}


def texts() -> dict[tuple[str, str], Any]:
    """The accessor of every pair of columns, by model and name."""
    found = {}
    for model in apps.get_models():
        columns = {field.name for field in model._meta.concrete_fields}
        stems = {name.removesuffix("_en") for name in columns if name.endswith("_en")}
        if model._meta.app_label in LAYERS and not hasattr(model, "history_change_reason"):
            names = [stem for stem in stems if f"{stem}_cy" in columns]
            found |= {
                (model._meta.label, name): own_words_of(model).get(name) or vars(model).get(name) for name in names
            }
    return found


def test_every_text_is_classified_once() -> None:
    assert len(CLASSIFIED) == sum(len(names) for rows in TABLE.values() for names in rows.values())
    assert set(CLASSIFIED) == set(texts())


def test_own_words_are_declared_by_their_model() -> None:
    own = {key for key, accessor in texts().items() if type(accessor).__name__ == "OwnWords" and accessor.translated}
    assert own == {key for key, kind in CLASSIFIED.items() if kind == "own words"}
    assert not [key for key, kind in CLASSIFIED.items() if kind == "both" and not _plain(texts()[key])]


def test_no_form_demands_both_languages_of_own_words() -> None:
    for (label, name), kind in CLASSIFIED.items():
        if kind == "own words":
            model = apps.get_model(label)
            assert all(model._meta.get_field(f"{name}_{language}").blank for language in LANGUAGES), (label, name)


def _plain(accessor: Any) -> bool:
    return accessor is None or isinstance(accessor, Bilingual)
