"""The first state of the editorial site: languages, home pages, who may write, who approves."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site as SiteName
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import BilingualPage, HomePage, MissionIndexPage, SecondPersonApprovalTask
from core.bilingual import LANGUAGES
from people.grants import EDITORS, MODERATORS

_HOME = {
    "en": {
        "title": "One Public Service Wales",
        "intro": "What public services in Wales are trying to achieve together, what they have decided, and why.",
    },
    "cy": {
        "title": "Un Gwasanaeth Cyhoeddus Cymru",
        "intro": "Yr hyn y mae gwasanaethau cyhoeddus Cymru yn ceisio'i gyflawni gyda'i gilydd, "
        "yr hyn y maent wedi ei benderfynu, a pham.",
    },
}
P = TypeVar("P", bound=BilingualPage)

# The words of the public address of the list of missions, and of every mission below it.
_MISSIONS = {"en": {"title": "Missions", "slug": "missions"}, "cy": {"title": "Cenadaethau", "slug": "cenadaethau"}}
_WORKFLOW = "Cymedroli / Moderation"

_PAGE_PERMISSIONS = {
    EDITORS: ("add_page", "change_page"),
    MODERATORS: ("add_page", "change_page", "lock_page", "unlock_page"),
}
_GENERAL_PERMISSIONS = (("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation"))
_COLLECTION_PERMISSIONS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)


@transaction.atomic
def set_up_site() -> None:
    """Make what is missing of the site's first state, and remove what Wagtail brings as an example. Idempotent."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    root = Page.get_first_root_node()
    homes = _pair(HomePage, dict.fromkeys(LANGUAGES, root), locales, {c: {**_HOME[c], "slug": c} for c in LANGUAGES})
    _pair(MissionIndexPage, homes, locales, _MISSIONS)
    _serve(homes["en"])
    _remove_examples()
    for name in _PAGE_PERMISSIONS:
        _permit(Group.objects.get_or_create(name=name)[0], list(homes.values()))
    _require_approval(list(homes.values()))


def _pair(
    model: type[P], parents: dict[str, Page], locales: dict[str, Locale], values: dict[str, dict[str, str]]
) -> dict[str, P]:
    """One live page of `model` for each language, translations of each other."""
    pages = {page.language: page for page in model.objects.all()}
    for code in LANGUAGES:
        if code not in pages:
            page = model(locale=locales[code], live=False, **values[code])
            page.translation_key = next((p.translation_key for p in pages.values()), page.translation_key)
            parents[code].add_child(instance=page)
            page.save_revision().publish(skip_permission_checks=True)
            pages[code] = model.objects.get(pk=page.pk)
    return pages


def _serve(home: HomePage) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.site_name, site.root_page = address.hostname, port, "OPSW", home
    site.save()
    # What libraries call us in the mails that they write.
    SiteName.objects.update_or_create(pk=settings.SITE_ID, defaults={"domain": address.netloc, "name": "OPSW"})


def _remove_examples() -> None:
    """Wagtail's welcome page, its groups with the right to publish, and its workflow for them."""
    for welcome in Page.objects.filter(depth=2).exact_type(Page):
        welcome.delete()
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()


def _permit(group: Group, homes: list[HomePage]) -> None:
    group.permissions.set(_permission(app, codename) for app, codename in _GENERAL_PERMISSIONS)
    for home in homes:
        for codename in _PAGE_PERMISSIONS[group.name]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=home, permission=_permission("wagtailcore", codename)
            )
    for app, codename in _COLLECTION_PERMISSIONS:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=_permission(app, codename)
        )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _require_approval(homes: list[HomePage]) -> None:
    workflow, _ = Workflow.objects.get_or_create(name=_WORKFLOW)
    task, _ = SecondPersonApprovalTask.objects.get_or_create(name=_WORKFLOW)
    task.groups.set(Group.objects.filter(name=MODERATORS))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for home in homes:
        WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
