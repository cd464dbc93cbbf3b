"""Withholding parts of a record before it is published."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from core.verdicts import authorise, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from publication import withholding as services
from publication.kinds import KINDS, record_of
from publication.models import Withholding
from publication.pinned import pinned
from publication.workspace.withholding_forms import LiftForm, WithholdingForm

SHELL = {"section": "publication"}


@workspace_view
def withholding_new(request: WorkspaceRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Withhold a part of a record from its next publication on."""
    if kind not in KINDS:
        raise Http404
    record = get_visible_or_404(request.user, KINDS[kind].model, uuid=uuid)
    authorise(request.user, "request_publication", record)
    taken = set(Withholding.objects.filter(record_uuid=uuid).values_list("part", flat=True))
    parts = [part for part in pinned(record).parts if part.name not in taken]
    form = WithholdingForm(request.POST or None, parts=parts)
    if form.is_valid():
        with refusals_in(form):
            services.withhold(record=record, part=form.cleaned_data["part"], by=request.user, **form.values)
            message = _("The part will be withheld. The public will see that it is, and why.")
            return done(request, message, "workspace:request_publication", kind, uuid)
    context = {**SHELL, "kind": kind, "record": record, "label": ""}
    return form_page(request, "workspace/publication/withholding.html", form, context)


@workspace_view
def withholding_edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Change why a part is withheld."""
    withholding = get_visible_or_404(request.user, Withholding, uuid=uuid)
    authorise(request.user, "change", withholding)
    form = WithholdingForm(request.POST or None, instance=withholding)
    if form.is_valid():
        with refusals_in(form):
            based_on = form.cleaned_data["based_on"]
            services.revise(withholding=withholding, by=request.user, based_on=based_on, **form.values)
            where = (withholding.kind, withholding.record_uuid)
            return done(request, _("The reasons were saved."), "workspace:request_publication", *where)
    return form_page(request, "workspace/publication/withholding.html", form, _about(withholding))


@workspace_view
def withholding_lift(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Withhold a part no longer, so that the next version shows it."""
    withholding = get_visible_or_404(request.user, Withholding, uuid=uuid)
    authorise(request.user, "change", withholding)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            where = (withholding.kind, withholding.record_uuid)
            services.lift(withholding=withholding, by=request.user, **form.cleaned_data)
            return done(request, _("The next version will show the part."), "workspace:request_publication", *where)
    return form_page(request, "workspace/publication/withholding_lift.html", form, _about(withholding))


def _about(withholding: Withholding) -> dict[str, object]:
    """What the pages about one withholding show."""
    return {
        **SHELL,
        "kind": withholding.kind,
        "record": record_of(withholding.kind, withholding.record_uuid),
        "label": services.label_of(withholding),
        "withholding": withholding,
    }
