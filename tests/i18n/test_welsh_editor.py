"""Who chooses Welsh finds the page editor in Welsh: its screens, its scripts and all it may say."""

import html
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import wagtail.admin
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Comment,
    Page,
    PageLogEntry,
    Revision,
    Task,
    TaskState,
    Workflow,
    WorkflowState,
)

from cms.models import UpdatePage
from cms.setup import set_up_site
from people.models import PlatformRole, User
from tests.cms.team import SUBMIT, TeamMember, fresh, home, release
from tests.factories import person, published_mission
from tests.i18n.editor_strings import (
    OURS,
    PLACEHOLDER,
    English,
    catalogue,
    forms,
    in_welsh,
    key,
    strings_in,
    theirs,
    translated,
)
from tests.i18n.reading import texts_of

DOMAINS = ("django", "djangojs")
EDITOR = "/cms-admin/"
# Each language is offered under its own name. "None" stands in a hidden counter, which scripts fill.
LANGUAGES = {"Cymraeg", "English", "None"}
# Data for scripts, and a dialogue that opens from a form which neither officers nor publishers have.
UNREAD = ("wagtailadmin_api", "wagtailadmin_workflows:task_chooser")
# Its plural names a number of child pages where there are none; the Welsh does not.
SAID_OF_NOTHING = "Deleting this page will also delete %(translation_count)s translation of this page."


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_string_of_the_editor_has_welsh(domain: str) -> None:
    assert len(theirs(domain)) > 80
    assert [forms(message) for message in theirs(domain).values() if not in_welsh(domain, message)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_second_catalogue_holds_nothing_else(domain: str) -> None:
    ours = [message for message in catalogue(OURS[1] / "cy" / "LC_MESSAGES" / f"{domain}.po") if message.id]
    assert [forms(message) for message in ours if key(message) not in theirs(domain)] == []
    first = catalogue(OURS[0] / "cy" / "LC_MESSAGES" / f"{domain}.po")
    assert [forms(message) for message in ours if first.get(*key(message)) is not None] == []


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_tags_and_plural_forms_agree(folder: Any, domain: str) -> None:
    for message in catalogue(folder / "cy" / "LC_MESSAGES" / f"{domain}.po"):
        if not message.id or forms(message)[0] == SAID_OF_NOTHING:
            continue
        english = forms(message)
        welsh = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        assert translated(message), english
        assert len(welsh) == (6 if len(english) == 2 else 1), english
        for parts in (PLACEHOLDER, re.compile(r"</?\w[^>]*>")):
            allowed = [sorted(parts.findall(text)) for text in english]
            assert all(sorted(parts.findall(text)) in allowed for text in welsh), english
        if len(english) == 2:
            assert sorted(PLACEHOLDER.findall(welsh[5])) == sorted(PLACEHOLDER.findall(english[1])), english


def test_the_words_of_the_scripts(site: None) -> None:
    for client in (Client(headers={"accept-language": "cy"}), _member("cymraeg@example.wales").client):
        script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
        found = re.search(r"const newcatalog = ({.*?});\n", script, re.DOTALL)
        assert found
        words = json.loads(found[1])
        for message in theirs("djangojs").values():
            shown = words[forms(message)[0]]
            wanted = catalogue(OURS[1] / "cy" / "LC_MESSAGES" / "djangojs.po").get(forms(message)[0])
            assert wanted
            assert shown == (wanted.string if isinstance(wanted.string, str) else list(wanted.string))
    english = Client(headers={"accept-language": "en"}).get(reverse("wagtailadmin_javascript_catalog"))
    assert "newcatalog" not in english.content.decode()


@pytest.mark.parametrize("name", ["home.html", "shared/header.html", "shared/headers/_actions.html"])
def test_a_template_in_place_of_wagtails_differs_in_its_language_alone(name: str) -> None:
    """Wagtail's have words that cannot be translated. A new version of Wagtail may bring other templates."""
    theirs_ = (Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin" / name).read_text(encoding="utf-8")
    ours = (settings.BASE_DIR / "templates" / "wagtailadmin" / name).read_text(encoding="utf-8")
    in_english = re.sub(r"=\"{% trans '(\w+)' %}\"", r'="\1"', ours).removeprefix("{% load i18n %}\n")
    assert in_english == theirs_


def _member(email: str, role: PlatformRole = PlatformRole.COMMUNICATIONS_EDITOR) -> TeamMember:
    return TeamMember(person(email, role, preferred_language="cy"))


class _Data(HTMLParser):
    """Collects what scripts read from a page: data attributes, and JSON in script elements."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[str] = []
        self.in_json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_json = tag == "script" and ("type", "application/json") in attrs
        self.values += [value for name, value in attrs if value and name.startswith("data-")]

    def handle_data(self, data: str) -> None:
        if self.in_json:
            self.values.append(data)


def leaks(page: str, english: English, names: set[str]) -> set[str]:
    """The English in a page: in what people read and in what scripts show. Names and titles are as they were typed."""
    data = _Data()
    data.feed(page)
    for_scripts = set()
    for value in data.values:
        try:
            for_scripts |= {" ".join(text.split()) for text in strings_in(json.loads(value))}
        except ValueError:
            for_scripts.add(" ".join(value.split()))
    read = texts_of(page, "cy") | texts_of(page, "")
    for text in [text for text in for_scripts if "<" in text]:
        read |= texts_of(f'<div lang="cy">{text}</div>', "cy")
    found = {text for text in read if english.is_in(text)} | {
        text for text in for_scripts if "<" not in text and english.is_in(text, data=True)
    }
    return {text for text in found if text not in names and english.is_in(_without(names, text))}


def _without(names: set[str], text: str) -> str:
    """The text with X for each name of several words."""
    for name in names:
        text = text.replace(name, "X") if " " in name else text
    return text


def _html_of(response: Any) -> str:
    """The page of a response, or of the step that a dialogue gets as JSON."""
    content = response.content.decode()
    if not response.headers["Content-Type"].startswith("application/json"):
        return content if "<html" in content else f'<div lang="cy">{content}</div>'
    texts = [text for text in strings_in(json.loads(content)) if not re.fullmatch(r"[a-z_]+", text)]
    return '<div lang="cy">' + " ".join(t if "<" in t else f"<p>{html.escape(t)}</p>" for t in texts) + "</div>"


def _routes(
    patterns: list[Any], before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, list[str]]]:
    """Every route of the editor: its address, its name and what its address names."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _routes(pattern.url_patterns, address, inner)
        elif isinstance(pattern, URLPattern) and address.startswith(EDITOR[1:]) and pattern.name:
            yield address, ":".join([*spaces, pattern.name]), list(pattern.pattern.regex.groupindex)


class Site:
    """Pages, pictures and documents in every state that officers and publishers see."""

    def __init__(self) -> None:
        self.officer = _member("comms@example.wales")
        self.publisher = _member("publisher@example.wales", PlatformRole.PUBLISHER)
        record = published_mission().record
        live = self.officer.mission_page(record)
        release(live, self.officer, self.publisher)
        draft = self.officer.update_page(live[0])
        for page, button in zip(draft, (SUBMIT, {}), strict=True):
            self.officer.save(fresh(page), button, title=f"Newyddion {page.pk}")
        rejected = UpdatePage.objects.get(locale__language_code="en")
        self.waiting = rejected
        self.pages = [home("cy"), live[0], *draft]
        with BytesIO() as file:
            Image.new("RGB", (60, 40)).save(file, "PNG")
            picture = SimpleUploadedFile("llun.png", file.getvalue(), "image/png")
        self.officer.client.post("/cms-admin/images/add/", {"title": "Llun", "file": picture, "tags": ""})
        paper = SimpleUploadedFile("papur.txt", b"Testun", "text/plain")
        self.officer.client.post("/cms-admin/documents/add/", {"title": "Papur", "file": paper, "tags": ""})
        self.image = get_image_model().objects.get()
        self.document = get_document_model().objects.get()
        Comment.objects.create(page=draft[0], user=self.publisher.user, text="Da iawn", contentpath="intro")
        locked = live[1]
        self.publisher.client.post(reverse("wagtailadmin_pages:lock", args=[locked.pk]))
        self.pages.append(fresh(locked))

    def values(self, name: str, what: str) -> list[Any]:
        """What the addresses of the route `name` may name as `what`; none if the route needs what cannot be there."""
        pages = [page.pk for page in self.pages]
        state = TaskState.objects.filter(workflow_state__object_id=str(self.waiting.pk)).latest("pk")
        known: dict[str, list[Any]] = {
            "page_id": pages,
            "parent_page_id": pages,
            "page_to_move_id": pages[1:],
            "destination_id": pages[:1],
            "content_type_app_name": ["cms"],
            "content_type_model_name": ["updatepage", "missionpage"],
            "revision_id": list(Revision.page_revisions.order_by("pk").values_list("pk", flat=True)[:2]),
            "workflow_state_id": list(WorkflowState.objects.order_by("pk").values_list("pk", flat=True)),
            "task_state_id": [state.pk],
            "collection_id": [Collection.objects.earliest("pk").pk],
            "task_id": [Task.objects.get().pk],
            "action_name": ["approve", "reject"],
            "image_id": [self.image.pk],
            "document_id": [self.document.pk],
            "doc_id": [self.document.pk],
            "filter_spec": ["original"],
            "app_name": ["taggit"],
        }
        if name == "wagtail_bulk_action":
            return {
                "app_label": ["wagtailcore", "wagtailimages", "wagtaildocs"],
                "model_name": ["page", "image", "document"],
                "action": ["delete", "move", "publish", "unpublish", "add_tags", "add_to_collection"],
            }[what]
        if name in ("wagtailadmin_pages:choose_parent", "wagtailadmin_tag_model_autocomplete"):
            return {"app_label": ["cms"], "model_name": ["updatepage"], "app_name": ["taggit"]}[what]
        if what == "pk":
            spaces: dict[str, Any] = {"workflows": Workflow, "collections": Collection, "groups": Group, "users": User}
            for space, model in spaces.items():
                if name.split(":")[0].endswith(space):
                    return [model.objects.earliest("pk").pk]
            return {
                "wagtaildocs_chooser:chosen": [self.document.pk],
                "wagtailimages_chooser:chosen": [self.image.pk],
            }.get(name, [])
        return known.get(what, [])

    def addresses(self) -> Iterator[tuple[str, str]]:
        for _address, name, named in _routes(get_resolver().url_patterns):
            if name.startswith(UNREAD):
                continue
            for values in itertools.product(*(self.values(name, what) for what in named)):
                try:
                    yield name, reverse(name, kwargs=dict(zip(named, values, strict=True)))
                except NoReverseMatch:
                    continue
        for page in self.pages:
            for pair in (("earliest", "latest"), ("live", "latest")):
                yield (
                    "wagtailadmin_pages:revisions_compare",
                    reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *pair]),
                )


