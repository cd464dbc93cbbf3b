"""How long the worst texts take to be saved and compared, and what that costs the others, over HTTP."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

from django.urls import reverse

from core.long_text import LONGEST
from people.models import User
from taskgroups.models import PositionSection
from taskgroups.services.position import save_section
from tools.bench.server import Visitor, served
from tools.demo import drafters

MORE_THAN_BARE = 500  # milliseconds that a save or a comparison may take longer than a bare one
SLOWER = 20  # milliseconds at the median that an uninvolved save may be slower meanwhile
SCALES = {"ci": (1, 5), "full": (5, 20)}  # rounds of each text, uninvolved saves
_HEAD_START = 0.05  # seconds from the beginning of the long work to the uninvolved save

Texts = tuple[str, str, str]  # what was there, what one person makes of it, what another one saved meanwhile
Request = Callable[[], None]


@dataclass(frozen=True)
class Row:
    """A measurement in milliseconds, and how many there may be."""

    name: str
    measured: float
    target: float


def rows(scale: str) -> Iterator[Row]:
    """Measure every text, and the saves of somebody else meanwhile."""
    rounds, saves = SCALES[scale]
    position, (writer, other) = drafters.bring_in(2)
    section, elsewhere = position.sections.all()[:2]
    with served() as port:
        desk = _Desk(Visitor(port, writer), writer, section)
        for act in (desk.save, desk.comparison):
            bare = _median(act(*_bare(number)) for number in range(5))
            for name, texts in _WORST.items():
                measured = _median(act(*texts(number)) for number in range(rounds))
                yield Row(f"{act.__name__} of {name}, beside a bare one", measured - bare, MORE_THAN_BARE)
        uninvolved = _Desk(Visitor(port, other), other, elsewhere)
        alone = _median(uninvolved.save(*_bare(number)) for number in range(saves))
        for act in (desk.save, desk.comparison):
            measured = statistics.median(_meanwhile(act, uninvolved, number) for number in range(saves))
            yield Row(f"somebody else’s save during such a {act.__name__}, slower by", measured - alone, SLOWER)


class _Desk:
    """One writer's browser, and the section they write."""

    def __init__(self, browser: Visitor, writer: User, section: PositionSection) -> None:
        self.browser, self.writer, self.section = browser, writer, section

    def save(self, base: str, mine: str, theirs: str) -> Request:
        """The request that saves `mine`, begun at `base`, after somebody saved `theirs`."""
        begun = self._write(base)
        self._write(theirs)
        form = {"text_en": mine, "text_cy": "", "base_revision": begun.revision}
        address = reverse("workspace:section_save", args=[self.section.uuid])
        return lambda: _require(self.browser.post(address, form)[0].status, HTTPStatus.OK, HTTPStatus.CONFLICT)

    def comparison(self, before: str, after: str, _theirs: str) -> Request:
        """The request of a page that was never asked for: `after` compared with `before`."""
        versions = self._write(before).saved_in, self._write(after).saved_in
        address = reverse("workspace:position_compare", args=[self.section.position.uuid, *versions])
        return lambda: _require(self.browser.get(address)[0].status, HTTPStatus.OK)

    def _write(self, text: str) -> PositionSection:
        self.section.refresh_from_db()
        self.section = save_section(
            section=self.section,
            text_en=text,
            text_cy="",
            base_revision=self.section.revision,
            by=self.writer,
            reason="bench",
        )
        return self.section


def _meanwhile(act: Callable[..., Request], uninvolved: _Desk, number: int) -> float:
    """Milliseconds of a save that begins while a long text is merged or compared."""
    long, save = act(*_every_tenth_word(100 + number)), uninvolved.save(*_bare(100 + number))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(long)
        time.sleep(_HEAD_START)
        taken = _milliseconds(save)
        running.result()
    return taken


def _median(requests: Iterator[Request]) -> float:
    return statistics.median(_milliseconds(request) for request in requests)


def _milliseconds(request: Request) -> float:
    started = time.perf_counter()
    request()
    return (time.perf_counter() - started) * 1000


def _require(status: int, *expected: HTTPStatus) -> None:
    if status not in expected:
        raise RuntimeError(f"A request was answered with {status}")


def _full(words: list[str], number: int, between: str = " ") -> str:
    """As many of the words as a text may hold, and a number that makes it another text in each round."""
    text = between.join(words)[: LONGEST - 10]
    whole = text[: max(text.rfind(" "), text.rfind("\n"))].rstrip()
    return f"{whole}{between}n{number}"


def _bare(number: int) -> Texts:
    return f"We wait. {number}", f"We wait here. {number}", f"All of us: We wait. {number}"


def _alternating_words(number: int) -> Texts:
    return tuple(_full(word * (LONGEST // 2), number) for word in (["a"], ["a", "b"], ["b", "a"]))  # type: ignore[return-value]


def _equal_words(number: int) -> Texts:
    words = ["a"] * (LONGEST // 2)
    return _full(words, number), _full(words[:-9000], number), _full(words[:-9500], number)


def _every_tenth_word(number: int, between: str = " ", line: int = 100) -> Texts:
    """Words in paragraphs of `line`, with the words changed that stand at every tenth place, each time others."""
    chance = random.Random(number)  # noqa: S311
    words = ["".join(chance.choices("abcdefgh", k=4)) for _word in range(LONGEST // 5)]
    sides = [
        words,
        *([f"z{word[1:]}" if at % 10 == place else word for at, word in enumerate(words)] for place in (3, 8)),
    ]
    lines = [[between.join(side[at : at + line]) for at in range(0, len(side), line)] for side in sides]
    return tuple(_full(side, number, "\n\n") for side in lines)  # type: ignore[return-value]


def _reversed_paragraphs(number: int) -> Texts:
    text, changed, _theirs = _every_tenth_word(number)
    return text, "\n\n".join(text.split("\n\n")[::-1]), changed


_WORST: dict[str, Callable[[int], Texts]] = {
    "alternating words": _alternating_words,
    "equal words": _equal_words,
    "every tenth word": _every_tenth_word,
    "reversed paragraphs": _reversed_paragraphs,
    "one giant paragraph": lambda number: _every_tenth_word(number, line=LONGEST // 10),
    "many tiny paragraphs": lambda number: _every_tenth_word(number, line=1),
}
