"""A published story, and its public addresses."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from publication.published.addresses import record_address
from publication.published.models import PublishedRecord, PublishedVersion
from tests.factories import abandoned_group, defining_group, extend, plan_item, publish, published_decision, reviewed
from tests.public.story import corrected, working


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What a request leaves active is not what the next test reads in."""
    with override("en"):
        yield


@pytest.fixture
def decision(db: None) -> PublishedVersion:
    """A decision in two versions, its position and its mission; the second version."""
    return corrected(published_decision())


@pytest.fixture
def addresses(decision: PublishedVersion) -> dict[str, list[str]]:
    """Every public page of what is published, by language: also the group that decided, in two versions, and another
    one that gave up."""
    group = working(decision).group
    publish(group)
    publish(extend(group), change_note_en="More time.", change_note_cy="Rhagor o amser.")
    gave_up = abandoned_group(defining_group(of=group.mission))
    publish(gave_up)
    publish(gave_up.closing_report)
    publish(working(decision).adoption_set)
    publish(reviewed(working(decision)))
    publish(plan_item(group))
    lists = {
        "en": "missions task-groups closing-reports decisions reviews challenge-positions updates open-log "
        "open-log/verify open-data forward-plan withheld emergencies",
        "cy": "cenadaethau grwpiau-gorchwyl adroddiadau-cloi penderfyniadau adolygiadau safbwyntiau-her diweddariadau "
        "log-agored log-agored/gwirio data-agored blaenraglen wedi-ei-ddal-yn-ol argyfyngau",
    }
    return {
        language: [f"/{language}/{word}/" for word in words.split()]
        + [page for record in PublishedRecord.objects.order_by("pk") for page in _pages(record, language)]
        for language, words in lists.items()
    }


def _pages(record: PublishedRecord, language: str) -> list[str]:
    numbers = list(record.versions.values_list("number", flat=True))
    pages = [record_address(record, language=language)]
    if record.kind == "mission":
        pages.append(record_address(record, "timeline", language=language))
    for number in numbers:
        pages += [record_address(record, page, number, language=language) for page in ("version", "check", "proof")]
    if len(numbers) > 1:
        pages.append(record_address(record, "compare", 1, 2, language=language))
    return pages
