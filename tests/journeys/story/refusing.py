"""Who may not come in, and who may look but not touch."""

import uuid

from playwright.sync_api import Page

from tests.journeys.story import texts
from tests.journeys.story.convening import open_group
from tests.journeys.visitor import Visitor

CHANGES = ("Convene a task group", "Edit the group", "Add or end memberships", "Start a decision", "Add the member")


def _words(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def not_found_alike(strangers: list[Visitor], address: str) -> None:
    """A stranger, a former member: the same 404 for the group as for one that never was."""
    never = address.rstrip("/").rsplit("/", 1)[0] + f"/{uuid.uuid4()}/"
    for stranger in strangers:
        stranger.open(never, status=404)
        absent = _words(stranger.page)
        stranger.open(address, status=404)
        assert _words(stranger.page) == absent
        assert texts.GROUP[stranger.language] not in stranger.page.content()
    strangers[0].look("not-found")


def reads_but_cannot_change(auditor: Visitor) -> None:
    """An auditor finds the group and reads its record; nothing to change is offered, and a form's address refuses."""
    auditor.follow("Task groups")
    auditor.follow(texts.GROUP[auditor.language])
    for words in CHANGES:
        auditor.does_not_read(auditor.says(words))
    auditor.follow(texts.TITLE[auditor.language])
    auditor.reads(texts.CORRECTED_REASONS["en"])
    auditor.reads(texts.CORRECTED_REASONS["cy"])
    auditor.does_not_read(auditor.says("Change the texts and dates"))
    auditor.open(auditor.page.url + auditor.says("edit/"), status=403)
    auditor.look("forbidden")


def group_address(person: Visitor) -> str:
    open_group(person)
    return person.page.url