def _queries(site: Site, name: str) -> list[dict[str, Any]]:
    if name == "wagtail_bulk_action":
        return [
            {"id": [page.pk for page in site.pages], "next": EDITOR},
            {"id": site.image.pk},
            {"id": site.document.pk},
        ]
    if "choose" in name:
        return [{}, {"q": "zzz"}, {"q": "Llun"}, {"page_type": "cms.missionpage", "allow_external_link": "true"}]
    if "select_format" in name or "link" in name:
        return [{}, {"select_format": "true"}]
    if name.endswith(("results", "index", "explore", "search", "history", "listing", "usage", "type_use")):
        return [{}, {"q": "zzz"}, {"q": "e", "p": "1", "locale": "cy"}]
    return [{}]


@pytest.fixture
def site(db: None) -> None:
    set_up_site()


# Screens that must be among those read.
MET = set(
    """
    page_languages published_mission_chooser:choose published_record_chooser:choose
    simple_translation:submit_page_translation wagtail_bulk_action wagtailadmin_account
    wagtailadmin_choose_page wagtailadmin_choose_page_anchor_link wagtailadmin_choose_page_child
    wagtailadmin_choose_page_email_link wagtailadmin_choose_page_external_link
    wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_search wagtailadmin_explore
    wagtailadmin_explore_root wagtailadmin_home wagtailadmin_pages:add wagtailadmin_pages:choose_parent
    wagtailadmin_pages:collect_workflow_action_data wagtailadmin_pages:confirm_workflow_cancellation
    wagtailadmin_pages:delete wagtailadmin_pages:edit wagtailadmin_pages:history wagtailadmin_pages:move
    wagtailadmin_pages:move_confirm wagtailadmin_pages:revisions_compare wagtailadmin_pages:revisions_revert
    wagtailadmin_pages:search wagtailadmin_pages:type_use wagtailadmin_pages:unpublish
    wagtailadmin_pages:usage wagtailadmin_pages:workflow_action wagtailadmin_pages:workflow_history
    wagtailadmin_pages:workflow_history_detail wagtailadmin_reports:aging_pages
    wagtailadmin_reports:locked_pages wagtailadmin_reports:page_types_usage wagtailadmin_reports:site_history
    wagtailadmin_reports:workflow wagtailadmin_reports:workflow_tasks wagtaildocs:add
    wagtaildocs:add_multiple wagtaildocs:delete wagtaildocs:document_usage wagtaildocs:edit wagtaildocs:index
    wagtaildocs_chooser:choose wagtaildocs_chooser:create wagtailimages:add wagtailimages:add_multiple
    wagtailimages:delete wagtailimages:edit wagtailimages:image_usage wagtailimages:index
    wagtailimages_chooser:choose wagtailimages_chooser:create wagtailimages_chooser:select_format
    """.split()
)

