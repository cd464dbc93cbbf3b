"""The permission matrix of docs/permissions.yaml, as data and as a page of the docs. The tests ask every cell of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from django.conf import settings

SOURCE = settings.BASE_DIR / "docs" / "permissions.yaml"

ALLOWED, WAITS, REFUSED, HIDDEN, SIGN_IN, APART, ABSENT = (
    "allowed",
    "waits",
    "refused",
    "hidden",
    "sign in",
    "apart",
    "absent",
)


@dataclass(frozen=True)
class Door:
    """One request: its method, the name of its address, what stands in the address, and what the form says."""

    method: str
    name: str
    records: tuple[str, ...]
    data: dict[str, Any]
    writes: str

    @classmethod
    def read(cls, raw: dict[str, Any]) -> "Door":
        method = "get" if "get" in raw else "post"
        name, *records = raw[method].split()
        name = name if ":" in name else f"workspace:{name}"
        return cls(method, name.removeprefix(":"), tuple(records), raw.get("data") or {}, raw.get("writes", ""))

    def __str__(self) -> str:
        return " ".join([self.method.upper(), self.name, *self.records, self.data.get("action", "")]).strip()


@dataclass(frozen=True)
class Action:
    """What a person does, who may do it when, and the requests that do it. `may` maps a role to names of sets."""

    name: str
    seen_by: frozenset[str]
    timeless: bool
    may: dict[str, list[str]]
    doors: tuple[Door, ...]
    there: str = "any"
    waits: frozenset[str] = frozenset()
    apart: dict[str, str] = field(default_factory=dict)
    given: str = ""
    note: str = ""


class Matrix:
    """The whole of docs/permissions.yaml. Raises KeyError for a role, set or record that it does not define."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.roles: dict[str, str] = raw["roles"]
        self.times: list[str] = raw["times"]
        self.sets: dict[str, list[str]] = raw["sets"]
        self.set_words: dict[str, str] = raw["set_words"]
        self.records: dict[str, list[str]] = raw["records"]
        self.timeless: list[str] = raw["timeless"]
        self.untested: dict[str, str] = raw["untested"]
        self.not_built: list[str] = raw["not_built"]
        self._actions: list[dict[str, Any]] = raw["actions"]

    @classmethod
    def load(cls) -> "Matrix":
        return cls(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))

    @cached_property
    def actions(self) -> list[Action]:
        return [self._action(raw) for raw in self._actions]

    def _action(self, raw: dict[str, Any]) -> Action:
        seen_by = self.records[raw["of"]]
        when: dict[str, list[str]] = {"any": seen_by} if raw["may"] == "any" else raw["may"]
        may: dict[str, list[str]] = {role: [] for role in self.roles}
        for times, roles in when.items():
            for role in roles:
                may[role].append(times)
        return Action(
            name=raw["action"],
            seen_by=frozenset(seen_by),
            timeless=raw["of"] in self.timeless,
            may=may,
            doors=tuple(Door.read(door) for door in raw["doors"]),
            there=raw.get("there", "any"),
            waits=frozenset(raw.get("waits", ())),
            apart=raw.get("apart", {}),
            given=raw.get("given", ""),
            note=raw.get("note", ""),
        )

    def outcome(self, action: Action, role: str, time: str) -> str:
        """What happens when `role` does `action` at `time`: the one expectation of a cell."""
        if time not in self.sets[action.there]:
            return ABSENT
        if role in action.apart:
            return APART
        if role not in action.seen_by:
            return SIGN_IN if role == "nobody" else HIDDEN
        if not any(time in self.sets[name] for name in action.may[role]):
            return REFUSED
        return WAITS if time in action.waits else ALLOWED

    def addresses(self) -> set[str]:
        """Every address that a cell asks for, by name."""
        return {door.name for action in self.actions for door in action.doors}

    def document(self) -> str:
        """The text of docs/permissions.md."""
        return "\n".join([*_HEAD, *self._legend(), *self._table(), *self._notes(), *self._missing()])

    def _legend(self) -> Iterator[str]:
        yield "| in a cell | meaning |"
        yield "|---|---|"
        yield "| – | sees the record and is refused, with the reason (403) |"
        yield "| (empty) | the same page as for an address that never was (404) |"
        yield from (f"| {_words(name)} | {words} |" for name, words in self.set_words.items())
        yield ""

    def _table(self) -> Iterator[str]:
        shown = {role: words for role, words in self.roles.items() if role != "nobody"}
        yield "| action | " + " | ".join(shown.values()) + " |"
        yield "|---" * (len(shown) + 1) + "|"
        for action in self.actions:
            yield f"| {action.name} | " + " | ".join(self._cell(action, role) for role in shown) + " |"
        yield ""

    def _cell(self, action: Action, role: str) -> str:
        if role in action.apart:
            return action.apart[role]
        if role not in action.seen_by:
            return ""
        return ", ".join(_words(name) for name in action.may[role]) or "–"

    def _notes(self) -> Iterator[str]:
        yield "## Notes"
        yield ""
        for action in self.actions:
            if action.waits:
                waits = ", ".join(_words(time) for time in sorted(action.waits))
                yield f"- {action.name}: those who may are told what is missing (422) at {waits}."
            if action.note:
                yield f"- {action.name}: {action.note}"
        yield ""

    def _missing(self) -> Iterator[str]:
        yield "## Not built yet"
        yield ""
        yield from (f"- {row}" for row in self.not_built)
        yield ""


_HEAD = [
    "# Who may do what, and when",
    "",
    "Written by `make diagrams` from permissions.yaml. Do not edit. tests/permissions tries every cell over HTTP.",
    "",
    "Whoever has not signed in is sent to the sign-in page, but for the public site. A former member keeps nothing but",
    "the public site from the moment the membership ends.",
    "",
]


def _words(name: str) -> str:
    return "✓" if name == "any" else name.replace("_", " ")
