"""Releases: several publications, one moment, one approval; and every way round it that is shut, over HTTP."""

import datetime
from collections.abc import Callable
from http import HTTPStatus

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.dates import WALES
from core.history import recording
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog.models import LogEntry
from people import outbox
from people.models import PlatformRole, User
from people.services.accounts import end_role, system_user
from publication import releases, requests, tasks
from publication.models import PublicationRequest, PublishedVersion, Release
from publication.release_standing import digest_now, items_of
from tests import factories
from tests.factories import convener, person, publisher
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def address(name: str, *args: object) -> str:
    return reverse(f"workspace:{name}", args=args)


@pytest.fixture
def two() -> list[PublicationRequest]:
    """A position and a decision of one group, asked for by its convener."""
    group = factories.agreed_group()
    return [factories.requested(group.position), factories.requested(factories.decided(group))]


@pytest.fixture
def tomorrow(two: list[PublicationRequest]) -> Release:
    return factories.release(*two, goes_out_at=in_a_day())


def in_a_day() -> datetime.datetime:
    return timezone.now().replace(second=0, microsecond=0) + DAY


def answer(release: Release, by: User, digest: str = "") -> tuple[int, str]:
    """Approve over HTTP, naming the digest that the page of the release shows unless another is given."""
    digest = digest or digest_now(release, items_of(release))
    response = signed_in(by).post(address("release", release.uuid), {"answer": "approve", "digest": digest})
    return response.status_code, response.content.decode()


def edit(request: PublicationRequest, by: User | None = None, words: str = "LATER words") -> None:
    decision = Decision.objects.get(uuid=request.record_uuid)
    factories.correct(decision, by=by, **factories.both("reasons", words))


def run_late() -> int:
    with time_machine.travel(timezone.now() + 2 * DAY):
        return tasks.publish_due_releases()


def state(release: Release) -> tuple[str, str]:
    release.refresh_from_db()
    return release.state, release.lapse


def nothing_is_public() -> bool:
    return not (LogEntry.objects.exists() or PublishedVersion.objects.exists())


def test_from_requests_to_one_moment(two: list[PublicationRequest]) -> None:
    by = two[0].requested_by
    client, second = signed_in(by), signed_in(publisher())
    at = (timezone.now() + 3 * DAY).astimezone(WALES).replace(hour=14, minute=30, second=0, microsecond=0)
    form = {
        "title_cy": "Gyda'n gilydd",
        "title_en": "Together",
        "requests": [str(one.uuid) for one in two],
        **{"day_day": at.day, "day_month": at.month, "day_year": at.year, "hour": "14:30"},
    }
    response = client.post(address("release_new"), form)
    assert response.status_code == HTTPStatus.FOUND
    release = Release.objects.get()
    assert release.goes_out_at == at
    assert address("release", release.uuid) in second.get(address("home")).content.decode()
    shown = second.get(address("release", release.uuid)).content.decode()
    assert shown.count("As the public will read it, in Welsh") == 2
    assert "PRIVATE legal note" not in shown
    assert answer(release, publisher())[0] == HTTPStatus.FOUND
    for when, gone in ((at - DAY, 0), (at - DAY / 1440, 0), (at + DAY, 1), (at + DAY, 0)):
        with time_machine.travel(when):
            assert tasks.publish_due_releases() == gone
            if when < at:
                assert nothing_is_public()
    assert state(release) == ("published", "")
    assert PublishedVersion.objects.count() == LogEntry.objects.count() == 2
    assert {one.state for one in PublicationRequest.objects.all()} == {"published"}
    assert client.get(address("release", release.uuid)).status_code == HTTPStatus.OK


def test_without_a_moment_it_goes_out_with_its_approval(two: list[PublicationRequest]) -> None:
    release = factories.release(*two)
    assert answer(release, publisher())[0] == HTTPStatus.FOUND
    assert state(release) == ("published", "")
    assert PublishedVersion.objects.count() == 2


def test_all_or_none(two: list[PublicationRequest], monkeypatch: pytest.MonkeyPatch) -> None:
    release = factories.release(*two)
    monkeypatch.setattr(requests, "store_version", fail_at_the_second())
    with pytest.raises(RuntimeError):
        factories.approve_release(release)
    assert nothing_is_public()
    assert state(release) == ("waiting", "")


def fail_at_the_second() -> Callable[..., object]:
    real, calls = requests.store_version, []

    def store(entry: LogEntry) -> object:
        calls.append(entry)
        if len(calls) == 2:
            raise RuntimeError("the power fails")
        return real(entry)

    return store


def withdraws(release: Release) -> None:
    asked = items_of(release)[0]
    response = signed_in(asked.requested_by).post(address("publication_cancel", asked.uuid))
    assert response.status_code == HTTPStatus.FOUND


def edits(release: Release) -> None:
    edit(items_of(release)[1])


