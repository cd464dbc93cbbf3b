"""Panels of the page editor."""

from typing import Any

from wagtail.admin.panels import Panel

from cms import level, release


class TwinPanel(Panel):
    """Shows the page in the other language, how far both have come and what a release waits for."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/twin_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page = self.instance
            twin = page.twin
            own_stage = release.stage(page)
            return {
                **super().get_context_data(parent_context),
                "own_stage": own_stage,
                "twin": twin,
                "twin_stage": twin and release.stage(twin),
                "lags": level.in_words(level.page_lags(page)),
                "foreign": level.page_foreign(page),
                "check": level.check_of(page) if twin else None,
                "waits_for": [] if own_stage == release.Stage.LIVE else release.waits_for(page),
            }
