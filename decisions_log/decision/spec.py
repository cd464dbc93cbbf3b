"""What of a decision is published."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from core.transitions import Blocker
from core.vocabularies import vocabulary
from decisions_log.adoption.open_data import STATE_TODAY
from decisions_log.assessment import pinned_impacts, word_for_word
from decisions_log.decision import public, public_pages
from decisions_log.decision.words import COLLECTIVELY_RESPONSIBLE, IMPACT_PROMPTS
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Correction,
    CorrectionKind,
    Decision,
    DecisionState,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)
from decisions_log.models.impact import PROMPTS, WELSH_LANGUAGE, WELSH_PROMPTS
from decisions_log.notice import is_short, notice_of
from decisions_log.states import MACHINE
from publication.fields import (
    Body,
    Choice,
    Cited,
    Day,
    Described,
    Flag,
    Label,
    Number,
    OwnWords,
    Row,
    Rows,
    Term,
    Text,
    Word,
)
from publication.kinds import KindSpec, page
from publication.level import blockers
from publication.pinned import Pinned
from publication.published.models import PublishedRecord
from publication.published.pages import Listing, Panel, PublicSide
from publication.published.reading import both
from taskgroups.group.spec import of_group
from taskgroups.models import InterestHandling, MembershipRole
from taskgroups.policy import may_confirm

# Which text an answer is about, by the number that is public; the digest of the text is not.
ANSWERED = Number("meaning_version", _("Version of the text that was decided"), listed=False)


def _described(record: Any) -> dict[str, Any]:
    return {"reference": record.reference, "title": {"en": record.title_en, "cy": record.title_cy}}


def of_decision() -> Described:
    """The decision that a record is about."""
    return Described("decision", _("Decision"), describe=_described, kind="decision")


def unpublished(decision: Decision, reason: str) -> Iterable[Blocker]:
    """The reason why something waits for a decision to be public, while it is not."""
    if not PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        url = reverse("workspace:decision", args=[decision.uuid])
        yield Blocker(reason, gettext("Convener, then a publisher"), url)


def _gaps(decision: Decision, pinned: Pinned) -> Iterable[Blocker]:
    """A standing decision may be corrected, but never into an incomplete one; what replaces one is public before."""
    complete = next(t for t in MACHINE.transitions if t.action == "decide")
    for condition in complete.conditions:
        known = condition == "level"  # the pinned texts are those that the gate would read again
        yield from blockers(decision, pinned.standings) if known else MACHINE.unmet(condition, decision)
    if decision.superseded_by is not None:
        yield from unpublished(decision.superseded_by, gettext("The decision that replaces it is not published yet."))
    yield from _notice_gap(decision)


def _notice_gap(decision: Decision) -> Iterable[Blocker]:
    """Short notice is explained when the decision becomes public, as long as somebody can write it."""
    over = decision.group.ended or decision.group.expired
    if over or not decision.short_notice.missing or PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        return
    if is_short(notice_of(decision)):
        url = reverse("workspace:decision_edit", args=[decision.uuid])
        yield Blocker(
            gettext("It is not said in both languages why there was less than 28 days' notice."),
            gettext("Convener"),
            url,
        )


def _in_corrections(decision: Decision, part: str) -> Iterable[str]:
    """The words of a part as its corrections repeat them."""
    for key in decision.corrections.filter(part=part).values_list("uuid", flat=True):
        yield from (f"corrections.{key}.before", f"corrections.{key}.after")


def _doubts(pinned: Pinned) -> list[str]:
    words = gettext("This impact has the same words as that of another decision: %s")
    return [words % impact for impact in word_for_word(pinned_impacts(pinned))]


def _impacts(name: str, label: Label, prompts: tuple[str, ...], not_asked: tuple[str, ...], *areas: str) -> Rows:
    """The impacts in the areas where these prompts are asked, and the others never are."""
    return Rows(
        name,
        label,
        Impact,
        "decision",
        (
            Term("area", vocabulary="impact_area"),
            Day("opened_on"),
            Term("direction", vocabulary="impact_direction"),
            *(Text(prompt, IMPACT_PROMPTS[prompt], REDACTABLE) for prompt in prompts),
        ),
        one=_("Impact"),
        same=("area",),
        private=tuple(f"{prompt}_{language}" for prompt in not_asked for language in ("en", "cy")),
        only=lambda decision: {"area__in": areas},
    )


def _dissent_from(decision: Decision) -> dict[str, object]:
    """None of it where collective responsibility applies."""
    return {"pk__in": []} if decision.decision_maker_kind in COLLECTIVELY_RESPONSIBLE else {}


def _corrected(row: Row) -> str:
    return DECISION.part_label(row["field"], str(both(row.get("row"))))


OPTIONS = Rows(
    "options",
    _("Options"),
    Option,
    "decision",
    (
        Text("title", _("Option")),
        Flag("chosen", _("Choice"), yes=_("Chosen"), no=_("Not chosen")),
        Text("summary", _("Summary"), REDACTABLE),
        Text("benefits", _("What it would bring"), REDACTABLE),
        Text("costs", _("What it would cost"), REDACTABLE),
        Text("affected", _("Who is affected"), REDACTABLE),
        Text("experience", _("What people would notice"), REDACTABLE),
        Text("why_not", _("Why not"), REDACTABLE),
    ),
    one=_("Option"),
    same=("title",),
)
TRADE_OFFS = Rows(
    "trade_offs",
    _("What was traded for what"),
    TradeOff,
    "decision",
    (
        Term("dimension", vocabulary="trade_off_dimension"),
        Term("position", vocabulary="trade_off_position"),
        Text("gain", _("What we gain"), REDACTABLE),
        Text("give_up", _("What we give up"), REDACTABLE),
        Text("bearer", _("Who bears it"), REDACTABLE),
        Text("period", _("Over what time"), REDACTABLE),
    ),
    one=_("Trade-off"),
    same=("dimension",),
)
CONSTRAINTS = Rows(
    "constraints",
    _("What limited the choice"),
    Constraint,
    "decision",
    (
        Term("kind", vocabulary="constraint_kind"),
        Term("hardness", _("How fixed it is"), vocabulary="constraint_hardness"),
        Text("text", _("Constraint"), REDACTABLE),
        Text("changeable_by", _("Who could change it"), REDACTABLE),
    ),
    one=_("Constraint"),
    same=("kind",),
)
EVIDENCE = Rows(
    "evidence",
    _("Evidence"),
    Evidence,
    "decision",
    (
        Text("title", _("Evidence")),
        Term("kind", vocabulary="evidence_kind"),
        Term("confidence", vocabulary="evidence_confidence"),
        Text("finding", _("What it tells us"), REDACTABLE),
        Word("link"),
    ),
    one=_("Evidence"),
    same=("title",),
)
CONSULTATIONS = Rows(
    "consultations",
    _("Who was consulted"),
    Consultation,
    "decision",
    (
        Text("who", _("Who was asked")),
        Text("how", _("How they were asked"), REDACTABLE),
        Day("starts_on"),
        Day("ends_on"),
        Text("said", _("What they said"), REDACTABLE),
        Text("changed", _("What changed because of it"), REDACTABLE),
    ),
    one=_("Consultation"),
    same=("who",),
    order_by="starts_on",
)
AGREEMENTS = Rows(
    "agreements",
    _("How far the group agreed"),
    Agreement,
    "decision",
    (
        ANSWERED,
        Term("level", vocabulary="consensus_level"),
        Number("votes_for"),
        Number("votes_against"),
        Number("abstentions"),
    ),
    one=_("Level of agreement"),
    private=("meaning",),
)
INTERESTS = Rows(
    "interests",
    _("Interests declared"),
    DeclaredInterest,
    "decision",
    (
        ANSWERED,
        Body("organisation", _("Body")),
        Choice("role", _("Role"), words=MembershipRole),
        OwnWords("what", _("The interest"), REDACTABLE),
        Choice("handling", words=InterestHandling),
        OwnWords("dispensation", _("Dispensation, and who gave it"), REDACTABLE),
    ),
    one=_("Declared interest"),
    same=("organisation", "role"),
    private=("meaning",),
)
DISSENTS = Rows(
    "dissents",
    _("Who disagreed"),
    Dissent,
    "decision",
    (
        ANSWERED,
        Body("organisation", _("Body")),
        Term("kind", vocabulary="dissent_kind"),
        OwnWords("text", _("Dissent"), REDACTABLE),
    ),
    one=_("Dissent"),
    same=("organisation",),
    private=("meaning",),
    only=_dissent_from,
)
CORRECTIONS = Rows(
    "corrections",
    _("Corrections"),
    Correction,
    "decision",
    (
        Word("field", _("Part that was corrected"), listed=False),
        # What was missing in one language is what some corrections put right.
        Text("row", _("What the part is called"), listed=False, in_one_language=True),
        ANSWERED,
        Choice("kind", words=CorrectionKind),
        Day("corrected_at", _("Corrected on")),
        Text("before", _("Before"), REDACTABLE, in_one_language=True),
        Text("after", _("After"), REDACTABLE, in_one_language=True),
        Text("reason", _("Why it was corrected"), REDACTABLE),
    ),
    one=_("Correction"),
    same=("field", "corrected_at"),
    heading_of=_corrected,
    private=("part", "corrected_by"),
)

DECISION = KindSpec(
    "decision",
    _("Decision"),
    Decision,
    mission=lambda decision: decision.group.mission,
    home=page("decision"),
    mended_at=page("decision"),
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("decisions/"),
        section="decisions",
        listing=Listing("decisions", _("Decisions"), public_pages.listing, shows=("review", "adoption_set")),
        newest=public_pages.newest,
        panels={
            "home": Panel(20, "decision/on_home.html", public_pages.on_home),
            "mission": Panel(40, "decision/on_mission.html", public_pages.on_mission),
            "task_group": Panel(20, "decision/on_group.html", public_pages.on_group),
            "position": Panel(10, "decision/on_position.html", public_pages.on_position),
        },
        today=STATE_TODAY,
        happened_on=public.happened_on,
        told=public.told,
    ),
    private=("legal_note",),
    gaps=_gaps,
    doubts=_doubts,
    copies=_in_corrections,
    fields=(
        Word("reference", _("Reference"), listed=False),
        ANSWERED,
        Text("title", _("Title")),
        Text("decision", _("Decision")),
        Choice("state", _("State"), words=DecisionState),
        Cited("superseded_by", _("Superseded by")),
        Day("decided_on", _("Decided on")),
        Day("review_on"),
        Text("summary", _("Summary")),
        Text("question", _("The question")),
        Text("reasons", _("Why this decision"), REDACTABLE),
        OPTIONS,
        TRADE_OFFS,
        CONSTRAINTS,
        Text("no_constraints", _("Why no constraint is recorded"), REDACTABLE),
        EVIDENCE,
        CONSULTATIONS,
        _impacts("welsh_language_impact", _("Impact on the Welsh language"), WELSH_PROMPTS, PROMPTS, WELSH_LANGUAGE),
        _impacts(
            "impacts",
            _("Impact assessment"),
            PROMPTS,
            WELSH_PROMPTS,
            *(area for area in vocabulary("impact_area") if area != WELSH_LANGUAGE),
        ),
        AGREEMENTS,
        INTERESTS,
        DISSENTS,
        Text("cost", _("Cost, and who pays"), REDACTABLE),
        Text("success_measure", _("How we will know"), REDACTABLE),
        Term("decision_maker_kind", vocabulary="decision_maker_kind"),
        Text("authority", _("Authority"), REDACTABLE),
        of_group(_("Task group")),
        Described("position", _("Challenge position"), describe=_described, kind="position"),
        # Its words are public when it is published itself, and not before.
        Cited("plan_item", _("Forward plan")),
        Text("short_notice", _("Why there was less than 28 days' notice"), REDACTABLE),
        Text("early_date", _("Why it is dated before the challenge position was agreed"), REDACTABLE),
        CORRECTIONS,
    ),
)
