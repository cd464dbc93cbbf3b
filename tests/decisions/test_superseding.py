"""A decision takes the place of another: which one may, who says so and when, and how the public reads it."""

import datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from time_machine import TimeMachineFixture

from core.transitions import Refused
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from openlog.models import LogEntry
from people.models import User
from taskgroups.models import MembershipRole
from taskgroups.services import membership as memberships
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

NOTE = {"change_note_en": "Replaced.", "change_note_cy": "Disodlwyd."}


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def under_review(of: Decision | None = None) -> Decision:
    draft = factories.draft_decision(of.group if of else None)
    return factories.reviewed(factories.move_to(factories.complete(draft), "decided"), "supersede").decision


def supersede(user: User, decision: Decision, successor: Decision | None) -> tuple[int, str]:
    """What the person's browser is told, and then shown."""
    data = {"action": "supersede", "reason": "A better one", "superseded_by": str(successor.uuid) if successor else ""}
    response = signed_in(user).post(page("decision_state", decision.uuid), data, follow=True)
    decision.refresh_from_db()
    return response.redirect_chain[0][1] if response.redirect_chain else response.status_code, response.content.decode()


def test_it_says_which_decision_replaces_it_and_both_say_so() -> None:
    old = under_review()
    new = factories.decided(old.group)
    convener = factories.convener(old.group)
    status, shown = supersede(convener, old, None)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "not said which decision replaces it" in shown
    assert "A better one" in shown
    status, shown = supersede(convener, old, new)
    assert (status, old.state, old.superseded_by) == (HTTPStatus.FOUND, "superseded", new)
    assert page("decision", new.uuid) in shown
    assert page("decision", old.uuid) in signed_in(convener).get(page("decision", new.uuid)).content.decode()
    assert new.reference in signed_in(convener).get(page("decision_history", old.uuid)).content.decode()


