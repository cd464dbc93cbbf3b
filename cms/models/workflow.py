"""The moderation of editorial pages: a second person, and Welsh and English that say the same."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from cms import level, release


class SecondPersonApprovalTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who wrote none of the text that would go live."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    @classmethod
    def get_description(cls) -> str:
        return gettext("Members of the chosen groups approve pages that they did not write")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        if release.wrote(user, obj) or level.page_lags(obj.specific):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or reject. What is approved is the newest text, which a moderator may have corrected meanwhile."""
        page = task_state.workflow_state.content_object
        if action_name == "approve":
            if release.wrote(user, page):
                raise PermissionDenied(_("You wrote part of this text. Someone else has to approve it."))
            if late := level.in_words(level.page_lags(page.specific)):
                raise PermissionDenied(" ".join(late))
            task_state.revision = page.latest_revision
        return super().on_action(task_state, user, action_name, **kwargs)
