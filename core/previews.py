"""A text as it will be read, while it is being written."""

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from core.forms import GovukForm
from core.text import render_markdown
from core.workspace import WorkspaceRequest, workspace_view

LONGEST = 200_000  # characters


class PreviewForm(GovukForm, forms.Form):
    """Any text of a person, however unfinished."""

    text = forms.CharField(required=False, max_length=LONGEST)


@require_POST
@workspace_view
def text_preview(request: WorkspaceRequest) -> HttpResponse:
    """The HTML of a text as every page shows it; nothing is stored."""
    form = PreviewForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponse(render_markdown(form.cleaned_data["text"]))
