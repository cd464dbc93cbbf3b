"""A kind that lives in one folder goes the whole way: without a line elsewhere, through the doors that people use."""

import json
from http import HTTPStatus

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.history import recording
from people.models import PlatformRole
from publication import removal, tasks
from publication.models import PublicationRequest, RemovalAction
from publication.published.models import PublishedVersion
from publication.withholding import withhold
from tests import factories
from tests.pages import form_of, signed_in, values_of
from tests.pledge.models import Pledge, PledgeStep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pledges")]

SECRET = "KANARI the van of the third house"
NOTE = {"change_note_en": "More was promised.", "change_note_cy": "Addawyd mwy."}


@pytest.fixture
def pledge() -> Pledge:
    """A pledge to a published mission, written by its lead."""
    mission = factories.active_mission()
    factories.publish(mission)
    with recording(by=mission.lead, reason="test"):
        made = Pledge.objects.create(
            mission=mission,
            reference="PLEDGE-1",
            **factories.both("title", "Two vans"),
            **factories.both("promise", "Two vans for the evening"),
            kept_by=factories.body(),
            due_on=timezone.localdate(),
            aside=SECRET,
        )
        PledgeStep.objects.create(pledge=made, **factories.both("what", "Buy the first van"), done=True)
        PledgeStep.objects.create(pledge=made, **factories.both("what", "Buy the second van"))
    return made


def change(pledge: Pledge, **values: str) -> None:
    with recording(by=pledge.mission.lead, reason="test"):
        for name, value in values.items():
            setattr(pledge, name, value)
        pledge.save()


def ask(pledge: Pledge, **note: str) -> PublicationRequest:
    """Asked for by the mission lead, on the page that asks."""
    client, page = (
        signed_in(pledge.mission.lead),
        reverse("workspace:request_publication", args=["pledge", pledge.uuid]),
    )
    shown = client.get(page).content.decode()
    assert "As the public will read it, in Welsh" in shown
    assert "Buy the first van yn Gymraeg" in shown
    assert client.post(page, note or {"confirm": "yes"}).status_code == HTTPStatus.FOUND
    return PublicationRequest.objects.latest("pk")


def publish(pledge: Pledge, **note: str) -> PublishedVersion:
    """Asked for, and approved by the publisher on the page of the request."""
    asked = ask(pledge, **note)
    client, page = signed_in(factories.publisher()), reverse("workspace:publication_request", args=[asked.uuid])
    form = {name: values[0] for name, values in values_of(form_of(client.get(page), digest=asked.digest)).items()}
    assert client.post(page, form | {"answer": "approve"}).status_code == HTTPStatus.FOUND
    tasks.sign_log()
    return PublishedVersion.objects.latest("pk")


def read(name: str, *args: object, language: str = "en") -> str:
    with override(language):
        response = Client().get(reverse(f"public:{name}", args=args))
    assert response.status_code == HTTPStatus.OK, name
    return response.content.decode()


def data(name: str, *args: object) -> str:
    response = Client().get(reverse(f"api:{name}", args=args))
    assert response.status_code == HTTPStatus.OK, name
    return response.getvalue().decode("utf-8-sig")


def test_it_is_published_listed_compared_exported_and_checked(pledge: Pledge) -> None:
    publish(pledge)
    change(pledge, promise_en="Three vans for the evening", promise_cy="Tair fan i'r hwyr")
    factories.confirm_languages(pledge)
    publish(pledge, **NOTE)
    welsh = read("pledge", "PLEDGE-1", language="cy")
    assert "Tair fan i&#x27;r hwyr" in welsh or "Tair fan i'r hwyr" in welsh
    for page in (("pledges",), ("pledge", "PLEDGE-1"), ("pledge_version", "PLEDGE-1", 1)):
        assert "Two vans in English" in read(*page), page
    assert "Pembrokeshire County Council" in read("pledge", "PLEDGE-1")
    assert "Three" in read("pledge_compare", "PLEDGE-1", 1, 2)
    assert "What is promised" in read("pledge_check", "PLEDGE-1", 2)
    assert "A body has promised something." in read("mission_timeline", pledge.mission.slug_en)
    assert reverse("public:pledge", args=["PLEDGE-1"]) in Client().get("/sitemap.xml").content.decode()
    found = json.loads(data("version", "pledge", "PLEDGE-1", 2, "json"))
    assert [step["done"] for step in found["content"]["steps"]] == [True, False]
    assert found["content"]["promise"]["en"] == "Three vans for the evening"
    assert "promise_cy,promise_en" in data("list_csv", "pledge").splitlines()[0]
    assert "What is promised" in data("version", "pledge", "PLEDGE-1", 2, "csv")
    assert "#promise" in data("terms")
    assert "pledges" in data("openapi")
    shown = read("pledge", "PLEDGE-1") + data("version", "pledge", "PLEDGE-1", 2, "json")
    assert SECRET not in shown
    call_command("verify_log", verbosity=0)


def test_a_part_is_withheld_and_another_erased(pledge: Pledge) -> None:
    reasons = factories.reasons(ground="foi_s40")
    step = pledge.steps.last()
    withhold(record=pledge, part=f"steps.{step.uuid}.what", by=pledge.mission.lead, **reasons)
    version = publish(pledge)
    page = read("pledge", "PLEDGE-1")
    assert "Buy the first van in English" in page
    assert "Buy the second van in English" not in page
    asked = removal.request_removal(
        record=version.record, action=RemovalAction.ERASE, by=pledge.mission.lead, version=1, part="promise", **reasons
    )
    officer = factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER)
    removal.carry_out(removal=asked, by=officer)
    tasks.sign_log()
    for shown in (read("pledge", "PLEDGE-1"), data("version", "pledge", "PLEDGE-1", 1, "json"), read("withheld")):
        assert "Two vans for the evening" not in shown
    pledge.refresh_from_db()
    assert "Two vans for the evening" not in pledge.promise_en
    assert "What is promised" in read("withheld")


def test_a_language_that_has_not_followed_shuts_the_door(pledge: Pledge) -> None:
    change(pledge, promise_en="Four vans")
    page = reverse("workspace:request_publication", args=["pledge", pledge.uuid])
    shown = signed_in(pledge.mission.lead).get(page).content.decode()
    assert "The Welsh has not followed the English: What is promised" in shown
    refused = signed_in(pledge.mission.lead).post(page, {"confirm": "yes"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not PublicationRequest.objects.filter(kind="pledge").exists()


def test_what_was_returned_is_in_my_work(pledge: Pledge) -> None:
    asked = ask(pledge)
    client, page = signed_in(factories.publisher()), reverse("workspace:publication_request", args=[asked.uuid])
    form = {"answer": "return", "reason": "Say how many.", "digest": asked.digest}
    assert client.post(page, form).status_code == HTTPStatus.FOUND
    work = signed_in(pledge.mission.lead).get(reverse("workspace:home")).content.decode()
    assert "Two vans in English" in work
    assert page in work


def test_a_stranger_sees_nothing_before_it_is_published(pledge: Pledge) -> None:
    ask(pledge)
    assert Client().get(reverse("public:pledge", args=["PLEDGE-1"])).status_code == HTTPStatus.NOT_FOUND
    stranger = signed_in(factories.person("stranger@example.wales"))
    page = reverse("workspace:request_publication", args=["pledge", pledge.uuid])
    assert stranger.get(page).status_code == HTTPStatus.NOT_FOUND
