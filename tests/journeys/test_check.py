"""The check in the browser finds every kind of change, and says when it cannot tell."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Somebody
from tests.journeys.visitor import Visitor

CHECK = {
    "en": "/en/decisions/OPSW-2026-0003/versions/2/check/",
    "cy": "/cy/penderfyniadau/OPSW-2026-0003/fersiynau/2/gwirio/",
}
Alter = Callable[[bytes], bytes]


def one_bit(content: bytes) -> bytes:
    """A bundle whose entries, each after its length in two bytes, all differ in one bit."""
    altered = b""
    while content:
        end = 2 + int.from_bytes(content[:2], "big")
        place = end - 40
        altered += content[:place] + bytes([content[place] ^ 1]) + content[place + 1 : end]
        content = content[end:]
    return altered


def other_hash(content: bytes) -> bytes:
    """A proof whose last neighbour is another."""
    head, checkpoint = content.split(b"\n\n", 1)
    lines = head.split(b"\n")
    return b"\n".join([*lines[:-1], base64.b64encode(bytes(32))]) + b"\n\n" + checkpoint


def other_signature(content: bytes) -> bytes:
    """A proof whose checkpoint somebody else has signed."""
    start, signature = content.rstrip().rsplit(b" ", 1)
    forged = bytearray(base64.b64decode(signature))
    forged[-1] ^= 1
    return start + b" " + base64.b64encode(bytes(forged)) + b"\n"


def alter(page: Page, files: str, how: Alter) -> None:
    """Serve files of the log changed."""

    def changed(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=how(response.body()))

    page.route(files, changed)


def verdict(reader: Visitor, words: str) -> None:
    reader.press("Check now")
    reader.sees(words)


def outcome(reader: Visitor, step: str) -> str:
    """What the page says came of one step."""
    shown = reader.page.locator(f'[data-step="{step}"] [data-result]:visible')
    expect(shown).to_have_count(1)
    return shown.inner_text()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_an_unaltered_record_holds(visitor: Somebody, language: str) -> None:
    reader = visitor(language)
    reader.open(CHECK[language])
    verdict(reader, "All of it holds. This text is in the log, unaltered since it was published.")
    assert {outcome(reader, step) for step in ("entry", "texts", "root", "signature")} == {
        "Holds" if language == "en" else "Yn gywir"
    }


@pytest.mark.parametrize(
    ("files", "how", "step"),
    [
        ("**/log/tile/entries/**", one_bit, "root"),
        ("**/log/disclosures/*.json", lambda content: content.replace(b"WyJ", b"WyK", 1), "texts"),
        ("**/check/proof/", other_hash, "root"),
        ("**/check/proof/", other_signature, "signature"),
    ],
)
def test_a_changed_file_of_the_log_does_not_hold(visitor: Somebody, files: str, how: Alter, step: str) -> None:
    reader = visitor("en")
    reader.open(CHECK["en"])
    alter(reader.page, files, how)
    verdict(reader, "Something does not hold. Keep this page and the proof, and tell us and a body that you trust.")
    assert outcome(reader, step) == "Does not hold"


def test_a_text_that_was_never_entered_does_not_hold(visitor: Somebody) -> None:
    reader = visitor("en")
    reader.open(CHECK["en"])
    reader.page.locator('[data-path="decision.en"]').evaluate("cell => { cell.textContent += ' Not.'; }")
    verdict(reader, "Something does not hold. Keep this page and the proof, and tell us and a body that you trust.")
    assert outcome(reader, "texts") == "Does not hold"


def test_a_file_that_cannot_be_read_proves_nothing(visitor: Somebody) -> None:
    reader = visitor("en")
    reader.open(CHECK["en"])
    reader.page.route("**/log/disclosures/*.json", lambda route: route.abort())
    verdict(
        reader,
        "The check could not be finished, because a file of the log could not be fetched. Try again in a moment.",
    )
