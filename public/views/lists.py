"""Lists of what is published: the records of each kind, updates, what is withheld, what was published alone."""

from typing import Any

from cms.mission_pages import updates
from core.bilingual import current_language
from public.views.pages import PublicPage
from publication.kinds import KINDS, KindSpec
from publication.published.emergencies import Outcome, emergencies
from publication.published.pages import page_of
from publication.published.register import due_first


class RecordList(PublicPage):
    """The list of the records of a kind."""

    kind = ""

    @property
    def spec(self) -> KindSpec:
        return KINDS[self.kind]

    @property
    def section(self) -> str:  # type: ignore[override]
        return self.spec.public.section

    def get_template_names(self) -> list[str]:
        return [f"{self.kind}/list.html", "public/record_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = self.spec.public.listing
        return super().get_context_data(spec=self.spec, **(listing.context(self.request) if listing else {}), **kwargs)


class UpdateList(PublicPage):
    """Every progress update of this language, newest first."""

    template_name = "public/updates.html"
    section = "updates"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=page_of(self.request, updates(language=current_language())), **kwargs)


class Withheld(PublicPage):
    """The register of what is withheld, redacted and erased, what is to be reviewed first at the top."""

    template_name = "public/withheld.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = due_first()
        overdue = sum(entry.review == "overdue" for entry in entries)
        return super().get_context_data(entries=entries, overdue=overdue, **kwargs)


class Emergencies(PublicPage):
    """Everything that was ever published in an emergency, newest first, and how many wait for approval."""

    template_name = "public/emergencies.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = emergencies()
        count = {outcome: sum(emergency.outcome == outcome for emergency in found) for outcome in Outcome}
        waiting, overdue = count[Outcome.WAITING], count[Outcome.OVERDUE]
        return super().get_context_data(emergencies=found, waiting=waiting + overdue, overdue=overdue, **kwargs)
