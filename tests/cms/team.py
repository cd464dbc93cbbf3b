"""People of the communications team at work in the Wagtail admin, through the requests their browser sends."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import HomePage, MissionIndexPage, MissionPage, UpdatePage
from people.models import User
from publication.published.models import PublishedRecord

SUBMIT = {"action-submit": "1"}
PUBLISH = {"action-publish": "1"}


def body(text: str, *records: PublishedRecord) -> dict[str, Any]:
    blocks = [("text", rich_text(f"<p>{text}</p>", features=["bold", "italic", "link", "ol", "ul"]))]
    return streamfield([*blocks, *(("published_record", record.pk) for record in records)])


def _as_typed(stored: StreamValue) -> dict[str, Any]:
    """The form's fields of a body as it is stored."""
    blocks = [(raw["type"], raw["value"]) for raw in stored.raw_data]
    typed = streamfield([(kind, rich_text(value) if kind == "text" else value) for kind, value in blocks])
    for number, raw in enumerate(stored.raw_data):
        typed[str(number)]["id"] = raw["id"]
    return typed


class TeamMember:
    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user, backend="people.sign_in.AuthenticationBackend")

    def post(self, name: str, *args: Any, **values: Any) -> HttpResponse:
        return self.client.post(reverse(name, args=args), values)

    def add(self, model: type[Page], parent: Page, button: dict[str, str] | None = None, **values: Any) -> HttpResponse:
        address = reverse("wagtailadmin_pages:add", args=("cms", model._meta.model_name, parent.pk))
        return self.client.post(address, _form({**values, **(button or {})}))

    def save(self, page: Page, button: dict[str, str] | None = None, **values: Any) -> HttpResponse:
        """Save a page as it stands in its newest revision, with `values` changed, by the button."""
        newest = page.get_latest_revision_as_object()
        known = {"title": newest.title, "intro": newest.intro, "body": _as_typed(newest.body)}
        if isinstance(newest, UpdatePage):
            known |= {"slug": newest.slug, "kind": newest.kind, "date": newest.date.isoformat()}
        if isinstance(newest, MissionPage):
            known |= {"record": newest.record_id}
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return self.client.post(address, _form({**known, **values, **(button or {})}))

    def read(self, page: Page) -> str:
        """The editor of a page."""
        return self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    def approve(self, page: Page) -> HttpResponse:
        page = type(page).objects.get(pk=page.pk)
        task_state = page.current_workflow_task_state
        return self.post("wagtailadmin_pages:workflow_action", page.pk, "approve", task_state.pk)

    def translate(self, page: Page, language: str) -> Page:
        locale = Locale.objects.get(language_code=language)
        self.post("simple_translation:submit_page_translation", page.pk, locales=[locale.pk])
        return type(page).objects.get(translation_key=page.translation_key, locale=locale)

    def mission_page(self, record: PublishedRecord) -> tuple[MissionPage, MissionPage]:
        """Draft pages of a published mission, English and Welsh."""
        index = MissionIndexPage.objects.get(locale__language_code="en")
        self.add(MissionPage, index, title="Mission", intro="ENGLISH MISSION", record=record.pk, body=body("x"))
        english = MissionPage.objects.get(record=record)
        welsh = self.translate(english, "cy")
        self.save(welsh, title="Cenhadaeth", intro="CENHADAETH GYMRAEG")
        return fresh(english), fresh(welsh)

    def update_page(self, parent: MissionPage, *records: PublishedRecord) -> tuple[UpdatePage, UpdatePage]:
        """Draft updates of a mission, English and Welsh, that show `records`."""
        self.add(
            UpdatePage,
            parent,
            title="Update",
            slug="update",
            kind="progress",
            date="2026-11-20",
            intro="ENGLISH UPDATE",
            body=body("English words", *records),
        )
        english = UpdatePage.objects.get(locale__language_code="en")
        welsh = self.translate(english, "cy")
        self.save(welsh, title="Diweddariad", slug="diweddariad", intro="DIWEDDARIAD CYMRAEG", body=body("x", *records))
        return fresh(english), fresh(welsh)


def update_form(**values: Any) -> dict[str, Any]:
    """The form of a progress update as it is sent."""
    known = {"slug": "new", "kind": "progress", "date": "2026-11-20", "intro": "Introduction", "body": body("Words")}
    return _form({**known, **values})


def _form(values: dict[str, Any]) -> dict[str, Any]:
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return nested_form_data({"search_description": "", "comments": empty, **values})


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def release(pair: tuple[Any, Any], by: TeamMember, approved_by: TeamMember) -> None:
    """Submit and approve both languages."""
    for page in pair:
        by.save(fresh(page), SUBMIT)
    for page in pair:
        approved_by.approve(page)


def home(language: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=language)
