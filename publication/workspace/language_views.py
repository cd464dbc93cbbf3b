"""The texts of a record in both languages: what has not followed, and confirming that both say the same."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from core.forms import GovukForm
from core.verdicts import get_visible_or_404, insist
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from publication.kinds import KINDS
from publication.languages import confirm
from publication.workspace.language_panels import language_rows


class CheckForm(GovukForm, forms.Form):
    """The texts that a person read and confirms."""

    pins = forms.MultipleChoiceField(required=True)

    def __init__(self, *args: Any, pins: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A text that changed meanwhile is refused by the service, with what to do.
        sent = self.data.getlist("pins") if self.is_bound else []  # type: ignore[attr-defined]
        self.fields["pins"].choices = [(pin, pin) for pin in [*pins, *sent]]  # type: ignore[attr-defined]


@workspace_view
def languages(request: WorkspaceRequest, kind: str, uuid: UUID) -> HttpResponse:
    """What has not followed in a record, by paragraph, and the form to confirm that both languages say the same."""
    if kind not in KINDS:
        raise Http404
    spec = KINDS[kind]
    record = get_visible_or_404(request.user, spec.model, uuid=uuid)
    verdict = spec.may_confirm(request.user, record)
    if request.method == "POST":
        insist(verdict)
    rows = language_rows(record)
    form = CheckForm(request.POST if request.method == "POST" else None, pins=[row.standing.pin for row in rows])
    if form.is_valid():
        with refusals_in(form):
            confirm(record=record, by=request.user, **form.cleaned_data)
            message = _("Recorded: you checked that Welsh and English say the same")
            return done(request, message, "workspace:languages", kind, uuid)
    context = {
        "section": "publication",
        "audience": "group",
        "kind": kind,
        "record": record,
        "title": getattr(record, "title", None) or getattr(record, "name", ""),
        "home": spec.home(record),
        "edit": spec.mended_at(record),
        "to_check": [row for row in rows if not row.standing.check],
        "checked": [row for row in rows if row.standing.check],
        "may_confirm": verdict,
    }
    return form_page(request, "workspace/publication/languages.html", form, context)
