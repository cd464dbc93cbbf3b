"""State machines as tables: what may follow what, and on which conditions.

A condition is a name in the table and a function registered for it. A function may live in a higher layer than the
table, so that a low layer can wait for something it does not know (a group for the publication of its position).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Way:
    """A page on which a reason can be cleared, who may do it there, and what the task is called for them.

    Without `task` it is no task of its own: another of the person's tasks covers it.
    """

    url: str | Promise
    may: Callable[[Any], object]
    task: str | Promise = ""


@dataclass(frozen=True)
class Blocker:
    """One reason why a gate is shut, who can clear it, in words, and the ways to do so.

    `url` is a page that everyone who reads the reason may open; it is linked for those who have no way of their own.
    """

    reason: str | Promise
    who: str | Promise = ""
    url: str | Promise = ""
    ways: tuple[Way, ...] = ()

    def way_of(self, person: Any) -> Way | None:
        """The first way that the person has."""
        return next((way for way in self.ways if way.may(person)), None)

    def seen_by(self, person: Any) -> "Blocker":
        """The same, with a link to where this person can clear it."""
        way = self.way_of(person)
        return replace(self, url=way.url) if way else self


class Refused(Exception):
    """A rule of the domain forbids this; `reasons` are in words for the person. Nothing was changed."""

    def __init__(self, *reasons: str | Promise | Blocker) -> None:
        self.blockers = [r if isinstance(r, Blocker) else Blocker(r) for r in reasons]
        super().__init__(*[b.reason for b in self.blockers])

    @property
    def reasons(self) -> list[str]:
        return [str(b.reason) for b in self.blockers]


Condition = Callable[[Any], Iterable[Blocker]]


@dataclass(frozen=True)
class Transition:
    """One arrow: from any of `sources` to `target`, performed as `action`, when no condition blocks it."""

    action: str
    sources: frozenset[str]
    target: str
    conditions: tuple[str, ...] = ()


@dataclass
class Machine:
    """A table of transitions and the functions behind its condition names."""

    name: str
    transitions: tuple[Transition, ...]
    _conditions: dict[str, Condition] = field(default_factory=dict)

    def condition(self, name: str) -> Callable[[Condition], Condition]:
        """Register the decorated function as the condition `name`. Raises ValueError for an unknown or taken name."""
        if name not in self.condition_names() or name in self._conditions:
            raise ValueError(f"{self.name}: condition {name} is not in the table or is taken.")

        def keep(function: Condition) -> Condition:
            self._conditions[name] = function
            return function

        return keep

    def condition_names(self) -> set[str]:
        return {name for transition in self.transitions for name in transition.conditions}

    def missing_conditions(self) -> set[str]:
        return self.condition_names() - set(self._conditions)

    def available(self, state: str) -> list[Transition]:
        """The arrows that leave `state`, open or shut."""
        return [t for t in self.transitions if state in t.sources]

    def find(self, state: str, action: str) -> Transition | None:
        return next((t for t in self.available(state) if t.action == action), None)

    def blockers(self, transition: Transition, obj: Any) -> list[Blocker]:
        """Every reason why `transition` is shut for `obj`; empty when it is open."""
        return [blocker for name in transition.conditions for blocker in self.unmet(name, obj)]

    def unmet(self, condition: str, obj: Any) -> list[Blocker]:
        """Every reason why this condition alone does not hold for `obj`; empty when it does."""
        return list(self._conditions[condition](obj))

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2"]
        for t in self.transitions:
            lines += [f"    {source} --> {t.target}: {t.action}" for source in sorted(t.sources)]
        return "\n".join(lines)
