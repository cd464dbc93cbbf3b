"""The page "Check this record": its proof holds by other code, its values are those of the log."""

import base64
import html
import json
import re

from django.test import Client

from openlog import leaves, merkle
from openlog.models import Checkpoint, LogEntry
from openlog.notes import TreeHead, VerifierKey, open_note
from openlog.rotation import rotate_key
from publication.published.models import PublishedVersion

VALUE = re.compile(r'data-path="([^"]+)"[^>]*>([^<]*)</td>')


def test_every_value_of_the_entry_is_shown_as_it_was_entered(client: Client, decision: PublishedVersion) -> None:
    page = client.get(f"/cy/penderfyniadau/{decision.record.slug_cy}/fersiynau/2/gwirio/").content.decode()
    served = json.loads(client.get(f"/log/disclosures/{decision.log_index}.json").content)["disclosures"]
    values = [leaves.Disclosure.parse(line["disclosure"]) for line in served]
    shown = {path: html.unescape(text) for path, text in VALUE.findall(page)}
    assert shown.keys() == {value.path for value in values}
    for value in values:
        if isinstance(value.value, str):
            assert shown[value.path] == value.value
        else:
            assert json.loads(shown[value.path]) == value.value
    assert shown["reasons.cy"] == "Dwywaith y gost yn Gymraeg"


def test_the_proof_holds(client: Client, decision: PublishedVersion) -> None:
    response = client.get(f"/en/decisions/{decision.record.slug_en}/versions/1/check/proof/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    proof, note = response.content.decode().split("\n\n", 1)
    header, extra, index, *hashes = proof.split("\n")
    leaf = base64.b64decode(extra.removeprefix("extra "))
    head = TreeHead.parse(open_note(note.encode(), VerifierKey.parse(Checkpoint.objects.last().verifier_key)))
    assert header == "c2sp.org/tlog-proof@v1"
    assert merkle.verify_inclusion(
        merkle.leaf_hash(leaf),
        int(index.removeprefix("index ")),
        head.size,
        [base64.b64decode(hashed) for hashed in hashes],
        head.root,
    )


def test_the_page_names_where_its_script_reads_the_log(client: Client, decision: PublishedVersion) -> None:
    page = client.get(f"/en/decisions/{decision.record.slug_en}/versions/2/check/").content.decode()
    sources = dict(re.findall(r'data-(proof|entries|disclosures|checkpoint|key|handovers)="([^"]+)"', page))
    assert len(sources) == 6
    for address in sources.values():
        assert client.get(address).status_code == 200, address
    bundle = client.get(sources["entries"]).content
    assert LogEntry.objects.get(index=decision.log_index).leaf in bundle


def test_the_verifier_key_and_the_checkpoint_are_there_to_copy(client: Client, decision: PublishedVersion) -> None:
    page = html.unescape(client.get("/cy/log-agored/gwirio/").content.decode())
    checkpoint = Checkpoint.objects.last()
    assert checkpoint.verifier_key in page
    assert checkpoint.note.decode() in page
    assert "verify_log --url" in page


def test_a_change_of_the_key_is_shown_with_its_reason(client: Client, decision: PublishedVersion) -> None:
    old = Checkpoint.objects.last().verifier_key
    assert "Allweddi blaenorol" not in client.get("/cy/log-agored/gwirio/").content.decode()
    rotate_key(reason_en="Yearly <b>change</b>.", reason_cy="Newid blynyddol.")
    place = Checkpoint.objects.last().size - 1
    for address, words in {
        "/cy/log-agored/": ["Newidiwyd yr allwedd lofnodi", "Newid blynyddol."],
        "/en/open-log/": ["Signing key changed", "Yearly <b>change</b>."],
        "/cy/log-agored/gwirio/": ["Allweddi blaenorol", old, f"Cofnodion: 0 i {place}", "Newid blynyddol."],
        "/en/open-log/verify/": ["Earlier keys", old, f"Entries: 0 to {place}", "Yearly <b>change</b>."],
    }.items():
        page = client.get(address).content.decode()
        assert "<b>change" not in page
        for word in words:
            assert word in html.unescape(page), address
    current = client.get("/log/vkey").content.decode().strip()
    assert current == Checkpoint.objects.last().verifier_key != old
    assert client.get("/log/handovers.json").json()["format"] == "opsw-handovers/1"
