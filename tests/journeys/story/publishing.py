"""One person asks for publication, another reads both languages and approves it."""

from collections.abc import Iterable

from tests.journeys.visitor import Visitor


def request(person: Visitor, change_note: dict[str, str] | None = None) -> None:
    """Ask from the page of the record; what is shown is what will be read."""
    person.press("Request publication")
    if change_note:
        person.fill(
            {
                "What changed and why, in Welsh": change_note["cy"],
                "What changed and why, in English": change_note["en"],
            }
        )
    person.press("Request publication")
    person.sees("Publication is requested. A publisher has been told.")
    person.sees("You cannot answer this request:")


def approve(publisher: Visitor, name: str, must_read: Iterable[dict[str, str]]) -> None:
    """Find the request in one's own work, read every text in both languages, approve."""
    publisher.my_work()
    publisher.follow("Approve a publication, or return it")
    for text in must_read:
        publisher.reads(text["cy"])
        publisher.reads(text["en"])
    publisher.look(f"approve-{name}")
    publisher.choose("Approve and publish now")
    publisher.press("Send your answer")
    publisher.sees("Published, in both languages at once.")