def test_only_a_standing_decision_of_the_mission_can_replace_another() -> None:
    old = under_review()
    by = old.group.mission.lead
    earlier = factories.correct(factories.decided(old.group), decided_on=old.decided_on - datetime.timedelta(days=1))
    gone = factories.move_to(factories.complete(factories.draft_decision(old.group)), "reversed")
    draft = factories.complete(factories.draft_decision(old.group))
    elsewhere = factories.decided(factories.agreed_group(of=factories.active_mission(by)))
    for successor in (old, earlier, gone, draft, elsewhere):
        with pytest.raises(Refused, match="of the same mission"):
            decisions.transition(decision=old, action="supersede", by=by, reason="test", superseded_by=successor)
        assert supersede(by, old, successor)[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert old.state == "under_review"


def test_no_chain_of_replacements_comes_back() -> None:
    first = under_review()
    second, third = under_review(first), under_review(first)
    by = factories.convener(first.group)
    for old, new in ((first, second), (second, third)):
        assert supersede(by, old, new)[0] == HTTPStatus.FOUND
    for beginning in (first, second):
        assert supersede(by, third, beginning)[0] == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_body_that_convened_reviews_when_the_time_is_over(time_machine: TimeMachineFixture) -> None:
    old = under_review()
    group, new = old.group, factories.decided(old.group)
    colleague = factories.join(group, "colleague@example.wales", factories.REGIONAL).user
    observer = factories.join(group, "observer@example.wales", factories.REGIONAL, MembershipRole.OBSERVER).user
    left = factories.convener(group)
    factories.join(group, "chair@example.wales", factories.NATIONAL, MembershipRole.CONVENER)
    memberships.end_membership(membership=group.memberships.get(user=left), by=group.mission.lead, reason="test")
    time_machine.move_to(group.ends_on + datetime.timedelta(days=200))
    for user in (factories.member(group), observer):
        assert supersede(user, old, new)[0] == HTTPStatus.FORBIDDEN
    for user in (factories.person("outsider@example.wales"), left):
        assert supersede(user, old, new)[0] == HTTPStatus.NOT_FOUND
    assert supersede(colleague, old, new)[0] == HTTPStatus.FOUND


def test_who_is_not_in_the_other_group_reads_a_reference_and_no_title() -> None:
    old = under_review()
    second = factories.agreed_group(of=old.group.mission)
    for membership in second.memberships.filter(user__email="local@example.wales"):
        memberships.end_membership(membership=membership, by=second.mission.lead, reason="test")
    draft = factories.draft_decision(second, title_en="KANARI title", title_cy="KANARI teitl")
    new = factories.move_to(factories.complete(draft), "decided")
    assert supersede(factories.convener(old.group), old, new)[0] == HTTPStatus.FOUND
    for name in ("decision", "decision_history"):
        shown = signed_in(factories.member(old.group)).get(page(name, old.uuid)).content.decode()
        assert new.reference in shown
        assert "KANARI" not in shown


def test_the_public_reads_it_on_both_pages_once_both_are_published(client: Client) -> None:
    version = factories.published_decision()
    old = Decision.objects.get()
    by = factories.convener(old.group)
    new = factories.decided(old.group)
    factories.reviewed(old, "supersede")
    assert supersede(by, old, new)[0] == HTTPStatus.FOUND
    with pytest.raises(Refused, match="replaces it is not published"):
        factories.publish(old, **NOTE)
    published = factories.publish(new)
    older, newer = f"/en/decisions/{old.reference}/", f"/en/decisions/{new.reference}/"
    assert newer not in client.get(older).content.decode()
    assert older not in client.get(newer).content.decode()
    second = factories.publish(old, **NOTE)
    shown = client.get(older).content.decode()
    assert "Superseded by:" in shown
    assert f'href="{newer}"' in shown
    shown = client.get(newer).content.decode()
    assert "Supersedes:" in shown
    assert f'href="{older}"' in shown
    assert "Disodlwyd gan:" in client.get(f"/cy/penderfyniadau/{old.reference}/").content.decode()
    assert "Yn disodli:" in client.get(f"/cy/penderfyniadau/{new.reference}/").content.decode()
    kinds = list(LogEntry.objects.filter(record_id=old.uuid).order_by("index").values_list("kind", flat=True))
    assert kinds == ["publish", "supersede"]
    told = {"state", "superseded_by"}
    assert {name for name in second.content if second.content[name] != version.content[name]} == told
    assert published.record.versions.count() == 1


def test_which_decision_replaces_it_is_corrected_until_the_public_is_told() -> None:
    version = factories.published_decision()
    old = under_review(Decision.objects.get(uuid=version.record.uuid))
    wrong, right = factories.decided(old.group), factories.decided(old.group)
    by = factories.convener(old.group)
    door, client = page("decision_successor", old.uuid), signed_in(by)
    sent = {"superseded_by": right.uuid, "reason": "The wrong one was chosen."}
    assert client.post(door, sent).status_code == HTTPStatus.FORBIDDEN  # nothing has replaced it yet
    assert supersede(by, old, wrong)[0] == HTTPStatus.FOUND
    assert door in client.get(page("decision", old.uuid)).content.decode()
    for unfit in (old, factories.draft_decision(old.group)):
        assert client.post(door, {**sent, "superseded_by": unfit.uuid}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(door, sent).status_code == HTTPStatus.FOUND
    old.refresh_from_db()
    assert old.superseded_by == right
    assert old.history.first().history_change_reason == sent["reason"]
    factories.publish(right)
    note = {"change_note_en": "Replaced.", "change_note_cy": "Disodlwyd."}
    asked = factories.requested(old, **note)
    assert client.post(door, sent).status_code == HTTPStatus.FORBIDDEN
    factories.approve(asked)
    answer = client.post(door, {**sent, "superseded_by": wrong.uuid})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "that stays" in answer.content.decode()
    assert door not in client.get(page("decision", old.uuid)).content.decode()
