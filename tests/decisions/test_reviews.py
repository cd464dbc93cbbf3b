"""Reviews of decisions: what was expected against what happened, who writes it, and how the public reads it."""

import datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from time_machine import TimeMachineFixture

from core.transitions import Refused
from decisions_log.models import Decision, Review
from decisions_log.services import decision as decisions
from people.models import PlatformRole, User
from publication import requests
from publication.withholding import withhold
from taskgroups.models import MembershipRole
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOTE = {"change_note_en": "We corrected a figure.", "change_note_cy": "Cywirwyd ffigur."}


def page(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


def started(decision: Decision | None = None) -> Review:
    """A review that nobody has written in yet."""
    decision = decision or factories.decided()
    by = factories.convener(decision.group)
    return decisions.transition(decision=decision, action="review", by=by, reason="test").reviews.get()


def day(name: str, date: datetime.date) -> dict[str, object]:
    return {f"{name}_{part}": getattr(date, part) for part in ("day", "month", "year")}


def whole(**values: object) -> dict[str, object]:
    """The form of the review as a whole, as a browser sends it."""
    learned = {"learning_en": "We asked too late.", "learning_cy": "Gofynnwyd yn rhy hwyr."}
    said = {"achievement": "not_achieved", "proposal": "confirm", **learned}
    return {**said, **day("held_on", timezone.localdate()), **values}


def write(user: User, review: Review, **values: object) -> tuple[int, str]:
    """Send the form of the whole as this person: the status, and what the page that one ends on says."""
    address = page("review_edit", review.decision.uuid, review.uuid)
    response = signed_in(user).post(address, whole(**values), follow=True)
    return response.redirect_chain[0][1] if response.redirect_chain else response.status_code, response.content.decode()


def step(user: User, decision: Decision, action: str, **values: object) -> tuple[int, str]:
    data = {"action": action, "reason": "It was reviewed", **values}
    response = signed_in(user).post(page("decision_state", decision.uuid), data, follow=True)
    decision.refresh_from_db()
    return response.redirect_chain[0][1] if response.redirect_chain else response.status_code, response.content.decode()


def test_a_review_asks_what_happened_beside_what_was_expected_and_the_decision_waits_for_it() -> None:
    decision = factories.draft_decision()
    factories.complete(decision)
    option, by = decision.options.get(chosen=True), factories.convener(decision.group)
    option.benefits_en, option.benefits_cy = "Shorter waits", "Arosiadau byrrach"
    decisions.save_part(part=option, by=by, reason="test")
    review = started(factories.move_to(decision, "decided"))
    client = signed_in(by)
    shown = client.get(page("review", review.decision.uuid, review.uuid)).content.decode()
    for words in ("Shorter waits", "Arosiadau byrrach", "success_measure in English", "How we will know"):
        assert words in shown
    measure, benefits = review.findings.all()
    assert (measure.about, benefits.about) == ("success_measure", "benefits")
    status, shown = step(by, review.decision, "confirm")
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    for words in ("where this was expected: How we will know", "when the review was held", "what we learned"):
        assert words in shown
    decision_page = client.get(page("decision", review.decision.uuid)).content.decode()
    for finding in (measure, benefits):
        address = page("finding_edit", review.decision.uuid, review.uuid, finding.uuid)
        assert address in decision_page
        happened = {"happened_en": "KEPT words", "happened_cy": "", "achievement": ""}
        assert client.post(address, happened).status_code == HTTPStatus.FOUND  # saved, though not complete
        assert "KEPT words" in client.get(address).content.decode()
        assert step(by, review.decision, "confirm")[0] == HTTPStatus.UNPROCESSABLE_ENTITY
        client.post(address, {**happened, "happened_cy": "Geiriau", "achievement": "partly"})
    assert write(by, review, learning_cy="")[0] == HTTPStatus.FOUND
    assert "It is not written in both languages what we learned." in step(by, review.decision, "confirm")[1]
    assert "The review is complete." in write(by, review)[1]
    assert step(by, review.decision, "confirm")[0] == HTTPStatus.FOUND
    assert review.decision.state == "confirmed"
    history = client.get(page("decision_history", review.decision.uuid)).content.decode()
    assert "We asked too late." in history
    assert "KEPT words" in history


def test_what_follows_is_what_the_review_proposes() -> None:
    review = factories.reviewed(factories.decided(), "reverse")
    by = factories.convener(review.group)
    status, shown = step(by, review.decision, "confirm")
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The review proposes something else: Reverse the decision" in shown
    decision_page = signed_in(by).get(page("decision", review.decision.uuid)).content.decode()
    assert "Nothing is missing for: Reverse" in decision_page
    assert step(by, review.decision, "reverse")[0] == HTTPStatus.FOUND
    status, shown = write(by, review, learning_en="Corrected afterwards")
    assert (status, "Corrected afterwards" in shown) == (HTTPStatus.FOUND, True)
    review.refresh_from_db()
    assert review.proposal == "reverse"  # what it came to is settled


def test_a_decision_that_is_reviewed_again_has_another_day_and_another_review() -> None:
    review = started()
    by, later = factories.convener(review.group), review.due_on + 90 * DAY
    for finding in review.findings.all():
        address = page("finding_edit", review.decision.uuid, review.uuid, finding.uuid)
        data = {"happened_en": "Not yet", "happened_cy": "Ddim eto", "achievement": "too_early"}
        signed_in(by).post(address, data)
    assert write(by, review, proposal="review_again")[0] == HTTPStatus.FOUND
    assert "There is no date of the next review." in step(by, review.decision, "confirm")[1]
    for wrong in (day("next_review_on", review.due_on), {"proposal": "confirm", **day("next_review_on", later)}):
        status, shown = write(by, review, **{"proposal": "review_again", **wrong})
        assert status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "next review" in shown
    assert write(by, review, proposal="review_again", **day("next_review_on", later))[0] == HTTPStatus.FOUND
    assert step(by, review.decision, "confirm")[0] == HTTPStatus.FOUND
    assert (review.decision.state, review.decision.review_on) == ("confirmed", later)
    assert step(by, review.decision, "review")[0] == HTTPStatus.FOUND
    first, second = review.decision.reviews.all()
    assert (second.due_on, second.learning_en) == (later, "")
    assert (first.reference, second.reference) == tuple(f"{review.decision.reference}-R{n}" for n in (1, 2))
    assert write(by, second)[0] == HTTPStatus.FOUND


def test_who_answers_for_the_decision_writes_its_review_also_when_the_group_is_gone(
    time_machine: TimeMachineFixture,
) -> None:
    review = started()
    group = review.group
    colleague = factories.join(group, "colleague@example.wales", factories.REGIONAL).user
    observer = factories.join(group, "observer@example.wales", factories.REGIONAL, MembershipRole.OBSERVER).user
    time_machine.move_to(group.ends_on + 100 * DAY)
    finding = review.findings.get()
    for user in (factories.member(group), observer):
        assert signed_in(user).get(page("review", review.decision.uuid, review.uuid)).status_code == HTTPStatus.OK
        assert write(user, review)[0] == HTTPStatus.FORBIDDEN
        address = page("finding_edit", review.decision.uuid, review.uuid, finding.uuid)
        assert signed_in(user).post(address, {"happened_en": "No"}).status_code == HTTPStatus.FORBIDDEN
    for user in (factories.person("outsider@example.wales"), factories.publisher()):
        assert write(user, review)[0] == HTTPStatus.NOT_FOUND
    for user in (colleague, group.mission.lead):
        assert write(user, review, learning_en=f"As {user} says")[0] == HTTPStatus.FOUND
    other = started(factories.decided(factories.agreed_group(of=group.mission)))
    strange = page("review_edit", other.decision.uuid, review.uuid)
    assert signed_in(group.mission.lead).get(strange).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (day("held_on", timezone.localdate() + DAY), "in the future"),
        (day("held_on", datetime.date(2001, 1, 1)), "The decision had not been made by this date."),
        ({"achievement": "splendid"}, "splendid"),
        ({"proposal": "forget"}, "forget"),
    ],
)
def test_bad_input_is_said_and_kept(values: dict[str, object], problem: str) -> None:
    review = started()
    status, shown = write(factories.convener(review.group), review, **values)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert problem in shown
    assert "We asked too late." in shown
    review.refresh_from_db()
    assert review.learning_en == ""