# An officer has none to moderate, and takes no page off the site.
MODERATING = {
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_reports:locked_pages",
}


@pytest.fixture
def screens(site: None) -> Site:
    return Site()


@pytest.mark.parametrize("who", ["officer", "publisher"])
def test_every_screen_is_in_welsh(screens: Site, who: str) -> None:
    english, member = English(), getattr(screens, who)
    names = {*Page.objects.values_list("title", flat=True), *PageLogEntry.objects.values_list("label", flat=True)}
    names |= {*(user.get_full_name() for user in User.objects.all()), "Cymedroli / Moderation", *LANGUAGES}
    seen: set[str] = set()
    bad: dict[str, str] = {}
    for name, address in screens.addresses():
        for query in _queries(screens, name):
            if "logout" in name:
                continue
            response = member.client.get(address, query)
            if response.status_code != 200 or "preview" in name or "view_draft" in name or "sprite" in name:
                continue
            if not response.headers["Content-Type"].startswith(("text/html", "application/json")):
                continue
            seen.add(name)
            for text in leaks(_html_of(response), english, names):
                bad.setdefault(text, f"{address} {query}")
    assert bad == {}
    assert MET - seen == (MODERATING if who == "officer" else set())


def test_what_is_said_after_an_action(screens: Site) -> None:
    english, page = English(), screens.pages[3]
    for button, values in (({}, {"title": ""}), ({}, {"title": "Newydd"}), (SUBMIT, {"title": "Newydd"})):
        screens.officer.save(fresh(page), button, **values)
        for shown in (screens.officer.read(page), _html_of(screens.officer.client.get(EDITOR))):
            assert leaks(shown, english, {*Page.objects.values_list("title", flat=True), *LANGUAGES}) == set()
    refused = screens.officer.client.post("/cms-admin/images/add/", {"title": "", "tags": ""})
    assert "Mae angen llenwi'r maes hwn." in html.unescape(refused.content.decode())
    assert leaks(_html_of(refused), english, LANGUAGES) == set()
