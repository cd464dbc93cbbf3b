"""What of the adoption of a decision is published."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from core.transitions import Blocker
from decisions_log.adoption import public
from decisions_log.adoption.open_data import ANSWERS_TODAY
from decisions_log.decision.spec import ANSWERED, of_decision, unpublished
from decisions_log.models import Adoption, AdoptionOutcome, AdoptionSet
from publication.fields import Body, Choice, Day, OwnWords, Rows, Word
from publication.kinds import KindSpec
from publication.pinned import Pinned
from publication.published.pages import PublicSide
from taskgroups.policy import may_confirm


def _page(adoptions: AdoptionSet) -> str:
    return reverse("workspace:adoptions", args=[adoptions.decision.uuid])


def _gaps(adoptions: AdoptionSet, pinned: Pinned) -> Iterable[Blocker]:
    """What bodies make of a decision is read on the page of the decision."""
    yield from unpublished(adoptions.decision, gettext("The decision itself is not published yet."))


ADOPTION_SET = KindSpec(
    "adoption_set",
    _("Adoption by each body"),
    AdoptionSet,
    mission=lambda adoptions: adoptions.group.mission,
    home=_page,
    mended_at=_page,
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("adoptions/"),
        section="decisions",
        crumb="decision",
        newest=public.newest,
        today=ANSWERS_TODAY,
        happened_on=public.happened_on,
        told=public.told,
    ),
    title="decision.title",
    address="decision.reference",
    gaps=_gaps,
    fields=(
        of_decision(),
        Rows(
            "adoptions",
            _("Adoption by each body"),
            Adoption,
            "adoption_set",
            (
                ANSWERED,
                Body("organisation", _("Body")),
                Choice("outcome", words=AdoptionOutcome),
                Day("decided_on", _("Date")),
                OwnWords("reason", _("Why it declined"), REDACTABLE),
                OwnWords("conditions", _("Conditions"), REDACTABLE),
                Word("legal_record", _("Legal record")),
            ),
            one=_("Adoption"),
            same=("organisation",),
            private=("meaning",),
            order_by="organisation__slug",
        ),
    ),
)
