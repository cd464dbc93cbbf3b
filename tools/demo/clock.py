"""The clock of the demo: what happens in its story happens on its own day, side by side, in the order of the days."""

import datetime
import heapq
from collections.abc import Iterable, Iterator

import time_machine
from django.utils import timezone

from core.dates import WALES

# A thread of the story yields each day on which it goes on, and does nothing before it has yielded the first.
Thread = Iterator[datetime.date]

MORNING = datetime.time(9, 30)
PAUSE = datetime.timedelta(minutes=4)


def play_in_order(threads: Iterable[Thread]) -> None:
    """Play the threads together, each step on its day and a few minutes after the step before it."""
    waiting = [(day, number, thread) for number, thread in enumerate(threads) if (day := next(thread, None))]
    heapq.heapify(waiting)
    if not waiting:
        return
    with time_machine.travel(_morning(waiting[0][0])) as clock:
        while waiting:
            day, number, thread = heapq.heappop(waiting)
            clock.move_to(max(_morning(day), timezone.now() + PAUSE))
            following = next(thread, None)
            if following is not None:
                heapq.heappush(waiting, (following, number, thread))


def _morning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, MORNING, tzinfo=WALES)
