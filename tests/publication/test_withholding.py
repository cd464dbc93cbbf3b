"""Parts withheld at publication: the public reads that they are, why, and until when, but never the value."""

import datetime
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions_log.models import Decision
from openlog.keys import trusted_key
from openlog.leaves import digest_of
from openlog.models import Disclosure, WithheldDisclosure
from openlog.verifier import PROGRAM
from openlog.verify_database import verify_database
from people.models import PlatformRole
from publication import requests, tasks, withholding
from publication.models import PublicationRequest, PublishedVersion
from publication.published.projection import rebuild
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

CANARY = {"cost_en": "KANARI-EN the lowest bid was ours", "cost_cy": "KANARI-CY ni oedd y cynnig isaf"}
NOTE = {"change_note_en": "A note.", "change_note_cy": "Nodyn."}


def typed(**values: Any) -> dict[str, Any]:
    """The same as a browser sends it."""
    given = factories.reasons(**values)
    for name in ("decided_on", "review_on"):
        day = given.pop(name)
        given |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return given


@pytest.fixture
def decision() -> Decision:
    made = factories.decided(**CANARY)
    factories.publish(made.group.mission)
    return made


def withheld_cost(decision: Decision) -> None:
    by = factories.convener(decision.group)
    withholding.withhold(record=decision, part="cost", by=by, **factories.reasons())


