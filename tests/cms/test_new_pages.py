"""A new page that is saved twice is one page, whoever saves first: the button or the editor's own script."""

import threading
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Locale, Page

from cms.models import UpdatePage
from cms.setup import set_up_site
from people.models import PlatformRole
from tests import factories
from tests.cms.team import SUBMIT, TeamMember, update_form
from tests.factories import person

BY_SCRIPT = {"HTTP_ACCEPT": "application/json"}
BY_HAND = {"HTTP_ACCEPT": "text/html"}


class Form:
    """The form of a new update, as a browser has it open."""

    def __init__(self, editor: TeamMember) -> None:
        self.editor = editor
        parent, _welsh = editor.mission_page(factories.published_mission().record)
        self.address = reverse("wagtailadmin_pages:add", args=("cms", "updatepage", parent.pk))
        self.open()

    def open(self) -> None:
        page = BeautifulSoup(self.editor.client.get(self.address).content, "html.parser")
        token = page.select_one("main form input[name=csrfmiddlewaretoken]")
        self.token = {"csrfmiddlewaretoken": str(token["value"])}

    def send(self, how: dict[str, str], title: str = "A new update", **values: Any) -> HttpResponse:
        return self.editor.client.post(self.address, {**update_form(title=title), **self.token, **values}, **how)


def titles() -> list[str]:
    return [page.get_latest_revision_as_object().title for page in UpdatePage.objects.all()]


def edited(page: UpdatePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_button_after_the_script_changes_the_page_that_the_script_made(editor: TeamMember) -> None:
    form = Form(editor)
    by_script = form.send(BY_SCRIPT, "A new")
    assert by_script.json()["success"]
    by_hand = form.send(BY_HAND)
    assert by_hand.headers["Location"] == edited(UpdatePage.objects.get())
    assert titles() == ["A new update"]


def test_the_script_again_after_its_answer_was_lost(editor: TeamMember) -> None:
    form = Form(editor)
    form.send(BY_SCRIPT, "A new")
    again = form.send(BY_SCRIPT)
    assert again.json()["success"]
    assert titles() == ["A new update"]


def test_what_the_script_sent_late_changes_nothing_that_the_button_saved(editor: TeamMember) -> None:
    form = Form(editor)
    form.send(BY_HAND)
    late = form.send(BY_SCRIPT, "A new")
    assert late.status_code == 400
    assert titles() == ["A new update"]


@pytest.mark.parametrize("button", [{}, SUBMIT], ids=["save", "submit"])
def test_a_double_click_makes_one_page_and_leads_to_one_place(editor: TeamMember, button: dict[str, str]) -> None:
    form = Form(editor)
    sent = {**update_form(title="A new update"), **form.token, **button}
    first, second = (form.editor.client.post(form.address, sent, **BY_HAND) for _time in range(2))
    assert first.status_code == 302
    assert second.headers["Location"] == first.headers["Location"]
    assert UpdatePage.objects.count() == 1
    assert UpdatePage.objects.get().revisions.count() == 1


def test_a_form_that_was_refused_can_be_sent_again(editor: TeamMember) -> None:
    form = Form(editor)
    assert form.send(BY_HAND, "", **SUBMIT).status_code == 200
    assert form.send(BY_HAND, **SUBMIT).status_code == 302
    assert titles() == ["A new update"]


def test_two_forms_make_two_pages(editor: TeamMember) -> None:
    form = Form(editor)
    form.send(BY_HAND, "One", slug="one")
    form.open()
    form.send(BY_HAND, "Two", slug="two")
    assert titles() == ["One", "Two"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="its writers wait for each other")
def test_the_button_and_the_script_at_the_same_moment() -> None:
    if not Collection.objects.exists():  # an earlier test of this kind has emptied the tables
        Collection.add_root(name="Root")
    if not Page.objects.exists():
        locale = Locale.objects.get_or_create(language_code="en")[0]
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    set_up_site()
    editor = TeamMember(person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))
    form = Form(editor)
    start, answers = threading.Barrier(4), []

    def send(how: dict[str, str]) -> None:
        browser = Client()
        browser.cookies.update(editor.client.cookies)
        start.wait()
        try:
            answers.append(browser.post(form.address, {**update_form(title="One"), **form.token}, **how).status_code)
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=[how]) for how in (BY_HAND, BY_SCRIPT) * 2]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert titles() == ["One"]
    assert set(answers) <= {200, 302, 400}
