"""What waits for a person: each app says it of its own (`register`), and My work lists it by date."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import BilingualText, LocalisedText
from core.dates import long_date
from core.steps import Step

NEAR_LIMIT = 30  # days: the first of the reminders (domain.md section 3), of limits and of reviews
Hint = BilingualText | LocalisedText | str


@dataclass(frozen=True)
class Waiting:
    """One thing to do, as components/task_list.html takes it; `when` orders the list."""

    when: datetime.date
    title: str
    hint: Hint
    href: str
    status: str
    label: str


Provider = Callable[[Any], Iterable[Waiting]]
_providers: list[tuple[int, Provider]] = []


def register(place: int, provider: Provider) -> None:
    """Let My work list what `provider(person)` finds; of what is due on one day, what has the lower place first."""
    _providers.append((place, provider))


def waiting_for(person: Any) -> list[Waiting]:
    """Everything that waits for the person, what is due first at the top."""
    providers = sorted(_providers, key=lambda row: row[0])
    found = [waiting for _place, provider in providers for waiting in provider(person)]
    return sorted(found, key=lambda waiting: waiting.when)


def due(on: datetime.date, title: str, hint: Hint, href: str) -> Waiting:
    """Something to do by the day `on`."""
    late = on < timezone.localdate()
    label = _("Overdue since %(date)s") if late else _("By %(date)s")
    return Waiting(on, title, hint, href, "overdue" if late else "due", label % {"date": long_date(on)})


def since(at: datetime.datetime, title: str, hint: Hint, href: str) -> Waiting:
    """Something that has waited since the moment `at`."""
    day = timezone.localdate(at)
    return Waiting(day, title, hint, href, "waiting", _("Waiting since %(date)s") % {"date": long_date(day)})


def onwards(
    step: Step, at: datetime.datetime, about: BilingualText | str, address: str, person: Any
) -> Iterator[Waiting]:
    """The step itself when its gate is open; otherwise everything that this person can do to open it, each once."""
    if not step.blockers:
        yield since(at, str(step.label), about, address)
    ways = (way for blocker in step.blockers if (way := blocker.way_of(person)) and way.task)
    for task, way in {str(way.task): way for way in ways}.items():
        yield since(at, task, about, str(way.url))
