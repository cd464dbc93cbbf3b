"""The page that tells readers what they can take away as data."""

from typing import Any

from public.views.pages import PublicPage
from publication.kinds import KINDS
from publication.published import selectors


class OpenData(PublicPage):
    """What is offered as data, for whom, and under which licence; with the newest record as the example."""

    template_name = "public/open_data.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        example = selectors.latest_of(*KINDS).first()
        return super().get_context_data(kinds=list(KINDS.values()), example=example, **kwargs)
