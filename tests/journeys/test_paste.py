"""What people paste from Word, Google Docs, an e-mail or a web page, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

CLIPBOARD = Path(__file__).parent / "clipboard"
STATIC = Path(settings.BASE_DIR) / "static"
PASTE = """([html, text]) => {
  const field = document.querySelector("textarea");
  field.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def box(browser: Browser) -> Iterator[Page]:
    """A page with nothing but a text area; `typed` counts what its `input` events tell of."""
    page = browser.new_page()
    page.set_content("<textarea data-markdown oninput='window.typed = (window.typed || 0) + 1'></textarea>")
    page.add_script_tag(path=STATIC / "vendor/turndown/turndown.js")
    code = (STATIC / "opsw/paste.js").read_text(encoding="utf-8")
    page.add_script_tag(content=f"{code}\nwindow.started = true;", type="module")
    page.wait_for_function("window.started")
    yield page
    page.close()


def pasted(page: Page, html: str, text: str = "") -> str:
    page.evaluate(PASTE, [html, text])
    return page.locator("textarea").input_value()


@pytest.mark.parametrize("name", sorted(path.stem for path in CLIPBOARD.glob("*.html")))
def test_what_is_pasted_becomes_markdown(box: Page, name: str) -> None:
    html = (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")
    assert pasted(box, html) == (CLIPBOARD / f"{name}.md").read_text(encoding="utf-8").rstrip("\n")


def test_a_paste_is_put_where_the_cursor_is_is_told_of_and_can_be_undone(box: Page) -> None:
    box.locator("textarea").fill("Before. After.")
    box.evaluate("document.querySelector('textarea').setSelectionRange(7, 7); window.typed = 0")
    assert pasted(box, "<p>in <b>bold</b></p>") == "Before.in **bold** After."
    assert box.evaluate("window.typed") == 1
    box.keyboard.press("Control+z")
    assert box.locator("textarea").input_value() == "Before. After."
    box.evaluate("document.querySelector('textarea').setSelectionRange(7, 8)")
    assert pasted(box, "<ul><li>a</li><li>b</li></ul>") == "Before.\n\n- a\n- b\n\nAfter."


def test_plain_text_is_left_to_the_browser(box: Page) -> None:
    assert pasted(box, "", "(1)\tapproves") == ""