def public_answers(version: PublishedVersion) -> dict[str, bytes]:
    """Everything a reader gets of one version, by address."""
    index, slug = version.log_index, version.record.slug_en
    addresses = [
        *(f"/en/decisions/{slug}/{page}" for page in ("", "versions/1/", "versions/1/check/")),
        *(f"/cy/penderfyniadau/{slug}/{page}" for page in ("", "fersiynau/1/")),
        f"/log/disclosures/{index}.json",
        f"/log/record/{index}.json",
        "/log/export.tar",
        "/log/tile/entries/000.p/2",
    ]
    client, answers = Client(), {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        answers[address] = answer.getvalue() if answer.streaming else answer.content
    return answers


def test_from_the_form_to_the_public_page(decision: Decision) -> None:
    browser, kind = signed_in(factories.convener(decision.group)), ["decision", decision.uuid]
    form = reverse("workspace:withholding_new", args=kind)
    option = decision.options.last().uuid
    assert f'value="options.{option}.why_not"' in browser.get(form).content.decode()
    assert browser.post(form, {**typed(), "part": "cost"}).status_code == 302
    assert browser.post(form, {**typed(), "part": f"options.{option}.why_not"}).status_code == 302
    page = browser.get(reverse("workspace:request_publication", args=kind)).content.decode()
    assert "KANARI" not in page
    assert "Commercial interests (Freedom of Information Act 2000, section 43)" in page
    asked = browser.post(reverse("workspace:request_publication", args=kind))
    request = PublicationRequest.objects.get(state="requested")
    assert asked.url == reverse("workspace:publication_request", args=[request.uuid])

    publisher = signed_in(factories.publisher())
    read = publisher.get(asked.url).content.decode()
    assert CANARY["cost_en"] in read
    assert CANARY["cost_cy"] in read
    assert "reason in English" in read
    publisher.post(asked.url, {"answer": "approve", "digest": request.digest})
    tasks.sign_log()

    version = PublishedVersion.objects.get(record__uuid=decision.uuid)
    why_not = decision.options.last().why_not_en
    answers = public_answers(version)
    salted = list(WithheldDisclosure.objects.values_list("encoded", flat=True))
    assert len(salted) == 4
    for address, content in answers.items():
        assert b"KANARI" not in content, address
        assert not any(encoded.encode() in content for encoded in salted), address
        assert why_not.encode() not in content, address
    english = answers[f"/en/decisions/{version.record.slug_en}/"].decode()
    for said in ("Withheld.", "reason in English", "office in English", "public_interest_against in English"):
        assert said in english
    welsh = answers[f"/cy/penderfyniadau/{version.record.slug_cy}/"].decode()
    assert "Deddf Rhyddid Gwybodaeth 2000, adran 43" in welsh


def test_the_log_commits_to_what_is_withheld(decision: Decision, tmp_path: Any) -> None:
    withheld_cost(decision)
    version = factories.publish(decision)
    kept = WithheldDisclosure.objects.all()
    entry = version.log_index
    for row in kept:
        assert digest_of(row.encoded) in row.disclosure.entry.leaf.decode()
    assert kept.count() == Disclosure.objects.filter(entry_id=entry, status="withheld").count() == 2
    assert verify_database(trusted_key()).fault is None
    file = tmp_path / "record.json"
    file.write_bytes(Client().get(f"/log/record/{entry}.json").content)
    checked = subprocess.run([sys.executable, PROGRAM, file], capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "reason in English" in checked.stdout
    assert rebuild() == 0


def test_the_reasons_are_part_of_what_is_approved(decision: Decision) -> None:
    withheld_cost(decision)
    request = factories.requested(decision)
    found = withholding.Withholding.objects.get()
    by = factories.convener(decision.group)
    withholding.revise(withholding=found, by=by, **factories.reasons(ground="foi_s41"))
    version = factories.approve(request)
    assert version.content["cost"]["withheld"]["ground"] == "foi_s43"
    again = factories.requested(decision, **NOTE)
    assert again.digest != request.digest
    assert factories.approve(again).content["cost"]["withheld"]["ground"] == "foi_s41"


def test_it_stays_withheld_in_the_next_version_until_it_is_lifted(decision: Decision) -> None:
    withheld_cost(decision)
    factories.publish(decision)
    by = factories.convener(decision.group)
    decision = factories.correct(decision, **factories.both("reasons", "New reasons"))
    second = factories.publish(decision, **NOTE)
    assert "withheld" in second.content["cost"]
    browser = signed_in(by)
    lift = reverse("workspace:withholding_lift", args=[withholding.Withholding.objects.get().uuid])
    assert browser.post(lift, {"reason": "The contract is signed."}).status_code == 302
    third = factories.publish(decision, **NOTE)
    assert third.content["cost"]["en"] == CANARY["cost_en"]
    page = Client().get(f"/en/decisions/{third.record.slug_en}/compare/2/3/").content.decode()
    assert "Withheld." in page.replace("</del>", "").replace("<del>", "")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"public_interest_for_cy": ""}, "public-interest test applies"),
        ({"review_on": datetime.date(2020, 1, 1)}, "after the date of the decision"),
        ({"reason_cy": ""}, "Fill in this field"),
        ({"part": "title"}, "Select a valid choice"),
        ({"part": "legal_note"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_or_wrong_is_said(decision: Decision, values: dict[str, Any], said: str) -> None:
    browser = signed_in(factories.convener(decision.group))
    form = reverse("workspace:withholding_new", args=["decision", decision.uuid])
    refused = browser.post(form, {"part": "cost", **typed(**values)})
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not withholding.Withholding.objects.exists()


def test_no_test_no_public_interest(decision: Decision) -> None:
    """Schedule 12A paragraph 16, legal privilege, has no public-interest test."""
    none = dict.fromkeys(factories.both("public_interest_for") | factories.both("public_interest_against"), "")
    by = factories.convener(decision.group)
    withholding.withhold(record=decision, part="cost", by=by, **factories.reasons(ground="sch12a_p16", **none))
    notice = factories.publish(decision).content["cost"]["withheld"]
    assert "public_interest_for" not in notice


def test_who_said_what_is_withheld_does_not_approve_it(decision: Decision) -> None:
    by = factories.person("lead@example.wales", PlatformRole.PUBLISHER)
    withholding.withhold(record=decision, part="cost", by=by, **factories.reasons())
    request = factories.requested(decision)
    assert any("edited" in reason for reason in requests.why_not_approve(request, by))
