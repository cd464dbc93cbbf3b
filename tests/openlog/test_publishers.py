"""The proof of many publishers at once can fail: each thing it looks for is found."""

import pytest

from openlog.models import LogEntry
from tools.prove import publishers
from tools.prove.example_log import build_log


@pytest.mark.django_db
def test_what_it_looks_for_is_found() -> None:
    build_log(3, seed=3)
    record_id = str(LogEntry.objects.get(index=0).record_id)
    once = (record_id, 1, 0)
    assert publishers._problems(3, []) == []
    assert publishers._problems(2, []) == ["1 entries for 0 acknowledged publications"]
    assert publishers._problems(1, [once, once]) == [
        "place 0 was acknowledged 2 times",
        f"acknowledged, but not public: {once}",
        f"acknowledged, but not public: {once}",
    ]
