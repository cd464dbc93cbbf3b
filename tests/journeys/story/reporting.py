"""A communications officer tells the public in both languages; a second person approves; both go live together."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.story import texts
from tests.journeys.visitor import Visitor, said

# The editor of rich text hands what is typed to the form a moment later.
_IN_THE_FORM = """text => [...document.forms].some(
    form => [...new FormData(form).values()].some(value => String(value).includes(text)))"""
HOME = {"en": "One Public Service Wales", "cy": "Un Gwasanaeth Cyhoeddus Cymru"}


def write_update(officer: Visitor) -> None:
    """Write the update below its mission, show the published decision in it, preview it, translate it, submit both."""
    officer.open("/cms-admin/")
    _go_to_mission(officer)
    _write(officer, "en")
    _show_decision(officer)
    _preview(officer)
    officer.press("Save draft")
    officer.sees("The page does not exist in the other language yet. Use “Translate” to make it.")
    _translate(officer)
    _write(officer, "cy")
    officer.picture("admin-update")
    _submit(officer, "cy")
    _open_listed(officer, "en")
    _submit(officer, "en")


def _main(person: Visitor) -> Locator:
    return person.page.get_by_role("main")


def _go_to_mission(officer: Visitor) -> None:
    officer.press("Pages")
    officer.follow("View child pages of '%(title)s'", title=HOME["en"])
    officer.page.get_by_role("dialog").get_by_role("heading", name="Missions").click()
    officer.follow("Add a child page to '%(title)s'", title=texts.MISSION["en"])


def _write(officer: Visitor, language: str) -> None:
    """One paragraph, title, kind and introduction, typed over what a translation starts with."""
    main = _main(officer)
    words = officer.says("Text")
    if not _block(officer, words).count():
        _insert(officer, words)
    paragraph = _block(officer, words).get_by_role("textbox")
    _type(officer, paragraph, texts.UPDATE["body"][language])
    expect(paragraph).to_have_text(texts.UPDATE["body"][language])
    _type(officer, main.get_by_role("textbox", name=officer.label("title")), texts.UPDATE["title"][language])
    main.get_by_role("combobox", name=officer.label("kind")).select_option(value="progress")
    main.get_by_role("textbox", name=officer.label("introduction")).fill(texts.UPDATE["intro"][language])
    officer.page.wait_for_function(_IN_THE_FORM, arg=texts.UPDATE["body"][language])


def _type(officer: Visitor, box: Locator, text: str) -> None:
    box.click()
    officer.page.keyboard.press("ControlOrMeta+A")
    officer.page.keyboard.type(text)


def _block(officer: Visitor, name: str) -> Locator:
    return _main(officer).get_by_role("region", name=re.compile(rf"^{re.escape(name)} ?\*"))


def _insert(officer: Visitor, kind: str) -> None:
    _main(officer).get_by_role("button", name=officer.says("Insert a block")).last.click()
    officer.page.get_by_role("option", name=kind, exact=True).click()


def _show_decision(officer: Visitor) -> None:
    _insert(officer, officer.says("Published record"))
    officer.press("Choose a published decision or challenge position")
    officer.page.get_by_role("dialog").get_by_role("link", name=texts.TITLE[officer.language]).click()
    expect(_block(officer, officer.says("Published record"))).to_contain_text(texts.TITLE[officer.language])


def _preview(officer: Visitor) -> None:
    """The page as the public will see it, beside the editor."""
    officer.press("Toggle preview")
    shown = officer.page.frame_locator("#w-preview-iframe").get_by_role("main")
    expect(shown).to_contain_text(texts.UPDATE["body"]["en"])
    expect(shown).to_contain_text(texts.DECISION["en"])
    officer.picture("admin-preview")
    officer.press("Toggle preview")


def _translate(officer: Visitor) -> None:
    officer.press("Actions", within=officer.page.get_by_role("navigation", name=officer.says("Actions"), exact=True))
    officer.follow("Translate")
    officer.page.get_by_label("Cymraeg", exact=True).check()
    officer.press("Submit", within=_main(officer))
    officer.reads(officer.says("Other language: %(state)s", state=officer.says("Draft")))


def _submit(officer: Visitor, language: str) -> None:
    officer.press("More actions")
    start = officer.says("Submit to %(workflow_name)s", workflow_name="")
    officer.page.get_by_role("button", name=re.compile(f"^{re.escape(start)}")).click()
    expect(_main(officer).get_by_role("status")).to_contain_text(texts.UPDATE["title"][language])


def _open_listed(person: Visitor, language: str) -> None:
    person.open("/cms-admin/")
    person.page.get_by_role("link", name=texts.UPDATE["title"][language]).first.click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(texts.UPDATE["title"][language])


def approve_update(publisher: Visitor, reader: Visitor) -> None:
    """Approve one language: nothing is public yet. Approve the other: both are."""
    _approve(publisher, "en")
    _listed_publicly(reader, 0)
    _approve(publisher, "cy")
    _listed_publicly(reader, 1)


def _approve(publisher: Visitor, language: str) -> None:
    _open_listed(publisher, language)
    publisher.press("More actions")
    publisher.press("%(label)s and Publish", label=publisher.says("Approve"))
    expect(_main(publisher).get_by_role("status")).to_contain_text(texts.UPDATE["title"][language])


def _listed_publicly(reader: Visitor, times: int) -> None:
    for language in ("en", "cy"):
        reader.open(f"/{language}/{said('updates/', language)}")
        reader.page.reload()  # the browser may keep a public page for a few seconds
        expect(reader.page.get_by_role("link", name=texts.UPDATE["title"][language])).to_have_count(times)
