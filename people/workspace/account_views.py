"""A person's own account: how they are called, in which language we write to them, and when."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, override

from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.notifications import choices_of, choose
from people.selectors import organisations_kept_by
from people.services.accounts import describe_oneself
from people.workspace.forms import LanguageForm, NameForm, NotificationsForm


@workspace_view
def account(request: WorkspaceRequest) -> HttpResponse:
    """Change one's name and language; the way to one's password."""
    person = request.user
    about = {name: getattr(person, name) for name in NameForm.base_fields}
    form = NameForm(request.POST or None, initial=about)
    if form.is_valid():
        with refusals_in(form):
            describe_oneself(by=person, **form.cleaned_data)
            with override(person.preferred_language):
                return done(request, _("Your account was saved."), "account")
    context = {"audience": "you", "section": "account", "kept": organisations_kept_by(person)}
    return form_page(request, "account/account.html", form, context)


@workspace_view
def account_language(request: WorkspaceRequest) -> HttpResponse:
    """Ask for the preferred language at the first sign-in, then go on to where the person was going."""
    form = LanguageForm(request.POST or None)
    if form.is_valid():
        describe_oneself(by=request.user, **form.cleaned_data)
        return done(request, _("Your account was saved."), _way_on(request))
    return form_page(request, "account/language.html", form, {"next": request.GET.get("next", "")})


@workspace_view
def notifications(request: WorkspaceRequest) -> HttpResponse:
    """How I want to be told of things: at once, in the daily digest, or not at all."""
    form = NotificationsForm(request.POST or None, initial=choices_of(request.user))
    if form.is_valid():
        choose(person=request.user, deliveries=form.cleaned_data)
        return done(request, _("Your choices were saved."), "account_notifications")
    return form_page(request, "account/notifications.html", form, {"section": "account", "audience": "you"})


def _way_on(request: WorkspaceRequest) -> str:
    """The address of this site that the person asked for, or My work in their language."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=not settings.DEBUG and request.is_secure()
    ):
        return asked
    with override(request.user.preferred_language):
        return reverse("workspace:home")
