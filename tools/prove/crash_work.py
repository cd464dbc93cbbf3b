"""The work that is killed: people publish, redact, erase, show again and quote, through the product's services."""

import datetime
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html

from cms.models import UpdatePage
from core.bilingual import LANGUAGES
from core.history import RecordedModel
from core.transitions import Refused
from decisions_log.models import Decision, DecisionState, Option
from decisions_log.services.correction import correct
from missions.models import Mission
from missions.services import mission as missions
from people.models import PlatformRole, User
from people.selectors import people_with_role
from people.tasks import deliver_outbox
from publication import removal as removals, requests, tasks
from publication.kinds import record_of
from publication.models import PublicationRequest, Removal, RemovalAction, RemovalState, RequestState
from publication.published.models import PublishedRecord, PublishedVersion
from publication.removal_parts import PublishedPart, find_part, parts_of_versions
from taskgroups.models import MembershipRole, PositionSection, Stage
from taskgroups.services import discussion
from tools.demo import pages, script
from tools.prove.traces import words_in

KINDS = ["publish", "publish", "publish", "redact", "erase", "erase", "restore", "quote"]
_MISSION_TEXTS = ["summary", "outcome", "social_partners"]
_DECISION_TEXTS = ["reasons", "cost"]


@dataclass(frozen=True)
class Begun:
    """What the process does next; a removal with the words that it takes away or shows again."""

    what: str
    removal: int = 0
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Acknowledged:
    """It is done: a removal, or a publication at this place in the log that shows these words."""

    removal: int = 0
    log_index: int | None = None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quoted:
    """Somebody has repeated these words elsewhere."""

    words: frozenset[str]


class Work:
    """Does one thing at a time, and says so before and after."""

    def __init__(self, say: Callable[[Any], None], dice: random.Random) -> None:
        self.say, self.dice = say, dice

    def do(self, what: str) -> None:
        """One piece of work of that kind, when there is something to do it to."""
        self.say(Begun(what))
        match what:
            case "publish":
                self._publish()
            case "quote":
                self._quote()
            case "resume":
                _resume()
            case _:
                self._answer_what_was_asked()
                self._remove(RemovalAction(what))
        self.say(Acknowledged())

    def _publish(self) -> None:
        """New words in some texts of a record, asked for by who may and approved by the publisher."""
        record: Any = self.dice.choice([*Mission.objects.order_by("pk")[:2], *_decisions()])
        self._answer_what_was_asked()
        for left in PublicationRequest.objects.filter(record_uuid=record.uuid, state=RequestState.REQUESTED):
            requests.cancel(request=left, by=left.requested_by)
        by, record = self._revised(record)
        note = _words("change_note", self.dice)
        try:
            request = requests.request_publication(record=record, by=by, **note)
            if self.dice.random() < 0.2:
                self._remove(self.dice.choice([RemovalAction.REDACT, RemovalAction.ERASE]), record.uuid)
            version = requests.approve(request=request, digest=request.digest, by=script.user(script.PUBLISHER))
        except Refused:  # something is being removed from it, or has been since
            _resume()
            return
        version.refresh_from_db()
        self.say(Acknowledged(log_index=version.log_index, words=_words_of(version)))

    def _revised(self, record: Mission | Decision) -> tuple[User, RecordedModel]:
        if isinstance(record, Mission):
            texts = self._new_texts(_MISSION_TEXTS)
            return record.lead, missions.revise(mission=record, by=record.lead, reason="prove", **texts)
        by = record.group.memberships.get(role=MembershipRole.CONVENER).user
        act: dict[str, Any] = {"by": by, "kind": "fact", **_words("reason", self.dice)}
        option = self.dice.choice(list(Option.objects.filter(decision=record, chosen=False)))
        correct(record=option, values=_words("why_not", self.dice), **act)
        correct(record=record, values=self._new_texts(_DECISION_TEXTS), **act)
        return by, Decision.objects.get(pk=record.pk)

    def _new_texts(self, names: list[str]) -> dict[str, Any]:
        """New words for some of the texts; the others stay, so that several versions say the same."""
        chosen = self.dice.sample(names, self.dice.randint(1, len(names)))
        return {key: text for name in chosen for key, text in _words(name, self.dice).items()}

    def _answer_what_was_asked(self) -> None:
        """Requests that nobody has answered: the officer carries them out."""
        for removal in Removal.objects.filter(state=RemovalState.REQUESTED):
            self._carry_out(removal)

    def _remove(self, action: RemovalAction, record_uuid: Any = None) -> None:
        """Hide or show again one part that has words of a proof; asked by who may, carried out by the officer."""
        records = [PublishedRecord.objects.get(uuid=record_uuid)] if record_uuid else list(_written())
        record = self.dice.choice(records)
        parts = [
            part
            for part in parts_of_versions(record)
            if part.withheld == (action == RemovalAction.RESTORE) or (part.withheld and action == RemovalAction.ERASE)
            if words_in(f"{part.text.en} {part.text.cy}".encode())
            if action != RemovalAction.REDACT or removals.part_name(record, part)
        ]
        if not parts:
            return
        self._remove_part(record, self.dice.choice(parts[:12]), action)

    def _remove_part(self, record: PublishedRecord, part: PublishedPart, action: RemovalAction) -> None:
        values: Any = {"version": part.version, "part": part.path, **_reasons(action)}
        by = _asks(record)
        try:
            asked = removals.request_removal(record=record, action=action, by=by, **values)
        except Refused:
            return
        self._carry_out(asked)

    def _carry_out(self, removal: Removal) -> None:
        record = PublishedRecord.objects.get(uuid=removal.record_uuid)
        part = find_part(record, removal.version, removal.part)
        officer = people_with_role(PlatformRole.REDACTION_OFFICER)[0]
        if part is None:
            removals.refuse(removal=removal, by=officer, reason="It is gone.")
            return
        words = frozenset(words_in(f"{part.text.en} {part.text.cy}".encode()))
        self.say(Begun(removal.action, removal.pk, words))
        removals.carry_out(removal=removal, by=officer)
        self.say(Acknowledged(removal=removal.pk))

    def _quote(self) -> None:
        """What is public is repeated in an editorial page in both languages, and in a comment; mail goes out."""
        found = [(record, part) for record in _written() for part in parts_of_versions(record)]
        long = [(record, part) for record, part in found if part.text.en.startswith("Kanari ") and not part.withheld]
        if not long:
            return
        record, part = self.dice.choice(long)
        text = part.text.en
        self.say(Quoted(frozenset(words_in(text.encode()))))
        with transaction.atomic():
            first = UpdatePage.objects.order_by("pk")[0]
            twins = {page.language: page for page in UpdatePage.objects.filter(translation_key=first.translation_key)}
            for page in twins.values():
                page.title, page.intro, page.search_description = text[:200], f"{text} ", text
                page.body = [("text", format_html("<p>{}</p>", text)), ("quote", {"text": text, "source": ""})]
            pages.release(twins)
        section = PositionSection.objects.filter(position__group__stage=Stage.DEFINING)[0]
        member = section.position.group.memberships.get(role=MembershipRole.CONVENER).user
        discussion.comment(section=section, text=f"They say: {text}", by=member)
        deliver_outbox()
        if self.dice.random() < 0.7:
            self._remove_part(record, part, RemovalAction.ERASE)