def test_two_who_write_at_once_do_not_overwrite_each_other() -> None:
    review = started()
    opened = review.latest_history_id()
    assert write(factories.convener(review.group), review, based_on=opened)[0] == HTTPStatus.FOUND
    assert write(factories.convener(review.group), review, based_on=opened)[0] == HTTPStatus.FOUND  # the same again
    assert review.history.count() == 2
    status, shown = write(review.group.mission.lead, review, based_on=opened, learning_en="Mine")
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Somebody changed this while you were writing" in shown
    assert "We asked too late." in shown


def test_the_public_reads_it_once_it_is_complete_and_approved_by_another(client: Client) -> None:
    factories.published_decision()
    review = started(Decision.objects.get())
    convener = factories.convener(review.group)
    own, decision_page = f"/en/reviews/{review.reference}/", f"/en/decisions/{review.decision.reference}/"
    write(convener, review, learning_en="KANARI")
    asked = page("request_publication", "review", review.uuid)
    refused = signed_in(convener).post(asked)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "where this was expected: How we will know" in refused.content.decode()
    for address in (own, decision_page, "/en/reviews/", "/en/decisions/", "/sitemap.xml", "/api/v1/reviews.json"):
        response = client.get(address)
        assert response.status_code == (HTTPStatus.NOT_FOUND if address == own else HTTPStatus.OK), address
        assert "KANARI" not in response.content.decode()
        assert address == own or review.reference not in response.content.decode()
    factories.review(review.decision, learning_en="We **learned**", learning_cy="Fe **ddysgon** ni")
    assert "success_measure in English" in signed_in(convener).get(asked).content.decode()
    factories.publish(review)
    english = client.get(own).content.decode()
    welsh = client.get(f"/cy/adolygiadau/{review.reference}/").content.decode()
    for words in (">success_measure in English<", "Happened success_measure in English", "Not achieved"):
        assert words in english
    for words in (">success_measure yn Gymraeg<", "Happened success_measure yn Gymraeg", "<strong>ddysgon</strong>"):
        assert words in welsh
    assert convener.email not in english
    for listing in (decision_page, "/en/reviews/", "/sitemap.xml"):
        assert own in client.get(listing).content.decode()
    assert f'href="{decision_page}"' in english
    factories.review(review.decision, learning_en="Corrected words")
    assert "Corrected words" not in client.get(own).content.decode()
    with pytest.raises(Refused, match="what changed since the published version"):
        factories.publish(review)
    factories.publish(review, **NOTE)
    for below in ("", "versions/1/", "versions/2/check/", "compare/1/2/"):
        assert client.get(own + below).status_code == HTTPStatus.OK, below
    assert "Corrected words" in client.get(f"{own}compare/1/2/").content.decode()


