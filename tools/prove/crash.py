"""Work is killed at random moments: nothing acknowledged is lost, nothing half done, what is erased is nowhere.

Each life is a process that publishes, redacts, erases, shows again and quotes (crash_work.py) until SIGKILL ends it.
Most lives begin as the worker does, with the task that does what was left behind; so that is killed, too.
"""

import logging
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.db.models.signals import pre_save

from openlog import removals
from openlog.keys import trusted_key
from openlog.leaves import Kind as EntryKind
from openlog.log import signed_size
from openlog.models import Checkpoint, LogEntry, LogHead
from openlog.verify_database import verify_database
from opsw_site.settings import env
from publication import tasks
from publication.models import PublicationRequest, Removal, RemovalAction, RemovalState, RequestState
from publication.published.models import PublishedVersion
from publication.published.projection import VERSIONED, ProjectionDiffers, rebuild
from tools.prove import traces
from tools.prove.crash_work import KINDS, Acknowledged, Begun, Quoted, Work
from tools.prove.leaks import crawl, exported

KILLS = {"ci": 15, "full": 50}  # in one of the rounds that the command makes
PAGES = {"ci": 100, "full": None}  # public addresses read at the end
# What a process says before the steps that a kill is to fall in; it falls soon after, or at any later step.
STEPS = ["resume", "publish", "sign", "after signing", "redact", "erase", "restore", "quote"]
LONGEST_WAIT = 20  # seconds for the step to come
CHECKED = 5  # every so many kills; between them the next life finds things as the kill left them
OUTPUT = env.VAR_DIR / "output.log"


