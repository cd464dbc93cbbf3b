"""The database that the first version made is migrated, read, and worked on: nothing in it is out of reach."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.transitions import Refused
from core.triggers import missing
from decisions_log.models import Decision
from missions.models import Mission
from openlog.notes import SigningKey
from openlog.triggers import TRIGGERS as LOG
from openlog.verifier import PROGRAM
from openlog.verify import verify
from people.models import PlatformRole, User
from publication import removal, requests
from publication.kinds import UnknownSchema
from publication.manifests import manifest_of
from publication.models import (
    PublicationRequest,
    PublishedRecord,
    PublishedVersion,
    Removal,
    RemovalAction,
    RequestState,
)
from publication.published.addresses import version_address
from publication.published.shown import differences
from publication.removal_parts import parts_of_versions
from taskgroups.triggers import TRIGGERS as GROUPS
from tests import factories
from tests.upgrade.conftest import SEED

pytestmark = [pytest.mark.xdist_group("first version"), pytest.mark.usefixtures("first_version")]

_LINK = re.compile(r'(?:href|src)="(/[^"#]*)|<loc>http://[^/]+(/[^<]*)|"(?:url|self|next)": ?"http://[^/]+(/[^"]*)"')
_LEFT_OUT = re.compile(r"^/(static|media)/|sign-out|allgofnodi|export\.tar|/log/tile/|^//")
NOTE = {"change_note_en": "We wrote it more clearly.", "change_note_cy": "Ysgrifennwyd ef yn gliriach."}


class ClientSource:
    """The log as the site serves it."""

    def read(self, path: str) -> bytes:
        response = Client().get(f"/log/{path}")
        if response.status_code == 404:
            raise LookupError(path)
        assert response.status_code == 200, path
        return response.getvalue()


def crawl(client: Client, *start: str) -> dict[str, int]:
    """The status of every address that links lead to from `start`; each stays in its language."""
    waiting, seen = list(start), dict.fromkeys(start, 0)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        seen[address] = response.status_code
        text = response.getvalue().decode(errors="replace")
        links = [next(filter(None, match.groups())) for match in _LINK.finditer(text)]
        for found in [*links, response.headers.get("Location", "")]:
            link = found.replace("&amp;", "&")
            if link.startswith("/") and link not in seen and not _LEFT_OUT.search(link):
                seen[link] = 0
                waiting.append(link)
    return seen


def failed(seen: dict[str, int]) -> dict[str, int]:
    return {address: status for address, status in seen.items() if status >= 500 or status == 404}


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.wales")


def decision() -> PublishedRecord:
    return PublishedRecord.objects.get(kind="decision")


def remove(action: RemovalAction, version: int, part: str) -> Removal:
    """One asks, a redaction officer carries it out."""
    asked = removal.request_removal(
        record=decision(), action=action, by=user("convener"), version=version, part=part, **factories.reasons()
    )
    officer = factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER)
    return removal.carry_out(removal=asked, by=officer)


def test_every_trigger_is_there() -> None:
    assert missing(connection, [*LOG, *GROUPS]) == []


def test_everything_public_can_be_read() -> None:
    seen = crawl(Client(), "/en/", "/cy/", "/sitemap.xml", "/log/checkpoint", "/api/v1/")
    assert failed(seen) == {}
    assert len([address for address in seen if "/decisions/" in address or "/penderfyniadau/" in address]) > 4


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["convener", "publisher", "auditor", "lead"])
def test_everything_in_the_workspace_can_be_read(name: str) -> None:
    client = Client()
    client.force_login(user(name))
    seen = crawl(client, "/en/workspace/")
    assert failed({address: status for address, status in seen.items() if "/workspace/" in address}) == {}
    assert len(seen) > 20


def test_pages_of_old_publications_can_be_read() -> None:
    client = Client()
    client.force_login(user("auditor"))
    for asked in PublicationRequest.objects.all():
        assert client.get(f"/en/workspace/publication/{asked.uuid}/").status_code == 200


def test_an_old_record_is_published() -> None:
    group = Decision.objects.earliest("pk").group
    asked = requests.request_publication(record=group, by=user("convener"))
    version = requests.approve(request=asked, digest=asked.digest, by=user("publisher"))
    assert PublishedVersion.objects.newest().get(record__uuid=group.uuid) == version


def test_an_old_record_that_lacks_what_is_asked_for_now_says_so() -> None:
    mission = Mission.objects.get(uuid=PublishedRecord.objects.filter(kind="mission").earliest("pk").uuid)
    with pytest.raises(Refused, match="measure"):
        requests.request_publication(record=mission, by=mission.lead, **NOTE)


def test_what_old_decisions_said_is_redacted_and_erased() -> None:
    texts = {part.path: part.text for part in parts_of_versions(decision()) if part.version == 1}
    redacted, erased = "options.0.costs", "reasons"
    asked = remove(RemovalAction.REDACT, 1, redacted)
    assert Removal.objects.get(pk=asked.pk).completed_at is not None
    remove(RemovalAction.ERASE, 1, erased)
    first = decision().versions.get(number=1)
    assert "withheld" in first.content["options"][0]["costs"]
    assert "erased" in first.content["reasons"]
    for table in (Decision, Decision.history.model):
        assert texts[erased].en not in table.objects.values_list("reasons_en", flat=True)
    page = Client().get(version_address(first))
    assert page.status_code == 200
    assert texts[erased].en not in page.getvalue().decode()


def test_the_log_holds_over_http_and_by_the_one_file(tmp_path: Path) -> None:
    key = SigningKey("log.example.wales/decisions", SEED).verifier_key
    report = verify(ClientSource(), key)
    assert report.fault is None
    assert report.size >= 6
    log, record = tmp_path / "log.tar", tmp_path / "record-4.json"
    log.write_bytes(Client().get("/log/export.tar").getvalue())
    record.write_bytes(Client().get("/log/record/4.json").getvalue())
    for file in (log, record):
        command = [sys.executable, "-I", "-S", str(PROGRAM), str(file), "--vkey", str(key)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_shown_is_what_the_log_says() -> None:
    assert list(differences()) == []


def test_a_manifest_of_an_unknown_schema_is_refused_in_words() -> None:
    asked = PublicationRequest.objects.filter(state=RequestState.PUBLISHED).earliest("pk")
    old: dict[str, Any] = asked.manifest
    asked.manifest = {**old, "schema": "mission/9"}
    with pytest.raises(UnknownSchema, match="mission/9"):
        manifest_of(asked)
    asked.manifest = {**old, "schema": "decision/1"}
    with pytest.raises(UnknownSchema):
        manifest_of(asked)
