"""Who erases a passage sees its earlier drafts and what says nearly the same, and chooses what goes with it."""

import pytest
from django.test import Client
from django.urls import reverse

from core.history import recording
from core.transitions import Refused
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from people.models import PlatformRole, User
from publication import removal
from publication.models import PublishedVersion, Removal, RemovalAction
from publication.similar import similar_passages
from taskgroups.models import Comment, Thread
from tests import factories

pytestmark = pytest.mark.django_db

SAID = "The manager of Ward 4, Mrs Prydderch, told us that nobody answered her calls at night."
DRAFT = "A ward manager from Glangwili says that her phone calls after dark go nowhere."
NEARLY = "The manager of Ward 4, Mrs Prydderch, told us nobody answered her phone calls at night."
WELSH = "Dywedodd rheolwr Ward 4, Mrs Prydderch, nad oedd neb yn ateb ei galwadau gyda'r nos."
WELSH_DRAFT = "Dywed rheolwr ward o Langwili nad oes neb yn ateb ar ôl iddi nosi."
LONG = f"We met on Monday. {NEARLY} We meet again on Friday, with the ambulance service and the council at the table."
OTHER = "The council has two more care workers from March."


@pytest.fixture
def version() -> PublishedVersion:
    """A decision whose reasons were written differently before, and nearly so in a comment and another decision."""
    group = factories.agreed_group()
    factories.publish(group.mission)
    factories.publish(group.position)
    decision = factories.complete(factories.draft_decision(group))
    by = factories.convener(group)
    for words in ((DRAFT, WELSH_DRAFT), (SAID, WELSH)):
        decisions.revise(decision=decision, by=by, reason="test", reasons_en=words[0], reasons_cy=words[1])
    comment(group.position.sections.first(), by, LONG)
    comment(group.position.sections.first(), by, OTHER)
    return factories.publish(factories.move_to(decision, "decided"))


def comment(section: object, by: User, words: str) -> None:
    with recording(by=by, reason="test"):
        thread = Thread.objects.create(section=section, author=by, language="en", revision=0)
        Comment.objects.create(thread=thread, author=by, language="en", text=words)


def asked(version: PublishedVersion) -> Removal:
    by = factories.convener(Decision.objects.get(uuid=version.record.uuid).group)
    return removal.request_removal(
        record=version.record, action=RemovalAction.ERASE, by=by, version=1, part="reasons", **factories.reasons()
    )


def officer() -> User:
    return factories.person("officer@example.wales", PlatformRole.REDACTION_OFFICER)


def kept(words: str) -> bool:
    """Whether the words are anywhere in the history of the decision or in a comment."""
    history = Decision.history.values_list("reasons_en", "reasons_cy")
    texts = [text for row in history for text in row] + list(Comment.objects.values_list("text", flat=True))
    texts += Comment.history.values_list("text", flat=True)
    return any(words in text for text in texts)


def test_earlier_drafts_in_both_languages_and_what_says_nearly_the_same_are_listed(version: PublishedVersion) -> None:
    found = {passage.text for passage in similar_passages(asked(version))}
    assert {DRAFT, WELSH_DRAFT, NEARLY} <= found
    assert not {SAID, WELSH, OTHER, LONG} & found


def test_the_officer_chooses_on_the_page_what_goes_with_it(version: PublishedVersion) -> None:
    request = asked(version)
    client = Client()
    client.force_login(officer())
    address = reverse("workspace:removal", args=[request.uuid])
    page = client.get(address).content.decode()
    assert "Earlier draft" in page
    assert DRAFT in page
    chosen = [passage.key for passage in similar_passages(request) if passage.text in (DRAFT, NEARLY)]
    assert client.post(address, {"answer": "carry_out", "also": chosen}).status_code == 302
    removal.sign_and_settle()
    assert not any(map(kept, (SAID, WELSH, DRAFT, NEARLY)))
    assert kept(WELSH_DRAFT)
    assert kept("We met on Monday.")
    assert kept(OTHER)


def test_a_draft_that_is_not_there_any_more_stops_the_answer(version: PublishedVersion) -> None:
    with pytest.raises(Refused, match="have changed"):
        removal.carry_out(removal=asked(version), by=officer(), also=["0" * 24])
    assert kept(SAID)
