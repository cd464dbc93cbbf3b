"""E-mails about pages in moderation: in the reader's language, with a link and no words of a page that is not public.

They take the place of Wagtail's own, which are in English and are sent while the browser waits.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from cms import release
from people.grants import sync_editorial_groups
from people.mail import write_to
from people.models import User
from people.outbox import enqueue, handles

TOPIC = "moderation"
_SUBJECTS = {
    "submitted": gettext_lazy("A page needs your approval"),
    "approved": gettext_lazy("Your page was approved"),
    "rejected": gettext_lazy("Changes to your page are requested"),
}


def connect() -> None:
    """Take the place of Wagtail's receivers: they are connected later under the same names, and then left out."""
    for signal, receiver, sender, name in (
        (task_submitted, _page_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _nobody_else, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_approved, _page_approved, WorkflowState, "workflow_state_approved_email_notification"),
        (workflow_rejected, _page_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def _page_submitted(instance: Any, user: Any = None, **kwargs: Any) -> None:
    """Those who may approve the page: not who submitted it, nor who wrote any of it."""
    page = instance.workflow_state.content_object
    moderators = User.objects.filter(groups__in=instance.task.specific.groups.all()).distinct()
    _tell("submitted", page, (each for each in moderators if each != user and not release.wrote(each, page)))


def _nobody_else(**kwargs: Any) -> None:
    """Wagtail would tell every superuser of every page."""


def _page_approved(instance: Any, user: Any = None, **kwargs: Any) -> None:
    _tell("approved", instance.content_object, {instance.requested_by} - {user, None})


def _page_rejected(instance: Any, user: Any = None, **kwargs: Any) -> None:
    _tell("rejected", instance.content_object, {instance.requested_by} - {user, None})


def _tell(event: str, page: Page, people: Iterable[User]) -> None:
    for person in people:
        if getattr(UserProfile.get_for_user(person), f"{event}_notifications"):
            enqueue(TOPIC, event=event, page=str(page.pk), person=str(person.pk))


@handles(TOPIC)
def send(event: str, page: str, person: str) -> None:
    """Send one e-mail, if the page is still there, the reader may still open it and, to be approved, still needs it."""
    found, reader = Page.objects.filter(pk=page).first(), User.objects.get(pk=person)
    sync_editorial_groups(reader)
    if found is None or not reader.may_sign_in or not found.permissions_for_user(reader).can_edit():
        return
    if event == "submitted" and found.current_workflow_task_state is None:
        return
    write_to(reader.email, reader.preferred_language, partial(_letter, event, found))


def _letter(event: str, page: Page) -> tuple[str, str]:
    subject = str(_SUBJECTS[event])
    link = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    return subject, "\n\n".join([f"{subject}.", _("Sign in to see it: %(link)s") % {"link": link}])
