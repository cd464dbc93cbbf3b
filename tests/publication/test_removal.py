"""After publication, two people redact, erase, withdraw or show again: the log stays whole, what is erased is gone."""

import html
import subprocess
import sys
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from cms.models import HomePage
from cms.setup import set_up_site
from core.transitions import Refused
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog import log
from openlog.keys import trusted_key
from openlog.models import Disclosure, WithheldDisclosure
from openlog.verifier import PROGRAM
from openlog.verify_database import verify_database
from people.models import PlatformRole, User
from publication import removal as services, tasks
from publication.models import PublishedVersion, Removal, RemovalAction, Withholding
from publication.published.projection import rebuild
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = {
    "cost_en": "KANARI-EN the carer in the third house is a person one could name",
    "cost_cy": "KANARI-CY mae'r gofalwr yn y trydydd tŷ yn berson y gellid ei enwi",
}
NOTE = {"change_note_en": "A note.", "change_note_cy": "Nodyn."}


def officer() -> User:
    return factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER)


@pytest.fixture
def published() -> PublishedVersion:
    """Two versions of a decision, with the same words about its cost."""
    decision = factories.decided(**CANARY)
    factories.publish(decision)
    decision = factories.correct(decision, **factories.both("reasons", "Other"))
    return factories.publish(decision, **NOTE)


def asked(version: PublishedVersion, action: RemovalAction, by: User | None = None, **values: Any) -> Removal:
    where = {} if action == RemovalAction.WITHDRAW else {"version": version.number, "part": "cost"}
    by = by or factories.convener(Decision.objects.get(uuid=version.record.uuid).group)
    reasons = factories.reasons(ground="foi_s40", **values)
    return services.request_removal(record=version.record, action=action, by=by, **where, **reasons)


def carried_out(version: PublishedVersion, action: RemovalAction) -> Removal:
    done = services.carry_out(removal=asked(version, action), by=officer())
    tasks.sign_log()
    done.refresh_from_db()
    return done


