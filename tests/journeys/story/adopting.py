"""Each body decides for itself what it makes of the group's decision; their answers go out together."""

from collections.abc import Mapping

from django.utils import timezone

from tests.journeys.story import deciding, publishing, texts
from tests.journeys.visitor import Visitor

LEGAL_RECORD = "https://democracy.example.wales/minutes/12"


def adopt(people: Mapping[str, Visitor], publisher: Visitor) -> None:
    """Four bodies answer, one with conditions; the convener asks for publication, and it is approved."""
    for name in ("local", "regional", "national", "convener"):
        _answer(people[name], texts.CONDITIONS if name == "local" else None)
    convener = people["convener"]
    convener.look("adoptions")
    publishing.request(convener)
    publishing.approve(publisher, "adoption", [texts.BODIES["local"], texts.BODIES["national"], texts.CONDITIONS])


def answer_again(people: Mapping[str, Visitor], publisher: Visitor, reader: Visitor) -> None:
    """The decision was corrected: everyone reads so, each organisation has a task, and answers the new version."""
    reader.open("/")
    reader.follow("Decisions")
    reader.follow(texts.TITLE[reader.language])
    versions = {"old": 1, "new": 2}
    reader.sees("Adopted version %(old)d; has not answered version %(new)d", **versions)
    body = texts.BODIES["national"][reader.language]
    reader.follow_about("What changed between versions %(old)s and %(new)s", body, **versions)
    reader.reads(texts.AUTHORITY[reader.language].replace(";", ","))
    for name in ("local", "regional", "national", "convener"):
        people[name].my_work()
        people[name].sees("Answer the corrected decision for your organisation")
        _answer(people[name], texts.CONDITIONS if name == "local" else None)
    publishing.request(people["convener"], texts.CHANGE_NOTE)
    publishing.approve(publisher, "adoption-again", [texts.BODIES["local"], texts.CONDITIONS])


def read(reader: Visitor) -> None:
    """What the bodies answered stands on the page of the decision, which is open."""
    for body in ("local", "regional", "national", "convener"):
        row = reader.section("Adoption by each body").locator("div", has_text=texts.BODIES[body][reader.language])
        answer = "Adopted with conditions" if body == "local" else "Adopted"
        row.get_by_text(reader.says(answer), exact=True).first.wait_for()
    reader.reads(texts.CONDITIONS[reader.language])


def _answer(member: Visitor, conditions: dict[str, str] | None) -> None:
    deciding.open_decision(member)
    member.press("Record what your body decided")
    member.choose("Adopted with conditions" if conditions else "Adopted")
    today = timezone.localdate()
    member.date("date of the body's decision", today.year, today.month, today.day)
    member.fill({"Web address of its legal record": LEGAL_RECORD})
    if conditions:
        member.fill(texts.in_both("conditions", conditions))
    member.press("Save")
    member.sees("What your body decided was saved.")
