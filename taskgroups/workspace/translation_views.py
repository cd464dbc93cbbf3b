"""Translating what people and organisations said in one language."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy

from core.forms import GovukForm
from core.verdicts import insist
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.services.translation import translate
from taskgroups.translations import SOURCES, Wording, may_translate, translatable, wordings_of
from taskgroups.workspace.group_views import SHELL, visible_group


class TranslationForm(GovukForm, forms.Form):
    """The words in the other language."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="", widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = (
            gettext_lazy("Translation into Welsh") if language == "cy" else gettext_lazy("Translation into English")
        )


@workspace_view
def group_translations(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """What was said in one language in the group: what wants a translation, and what has one."""
    group = visible_group(request, uuid)
    found = wordings_of(group)
    may = translatable(request.user, group, found)
    wordings = [(wording, wording in may) for wording in found]
    return render(request, "workspace/taskgroups/translations.html", {**SHELL, "group": group, "wordings": wordings})


@workspace_view
def translation(request: WorkspaceRequest, uuid: UUID, source: str, row: UUID) -> HttpResponse:
    """The original, and the form for its translation."""
    group = visible_group(request, uuid)
    wording = _wording(group, source, row)
    insist(may_translate(request.user, wording))
    said: Any = wording.text
    language = said.translated or said.wanted
    given = {"text": getattr(said, language), "based_on": wording.row.latest_history_id()}
    form = TranslationForm(request.POST or None, initial=given, language=language)
    if form.is_valid():
        with refusals_in(form):
            translate(wording=wording, by=request.user, **form.cleaned_data)
            return done(request, _("Translation saved"), "workspace:group_translations", uuid)
    context = {"group": group, "wording": wording, "language": language, "original": getattr(said, said.original)}
    return form_page(request, "workspace/taskgroups/translation.html", form, {**SHELL, **context})


def _wording(group: Any, name: str, uuid: UUID) -> Wording:
    """The words of this group that have one original, or the same 404 as for anything absent."""
    source = SOURCES.get(name)
    if source is None:
        raise Http404
    row = source.model._default_manager.filter(uuid=uuid, **{source.group: group}).first()
    if row is None or not getattr(source.text_of(row), "original", ""):
        raise Http404
    return Wording(source, row, group)
