"""Every shortcut past the second person, tried over HTTP and refused: nothing is written, nothing becomes public."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.history import RecordedModel
from decisions_log.adoption.services import record_adoption
from decisions_log.models import (
    AdoptionOutcome,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Evidence,
    Option,
    Part,
    TradeOff,
)
from decisions_log.services import decision as decisions
from openlog import log
from openlog.models import LogEntry
from people.models import PlatformRole, User
from people.services.accounts import end_role, system_user
from publication import releases, removal, requests, tasks, withholding
from publication.models import PublicationRequest, PublishedRecord, PublishedVersion, Release, Removal, RemovalAction
from publication.release_standing import digest_now, items_of
from taskgroups.models import Answer, MembershipRole
from taskgroups.services import (
    discussion as discussions,
    group as groups,
    position as positions,
    suggestion as suggestions,
)
from tests import factories
from tests.factories import convener, person, publisher
from tests.writes import tables_written

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOTE = {"change_note_en": "A note.", "change_note_cy": "Nodyn."}
CANARY = factories.both("reasons", "KANARI")
REFUSED, FORBIDDEN, ABSENT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, uuid: object) -> str:
    return reverse(f"workspace:{name}", args=[uuid])


def also_publisher(email: str, role: PlatformRole = PlatformRole.PUBLISHER) -> User:
    """Somebody with a part in the work who may answer, too."""
    return person(email, role)


@dataclass
class Way:
    """A request alone, or in a release: where it is answered, and the digest of what its page shows."""

    asked: PublicationRequest
    release: Release | None = None

    @property
    def address(self) -> str:
        return page("release", self.release.uuid) if self.release else page("publication_request", self.asked.uuid)

    @property
    def digest(self) -> str:
        return digest_now(self.release, items_of(self.release)) if self.release else self.asked.digest

    def approve(self, client: Client, **given: str) -> tuple[int, str]:
        data = {"answer": "approve", "digest": self.digest, **given}
        response = client.post(self.address, data)
        return response.status_code, response.content.decode()

    def refuses(self, client: Client, status: int, words: str = "", **given: str) -> None:
        """The approval is refused with that status and in those words, and nothing at all is written."""
        public = (LogEntry.objects.count(), PublishedVersion.objects.count())
        with tables_written() as written:
            got, shown = self.approve(client, **given)
        assert (got, words in shown) == (status, True), shown
        assert written == []
        assert (LogEntry.objects.count(), PublishedVersion.objects.count()) == public


def alone(asked: PublicationRequest) -> Way:
    return Way(asked)


def together(asked: PublicationRequest) -> Way:
    """In a release of tomorrow, with the request for its group."""
    group = Decision.objects.get(uuid=asked.record_uuid).group if asked.kind == "decision" else None
    others = [requests.request_publication(record=group, by=asked.requested_by)] if group else []
    way = Way(asked, factories.release(asked, *others, goes_out_at=timezone.now().replace(microsecond=0) + DAY))
    asked.refresh_from_db()
    return way


WAYS = pytest.mark.parametrize("ask", [alone, together])
Ask = Callable[[PublicationRequest], Way]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back: the next shortcut starts from the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@WAYS
def test_who_asked_does_not_approve(ask: Ask) -> None:
    way = ask(factories.requested(factories.decided()))
    way.refuses(browser(also_publisher("convener@example.wales")), FORBIDDEN, "second person")
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND


NEW_PARTS: dict[str, Callable[[Decision], Part]] = {
    "option": lambda decision: Option(
        decision=decision, **{key: text for name in ("title", "summary", "why_not") for key, text in pair(name)}
    ),
    "trade-off": lambda decision: TradeOff(
        decision=decision,
        dimension="prevention_response",
        position="leans_first",
        **{key: text for name in ("gain", "give_up", "bearer", "period") for key, text in pair(name)},
    ),
    "constraint": lambda decision: Constraint(
        decision=decision, kind="financial", hardness="fixed", **factories.both("text")
    ),
    "evidence": lambda decision: Evidence(
        decision=decision,
        kind="research",
        confidence="high",
        **factories.both("title"),
        **factories.both("finding"),
    ),
    "consultation": lambda decision: Consultation(
        decision=decision,
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
        **{key: text for name in ("who", "how", "said", "changed") for key, text in pair(name)},
    ),
    "agreement": lambda decision: changed(decision.agreements.get(), votes_for=1),
    "interest": lambda decision: DeclaredInterest(
        decision=decision,
        organisation=factories.body(),
        role="member",
        handling="took_part",
        **factories.both("what"),
    ),
    "impact": lambda decision: changed(decision.impacts.first(), direction="positive"),
    "dissent": lambda decision: changed(
        decision.dissents.get(organisation=factories.body()), **factories.both("text", "Mine")
    ),
}


def pair(name: str) -> Iterator[tuple[str, str]]:
    return iter(factories.both(name).items())


def changed(part: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(part, name, value)
    return part


@WAYS
def test_who_edited_the_decision_or_any_part_of_it_does_not_approve(ask: Ask) -> None:
    draft = factories.complete(factories.draft_decision())
    editor = also_publisher("local@example.wales")
    client = browser(editor)

    def text(decision: Decision) -> None:
        decisions.revise(decision=decision, by=editor, reason="test", **factories.both("reasons", "Mine"))

    def removed(decision: Decision) -> None:
        decisions.remove_part(part=decision.constraints.first(), by=editor, reason="test")
        decisions.save_part(part=NEW_PARTS["constraint"](decision), by=convener(decision.group), reason="test")

    edits: dict[str, Callable[[Decision], object]] = {"text": text, "removed": removed}
    for name, new in NEW_PARTS.items():
        edits[name] = lambda decision, new=new: decisions.save_part(part=new(decision), by=editor, reason="test")
    for edit in edits.values():
        with undone():
            edit(draft)
            way = ask(factories.requested(factories.move_to(Decision.objects.get(pk=draft.pk), "decided")))
            way.refuses(client, REFUSED, "edited this record")
    way = ask(factories.requested(factories.move_to(draft, "decided")))
    assert way.approve(client)[0] == HTTPStatus.FOUND, "who edited nothing may"


def words_of_a_position() -> tuple[RecordedModel, User, User]:
    """Written by the convener, as somebody else suggested."""
    group = factories.defining_group()
    author = factories.join(group, "author@example.wales", factories.LOCAL, MembershipRole.CITIZEN_MEMBER).user
    factories.write_position(group.position)
    section = group.position.sections.first()
    passage = discussions.Passage("en", section.revision, 0, len(section.text_en))
    suggested = suggestions.suggest(section=section, passage=passage, replacement="Better words", by=author)
    suggestions.accept(position=group.position, suggestions=[suggested], by=convener(group))
    return factories.agree(group).position, author, convener(group)


def answer_of_a_body() -> tuple[RecordedModel, User, User]:
    group = factories.agreed_group()
    return group.position, factories.member(group), convener(group)


def texts_of_a_group() -> tuple[RecordedModel, User, User]:
    group = factories.group()
    groups.revise(group=group, by=convener(group), reason="test", **factories.both("purpose", "Mine"))
    return group, convener(group), group.mission.lead


def more_time_for_a_group() -> tuple[RecordedModel, User, User]:
    group = factories.extend(factories.group())
    return group, group.mission.lead, convener(group)


def closing_report() -> tuple[RecordedModel, User, User]:
    group = factories.abandoned_group()
    return group.closing_report, convener(group), group.mission.lead


def answer_of_an_adopting_body() -> tuple[RecordedModel, User, User]:
    decision = Decision.objects.get(uuid=factories.published_decision().record.uuid)
    by = factories.member(decision.group)
    record_adoption(decision=decision, by=by, outcome=AdoptionOutcome.ADOPTED, decided_on=timezone.localdate())
    return decision.adoption_set, by, convener(decision.group)


def withheld_part() -> tuple[RecordedModel, User, User]:
    decision = factories.decided()
    lead = decision.group.mission.lead
    withholding.withhold(record=decision, part="cost", by=lead, **factories.reasons())
    return decision, lead, convener(decision.group)


def part_no_longer_withheld() -> tuple[RecordedModel, User, User]:
    decision, lead, by = withheld_part()
    factories.publish(decision)
    withholding.lift(withholding=withholding.Withholding.objects.get(), by=lead, reason="test")
    return decision, lead, by


@WAYS
@pytest.mark.parametrize(
    "written",
    [
        words_of_a_position,
        answer_of_a_body,
        texts_of_a_group,
        more_time_for_a_group,
        closing_report,
        answer_of_an_adopting_body,
        withheld_part,
        part_no_longer_withheld,
    ],
)
def test_who_wrote_something_of_any_record_does_not_approve(
    written: Callable[[], tuple[RecordedModel, User, User]], ask: Ask
) -> None:
    record, author, asker = written()
    note = NOTE if PublishedRecord.objects.filter(uuid=record.uuid) else {}
    asked = requests.request_publication(record=record, by=asker, **note)
    way = Way(asked, factories.release(asked)) if ask is together else Way(asked)
    way.refuses(browser(also_publisher(author.email)), REFUSED, "edited this record")
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND


def test_the_lead_who_changed_the_mission_does_not_approve() -> None:
    """Whoever leads a mission is the one who changes it and asks: the second person is another publisher."""
    mission = factories.active_mission()
    Way(factories.requested(mission)).refuses(browser(also_publisher(mission.lead.email)), FORBIDDEN, "second person")


def test_later_edits_do_not_leak_into_what_is_approved_alone() -> None:
    decision = factories.decided()
    asked = factories.requested(decision)
    by = convener(decision.group)
    factories.correct(decision, **CANARY)
    decisions.save_part(part=NEW_PARTS["evidence"](decision), by=by, reason="test")
    assert Way(asked).approve(browser(publisher()))[0] == HTTPStatus.FOUND
    content = PublishedVersion.objects.get().content
    assert "KANARI" not in str(content)
    assert len(content["evidence"]) == 1


def edits_a_text(decision: Decision) -> None:
    factories.correct(decision, **CANARY)


def adds_a_part(decision: Decision) -> None:
    decisions.save_part(part=NEW_PARTS["evidence"](decision), by=convener(decision.group), reason="test")


def withholds(decision: Decision) -> None:
    withholding.withhold(record=decision, part="cost", by=convener(decision.group), **factories.reasons())


@pytest.mark.parametrize("change", [edits_a_text, adds_a_part, withholds])
def test_a_release_of_what_has_changed_is_not_approved_and_loses_its_approval(
    change: Callable[[Decision], None],
) -> None:
    decision = factories.decided()
    way = together(factories.requested(decision))
    with undone():
        change(decision)
        way.refuses(browser(publisher()), REFUSED, "has been changed since")
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND
    change(decision)
    goes_nowhere(way, "changed")


def goes_nowhere(way: Way, lapse: str) -> None:
    """The moment comes and nothing goes out: the approval has fallen, for that reason."""
    assert way.release
    before = LogEntry.objects.count()
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert tasks.publish_due_releases() == 0
    way.release.refresh_from_db()
    assert (way.release.state, way.release.lapse, way.release.approved_by) == ("waiting", lapse, None)
    assert LogEntry.objects.count() == before


def test_what_is_withheld_since_is_not_shown_by_an_earlier_request() -> None:
    decision = factories.decided()
    way = alone(factories.requested(decision))
    client = browser(publisher())
    withholds(decision)
    assert "withheld since publication was asked for" in client.get(way.address).content.decode()
    way.refuses(client, REFUSED, "withheld since publication was asked for")
    withholding.lift(withholding=withholding.Withholding.objects.get(), by=convener(decision.group), reason="test")
    assert way.approve(client)[0] == HTTPStatus.FOUND


def test_what_is_no_longer_withheld_stays_so_in_an_earlier_request() -> None:
    decision = factories.decided()
    withholds(decision)
    way = alone(factories.requested(decision))
    withholding.lift(withholding=withholding.Withholding.objects.get(), by=convener(decision.group), reason="test")
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND
    assert "withheld" in PublishedVersion.objects.get().content["cost"]


@pytest.mark.parametrize("answered_again", [False, True])
@WAYS
def test_a_body_that_answers_otherwise_is_not_said_to_agree(ask: Ask, answered_again: bool) -> None:
    """Reopened, a body puts a reservation where it had signed off; or everybody agrees to other words."""
    group = factories.agreed_group()
    position = group.position
    asked = factories.requested(position)
    way = Way(asked, factories.release(asked)) if ask is together else Way(asked)
    group = groups.transition(group=group, action="reopen", by=convener(group), reason="test")
    if answered_again:
        factories.write_position(group.position, "Other words")
        factories.agree(group)
    else:
        positions.answer(
            position=group.position,
            version=group.position.version,
            answer=Answer.RESERVATION,
            by=factories.member(group),
            **factories.both("text", "No longer"),
        )
    way.refuses(browser(publisher()), REFUSED, "A body has answered otherwise")


def published() -> Decision:
    """A published decision with something new to publish."""
    decision = factories.decided()
    factories.publish(decision)
    return factories.correct(decision, **factories.both("reasons", "New"))


def take_back(decision: Decision, action: RemovalAction) -> None:
    """Two people take something of it back, or show it again; the log is not signed yet."""
    where = {} if action == RemovalAction.WITHDRAW else {"version": 1, "part": "cost"}
    asked = removal.request_removal(
        record=PublishedRecord.objects.get(uuid=decision.uuid),
        action=action,
        by=decision.group.mission.lead,
        **where,
        **factories.reasons(ground="foi_s40"),
    )
    removal.carry_out(removal=asked, by=officer())


def officer() -> User:
    return person("officer@example.wales", PlatformRole.REDACTION_OFFICER)


@pytest.mark.parametrize("action", [RemovalAction.REDACT, RemovalAction.ERASE, RemovalAction.WITHDRAW])
@pytest.mark.parametrize("signed", [True, False])
@WAYS
def test_an_earlier_request_does_not_bring_back_what_two_people_took_away(
    ask: Ask, action: RemovalAction, signed: bool
) -> None:
    decision = published()
    asked = factories.requested(decision, **NOTE)
    way = Way(asked, factories.release(asked)) if ask is together else Way(asked)
    take_back(decision, action)
    if signed:
        tasks.sign_log()
    way.refuses(browser(publisher()), REFUSED, "Publication must be asked for again")


def test_nor_does_a_request_made_before_it_is_done() -> None:
    decision = published()
    take_back(decision, RemovalAction.ERASE)
    client = browser(convener(decision.group))
    address = reverse("workspace:request_publication", args=["decision", decision.uuid])
    with tables_written() as written:
        assert "is being taken back" in client.post(address, NOTE).content.decode()
        log.sign()  # the power fails before it is carried out
        assert "is being taken back" in client.post(address, NOTE).content.decode()
    assert "decisions_log_publicationrequest" not in written
    removal.settle()
    assert client.post(address, NOTE).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("action", [RemovalAction.REDACT, RemovalAction.WITHDRAW])
def test_an_approved_release_does_not_bring_it_back_either(action: RemovalAction) -> None:
    decision = published()
    asked = factories.requested(decision, **NOTE)
    way = Way(asked, factories.release(asked, goes_out_at=timezone.now().replace(microsecond=0) + DAY))
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND
    take_back(decision, action)
    tasks.sign_log()
    goes_nowhere(way, "changed" if action == RemovalAction.REDACT else "blocked")


def test_an_earlier_form_approves_nothing() -> None:
    decision = factories.decided()
    client = browser(publisher())
    first = factories.requested(decision)
    requests.return_for_changes(request=first, by=publisher(), reason="test")
    factories.correct(decision, **factories.both("reasons", "Other"))
    second = factories.requested(decision)
    Way(second).refuses(client, REFUSED, "not the version you read", digest=first.digest)
    Way(first).refuses(client, REFUSED, "answered already")
    Way(first).refuses(client, REFUSED, "answered already", digest=second.digest)
    for digest in ("", "0" * 64, second.digest.upper(), f" {second.digest}x"):
        Way(second).refuses(client, REFUSED, digest=digest)


def test_an_earlier_form_of_a_release_approves_nothing() -> None:
    decision = factories.decided()
    way = together(factories.requested(decision))
    assert way.release
    read, client = way.digest, browser(publisher())
    factories.correct(decision, **factories.both("reasons", "Other"))
    releases.ask_again(request=way.asked, by=way.asked.requested_by)
    way.release.refresh_from_db()
    way.refuses(client, REFUSED, "not the release you read", digest=read)


def test_swapped_identifiers_approve_nothing() -> None:
    """Every address with the digest of every other thing; and an address made of what is no such thing at all."""
    decision = factories.decided()
    mine = alone(factories.requested(decision))
    other = alone(factories.requested(factories.decided()))
    bundled = together(factories.requested(factories.decided()))
    elsewhere = together(factories.requested(factories.decided()))
    client = browser(publisher())
    ways = [mine, other, bundled, elsewhere]
    for way in ways:
        for digest in {one.digest for one in ways} | {one.asked.digest for one in ways} - {way.digest}:
            if digest != way.digest:
                way.refuses(client, REFUSED, "you read", digest=digest)
    assert bundled.release
    assert elsewhere.release
    for item in items_of(bundled.release):
        Way(item).refuses(client, FORBIDDEN, "answered as a whole")
        Way(item).refuses(client, FORBIDDEN, "answered as a whole", digest=bundled.digest)
    removed = removal_of(published())
    strangers = {
        "publication_request": [decision.uuid, bundled.release.uuid, removed.uuid, decision.group.uuid, uuid4()],
        "release": [decision.uuid, mine.asked.uuid, bundled.asked.uuid, removed.uuid, uuid4()],
        "removal": [decision.uuid, mine.asked.uuid, bundled.release.uuid, removed.record_uuid, uuid4()],
    }
    for name, uuids in strangers.items():
        for uuid in uuids:
            with tables_written() as written:
                data = {"answer": "carry_out" if name == "removal" else "approve", "digest": mine.digest}
                assert client.post(page(name, uuid), data).status_code == ABSENT, (name, uuid)
            assert written == []


def test_what_a_form_says_beside_its_answer_counts_for_nothing() -> None:
    way = alone(factories.requested(factories.decided()))
    other = alone(factories.requested(factories.decided()))
    extra = {
        "by": str(publisher().pk),
        "requested_by": str(publisher().pk),
        "request": str(other.asked.uuid),
        "uuid": str(other.asked.uuid),
        "manifest": "{}",
        "state": "published",
        "release": "",
    }
    way.refuses(browser(also_publisher("convener@example.wales")), FORBIDDEN, "second person", **extra)
    assert way.approve(browser(publisher()), **extra)[0] == HTTPStatus.FOUND
    other.asked.refresh_from_db()
    assert (other.asked.state, PublishedVersion.objects.get().record.uuid) == ("requested", way.asked.record_uuid)


@WAYS
def test_approved_once(ask: Ask) -> None:
    way = ask(factories.requested(factories.decided()))
    client = browser(publisher())
    second = browser(also_publisher("second@example.wales"))
    assert way.approve(client)[0] == HTTPStatus.FOUND
    for again in (client, second):
        way.refuses(again, REFUSED, "answered already")
    if way.release:
        with time_machine.travel(timezone.now() + 2 * DAY):
            assert [tasks.publish_due_releases(), tasks.publish_due_releases()] == [1, 0]
        way.refuses(client, REFUSED, "answered already")
    assert PublishedVersion.objects.count() == PublicationRequest.objects.count()


def end_the_role(user: User) -> None:
    end_role(assignment=user.role_assignments.get(), by=system_user(), reason="test")


def deactivate(user: User) -> None:
    user.is_active = False
    user.save()


@pytest.mark.parametrize(("lose", "status"), [(end_the_role, ABSENT), (deactivate, HTTPStatus.FOUND)])
@WAYS
def test_who_has_lost_the_right_since_the_page_was_open_does_not_approve(
    ask: Ask, lose: Callable[[User], None], status: int
) -> None:
    """The role has ended: the request is not theirs to see. The account is shut: they are not signed in."""
    way = ask(factories.requested(factories.decided()))
    client = browser(publisher())
    assert client.get(way.address).status_code == HTTPStatus.OK
    lose(publisher())
    way.refuses(client, status)
    way.asked.refresh_from_db()
    assert way.asked.state == "requested"


@pytest.mark.parametrize("lose", [end_the_role, deactivate])
def test_who_has_lost_the_right_since_approving_publishes_nothing(lose: Callable[[User], None]) -> None:
    way = together(factories.requested(factories.decided()))
    assert way.approve(browser(publisher()))[0] == HTTPStatus.FOUND
    lose(publisher())
    goes_nowhere(way, "approver")


def test_who_edits_after_approving_publishes_nothing_even_with_the_same_words() -> None:
    decision = factories.decided()
    approver = also_publisher("second@example.wales")
    factories.join(decision.group, approver.email, factories.REGIONAL, MembershipRole.CONVENER)
    way = together(factories.requested(decision))
    assert way.approve(browser(approver))[0] == HTTPStatus.FOUND
    before = {"reasons_en": decision.reasons_en, "reasons_cy": decision.reasons_cy}
    for words in (CANARY, before):
        factories.correct(decision, by=approver, **words)
    goes_nowhere(way, "approver")


def declines(way: Way, answer: str) -> None:
    data = {"answer": answer, "reason": "Not yet.", "digest": way.digest}
    assert browser(publisher()).post(way.address, data).status_code == HTTPStatus.FOUND


def is_taken_back(way: Way) -> None:
    name, uuid = ("release_take_apart", way.release.uuid) if way.release else ("publication_cancel", way.asked.uuid)
    assert browser(way.asked.requested_by).post(page(name, uuid)).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    ("ask", "over"),
    [
        (alone, lambda way: declines(way, "return")),
        (alone, lambda way: declines(way, "refuse")),
        (alone, is_taken_back),
        (together, lambda way: declines(way, "return")),
        (together, is_taken_back),
    ],
)
def test_a_form_sent_again_after_it_is_over_approves_nothing(ask: Ask, over: Callable[[Way], None]) -> None:
    way = ask(factories.requested(factories.decided()))
    read = way.digest
    over(way)
    for client in (browser(publisher()), browser(also_publisher("second@example.wales"))):
        if way.release and over is is_taken_back:
            way.refuses(client, ABSENT, digest=read)
        else:
            way.refuses(client, REFUSED, "answered already", digest=read)


@WAYS
def test_following_a_link_approves_nothing(ask: Ask) -> None:
    """Neither an address that somebody sends, nor a form on another site."""
    way = ask(factories.requested(factories.decided()))
    client = browser(publisher())
    with tables_written() as written:
        assert client.get(way.address, {"answer": "approve", "digest": way.digest}).status_code == HTTPStatus.OK
    assert written == []
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(publisher())
    way.refuses(elsewhere, FORBIDDEN)


def removal_of(decision: Decision, action: RemovalAction = RemovalAction.WITHDRAW, by: User | None = None) -> Removal:
    where = {} if action == RemovalAction.WITHDRAW else {"version": 1, "part": "cost"}
    record = PublishedRecord.objects.get(uuid=decision.uuid)
    by = by or decision.group.mission.lead
    return removal.request_removal(record=record, action=action, by=by, **where, **factories.reasons(ground="foi_s40"))


def stays(asked: Removal, client: Client, status: int, words: str = "") -> None:
    """The removal is not carried out: refused with that status, in those words, and nothing is written."""
    with tables_written() as written:
        response = client.post(page("removal", asked.uuid), {"answer": "carry_out"})
    assert (response.status_code, words in response.content.decode()) == (status, True), response.content.decode()
    assert written == []
    assert not LogEntry.objects.filter(kind__in=RemovalAction.values).exclude(index=asked.log_index)


@pytest.mark.parametrize("action", [RemovalAction.REDACT, RemovalAction.ERASE, RemovalAction.WITHDRAW])
def test_shortcuts_to_a_removal(action: RemovalAction) -> None:
    decision = published()
    both = also_publisher(decision.group.mission.lead.email, PlatformRole.REDACTION_OFFICER)
    asked = removal_of(decision, action, by=both)
    stays(asked, browser(both), FORBIDDEN, "second person")
    stays(asked, browser(also_publisher("convener@example.wales", PlatformRole.REDACTION_OFFICER)), REFUSED, "edited")
    stays(asked, browser(publisher()), FORBIDDEN)
    client = browser(officer())
    for lose, status in ((end_the_role, ABSENT), (deactivate, HTTPStatus.FOUND)):
        with undone():
            lose(officer())
            stays(asked, client, status)
    with undone():
        removal.refuse(removal=asked, by=officer(), reason="test")
        stays(asked, client, REFUSED, "answered already")
    client.post(page("removal", asked.uuid), {"answer": "carry_out"})
    asked.refresh_from_db()
    assert asked.state == "done"
    stays(asked, client, REFUSED, "answered already")
    stays(asked, browser(also_publisher("two@example.wales", PlatformRole.REDACTION_OFFICER)), REFUSED, "answered")


def test_a_version_published_since_is_not_withdrawn() -> None:
    decision = published()
    asked = removal_of(decision)
    factories.publish(decision, **NOTE)
    stays(asked, browser(officer()), REFUSED, "A new version was published since")