def test_who_wrote_what_happened_does_not_approve_it() -> None:
    factories.published_decision()
    review = started(Decision.objects.get())
    factories.join(review.group, "colleague@example.wales", factories.REGIONAL)
    colleague = factories.person("colleague@example.wales", PlatformRole.PUBLISHER)
    address = page("finding_edit", review.decision.uuid, review.uuid, review.findings.get().uuid)
    told = {"happened_en": "It happened", "happened_cy": "Digwyddodd", "achievement": "achieved"}
    assert signed_in(colleague).post(address, told).status_code == HTTPStatus.FOUND
    write(factories.convener(review.group), review)
    asked = factories.requested(review)
    with pytest.raises(Refused, match="edited this record"):
        requests.approve(request=asked, digest=asked.digest, by=colleague)
    assert factories.approve(asked).number == 1


def test_a_review_waits_for_its_decision_to_be_public() -> None:
    review = factories.reviewed(factories.decided())
    with pytest.raises(Refused, match="decision itself is not published"):
        factories.publish(review)


def test_what_the_decision_withholds_its_review_does_not_tell(client: Client) -> None:
    decision = factories.decided()
    by = factories.convener(decision.group)
    withhold(record=decision, part="success_measure", by=by, **factories.reasons())
    factories.publish(decision.group.mission)
    factories.publish(decision)
    review = factories.reviewed(decision)
    factories.publish(review)
    shown = client.get(f"/en/reviews/{review.reference}/").content.decode()
    assert "success_measure in English" not in shown.replace("Happened success_measure in English", "")
    assert "Withheld." in shown
    assert "Happened success_measure in English" in shown


def test_a_review_tells_what_the_decision_expected_when_it_was_held(client: Client) -> None:
    factories.published_decision()
    decision = Decision.objects.get()
    review = factories.reviewed(decision)
    factories.publish(review)
    by = factories.convener(decision.group)
    decision = decisions.transition(decision=review.decision, action="confirm", by=by, reason="test")
    factories.publish(factories.correct(decision, "translation", success_measure_en="An easier measure"), **NOTE)
    assert "An easier measure" in client.get(f"/en/decisions/{decision.reference}/").content.decode()
    shown = client.get(f"/en/reviews/{review.reference}/").content.decode()
    assert "success_measure in English" in shown
    assert "An easier measure" not in shown
