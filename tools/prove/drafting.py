"""Many people write one position at once: every accepted word is in the text, exactly once.

Each editor is a process. It adds words of its own and replaces or removes old ones, starts from stale texts, loses
answers and sends saves again, at once or much later. A clash must hold both writers' words; the editor keeps both and
saves again, as a person would.
"""

import multiprocessing
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from django.db import OperationalError, connections

from core.bilingual import LANGUAGES
from core.merging import Merge
from people.models import User
from taskgroups.models import PositionSection
from taskgroups.services.position import SectionClash, save_section
from tools.demo import drafters, story

SCALES = {"ci": (6, 10), "full": (20, 100)}  # editors, edits of each
LONGEST_PAUSE = 0.1  # seconds between two edits of one editor
CONTESTED = 3  # sections: few, so that editors meet
_WORD_OF_AN_EDITOR = re.compile(r"\bw\d+x\d+\b")

Save = dict[str, object]


@dataclass
class Account:
    """What came of one editor's work."""

    accepted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    clashes: int = 0
    unanswered: int = 0
    repeats: int = 0


def run(scale: str) -> tuple[int, int]:
    """Let all editors write at once; afterwards every word that was accepted must stand in the position once."""
    story.play(password="throw-away")  # noqa: S106
    editors, edits = SCALES[scale]
    position, people = drafters.bring_in(editors)
    sections = list(position.sections.values_list("pk", flat=True)[:CONTESTED])
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(editors) as pool:
        work = [(person.pk, number, edits, sections) for number, person in enumerate(people)]
        accounts = pool.starmap(_write, work)
    text = " ".join(f"{section.text_en} {section.text_cy}" for section in position.sections.all())
    found = Counter(_WORD_OF_AN_EDITOR.findall(text))
    accepted = [word for account in accounts for word in account.accepted]
    problems = [problem for account in accounts for problem in account.problems]
    problems += [f"{word}: in the text {found[word]} times" for word in accepted if found[word] != 1]
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)  # noqa: T201
    print(  # noqa: T201
        f"  words accepted: {len(accepted)}, clashes settled: {sum(account.clashes for account in accounts)}, "
        f"saves sent again: {sum(account.repeats for account in accounts)}, "
        f"saves without an answer: {sum(account.unanswered for account in accounts)}"
    )
    return editors * edits, len(problems) + editors * edits - len(accepted)


def _write(person_pk: int, number: int, edits: int, sections: list[int]) -> Account:
    """The work of one editor, in a process of its own."""
    editor = _Editor(User.objects.get(pk=person_pk), random.Random(number))  # noqa: S311
    for edit in range(edits):
        editor.edit(f"w{number}x{edit}", sections)
    return editor.account


class _Editor:
    def __init__(self, person: User, chance: random.Random) -> None:
        self.person, self.chance = person, chance
        self.account = Account()
        self.open: dict[int, PositionSection] = {}
        self.sent: list[Save] = []

    def edit(self, word: str, sections: list[int]) -> None:
        """Add `word` to a section that was read now or some edits ago, and save until it is accepted."""
        time.sleep(self.chance.uniform(0, LONGEST_PAUSE))
        pk = self.chance.choice(sections)
        if pk not in self.open or self.chance.random() < 0.5:
            self.open[pk] = PositionSection.objects.get(pk=pk)
        section, language = self.open[pk], self.chance.choice(LANGUAGES)
        texts = {name: getattr(section.text, name) for name in LANGUAGES}
        texts[language] = self._changed(texts[language], word)
        base = section.revision
        while (clash := self._save(section, texts, base)) is not None:
            self.account.clashes += 1
            texts, base = self._settled(clash, word), clash.current.revision
        self.account.accepted.append(word)
        self._send_again()

    def _changed(self, text: str, word: str) -> str:
        """The text with `word` put in, before an old word or instead of it. Words of editors are never taken out."""
        words = text.split(" ")
        at = self.chance.randrange(len(words))
        instead = self.chance.random() < 0.3 and not _WORD_OF_AN_EDITOR.search(words[at])
        words[at : at + instead] = [word]
        return " ".join(words)

    def _save(self, section: PositionSection, texts: dict[str, str], base: int) -> SectionClash | None:
        save: Save = {"section": section, "text_en": texts["en"], "text_cy": texts["cy"], "base_revision": base}
        try:
            saved = self._send(save)
        except SectionClash as clash:
            return clash
        self.sent.append(save)
        if self.chance.random() < 0.7:  # otherwise the answer is lost, and the next edit starts from what was open
            self.open[section.pk] = saved
        else:
            self.open.pop(section.pk, None)
        return None

    def _send(self, save: Save) -> PositionSection:
        """Send a save until there is an answer. A database too busy to answer is a connection that was lost."""
        while True:
            try:
                return save_section(by=self.person, reason="prove", **save)  # type: ignore[arg-type]
            except OperationalError:
                self.account.unanswered += 1

    def _settled(self, clash: SectionClash, word: str) -> dict[str, str]:
        """The form of a clash, with the words of theirs that it does not have. Notes a word that is in neither."""
        texts = {name: merge.text + " " + " ".join(_only_theirs(merge)) for name, merge in clash.merges.items()}
        shown = set(_WORD_OF_AN_EDITOR.findall(" ".join(texts.values())))
        theirs = _WORD_OF_AN_EDITOR.findall(f"{clash.current.text_en} {clash.current.text_cy}")
        self.account.problems += [f"{lost}: not in a clash" for lost in {word, *theirs} - shown]
        return texts

    def _send_again(self) -> None:
        """A double click, or a browser that repeats an old request: it must change nothing."""
        if self.chance.random() < 0.4:
            self.account.repeats += 1
            again = self.sent[-1] if self.chance.random() < 0.5 else self.chance.choice(self.sent)
            try:
                self._send(again)
            except SectionClash:
                self.account.problems.append("a save that was sent again clashed with itself")


def _only_theirs(merge: Merge) -> list[str]:
    """The editors' words on their side of the clashes that the text with mine does not have."""
    have = set(_WORD_OF_AN_EDITOR.findall(merge.text))
    return [word for clash in merge.clashes for word in _WORD_OF_AN_EDITOR.findall(clash.theirs) if word not in have]