def _resume() -> None:
    tasks.sign_log()


def _decisions() -> list[Decision]:
    return list(Decision.objects.filter(state=DecisionState.DECIDED))


def _written() -> Any:
    """The published records that the work is done on."""
    uuids = [record.uuid for record in [*Mission.objects.order_by("pk")[:2], *_decisions()]]
    return PublishedRecord.objects.filter(uuid__in=uuids)


def _asks(record: PublishedRecord) -> User:
    working = record_of(record.kind, record.uuid)
    if isinstance(working, Mission):
        return working.lead
    return working.group.memberships.get(role=MembershipRole.CONVENER).user


def _reasons(action: RemovalAction) -> dict[str, Any]:
    """Why and until when; showing again needs neither a ground nor a review."""
    today = timezone.localdate()
    texts = {
        f"{name}_{language}": f"The {name} ({language})." for name in ("reason", "office") for language in LANGUAGES
    }
    ground = {"ground": "foi_s40", "review_on": today + datetime.timedelta(days=90)}
    return texts | {"decided_on": today} | (ground if action != RemovalAction.RESTORE else {})


def _words(name: str, dice: random.Random) -> dict[str, str]:
    """A text in both languages with a word of its own in each; long with signs that are written otherwise, or short."""
    long = dice.random() < 0.7
    words = {language: f"kanari{secrets.token_hex(8)}" for language in LANGUAGES}
    return {
        f"{name}_{language}": f'Kanari {word}: tŷ\'r gofalwr "ger" <y> bont & a’r afon' if long else word
        for language, word in words.items()
    }


def _words_of(version: PublishedVersion) -> frozenset[str]:
    return frozenset(words_in(f"{version.content}{version.change_note_en}{version.change_note_cy}".encode()))
