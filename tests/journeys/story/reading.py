"""A member of the public reads, compares and checks, without an account."""

from playwright.sync_api import expect

from tests.journeys.story import texts
from tests.journeys.visitor import Visitor, said

HOLDS = "All of it holds. This text is in the log, unaltered since it was published."


def read_decision(reader: Visitor, reference: str) -> None:
    """From the front page to the decision; then the same page in the other language and back."""
    reader.open("/")
    reader.follow("Decisions")
    reader.follow(texts.TITLE[reader.language])
    _reads_all(reader, reader.language)
    reader.look("public-decision")
    expect(reader.page).to_have_title(f"{reference}: {texts.TITLE[reader.language]} – OPSW")
    other = "en" if reader.language == "cy" else "cy"
    for language in (other, reader.language):
        reader.page.get_by_role("link", name={"en": "English", "cy": "Cymraeg"}[language], exact=True).click()
        _reads_all(reader, language)
        assert reader.page.url.endswith(f"/{language}/{said('decisions/', language)}{reference}/")


def _reads_all(reader: Visitor, language: str) -> None:
    expect(reader.page.locator("html")).to_have_attribute("lang", language)
    reader.heading(texts.TITLE[language])
    for text in (
        texts.DECISION,
        texts.SUMMARY,
        texts.QUESTION,
        texts.CORRECTED_REASONS,
        texts.CHOSEN["option"],
        texts.NOTHING["why not"],
        texts.TRADE_OFF["who bears it"],
        texts.CONSTRAINT,
        texts.CHANGEABLE_BY,
        texts.DISSENT,
        texts.BODIES["national"],
        texts.CHANGE_NOTE,
    ):
        reader.reads(text[language])
    # What was there before a correction is read where the correction is, and nowhere else.
    old = reader.page.get_by_text(texts.REASONS[language])
    expect(old).to_have_count(1)
    expect(reader.page.locator("#corrections-heading ~ *", has=old)).to_be_visible()


def compare_versions(reader: Visitor) -> None:
    """What changed between version 1 and version 2, and why; and the first version as it was."""
    reader.follow("What changed in version %(number)s", number=2)
    reader.reads(texts.CHANGE_NOTE[reader.language])
    expect(reader.page.get_by_role("insertion").first).to_be_visible()
    expect(reader.page.get_by_role("deletion").first).to_be_visible()
    reader.look("public-compare")
    reader.page.go_back()
    reader.follow("Version %(number)s", number=1)
    reader.reads(texts.REASONS[reader.language])
    reader.sees("Read the newest version")
    reader.follow("Read the newest version")


def check_record(reader: Visitor) -> None:
    """The check in the reader's own browser succeeds."""
    reader.follow("Check version %(number)s", number=2)
    reader.press("Check now")
    reader.sees(HOLDS)
    reader.look("public-check")


def read_update(reader: Visitor) -> None:
    """The communications officer's update, with the decision in it, and the same in the other language."""
    reader.open("/")
    reader.follow("Updates")
    reader.follow(texts.UPDATE["title"][reader.language])
    reader.reads(texts.UPDATE["body"][reader.language])
    reader.reads(texts.DECISION[reader.language])
    reader.look("public-update")
    other = "en" if reader.language == "cy" else "cy"
    reader.page.get_by_role("link", name={"en": "English", "cy": "Cymraeg"}[other], exact=True).click()
    reader.heading(texts.UPDATE["title"][other])
    reader.reads(texts.UPDATE["body"][other])
    reader.page.go_back()
    reader.page.get_by_role("main").get_by_role("link", name=texts.TITLE[reader.language]).click()
    reader.heading(texts.TITLE[reader.language])


def has_no_cookies(reader: Visitor) -> None:
    assert reader.context.cookies() == []