@dataclass
class Account:
    """What the killed processes said, and how their kills found them."""

    published: dict[int, frozenset[str]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    words: dict[int, frozenset[str]] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    killed_in: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    def add(self, messages: list[Begun | Acknowledged | Quoted]) -> None:
        """What one life said until it was killed."""
        doing = "nothing"
        for message in messages:
            if isinstance(message, Quoted):
                self.quoted |= message.words
            elif isinstance(message, Begun):
                doing = message.what
                if message.removal:
                    self.words[message.removal] = message.words
            else:
                doing = "nothing"
                if message.removal:
                    self.removed.add(message.removal)
                elif message.log_index is not None:
                    self.published[message.log_index] = message.words
        self.killed_in[doing] += 1

    def note_what_is_left(self) -> None:
        """How a kill left the log, before anything is resumed."""
        unsettled = Removal.objects.filter(state=RemovalState.DONE, completed_at=None)
        self.left["an entry not signed"] += (head := LogHead.objects.first()) is not None and head.size > signed_size()
        self.left["a removal signed and not done"] += bool(removals.pending())
        self.left["a removal not finished"] += unsettled.exists()
        self.left["a removal asked for"] += Removal.objects.filter(state=RemovalState.REQUESTED).exists()

    @property
    def fates(self) -> dict[str, str]:
        """What must have become of every word that was published or removed. No later version shows what is hidden."""
        done = Removal.objects.filter(pk__in=self.words, state=RemovalState.DONE).order_by("log_index")
        fates = {word: "shown" for words in self.published.values() for word in words}
        for removal in done:
            fate = _FATES[RemovalAction(removal.action)]
            fates |= {word: fate for word in self.words[removal.pk] if fates.get(word) != "erased"}
        return fates

    def __str__(self) -> str:
        return (
            f"acknowledged {len(self.published)} publications, {len(self.removed)} removals; "
            f"words: {_told(Counter(self.fates.values()))}, quoted elsewhere {len(self.quoted)}; "
            f"killed in: {_told(self.killed_in)}; found after a kill: {_told(self.left)}"
        )


_FATES = {RemovalAction.REDACT: "withheld", RemovalAction.ERASE: "erased", RemovalAction.RESTORE: "shown"}


def run(scale: str) -> tuple[int, int]:
    """Kill a working process KILLS times with SIGKILL; compare log, records and files with what it said."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo")
    account, failures = Account(), 0
    longest = _seconds_of_one()
    for kill in range(1, KILLS[scale] + 1):
        account.add(_life(longest))
        account.note_what_is_left()
        if kill % CHECKED == 0 or kill == KILLS[scale]:
            failures += _report(_problems(account))
    failures += _report(_problems_in_public(account, PAGES[scale]))
    print(f"  {account}")  # noqa: T201
    return KILLS[scale], failures or int(not account.published or not account.removed)


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))


def _report(problems: list[str]) -> bool:
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)  # noqa: T201
    return bool(problems)


def _seconds_of_one() -> float:
    """What one piece of work takes; measured, so that kills fall on every step however slow the machine is."""
    work, started = Work(lambda message: None, random.Random()), time.perf_counter()  # noqa: S311
    for kind in KINDS:
        work.do(kind)
    return (time.perf_counter() - started) / len(KINDS)


def _life(longest: float) -> list[Begun | Acknowledged | Quoted]:
    """Start a process that works on and on, wait for a step, and kill it within `longest` seconds; what it said."""
    connections.close_all()
    receive, send = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_work_on_and_on, args=(send,))
    child.start()
    send.close()
    said: list[Begun | Acknowledged | Quoted] = []
    step, until = Begun(random.choice(STEPS)), time.monotonic() + LONGEST_WAIT  # noqa: S311
    try:
        while step not in said and receive.poll(max(0, until - time.monotonic())):
            said.append(receive.recv())
        time.sleep(longest * random.random() ** 3)  # noqa: S311 - mostly short, as some steps are
        os.kill(child.pid or 0, signal.SIGKILL)
        while True:
            said.append(receive.recv())
    except (EOFError, OSError):  # the end, also within a message
        child.join()
    if child.exitcode != -signal.SIGKILL:
        raise RuntimeError(f"a process ended by itself: {OUTPUT.read_text()[-2000:]}")
    return said


def _work_on_and_on(send: Connection) -> None:
    """What it prints and logs goes to a file, which is searched as every other."""
    output = os.open(OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    logging.getLogger().setLevel(logging.DEBUG)
    dice = random.Random()  # noqa: S311
    work = Work(send.send, dice)
    pre_save.connect(partial(_tell_of_signing, send), sender=Checkpoint, weak=False)
    if dice.random() < 0.6:
        work.do("resume")
    while True:
        work.do(dice.choice(KINDS))


def _tell_of_signing(send: Connection, **_signal: object) -> None:
    send.send(Begun("sign"))
    transaction.on_commit(lambda: send.send(Begun("after signing")))


def _problems(account: Account) -> list[str]:
    """What is wrong after a kill, once the periodic task has done what was left behind."""
    tasks.sign_log()
    report = verify_database(trusted_key())
    problems = [str(report)] if report.fault else []
    try:
        if missing := rebuild():
            problems.append(f"published versions that the log has and the tables lacked: {missing}")
    except ProjectionDiffers as difference:
        problems.append(f"half done: {difference}")
    return problems + _lost_or_half_done(account) + _misplaced_words(account)


def _lost_or_half_done(account: Account) -> list[str]:
    entries = set(LogEntry.objects.filter(kind__in=VERSIONED).values_list("index", flat=True))
    versions = set(PublishedVersion.objects.provable().values_list("log_index", flat=True))
    answered = set(PublicationRequest.objects.filter(state=RequestState.PUBLISHED).values_list("log_index", flat=True))
    removing = set(LogEntry.objects.exclude(kind__in=[*VERSIONED, EntryKind.KEY]).values_list("index", flat=True))
    done = Removal.objects.filter(state=RemovalState.DONE)
    found: dict[str, set[Any]] = {
        "publications acknowledged but lost": account.published.keys() - entries,
        "removals acknowledged but lost": account.removed - set(done.values_list("pk", flat=True)),
        "half published": entries ^ versions | entries ^ answered,
        "half removed": removing ^ set(done.values_list("log_index", flat=True)),
        "removals not finished": set(done.filter(completed_at=None).values_list("log_index", flat=True)),
        "removals signed and not done": {step.row.digest for step in removals.pending()},
    }
    return [f"{what}: {sorted(places, key=str)}" for what, places in found.items() if places]


def _misplaced_words(account: Account) -> list[str]:
    """Words that are still where they must not be, or no longer where they must be."""
    rows = traces.in_database()
    files = {place: found for place, found in traces.in_files(env.VAR_DIR).items() if not place.startswith("mail/")}
    fates = account.fates
    shown, withheld, erased = ({word for word, fate in fates.items() if fate == name} for name in _NAMES)
    problems = [
        f"erased, and still in {place}: {sorted(found & erased)}"
        for place, found in {**rows, **files, **traces.in_cache()}.items()
        if found & erased
    ]
    for table in ("decisions_log_publishedversion", "decisions_log_disclosure"):
        if found := rows[table] & withheld:
            problems.append(f"withheld, and still in {table}: {sorted(found)}")
        if lost := shown - rows[table]:
            problems.append(f"published, and not in {table}: {sorted(lost)}")
    if lost := withheld - rows["decisions_log_withhelddisclosure"]:
        problems.append(f"withheld, and not kept: {sorted(lost)}")
    return problems


_NAMES = ("shown", "withheld", "erased")


def _problems_in_public(account: Account, most: int | None) -> list[str]:
    """What of the words that are withheld or erased somebody without an account can still find."""
    hidden = {word for word, fate in account.fates.items() if fate != "shown"}
    found, read = [], 0
    for address, content, status in [*islice(crawl(), most), *exported()]:
        read += 1
        if status >= 500 or (leaked := traces.words_in(content) & hidden):
            found.append(f"{address}: {status}, {sorted(leaked) if status < 500 else ''}")
    print(f"  public responses and files read: {read}")  # noqa: T201
    return found + _misplaced_words(account)
