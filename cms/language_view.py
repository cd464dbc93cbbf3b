"""Comparing a page with its translation in the page editor, and confirming that both say the same."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms import release
from cms.level import NAME, check_of, newest_texts, page_foreign, page_lags
from core.level import digest
from core.workspace import WorkspaceRequest
from people.models import LanguageCheck


def page_languages(request: WorkspaceRequest, page_id: int) -> HttpResponse:
    """What has not followed, by paragraph; whoever may edit the page confirms that both languages say the same."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    found, foreign = page_lags(page), page_foreign(page)
    pin = digest(newest_texts(page))
    if request.method == "POST":
        if request.POST.get("pin") != pin:
            messages.error(request, _("The text changed while you were reading it. Read it again before you confirm."))
            return redirect("page_languages", page_id)
        language = found[0].behind if found else foreign[0].language if foreign else page.language
        LanguageCheck.objects.create(
            row=page.translation_key, name=NAME, language=language, digest=pin, checked_by=request.user
        )
        messages.success(request, _("Recorded: you checked that Welsh and English say the same"))
        release.release(page, request.user)
        return redirect("wagtailadmin_pages:edit", page_id)
    context = {"page": page, "lags": found, "foreign": foreign, "pin": pin, "check": check_of(page)}
    return render(request, "cms/admin/languages.html", context)
