"""Every change has an actor and a reason, and no write goes around history."""

import pytest

from core.history import BulkWriteRefused, UnrecordedChange, recording
from people.models import Organisation
from people.services.accounts import system_user
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_save_outside_recording_is_refused() -> None:
    body = factories.body()
    body.name_en = "Changed"
    with pytest.raises(UnrecordedChange):
        body.save()
    assert Organisation.objects.get(pk=body.pk).name_en != "Changed"


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_refused(reason: str) -> None:
    with pytest.raises(UnrecordedChange), recording(by=system_user(), reason=reason):
        pass


def test_actor_and_reason_are_kept_and_do_not_stick() -> None:
    body, person = factories.body(), factories.person()
    with recording(by=person, reason="first"):
        body.save()
    with recording(by=system_user(), reason="second"):
        body.save()
    newest, previous = body.history.all()[:2]
    assert (newest.history_user, newest.history_change_reason) == (system_user(), "second")
    assert (previous.history_user, previous.history_change_reason) == (person, "first")


@pytest.mark.parametrize(
    "write",
    [
        lambda: Organisation.objects.update(name_en="x"),
        lambda: Organisation.objects.filter(slug="x").delete(),
        lambda: Organisation.objects.bulk_create([Organisation(slug="x")]),
        lambda: Organisation.objects.bulk_update([], ["name_en"]),
    ],
)
def test_bulk_writes_are_refused(write) -> None:  # noqa: ANN001
    factories.body()
    with pytest.raises(BulkWriteRefused):
        write()


def test_an_old_version_can_be_read() -> None:
    body = factories.body()
    first, name = body.latest_history_id(), body.name_en
    with recording(by=system_user(), reason="rename"):
        body.name_en = "Renamed"
        body.save()
    assert body.at(first).name_en == name
    with pytest.raises(body.history.model.DoesNotExist):
        body.at(factories.body("estyn").latest_history_id())
