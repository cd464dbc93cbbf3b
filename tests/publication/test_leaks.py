"""What was never published stands in no row that the public can reach."""

import datetime

import pytest

from core.projections import PRIVATE, models_of
from decisions_log.models import Decision, Dissent
from decisions_log.review import services as reviews
from decisions_log.services import correction as corrections, decision as decisions
from missions.services import mission as missions
from openlog.leaves import Disclosure as Parsed
from openlog.models import Disclosure, LogEntry
from people.models import User
from publication import requests
from publication.kinds import KINDS
from publication.models import PublishedRecord, PublishedVersion
from taskgroups.models import ChallengePosition
from taskgroups.services import discussion, group as groups, suggestion as suggestions, time_limit
from tests import factories

pytestmark = pytest.mark.django_db

CANARY = "CANARY"


def public_rows() -> str:
    """Every word in the log and in the published tables, disclosures decoded."""
    words = [str(row) for row in [*PublishedVersion.objects.values(), *PublishedRecord.objects.values()]]
    words += [str(row) for row in Disclosure.objects.values("path", "reason_en", "reason_cy")]
    words += [str(Parsed.parse(row.encoded)) for row in Disclosure.objects.all()]
    words += [bytes(entry.leaf).decode() for entry in LogEntry.objects.all()]
    return " ".join(words)


def mark_people() -> None:
    for person in User.objects.all():
        person.first_name, person.last_name = CANARY, CANARY
        person.save()


def drafts_and_later_words(decision: Decision) -> None:
    """Canaries in every text of another draft, of a later edit, in reasons and answers."""
    by = factories.convener(decision.group)
    texts = {name: f"{CANARY} {name}" for name in decisions.WRITTEN if name.endswith(("_en", "_cy"))}
    draft = decisions.start(group=decision.group, by=by, reason=CANARY, **texts)
    dissent = Dissent(decision=draft, kind="objection", text_en=CANARY, text_cy=CANARY)
    decisions.save_part(part=dissent, by=by, reason=CANARY)
    decisions.revise(decision=decision, by=by, reason=CANARY, legal_note=CANARY)
    corrections.correct(
        record=decision,
        by=by,
        values={"reasons_en": CANARY, "reasons_cy": f"{CANARY} rhesymau"},
        kind="fact",
        reason_en=f"{CANARY} why",
        reason_cy=f"{CANARY} pam",
    )
    returned = requests.request_publication(
        record=decision, by=by, change_note_en=f"{CANARY} note", change_note_cy=f"{CANARY} nodyn"
    )
    requests.return_for_changes(request=returned, by=factories.publisher(), reason=CANARY)


def talk_of_the_position(position: ChallengePosition) -> None:
    """Canaries in comments on it, in suggestions, in the answers to both and in who looks after a section."""
    section = position.sections.get(kind="problem")
    by, member = factories.convener(position.group), factories.member(position.group)
    passage = discussion.Passage("en", section.revision, 0, 7)
    thread = discussion.comment(section=section, text=f"{CANARY} comment", passage=passage, by=member)
    discussion.reply(thread=thread, text=f"{CANARY} answer", by=by)
    for declined in (False, True):
        words = f"{CANARY} suggested, declined: {declined}"
        suggestion = suggestions.suggest(section=section, passage=passage, replacement=words, why=words, by=member)
        if declined:
            suggestions.decline(suggestion=suggestion, reason=f"{CANARY} reason", by=by)
    discussion.assign_section(section=section, person=member, by=by, reason=CANARY)


def test_private_fields_and_everything_unpublished_stay_inside() -> None:
    group = factories.defining_group()
    factories.write_position(group.position)
    talk_of_the_position(group.position)
    group = factories.agree(group)
    mark_people()
    factories.publish(group.mission)
    factories.publish(group.position)
    decision = factories.complete(factories.draft_decision(group))
    by = factories.convener(group)
    decision = decisions.revise(decision=decision, by=by, reason=CANARY, legal_note=CANARY)
    factories.publish(factories.move_to(decision, "decided"))
    drafts_and_later_words(decision)
    missions.revise(mission=group.mission, by=group.mission.lead, reason=CANARY, title_en=CANARY, summary_cy=CANARY)
    assert PublishedVersion.objects.count() == 3
    assert CANARY not in public_rows()
    emails = [person.email for person in User.objects.all()]
    assert not [email for email in emails if email in public_rows()]


def test_what_a_group_keeps_to_itself_stays_inside() -> None:
    """Names, e-mails and reasons of stages; and the report as it reads afterwards."""
    group = factories.defining_group()
    mark_people()
    by = factories.convener(group)
    factories.report_closing(group)
    group = groups.transition(group=group, action="abandon", by=by, reason=CANARY)
    factories.publish(group)
    factories.publish(group.closing_report)
    texts = {f"{name}_{language}": CANARY for name in ("aim", "result", "learning") for language in ("en", "cy")}
    groups.report_closing(group=group, by=by, reason=CANARY, **texts)
    assert CANARY not in public_rows()
    assert not [person.email for person in User.objects.all() if person.email in public_rows()]
    assert "learning in English" in public_rows()


def test_a_published_group_reads_as_it_did_when_it_was_asked_for() -> None:
    group = factories.defining_group()
    asked = requests.request_publication(record=group, by=factories.convener(group))
    names = ("purpose", "terms_of_reference", "name")
    later = {f"{name}_{language}": CANARY for name in names for language in ("en", "cy")}
    groups.revise(group=group, by=factories.convener(group), reason="test", **later)
    to_date = group.ends_on + datetime.timedelta(days=9)
    time_limit.extend(group=group, to_date=to_date, reason_en=CANARY, reason_cy=CANARY, by=group.mission.lead)
    factories.join(group, "late@example.wales", "public-health-wales")
    factories.abandoned_group(group)
    version = factories.approve(asked)
    assert CANARY not in public_rows()
    assert "public-health-wales" not in public_rows()
    assert (version.content["stage"], version.content["ends_on"]) == ("defining", group.ends_on.isoformat())
    assert "extensions" not in version.content


def test_what_is_written_of_a_review_before_and_after_its_publication_stays_inside() -> None:
    factories.published_decision()
    review = factories.reviewed(Decision.objects.get(), learning_en=CANARY, learning_cy=CANARY)
    by = factories.convener(review.group)
    happened = {"happened_en": CANARY, "happened_cy": CANARY}
    for finding in review.findings.all():
        reviews.tell_finding(finding=finding, by=by, **happened)
    assert CANARY not in public_rows()
    factories.publish(factories.review(review.decision))
    reviews.revise_review(review=review, by=by, learning_en=CANARY)
    reviews.tell_finding(finding=review.findings.get(), by=by, **happened)
    assert CANARY not in public_rows()
    assert "Happened success_measure yn Gymraeg" in public_rows()


def test_what_is_published_is_there() -> None:
    """The search above finds what it looks for."""
    version = factories.publish(factories.decided())
    assert version.title_en in public_rows()
    assert "Do nothing yn Gymraeg" in public_rows()


def test_private_columns_are_in_no_public_record() -> None:
    version = factories.publish(factories.decided())
    projection = KINDS["decision"].projection
    private = {name for name, audience in projection.audiences.items() if audience is PRIVATE}
    assert {"legal_note", "id", "created_at"} <= private
    assert not private & set(version.content)


def test_every_column_of_everything_publishable_has_an_audience() -> None:
    for spec in KINDS.values():
        children = [child.projection for child in spec.projection.children.values()]
        assert all(not projection.undeclared() for projection in (spec.projection, *children))
        assert models_of(spec.projection) == {spec.model, *(child.model for child in children)}
