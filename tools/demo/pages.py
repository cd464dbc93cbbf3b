"""The demo's editorial pages: written by the communications officer, approved by the publisher, released together."""

from typing import Any

from django.db import transaction
from django.utils.html import format_html_join

from cms.models import BilingualPage, HomePage, MissionIndexPage, MissionPage, UpdatePage
from core.bilingual import LANGUAGES
from people.models import User
from publication.published.models import PublishedRecord
from tools.demo.clock import Thread, play_in_order
from tools.demo.script import PUBLISHER, story_file, user

EDITOR = "comms@example.wales"

Pair = dict[str, Any]


def told() -> bool:
    return MissionPage.objects.exists()


@transaction.atomic
def write() -> None:
    """Write and release the home page, the mission pages and the updates, each on its day; all of them or none."""
    story = story_file("updates")
    missions: dict[str, Pair] = {}
    play_in_order(
        [
            _home(story["home"]),
            *(_mission_page(text, missions) for text in story["mission_pages"]),
            *(_update_page(text, missions) for text in story["updates"]),
        ]
    )


def _home(text: dict[str, Any]) -> Thread:
    yield text["date"]
    home = {page.language: page for page in HomePage.objects.all()}
    for language, page in home.items():
        page.title, page.intro = text[f"title_{language}"], text[f"intro_{language}"]
    release(home)


def _mission_page(text: dict[str, Any], missions: dict[str, Pair]) -> Thread:
    """Write the page of a mission and note it among `missions`."""
    yield text["date"]
    indexes = {page.language: page for page in MissionIndexPage.objects.all()}
    record = PublishedRecord.objects.get(kind="mission", slug_en=text["mission"])
    pages = {language: MissionPage(record=record, **_words(text, language)) for language in LANGUAGES}
    missions[text["mission"]] = _add(pages, indexes)


def _update_page(text: dict[str, Any], missions: dict[str, Pair]) -> Thread:
    """Write an update about a mission that shows the records it speaks of."""
    yield text["date"]
    shown = [("published_record", _published(**record)) for record in text["shows"]]
    pages = {}
    for language in LANGUAGES:
        words = _words(text, language)
        pages[language] = UpdatePage(
            kind=text["kind"],
            date=text["date"],
            slug=text[f"slug_{language}"],
            **words | {"body": [*words["body"], *shown]},
        )
    _add(pages, missions[text["mission"]])


def _words(text: dict[str, Any], language: str) -> dict[str, Any]:
    paragraphs = text[f"body_{language}"].strip().split("\n\n")
    html = format_html_join("", "<p>{}</p>", ((" ".join(paragraph.split()),) for paragraph in paragraphs))
    return {
        "title": text[f"title_{language}"],
        "intro": text[f"intro_{language}"],
        "body": [("text", html)],
    }


def _published(kind: str, title_en: str) -> PublishedRecord:
    """Return the published record of the kind whose title is, or was, `title_en`."""
    return PublishedRecord.objects.filter(kind=kind, versions__content__title__en=title_en).distinct().get()


def _add(pages: Pair, parents: Pair) -> Pair:
    """Add both languages below their parents as drafts, translations of each other, and release them."""
    for language, page in pages.items():
        page.live, page.owner, page.locale = False, user(EDITOR), parents[language].locale
        page.translation_key = pages[LANGUAGES[0]].translation_key
        parents[language].add_child(instance=page)
    release(pages)
    return pages


def release(pages: Pair) -> None:
    """Submit both languages; when the second one is approved, both go live."""
    editor, publisher = user(EDITOR), user(PUBLISHER)
    for page in pages.values():
        _submit_and_approve(page, editor, publisher)
    for page in pages.values():
        page.refresh_from_db()


def _submit_and_approve(page: BilingualPage, editor: User, publisher: User) -> None:
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor).current_task_state.approve(user=publisher)