def everything_in_the_database() -> str:
    """Every value of every row of every table of the project."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            found += [repr(row) for row in models.QuerySet(model).values_list()]
    return "\n".join(found)


def public_pages(version: PublishedVersion) -> str:
    slug, client = version.record.slug_en, Client()
    read = []
    for address in (
        f"/en/decisions/{slug}/",
        f"/cy/penderfyniadau/{slug}/",
        *(f"/en/decisions/{slug}/versions/{number}/" for number in (1, 2)),
        f"/en/decisions/{slug}/compare/1/2/",
        f"/en/decisions/{slug}/versions/1/check/",
        f"/api/v1/decisions/{slug}.json",
        f"/log/record/{version.log_index}.json",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        read.append(answer.content.decode())
    return "\n".join(read)


def nothing_is_wrong(version: PublishedVersion, tmp_path: Any) -> None:
    """Both verifiers hold, and what is shown is what the log says."""
    assert verify_database(trusted_key()).fault is None
    file = tmp_path / "record.json"
    file.write_bytes(Client().get(f"/log/record/{version.log_index}.json").content)
    checked = subprocess.run([sys.executable, PROGRAM, file], capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert rebuild() == 0


def test_redacted(published: PublishedVersion, tmp_path: Any) -> None:
    carried_out(published, RemovalAction.REDACT)
    pages = public_pages(published)
    assert "KANARI" not in pages
    assert "Withheld. Ground: Personal information (Freedom of Information Act 2000, section 40)" in pages
    assert WithheldDisclosure.objects.count() == 4, "both languages of both versions"
    nothing_is_wrong(published, tmp_path)
    decision = Decision.objects.get()
    decision = factories.correct(decision, **factories.both("reasons", "Third"))
    assert "withheld" in factories.publish(decision, **NOTE).content["cost"], "the next version does not show it again"


def test_shown_again(published: PublishedVersion, tmp_path: Any) -> None:
    before = public_pages(published)
    carried_out(published, RemovalAction.REDACT)
    carried_out(published, RemovalAction.RESTORE)
    assert CANARY["cost_en"] in public_pages(published)
    assert not WithheldDisclosure.objects.exists()
    assert not Withholding.objects.exists()
    published.refresh_from_db()
    assert "withheld" not in published.content
    assert "What is withheld, and why" not in public_pages(published)
    assert before.count("KANARI") == public_pages(published).count("KANARI")
    nothing_is_wrong(published, tmp_path)


def test_erased(published: PublishedVersion, tmp_path: Any) -> None:
    encoded = list(Disclosure.objects.filter(path__startswith="cost.").values_list("encoded", flat=True))
    assert len(encoded) == 4
    carried_out(published, RemovalAction.ERASE)
    everything = everything_in_the_database()
    for secret in ("KANARI", *encoded):
        assert secret not in everything
    pages = public_pages(published)
    assert "KANARI" not in pages
    assert "Erased. Ground: Personal information" in pages
    nothing_is_wrong(published, tmp_path)
    with pytest.raises(Refused, match="erased"):
        asked(published, RemovalAction.RESTORE)


def test_what_was_redacted_is_erased(published: PublishedVersion, tmp_path: Any) -> None:
    carried_out(published, RemovalAction.REDACT)
    carried_out(published, RemovalAction.ERASE)
    assert "KANARI" not in everything_in_the_database()
    nothing_is_wrong(published, tmp_path)


def test_a_short_text_is_erased_from_its_own_record_only(published: PublishedVersion) -> None:
    group = Decision.objects.get(uuid=published.record.uuid).group
    other = factories.draft_decision(group, **factories.both("title", "Another"))
    by = factories.convener(group)
    decisions.revise(decision=other, by=by, reason="test", cost_en="Money", cost_cy="Arian")
    decision = factories.decided(group, cost_en="Money", cost_cy="Arian")
    version = factories.publish(decision)
    carried_out(version, RemovalAction.ERASE)
    decision.refresh_from_db()
    other.refresh_from_db()
    assert (decision.cost_en, other.cost_en) == ("[wedi'i ddileu / erased]", "Money")
    assert not decision.history.filter(cost_en="Money").exists()


def test_nothing_happens_before_it_is_signed(published: PublishedVersion) -> None:
    services.carry_out(removal=asked(published, RemovalAction.ERASE), by=officer())
    services.settle()
    assert CANARY["cost_en"] in public_pages(published)
    log.sign()
    assert CANARY["cost_en"] in public_pages(published)
    services.settle()
    assert "KANARI" not in everything_in_the_database()


def test_a_crash_leaves_all_of_it_or_nothing(published: PublishedVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    services.carry_out(removal=asked(published, RemovalAction.ERASE), by=officer())
    log.sign()

    def crash(*_args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(services, "refresh_version", crash)
        with pytest.raises(SystemExit):
            services.settle()
    assert CANARY["cost_en"] in public_pages(published)
    assert CANARY["cost_en"] in Decision.objects.get().cost_en
    tasks.sign_log()
    assert "KANARI" not in everything_in_the_database()


def test_withdrawn_and_published_again(published: PublishedVersion, tmp_path: Any) -> None:
    carried_out(published, RemovalAction.WITHDRAW)
    slug, client = published.record.slug_en, Client()
    page = client.get(f"/en/decisions/{slug}/")
    assert page.status_code == 200
    assert "withdrawn" in page.content.decode()
    assert "reason in English" in page.content.decode()
    assert CANARY["cost_en"] not in page.content.decode()
    assert CANARY["cost_en"] in client.get(f"/en/decisions/{slug}/versions/2/").content.decode()
    assert slug not in client.get("/en/decisions/").content.decode()
    nothing_is_wrong(published, tmp_path)
    decision = Decision.objects.get()
    decision = factories.correct(decision, **factories.both("reasons", "Third"))
    factories.publish(decision, **NOTE)
    assert slug in client.get("/en/decisions/").content.decode()


def test_two_people(published: PublishedVersion) -> None:
    officers_own = asked(published, RemovalAction.REDACT, by=officer())
    with pytest.raises(PermissionDenied, match="second person"):
        services.carry_out(removal=officers_own, by=officer())
    editor = factories.person("convener@example.wales", PlatformRole.REDACTION_OFFICER)
    with pytest.raises(Refused, match="edited"):
        services.carry_out(removal=officers_own, by=editor)
    for role in (PlatformRole.PUBLISHER, PlatformRole.ADMINISTRATOR, PlatformRole.AUDITOR):
        with pytest.raises(PermissionDenied):
            services.carry_out(removal=officers_own, by=factories.person(f"{role}@example.wales", role))
    with pytest.raises(PermissionDenied):
        asked(published, RemovalAction.REDACT, by=factories.person("auditor@example.wales"))
    services.refuse(
        removal=officers_own, by=factories.person("second@example.wales", PlatformRole.REDACTION_OFFICER), reason="No."
    )
    tasks.sign_log()
    assert CANARY["cost_en"] in public_pages(published)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions_log_publishedversion SET content = '{}'",
        "UPDATE decisions_log_publishedversion SET content = '{}', reflects = reflects + 1",
        "UPDATE decisions_log_publishedversion SET title_en = 'Other', reflects = 2",
        "UPDATE decisions_log_disclosure SET status = 'public', path = 'cost.en', encoded = 'x',"
        " reason_en = '', reason_cy = '' WHERE status = 'withheld'",
        "DELETE FROM decisions_log_withhelddisclosure",
    ],
)
def test_the_database_allows_exactly_what_the_log_says(published: PublishedVersion, change: str) -> None:
    carried_out(published, RemovalAction.REDACT)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_what_an_editorial_page_quotes_is_erased(published: PublishedVersion) -> None:
    set_up_site()
    page, words = HomePage.objects.get(locale__language_code="cy"), CANARY["cost_cy"]
    page.title = page.intro = words
    page.body = [("text", f"<p>{html.escape(words)}</p>"), ("quote", {"text": words, "source": ""})]
    page.save()
    page.save_revision()
    assert everything_in_the_database().count("y trydydd") >= 8
    carried_out(published, RemovalAction.ERASE)
    assert "trydydd" not in everything_in_the_database()


def test_a_short_change_note_is_erased(published: PublishedVersion) -> None:
    where = {"version": published.number, "part": "change_note"}
    by = factories.convener(Decision.objects.get().group)
    reasons = factories.reasons(ground="foi_s40")
    removal = services.request_removal(record=published.record, action=RemovalAction.ERASE, by=by, **where, **reasons)
    services.carry_out(removal=removal, by=officer())
    tasks.sign_log()
    assert NOTE["change_note_en"] not in everything_in_the_database()
    assert NOTE["change_note_cy"] not in everything_in_the_database()
