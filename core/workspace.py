"""The frame of every page in the workspace: who may come in, and how a page says that something was refused.

A view loads, authorises, binds a form, calls one service and redirects:

    @workspace_view
    def edit(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
        group = get_visible_or_404(request.user, TaskGroup, uuid=uuid)
        authorise(request.user, "change", group)
        form = GroupForm(request.POST or None, initial=…)
        if form.is_valid():
            with refusals_in(form):
                services.revise(group=group, by=request.user, reason=_("…"), **form.cleaned_data)
                return done(request, _("The group was saved."), "workspace:group", group.uuid)
        return form_page(request, "workspace/taskgroups/edit.html", form, {"group": group})
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import BaseForm, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from core.characters import clean_text
from core.forms import DEMANDED_LATER, GovukForm, one_language_suffices
from core.own_words import own_words_of
from core.transitions import Refused

FORBIDDEN = "forbidden"
_FRAME = "workspace_base.html"


class WorkspaceRequest(HttpRequest):
    """A request inside `workspace_view`: `user` is a person who signed in, never anonymous."""

    user: Any


def workspace_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who are signed in; no response, whatever its status, is ever stored (`no-store`).

    PermissionDenied becomes a 403 page with its reason, a Refused that no form took a 409 page with its reasons, and
    Http404 the one page for what is absent or not to be seen.
    """

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            context = {"frame": _FRAME, "exception": str(refusal)}
            return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)
        except Refused as refusal:
            context = {"frame": _FRAME, "exception": " ".join(refusal.reasons)}
            return render(request, "403.html", context, status=HTTPStatus.CONFLICT)
        except Http404:
            return render(request, "404.html", {"frame": _FRAME}, status=HTTPStatus.NOT_FOUND)

    return never_cache(login_required(framed))


class RecordForm(GovukForm, ModelForm):
    """A form over columns of a record. It reads and never writes: the service validates the record and saves it.

    `rules_shown_at` is the field that a broken rule of the whole record (a constraint) is shown at. `demanded_later`
    names what a draft may leave empty and a later step asks for.
    """

    rules_shown_at: str | None = None
    demanded_later: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.demanded_later:
            for column in (name, f"{name}_cy", f"{name}_en"):
                if column in self.fields:
                    setattr(self.fields[column], DEMANDED_LATER, True)
        for words in own_words_of(self._meta.model).values():
            if not words.optional:
                one_language_suffices(self, *words.columns, translated=words.translated)

    def _post_clean(self) -> None:
        """Leaves the instance as it was."""


class SharedRecordForm(RecordForm):
    """A form over a record that others may change meanwhile.

    `based_on` is the history id that the person opened, for the service to compare; `newest` the one stored now.
    """

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = None if self.instance.pk is None else self.instance.latest_history_id()

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}

    @property
    def changed_meanwhile(self) -> list[dict[str, Any]]:
        """Texts that somebody else saved since this person opened the form, where they typed something else."""
        if not self.is_bound or self.newest is None or self.data.get("based_on") in ("", None, str(self.newest)):
            return []
        saved = {name: self.initial[name] for name in self.fields if isinstance(self.initial.get(name), str)}
        rows = [{"label": self[name].label, "saved": text, "typed": self[name].value()} for name, text in saved.items()]
        # A date that is typed in parts is no text.
        texts = [row for row in rows if isinstance(row["typed"] or "", str)]
        return [row for row in texts if clean_text(row["saved"]) != clean_text(row["typed"] or "")]


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Turn Refused and ValidationError of a service into errors of the form that asked for it, and go on.

    A message about a field that the form does not have stands at the top of the form. A right that was lost while the
    page was open is told in the same way (403), so that nothing typed is lost.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(None, [ValidationError(reason) for reason in refusal.reasons])
    except PermissionDenied as refusal:
        form.add_error(None, ValidationError(str(refusal), code=FORBIDDEN))
    except ValidationError as error:
        for name, problems in _by_field(error).items():
            shown_at = getattr(form, "rules_shown_at", None) if name == NON_FIELD_ERRORS else name
            form.add_error(shown_at if shown_at in form.fields else None, problems)


def _by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}


def form_page(
    request: HttpRequest, template: str, form: BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page with its form, as it was typed when it could not be done: then 422, or 403 for a lost right."""
    return render(request, template, {"form": form, **(context or {})}, status=status_of(form))


def status_of(form: BaseForm) -> HTTPStatus:
    """422 when what was typed cannot be taken, 403 when a right was lost, else 200."""
    if not (form.is_bound and form.errors):
        return HTTPStatus.OK
    lost = form.has_error(NON_FIELD_ERRORS, FORBIDDEN)
    return HTTPStatus.FORBIDDEN if lost else HTTPStatus.UNPROCESSABLE_ENTITY


def done(request: HttpRequest, message: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done, on the page named `to`."""
    messages.success(request, message)
    return redirect(to, *args)
