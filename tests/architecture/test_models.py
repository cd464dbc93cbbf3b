"""The house stands as docs/architecture.md says."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from simple_history.models import registered_models
from wagtail.models import DraftStateMixin, RevisionMixin

from core.append_only import AppendOnlyModel
from core.history import RecordedModel
from publication.kinds import KINDS
from tests.architecture.tiers import EDITORIAL, LAYERS, MACHINERY, PUBLISHED, WORKING


def ours() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in LAYERS and not hasattr(model, "history_change_reason")
    ]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_every_model_has_one_tier() -> None:
    tiers = [WORKING, PUBLISHED, EDITORIAL, MACHINERY]
    assert {label(model) for model in ours()} == set().union(*tiers)
    assert sum(map(len, tiers)) == len(set().union(*tiers))


def test_working_models_are_recorded_and_only_they() -> None:
    recorded = {label(model) for model in ours() if issubclass(model, RecordedModel)}
    assert recorded == WORKING
    registered = {label(model) for model in registered_models.values() if model._meta.app_label in LAYERS}
    assert registered == WORKING


def test_no_model_is_versioned_twice() -> None:
    for model in ours():
        assert not (issubclass(model, RevisionMixin | DraftStateMixin) and label(model) in WORKING), label(model)


def test_foreign_keys_point_downwards() -> None:
    for model in ours():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or not isinstance(target, type) or target._meta.app_label not in LAYERS:
                continue
            assert LAYERS.index(target._meta.app_label) <= LAYERS.index(model._meta.app_label), f"{model}.{field.name}"


def test_no_foreign_key_leads_from_published_or_editorial_rows_to_working_rows() -> None:
    for model in ours():
        if label(model) not in PUBLISHED | EDITORIAL:
            continue
        targets = {
            f.related_model._meta.label for f in model._meta.concrete_fields if f.is_relation and f.related_model
        }
        assert not targets & WORKING, label(model)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_publishable_column_has_an_audience(kind: str) -> None:
    projections = [KINDS[kind].projection]
    while projections:
        projection = projections.pop()
        assert projection.undeclared() == set(), projection.model
        relations = {f.name for f in projection.model._meta.concrete_fields if f.is_relation}
        public = {name for name, audience in projection.audiences.items() if audience.value != "private"}
        assert relations & public == set(projection.references), projection.model
        projections += [child.projection for child in projection.children.values()]


def test_append_only_models_refuse_changes() -> None:
    append_only = {label(model) for model in ours() if issubclass(model, AppendOnlyModel)}
    assert {"taskgroups.StageChange", "publication.PublishedVersion", "openlog.LogEntry"} <= append_only


@pytest.mark.django_db
def test_migrations_are_clean() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out, stderr=out)


@pytest.mark.django_db
def test_nothing_of_ours_is_in_an_admin_site() -> None:
    assert not apps.is_installed("django.contrib.admin")
