"""The proof that is killed at random can fail: what it looks for is found."""

import pytest
from django.core.cache import cache

from core.history import recording
from openlog import leaves
from people.services.accounts import system_user
from publication.models import Removal, RemovalAction, RemovalState
from tests import factories
from tools.prove import crash, traces
from tools.prove.crash_work import Acknowledged, Begun

WORD, OTHER = "kanari0123456789abcdef", "kanarifedcba9876543210"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_words_are_found_as_they_are_and_in_disclosures(before: str) -> None:
    encoded = leaves.Disclosure.new(f"{before}cost.cy", f"tŷ {WORD}").encode()
    assert traces.words_in(f"{before}{encoded} {OTHER}".encode()) == {WORD, OTHER}


@pytest.mark.django_db
def test_what_is_left_of_an_erased_word_is_found() -> None:
    decision = factories.decided()
    by = factories.convener(decision.group)
    version = factories.publish(decision)
    with recording(by=by, reason="test"):
        decision.legal_note = WORD
        decision.save()
        today = factories.reasons()
        removal = Removal.objects.create(
            action=RemovalAction.ERASE,
            kind=version.record.kind,
            record_uuid=version.record.uuid,
            version=1,
            part="cost",
            state=RemovalState.DONE,
            requested_by=by,
            answered_by=system_user(),
            log_index=99,
            **today,
        )
    cache.set("words", WORD)
    account = crash.Account()
    account.add([Begun("erase", removal.pk, frozenset([WORD])), Acknowledged(removal=removal.pk), Begun("publish")])
    assert account.fates == {WORD: "erased"}
    assert account.killed_in == {"publish": 1}
    found = crash._misplaced_words(account)
    for place in ("decisions_log_decision", "decisions_log_historicaldecision", "the cache"):
        assert f"erased, and still in {place}: ['{WORD}']" in found
    lost = crash._lost_or_half_done(account)
    assert "half removed: [99]" in lost
    assert "removals not finished: [99]" in lost


@pytest.mark.django_db
def test_a_publication_that_was_acknowledged_and_is_not_there_is_found() -> None:
    account = crash.Account()
    account.add([Begun("publish"), Acknowledged(log_index=7, words=frozenset([OTHER]))])
    assert crash._lost_or_half_done(account) == ["publications acknowledged but lost: [7]"]
    assert f"published, and not in decisions_log_disclosure: ['{OTHER}']" in crash._misplaced_words(account)