def changes(release: Release, **values: object) -> None:
    at = release.goes_out_at.astimezone(WALES)
    form = {
        **{"title_cy": "Teitl", "title_en": "Title", "requests": [str(item.uuid) for item in items_of(release)]},
        **{"day_day": at.day, "day_month": at.month, "day_year": at.year, "hour": f"{at:%H:%M}"},
    }
    response = signed_in(release.made_by).post(address("release_edit", release.uuid), form | values)
    assert response.status_code == HTTPStatus.FOUND


def takes_out(release: Release) -> None:
    changes(release, requests=[str(items_of(release)[0].uuid)])


def puts_in(release: Release) -> None:
    decision = factories.decided(Decision.objects.get().group)
    more = factories.requested(decision)
    changes(release, requests=[str(item.uuid) for item in [*items_of(release), more]])


def moves(release: Release) -> None:
    changes(release, hour="23:59")


def asks_again(release: Release) -> None:
    asked = items_of(release)[1]
    response = signed_in(asked.requested_by).post(address("publication_ask_again", asked.uuid))
    assert response.status_code == HTTPStatus.FOUND


def tampers(release: Release) -> None:
    release.goes_out_at += DAY / 24
    with recording(by=system_user(), reason="test"):
        release.save()


def ends_the_role(release: Release) -> None:
    end_role(assignment=publisher().role_assignments.get(), by=system_user(), reason="test")


CHANGES: list[tuple[Callable[[Release], None], str, str]] = [
    (withdraws, "items", "convener"),
    (edits, "changed", "convener"),
    (takes_out, "items", "publisher"),
    (puts_in, "items", "publisher"),
    (moves, "moment", "publisher"),
    (asks_again, "items", "publisher"),
    (tampers, "items", "convener"),
    (ends_the_role, "approver", "convener"),
]


def test_any_change_cancels_the_approval_and_nothing_goes_out(tomorrow: Release) -> None:
    """Each in the same world: what one did is rolled back before the next."""
    factories.approve_release(tomorrow)
    for change, why, told in CHANGES:
        mail.outbox.clear()
        with transaction.atomic():
            change(Release.objects.get())
            assert run_late() == 0
            assert nothing_is_public()
            assert state(tomorrow) == ("waiting", why), change
            assert (tomorrow.approved_by, tomorrow.digest) == (None, "")
            with time_machine.travel(timezone.now() + 2 * DAY):
                outbox.deliver()
            letters = [message for message in mail.outbox if "no longer holds" in message.subject]
            assert f"{told}@example.wales" in {to for message in letters for to in message.to}, change
            assert all(tomorrow.get_lapse_display() in message.body for message in letters)
            shown = signed_in(tomorrow.made_by).get(address("release", tomorrow.uuid)).content.decode()
            assert tomorrow.get_lapse_display() in shown
            transaction.set_rollback(True)
    assert run_late() == 1


def test_a_change_shows_before_any_task_has_run_and_can_be_mended(tomorrow: Release) -> None:
    factories.approve_release(tomorrow)
    edits(tomorrow)
    by = tomorrow.made_by
    shown = signed_in(by).get(address("release", tomorrow.uuid)).content.decode()
    assert "the approval no longer holds" in shown
    second = person("second@example.wales", PlatformRole.PUBLISHER)
    status, shown = answer(tomorrow, second)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "has been changed since" in shown
    asks_again(tomorrow)
    tomorrow.refresh_from_db()
    assert answer(tomorrow, second)[0] == HTTPStatus.FOUND
    assert run_late() == 1
    assert "LATER words" in str(PublishedVersion.objects.get(record__kind="decision").content)


def test_what_the_public_would_not_see_cancels_nothing(tomorrow: Release) -> None:
    factories.approve_release(tomorrow)
    decision = Decision.objects.get()
    decisions.revise(decision=decision, by=convener(decision.group), reason="test", legal_note="Another note")
    assert run_late() == 1
    assert "Another note" not in str(PublishedVersion.objects.get(record__kind="decision").content)


@pytest.mark.parametrize("answer_to", ["approve", "return", "refuse"])
def test_an_item_is_not_answered_alone(answer_to: str, tomorrow: Release) -> None:
    asked = items_of(tomorrow)[0]
    data = {"answer": answer_to, "reason": "test", "digest": asked.digest}
    response = signed_in(publisher()).post(address("publication_request", asked.uuid), data)
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "answered as a whole" in response.content.decode()
    assert nothing_is_public()


def test_who_has_a_part_in_it_does_not_approve(two: list[PublicationRequest]) -> None:
    """Neither who asked for something in it, nor who put it together."""
    lead = Decision.objects.get().group.mission.lead
    release = factories.release(*two)
    asker, maker = two[0].requested_by, lead
    leads = factories.release(factories.requested(Decision.objects.get().group.mission))
    for one in (asker, maker):
        person(one.email, PlatformRole.PUBLISHER)
    for of, by, status, reason in (
        (release, asker, HTTPStatus.FORBIDDEN, "second person"),
        (leads, maker, HTTPStatus.FORBIDDEN, "second person"),
    ):
        got, shown = answer(of, by)
        assert (got, reason in shown) == (status, True)
    assert nothing_is_public()


