"""Reviews of decisions: those that are owed, and those that were held."""

from typing import Any

from decisions_log.adoption.public import with_standings
from decisions_log.review.public import reviews_owed
from public.views.lists import page_of
from public.views.pages import PublicPage
from public.views.records import SECTIONS
from publication.published import selectors


class ReviewList(PublicPage):
    """What is to be reviewed, overdue first, and every published review, newest first."""

    template_name = "public/reviews.html"
    section = SECTIONS["review"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = selectors.latest_of("review").order_by("-record_id")
        owed = reviews_owed()
        with_standings(reviewing.decision for reviewing in owed)
        overdue = sum(reviewing.review == "overdue" for reviewing in owed)
        return super().get_context_data(page=page_of(self.request, held), owed=owed, overdue=overdue, **kwargs)
