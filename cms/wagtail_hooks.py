"""How the Wagtail admin is fitted to the communications team's work."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms import files, release
from cms.choosers import CHOOSERS
from cms.dashboard import PANELS
from cms.language_view import page_languages


@hooks.register("register_admin_viewset")
def choosers_of_published_records() -> list[Any]:
    return CHOOSERS


@hooks.register("register_admin_urls")
def pages_of_languages() -> list[Any]:
    return [path("languages/<int:page_id>/", page_languages, name="page_languages")]


class _ReadingPages(PagesAdminAPIViewSet):
    actions: dict[str, Any] = {}


@hooks.register("construct_admin_api", order=100)
def no_actions_through_the_api(router: Any) -> None:
    """Its actions would publish, withdraw or alias the page of one language alone."""
    router.register_endpoint("pages", _ReadingPages)


@hooks.register("before_unpublish_page")
def withdraw_in_both_languages(request: HttpRequest, page: Page) -> HttpResponse:
    withdrawn = release.withdraw(page, request.user)
    count = _("Pages taken off the public site, both languages together: %(count)d") % {"count": len(withdrawn)}
    messages.success(request, count)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("construct_translated_pages_to_cascade_actions")
def announce_withdrawal_in_both_languages(pages: list[Page], action: str) -> dict[Page, Any] | None:
    """The confirmation says that the translation is withdrawn too."""
    if action != "unpublish":
        return None
    return {page: page.get_translations() for page in pages}


@hooks.register("before_bulk_action")
def no_bulk_withdrawal(request: HttpRequest, action: str, pages: list[Any], view: Any) -> HttpResponse | None:
    """Bulk actions take each page alone."""
    if action != "unpublish":
        return None
    messages.error(request, _("Take a page off the site from its own menu: its translation goes with it."))
    return redirect("wagtailadmin_explore_root")


@hooks.register("after_create_page")
def name_the_page_that_a_form_made(request: HttpRequest, page: Page) -> None:
    """For cms.new_pages, which makes one page of one form."""
    request.new_page = page  # type: ignore[attr-defined]


@hooks.register("before_edit_page")
def say_what_a_release_waits_for(request: HttpRequest, page: Page) -> None:
    if request.method != "GET" or release.stage(page) != release.Stage.APPROVED:
        return
    approved = _("This page is approved. It goes live together with the page in the other language.")
    messages.warning(request, " ".join([approved, *(str(reason) for reason in release.waits_for(page))]))


@hooks.register("before_serve_document")
def only_documents_of_live_pages(document: Any, request: HttpRequest) -> None:
    if not files.may_see(request.user, document):
        raise Http404


@hooks.register("construct_help_menu")
def plain_help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keyboard shortcuts stay; news about Wagtail and its guide, which lead outside, go."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_homepage_panels")
def what_there_is_to_do(request: HttpRequest, panels: list[Any]) -> None:
    """Our panels in place of Wagtail's, which show nothing where there is nothing to do, and partly in English."""
    panels[:] = [panel() for panel in PANELS]