def test_an_editor_of_one_item_approves_none_of_it() -> None:
    decision = factories.complete(factories.draft_decision())
    editor = person("local@example.wales", PlatformRole.PUBLISHER)
    decisions.revise(decision=decision, by=editor, reason="test", **factories.both("reasons", "Mine"))
    decision = factories.move_to(decision, "decided")
    release = factories.release(factories.requested(decision.group.position), factories.requested(decision))
    status, shown = answer(release, editor)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "You have edited this record" in shown
    assert nothing_is_public()
    assert factories.approve_release(release).state == "published"


def test_a_swapped_digest_approves_nothing(tomorrow: Release) -> None:
    other = factories.release(factories.requested(factories.decided()), goes_out_at=in_a_day())
    read = digest_now(tomorrow, items_of(tomorrow))
    takes_out(tomorrow)
    tomorrow.refresh_from_db()
    for digest in (read, "0" * 64, digest_now(other, items_of(other)), items_of(tomorrow)[0].digest):
        status, shown = answer(tomorrow, publisher(), digest)
        assert status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "not the release you read" in shown
    assert state(tomorrow)[0] == "waiting"


def test_only_one_may_ask_for_is_chosen(tomorrow: Release) -> None:
    """Neither a request of another group, nor one in another release, nor one that is answered."""
    elsewhere = factories.requested(factories.decided())
    group = elsewhere_group = Decision.objects.get(uuid=elsewhere.record_uuid).group
    factories.join(elsewhere_group, "others@example.wales", factories.LOCAL)
    answered = factories.requested(factories.decided(group))
    requests.cancel(request=answered, by=answered.requested_by)
    form = {"title_cy": "Teitl", "title_en": "Title"}
    for by, wanted in (
        (person("others@example.wales"), elsewhere),
        (elsewhere.requested_by, items_of(tomorrow)[0]),
        (elsewhere.requested_by, answered),
    ):
        response = signed_in(by).post(address("release_new"), form | {"requests": [str(wanted.uuid)]})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Release.objects.count() == 1


def test_a_release_is_answered_once(tomorrow: Release) -> None:
    factories.approve_release(tomorrow)
    status, shown = answer(tomorrow, person("second@example.wales", PlatformRole.PUBLISHER))
    assert (status, "answered already" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert run_late() == 1
    assert answer(tomorrow, publisher())[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert PublishedVersion.objects.count() == 2


def test_a_publisher_stops_a_release_before_its_moment(tomorrow: Release) -> None:
    factories.approve_release(tomorrow)
    data = {"answer": "return", "digest": "x", "reason": "Wait for the minister."}
    response = signed_in(publisher()).post(address("release", tomorrow.uuid), data)
    assert response.status_code == HTTPStatus.FOUND
    assert run_late() == 0
    assert (
        "Wait for the minister." in signed_in(tomorrow.made_by).get(address("release", tomorrow.uuid)).content.decode()
    )
    changes(tomorrow)
    assert state(tomorrow) == ("waiting", "")


def test_taken_apart_each_request_waits_alone(tomorrow: Release) -> None:
    asked = items_of(tomorrow)
    response = signed_in(tomorrow.made_by).post(address("release_take_apart", tomorrow.uuid))
    assert response.status_code == HTTPStatus.FOUND
    assert state(tomorrow)[0] == "cancelled"
    for one in asked:
        one.refresh_from_db()
        assert factories.approve(one).number == 1


@pytest.mark.parametrize(
    ("day", "hour", "problem"),
    [
        ((1, 1, 2020), "10:00", "in the future"),
        ((28, 3, 2027), "01:30", "clocks go forward"),
        ((28, 3, 2027), "", "both the day and the hour"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(
    day: tuple[int, int, int], hour: str, problem: str, two: list[PublicationRequest]
) -> None:
    form = {"title_cy": "Teitl", "title_en": "Title", "requests": [str(two[0].uuid)], "hour": hour}
    typed = form | dict(zip(("day_day", "day_month", "day_year"), day, strict=True))
    response = signed_in(two[0].requested_by).post(address("release_new"), typed)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert problem in response.content.decode()
    assert not Release.objects.exists()


def test_others_see_of_a_release_what_they_may_see(two: list[PublicationRequest]) -> None:
    """A mission lead bundles two groups; a member of one reads nothing of the other."""
    mine = Decision.objects.get().group
    secret = factories.decided(factories.agreed_group(of=mine.mission), **factories.both("title", "KANARI"))
    lead = mine.mission.lead
    asked = requests.request_publication(record=secret, by=lead)
    release = releases.put_together(
        requests=[asked, two[1]], goes_out_at=None, by=lead, **factories.both("title", "Release")
    )
    factories.join(mine, "only-mine@example.wales", factories.LOCAL)
    shown = signed_in(person("only-mine@example.wales")).get(address("release", release.uuid)).content.decode()
    assert "KANARI" not in shown
    assert "Records that you may not see: 1" in shown
    assert "KANARI" in signed_in(lead).get(address("release", release.uuid)).content.decode()
