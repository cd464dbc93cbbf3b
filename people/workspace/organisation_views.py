"""An organisation in the workspace: its office, its stewards and the posts of its people."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.models import Office, Organisation
from people.notices import notice_recipients, who_can_enter_an_office
from people.services import organisations as services
from people.workspace.role_forms import EndPostForm, OfficeForm, PostForm, ReasonForm, StewardForm
from people.workspace.role_panels import changes_of
from people.workspace.views import SHELL


def _organisation(request: WorkspaceRequest, uuid: UUID, action: str = "view") -> Organisation:
    found = get_visible_or_404(request.user, Organisation, uuid=uuid)
    authorise(request.user, action, found)
    return found


@workspace_view
def organisation(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The organisation as the register has it; for an administrator, the form to name a steward."""
    found = _organisation(request, uuid, "name_stewards" if request.method == "POST" else "view")
    form = StewardForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            named = services.name_steward(organisation=found, by=request.user, **form.cleaned_data)
            return done(request, _("Steward named: %(person)s") % {"person": named.user}, "workspace:body", uuid)
    posts = found.posts.select_related("user", "home_organisation").order_by("user__last_name", "pk")
    today = timezone.localdate()
    context = {
        "organisation": found,
        "office": Office.objects.filter(organisation=found).select_related("confirmed_by").first(),
        "reached_by_steward": bool(notice_recipients(found)),
        "stewards": found.stewardships.unfinished().select_related("user"),
        "posts": [post for post in posts if post.ends_on is None or post.ends_on >= today],
        "changes": changes_of(found),
        "may_keep": can(request.user, "keep", found),
        "may_name": can(request.user, "name_stewards", found),
        "administrators": who_can_enter_an_office(),
    }
    return form_page(request, "workspace/people/organisation.html", form, {**SHELL, **context})


@workspace_view
def office(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Enter or change the office."""
    found = _organisation(request, uuid, "keep")
    form = OfficeForm(
        request.POST or None, organisation=found, instance=Office.objects.filter(organisation=found).first()
    )
    if form.is_valid():
        with refusals_in(form):
            services.save_office(organisation=found, by=request.user, **form.cleaned_data)
            return done(request, _("The office was saved."), "workspace:body", uuid)
    return form_page(request, "workspace/people/office.html", form, {**SHELL, "organisation": found})


@require_POST
@workspace_view
def office_confirm(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Say that the office is still right."""
    found = _organisation(request, uuid, "keep")
    if not (kept := Office.objects.filter(organisation=found).first()):
        raise Http404
    services.confirm_office(office=kept, by=request.user)
    return done(request, _("The office was confirmed."), "workspace:body", uuid)


@workspace_view
def steward_end(request: WorkspaceRequest, uuid: UUID, stewardship: UUID) -> HttpResponse:
    """End a stewardship now."""
    found = _organisation(request, uuid, "name_stewards")
    held = found.stewardships.unfinished().select_related("user").filter(uuid=stewardship).first()
    if held is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.end_stewardship(stewardship=held, by=request.user, **form.cleaned_data)
            return done(request, _("No longer a steward: %(person)s") % {"person": held.user}, "workspace:body", uuid)
    context = {"organisation": found, "stewardship": held}
    return form_page(request, "workspace/people/steward_end.html", form, {**SHELL, **context})


@workspace_view
def post_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Add a post."""
    found = _organisation(request, uuid, "keep")
    form = PostForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            added = services.add_post(organisation=found, by=request.user, **form.cleaned_data)
            return done(request, _("Post added: %(person)s") % {"person": added.user}, "workspace:body", uuid)
    return form_page(request, "workspace/people/post.html", form, {**SHELL, "organisation": found})


@workspace_view
def post_end(request: WorkspaceRequest, uuid: UUID, post: UUID) -> HttpResponse:
    """Say until when somebody has a post."""
    found = _organisation(request, uuid, "keep")
    held = found.posts.select_related("user").filter(uuid=post).first()
    if held is None:
        raise Http404
    form = EndPostForm(request.POST or None, initial={"ends_on": held.ends_on or timezone.localdate()})
    if form.is_valid():
        with refusals_in(form):
            services.end_post(post=held, by=request.user, **form.cleaned_data)
            return done(request, _("Last day saved: %(person)s") % {"person": held.user}, "workspace:body", uuid)
    return form_page(request, "workspace/people/post_end.html", form, {**SHELL, "organisation": found, "post": held})
