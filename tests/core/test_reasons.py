"""Reasons that the product gives are stored as keys and read in the language of the reader."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given, strategies as st

from core.bilingual import said_in_both
from core.history import recording
from core.reasons import _reasons, reason_words, stored_reason
from people.services.accounts import system_user
from taskgroups.reasons import Reason
from tests import factories

FACTS = {"number": 3, "person": 'Non Prys, Chief = & ? % "X"', "asker": "Siân", "people": "Ann, Bo"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_reason_is_the_same_whoever_made_the_change(language: str) -> None:
    body = factories.body()
    with override(language), recording(by=system_user(), reason=Reason.VERSION_RESTORED.about(number=3)):
        body.save()
    stored = body.history.first().history_change_reason
    assert stored == 'reason:version_restored {"number": 3}'
    assert reason_words(stored) == "Restored from version 3"
    with override("cy"):
        assert reason_words(stored) == "Adferwyd o fersiwn 3"


@pytest.mark.parametrize("key", sorted(_reasons))
def test_every_reason_has_words_in_both_languages_and_older_rows_are_known_by_them(key: str) -> None:
    both = said_in_both(_reasons[key])
    assert both.en != both.cy
    names = re.findall(r"%\((\w+)\)", both.en)
    for language, sentence in (("en", both.en), ("cy", both.cy)):
        with override(language):
            told = sentence % {name: FACTS[name] for name in names}
        for reader, words in (("en", both.en), ("cy", both.cy)):
            with override(reader):
                assert reason_words(told) == words % {name: FACTS[name] for name in names}


@given(st.text(min_size=1))
def test_what_a_person_wrote_is_never_taken_for_a_key(words: str) -> None:
    for typed in (words, f"reason:{words}", "reason:member_added", "reason:version_restored"):
        kept = stored_reason(typed)
        if typed.startswith("reason:"):
            assert reason_words(kept).strip() == typed.strip()
        else:
            assert kept == typed


def test_no_change_is_recorded_with_a_sentence_of_the_product() -> None:
    """A sentence would stay in the language of whoever made the change."""
    found = [
        f"{path}: {match}"
        for app in ("people", "missions", "taskgroups", "decisions_log")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for match in re.findall(r"(?:reason=(?:str\()?|\bby, )_\(.*", path.read_text(encoding="utf-8"))
    ]
    assert not found, found
