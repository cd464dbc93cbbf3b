"""Who wrote which words."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, strategies as st

from core.words import spans
from people.models import User
from taskgroups.authorship import authors_of, authorship
from taskgroups.models import PositionSection
from taskgroups.services import position as services, versions
from tests.factories import LOCAL, NATIONAL, defining_group

ANN, BEN = 1, 2


def by_word(*saves: tuple[int, str]) -> list[tuple[str, int]]:
    text = saves[-1][1]
    authors = [by for by, length in authors_of(saves) for _character in range(length)]
    return [(text[start:end], *{*authors[start:end]}) for start, end in spans(text)]


def test_words_belong_to_who_wrote_them_wherever_they_stand_now() -> None:
    saves = (ANN, "We wait nine days"), (BEN, "In winter we wait nine long days"), (ANN, "In winter we wait long days")
    assert by_word(*saves) == [("In", BEN), ("winter", BEN), ("we", BEN), ("wait", ANN), ("long", BEN), ("days", ANN)]


def test_a_text_that_comes_back_stays_with_who_wrote_it() -> None:
    assert by_word((ANN, "We wait"), (BEN, ""), (BEN, "We wait")) == [("We", ANN), ("wait", ANN)]


@given(st.lists(st.tuples(st.sampled_from([ANN, BEN]), st.text("ab \n", max_size=12)), min_size=1))
def test_every_word_has_one_author_among_the_savers(saves: list[tuple[int, str]]) -> None:
    runs = authors_of(saves)
    assert sum(length for _by, length in runs) == len(saves[-1][1])
    assert {by for by, _length in runs} <= {by for by, _text in saves}


@pytest.fixture
def section(db: None) -> PositionSection:
    return defining_group().position.sections.get(kind="problem")


def member(section: PositionSection, slug: str = LOCAL) -> User:
    return section.position.group.memberships.get(organisation__slug=slug).user


def save(section: PositionSection, by: User, en: str, cy: str = "") -> None:
    section.refresh_from_db()
    services.save_section(section=section, text_en=en, text_cy=cy, base_revision=section.revision, by=by, reason="test")
    section.refresh_from_db()


def test_the_page_names_who_wrote_each_run_of_words(section: PositionSection) -> None:
    one, other = member(section), member(section, NATIONAL)
    save(section, one, "We wait nine days")
    save(section, other, "We wait nine <long> days", "Arhoswn")
    client = Client()
    client.force_login(one)
    page = client.get(reverse("workspace:position_authors", args=[section.position.uuid]))
    assert [(entry["person"], entry["words"]) for entry in page.context["legend"]] == [(one, 4), (other, 2)]
    text = page.content.decode()
    assert f'<span class="govuk-visually-hidden">{other}: </span>&lt;long&gt;' in text
    assert "<long" not in text


def test_a_restored_text_stays_with_who_wrote_it(section: PositionSection) -> None:
    one, other = member(section), member(section, NATIONAL)
    save(section, one, "We wait")
    save(section, other, "Something else")
    versions.restore(position=section.position, version=2, parts=["problem"], base_version=3, by=other)
    section.refresh_from_db()
    assert [(run.by, run.text) for run in authorship(section)["en"]] == [(one.pk, "We wait")]


def test_the_saves_are_followed_once_and_the_cache_holds_no_words(section: PositionSection) -> None:
    save(section, member(section), "CANARY words")
    save(section, member(section, NATIONAL), "CANARY words and more")
    first = authorship(section)
    with CaptureQueriesContext(connection) as queries:
        assert authorship(section) == first
    assert not queries
    assert "CANARY" not in repr(cache.get(f"authorship:{section.uuid}:{section.revision}"))
    save(section, member(section), "CANARY words and fewer")
    assert authorship(section)["en"][-1].text == "fewer"
