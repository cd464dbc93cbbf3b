"""Editorial pages go live and leave in both languages at one moment, each language approved by a second person.

Wagtail imports this module while its own models load (WAGTAIL_FINISH_WORKFLOW_ACTION), so it reaches them only through
the objects it is given.
"""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms import level
from core.transitions import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from wagtail.models import WorkflowState

    from cms.models import BilingualPage
    from people.models import User


class Stage(models.TextChoices):
    """How far the newest text of one page has come."""

    DRAFT = "draft", _("Draft")
    MODERATION = "moderation", _("In moderation")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    LIVE = "live", _("Published")


_TWIN_NOT_READY = {
    Stage.DRAFT: _("The page in the other language is a draft. It has to be submitted and approved."),
    Stage.MODERATION: _("The page in the other language is in moderation. It has to be approved."),
    Stage.CHANGES_REQUESTED: _("Changes are requested to the page in the other language. It has to be approved."),
}


def stage(page: "BilingualPage") -> Stage:
    """The stage of the newest revision. An approval counts for the very text it was given to, and for one release."""
    if page.live and page.live_revision_id == page.latest_revision_id:
        return Stage.LIVE
    if _approved(page):
        return Stage.APPROVED
    workflow = page.current_workflow_state
    if workflow is None:
        return Stage.DRAFT
    return Stage.MODERATION if workflow.status == workflow.STATUS_IN_PROGRESS else Stage.CHANGES_REQUESTED


def _approved(page: "BilingualPage") -> bool:
    revision = page.latest_revision
    if revision is None:
        return False
    # Autosave may overwrite a revision after its approval; it then gets a later creation time.
    approvals = revision.task_states.filter(
        status="approved", workflow_state__status="approved", finished_at__gte=revision.created_at
    )
    if page.last_published_at:
        approvals = approvals.filter(finished_at__gt=page.last_published_at)
    return approvals.exists()


def waits_for(page: "BilingualPage") -> list[Any]:
    """What beside its own approval must happen before `page` can go live, in words; empty when nothing."""
    reasons: list[Any] = []
    parent = page.get_parent()
    if not parent.is_root() and not parent.live:
        reasons.append(_("The page above this one is not published yet."))
    if page.twin is None:
        reasons.append(_("The page does not exist in the other language yet. Use “Translate” to make it."))
    elif (twin_stage := stage(page.twin)) in _TWIN_NOT_READY:
        reasons.append(_TWIN_NOT_READY[twin_stage])
    elif _untranslated(page, page.twin):
        reasons.append(_("The introduction is the same in both languages. One of the pages is not translated yet."))
    if page.twin is not None:
        reasons += level.in_words(level.page_lags(page))
    return reasons


def _untranslated(page: "BilingualPage", twin: "BilingualPage") -> bool:
    texts = [getattr(one.get_latest_revision_as_object(), "intro", "") for one in (page, twin)]
    return bool(texts[0]) and texts[0] == texts[1]


def wrote(user: "User", page: "BilingualPage") -> bool:
    """Whether `user` wrote any of the text that would go live with `page`. To save it unchanged is not to write."""
    page = page.specific
    before = None
    for revision in page.revisions.order_by("created_at", "pk"):
        text = _text(page, revision.content)
        pending = not page.last_published_at or revision.created_at > page.last_published_at
        if pending and revision.user_id == user.pk and text != before:
            return True
        before = text
    return False


def _text(page: "BilingualPage", content: dict[str, Any]) -> dict[str, Any]:
    """What a person writes of a revision, without Wagtail's bookkeeping."""
    names = ["title", "slug", "search_description", *(field.name for field in page._meta.local_fields)]
    return {name: content.get(name) for name in names}


def publish_together(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Finish a moderation: publish the page and its translation when both are approved, else let the first wait."""
    release(workflow_state.content_object.specific, user)


@transaction.atomic
def release(page: "BilingualPage", user: "User | None") -> list["BilingualPage"]:
    """Publish what is approved of `page` and its translation, and what waited below them.

    Returns the pages that went live; none while anything is missing.
    """
    pair = _locked_pair(page)
    if any(stage(one) not in (Stage.APPROVED, Stage.LIVE) or waits_for(one) for one in pair):
        return []
    released = [one for one in pair if stage(one) == Stage.APPROVED]
    for one in released:
        one.latest_revision.publish(user=user, skip_permission_checks=True)
    if not all(one.live for one in pair):
        for child in page.get_children().specific():
            released += release(child, user)
    return released


@transaction.atomic
def withdraw(page: "BilingualPage", user: "User | AnonymousUser") -> list["BilingualPage"]:
    """Take `page`, its translation and everything below them off the public site.

    Raises Refused for a page without which there is no site.
    """
    if not page.can_be_withdrawn:
        raise Refused(_("This page cannot be taken off the site."))
    pair = _locked_pair(page)
    withdrawn = [one for top in pair for one in top.get_descendants(inclusive=True).live().specific()]
    for one in withdrawn:
        UnpublishPageAction(one, user=user).execute(skip_permission_checks=True)
    return withdrawn


def _locked_pair(page: "BilingualPage") -> list["BilingualPage"]:
    """Both languages of a page, fresh, held until the transaction ends: two approvals at once must see each other."""
    pair = page.get_translations(inclusive=True).order_by("pk")
    list(pair.select_for_update(of=("self",)).values_list("pk"))
    return list(pair.specific())
