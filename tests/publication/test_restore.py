"""An older back-up is restored: the log is read-only, nothing erased is shown, and one command brings all back."""

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from core.transitions import Refused
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog import journal
from openlog.export import SignedLog, stream_tar, write_folder
from openlog.restore_guard import behind_journal
from people.models import PlatformRole
from publication import removal
from publication.models import PublishedVersion, RemovalAction
from publication.published.addresses import version_address
from publication.published.shown import differences
from tests import factories
from tests.own_database import OwnDatabase

pytestmark = pytest.mark.xdist_group("restore")

NOTE = {"change_note_en": "It is to be reviewed.", "change_note_cy": "Mae i'w adolygu."}
WORDS = "Mrs Beti Prydderch of 4 Heol y Bont complained about her discharge."


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A database of its own with its key and journal."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        own = stack.enter_context(OwnDatabase(tmp_path, "restore").used())
        own.create_migrated()
        (tmp_path / "log.key").write_bytes(base64.b64encode(bytes(range(32))))
        files = {"LOG_SIGNING_KEY_FILE": tmp_path / "log.key", "LOG_JOURNAL": tmp_path / "journal.jsonl"}
        stack.enter_context(override_settings(**files))
        yield own


def published() -> PublishedVersion:
    """A decision with words that will be erased."""
    group = factories.agreed_group()
    factories.publish(group.mission)
    factories.publish(group.position)
    decision = factories.complete(factories.draft_decision(group))
    by = factories.convener(group)
    decisions.revise(decision=decision, by=by, reason="test", reasons_en=WORDS, reasons_cy=f"Cymraeg: {WORDS}")
    return factories.publish(factories.move_to(decision, "decided"))


def publish_and_erase(version: PublishedVersion) -> None:
    """A second version, and the words erased from both."""
    decision = Decision.objects.get(uuid=version.record.uuid)
    by = factories.convener(decision.group)
    factories.publish(decisions.transition(decision=decision, action="review", by=by, reason="test"), **NOTE)
    reasons = factories.reasons()
    asked = removal.request_removal(
        record=version.record, action=RemovalAction.ERASE, by=by, version=1, part="reasons", **reasons
    )
    removal.carry_out(removal=asked, by=factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER))


def shown() -> list[dict[str, Any]]:
    return list(
        PublishedVersion.objects.order_by("log_index").values(
            "log_index", "record__uuid", "number", "content", "reflects"
        )
    )


def found_in_tables(words: str) -> list[str]:
    """The tables in which a row holds the words."""
    holding = []
    for model in apps.get_models(include_auto_created=True):
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, models.TextField | models.JSONField)]
        for row in models.QuerySet(model).values_list(*names) if names and model._meta.managed else []:
            if any(words in str(value) for value in row):
                holding.append(model._meta.label)
    return holding


def restore_log(copy: Path) -> str:
    out = StringIO()
    call_command("restore_log", f"--from={copy}", stdout=out)
    return out.getvalue()


def as_folder(place: Path) -> Path:
    write_folder(SignedLog.latest(), place)
    return place


def as_archive(place: Path) -> Path:
    place.write_bytes(b"".join(stream_tar(SignedLog.latest())))
    return place


@pytest.mark.parametrize("export", [as_folder, as_archive])
def test_an_older_back_up_is_caught_up_from_an_export(
    database: OwnDatabase, tmp_path: Path, export: Callable[[Path], Path]
) -> None:
    version = published()
    older = as_folder(tmp_path / "older")
    database.back_up()
    publish_and_erase(version)
    copy = export(tmp_path / "export")
    before = shown()
    assert found_in_tables(WORDS) == []

    database.restore()
    assert "behind" in (behind_journal() or "")
    assert found_in_tables(WORDS) != []
    request = factories.requested(Decision.objects.get().group)
    with pytest.raises(Refused, match="restore_log"):
        factories.approve(request)
    for address in ("/en/", version_address(version), "/log/disclosures/2.json", "/en/workspace/"):
        response = Client().get(address)
        assert response.status_code == 503
        assert WORDS not in response.getvalue().decode()
    assert Client().get("/readyz").json()["log"] is False

    with pytest.raises(CommandError, match="Find a newer copy"):
        restore_log(older)
    assert "It takes entries again" in restore_log(copy)
    assert shown() == before
    assert list(differences()) == []
    assert found_in_tables(WORDS) == []
    assert Client().get(version_address(version)).status_code == 200
    factories.approve(request)
    call_command("verify_log", stdout=StringIO())


def test_a_copy_that_was_changed_or_tells_another_history_is_refused(database: OwnDatabase, tmp_path: Path) -> None:
    version = published()
    database.back_up()
    publish_and_erase(version)
    copy = as_folder(tmp_path / "copy")
    database.restore()
    changed = tmp_path / "changed"
    shutil.copytree(copy, changed)
    (changed / "disclosures" / "3.json").write_bytes((copy / "disclosures" / "2.json").read_bytes())
    before = shown()
    with pytest.raises(CommandError, match="does not hold"):
        restore_log(changed)
    for file in tmp_path.glob("*.head"):
        file.unlink()
    (tmp_path / "journal.jsonl").unlink()
    (tmp_path / "journal.jsonl.removed").unlink()
    with pytest.raises(Refused, match="missing or empty"):
        factories.publish(Decision.objects.get().group)
    assert shown() == before


def test_without_its_journal_the_log_is_confirmed_against_a_mirror(database: OwnDatabase, tmp_path: Path) -> None:
    published()
    mirror = as_folder(tmp_path / "mirror")
    shutil.rmtree(mirror / "disclosures")
    (tmp_path / "journal.jsonl").unlink()
    request = factories.requested(Decision.objects.get().group)
    with pytest.raises(Refused, match="missing or empty"):
        factories.approve(request)
    assert "It takes entries again" in restore_log(mirror)
    factories.approve(request)
    assert max(journal.promises()).size == SignedLog.latest().size


def test_a_mirror_has_no_texts_to_catch_up_with(database: OwnDatabase, tmp_path: Path) -> None:
    version = published()
    database.back_up()
    publish_and_erase(version)
    mirror = as_folder(tmp_path / "mirror")
    shutil.rmtree(mirror / "disclosures")
    database.restore()
    with pytest.raises(CommandError, match="no texts"):
        restore_log(mirror)
    assert "behind" in (behind_journal() or "")
