"""What was never published stands in no row that the public can reach."""

import pytest

from core.projections import PRIVATE, models_of
from decisions_log.models import Decision, Disclosure, Dissent, LogEntry, PublishedRecord, PublishedVersion
from decisions_log.openlog.leaves import Disclosure as Parsed
from decisions_log.publication import requests
from decisions_log.publication.kinds import PUBLISHABLE
from decisions_log.services import decision as decisions
from missions.services import mission as missions
from people.models import User
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
    decisions.revise(decision=decision, by=by, reason=CANARY, **texts, legal_note=CANARY)
    returned = requests.request_publication(
        record=decision, by=by, change_note_en=f"{CANARY} note", change_note_cy=f"{CANARY} nodyn"
    )
    requests.return_for_changes(request=returned, by=factories.publisher(), reason=CANARY)


def test_private_fields_and_everything_unpublished_stay_inside() -> None:
    group = factories.agreed_group()
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


def test_what_is_published_is_there() -> None:
    """The search above finds what it looks for."""
    version = factories.publish(factories.decided())
    assert version.title_en in public_rows()
    assert "Do nothing yn Gymraeg" in public_rows()


def test_private_columns_are_in_no_public_record() -> None:
    version = factories.publish(factories.decided())
    projection = PUBLISHABLE["decision"].projection
    private = {name for name, audience in projection.audiences.items() if audience is PRIVATE}
    assert {"legal_note", "id", "created_at"} <= private
    assert not private & set(version.content)


def test_every_column_of_everything_publishable_has_an_audience() -> None:
    for publishable in PUBLISHABLE.values():
        assert publishable.projection.undeclared() == set()
        assert len(models_of(publishable.projection)) == 1 + len(publishable.projection.children)
