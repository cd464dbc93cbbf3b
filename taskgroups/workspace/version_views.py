"""The versions of a position: listed, read, compared, named and brought back; who wrote what."""

from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can, get_visible_or_404
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups import versions
from taskgroups.authorship import authorship
from taskgroups.models import ChallengePosition, PositionSection
from taskgroups.services import languages, versions as services
from taskgroups.services.versions import RestoreClash
from taskgroups.versions import Difference, PositionVersion, differences
from taskgroups.workspace import version_panels as panels
from taskgroups.workspace.group_views import SHELL
from taskgroups.workspace.version_forms import CompareForm, LevelForm, RestoreForm, ShownForm, VersionNameForm

_LINES_PER_PAGE = 25


def _visible_position(request: WorkspaceRequest, uuid: UUID) -> ChallengePosition:
    return get_visible_or_404(request.user, ChallengePosition, uuid=uuid)


def _version_or_404(position: ChallengePosition, number: int) -> PositionVersion:
    version = versions.position_at(position, number)
    if version is None:
        raise Http404
    return version


@workspace_view
def position_versions(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """All versions, newest first, saves of one sitting together; or those of one part, or those that stand out."""
    return _versions_page(request, _visible_position(request, uuid))


@workspace_view
def position_compare_chosen(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Leads to the comparison of the two versions that were chosen."""
    position = _visible_position(request, uuid)
    form = CompareForm(request.GET, newest=position.version)
    if form.is_valid():
        return redirect("workspace:position_compare", uuid, form.cleaned_data["old"], form.cleaned_data["new"])
    return _versions_page(request, position, form)


def _versions_page(
    request: WorkspaceRequest, position: ChallengePosition, compare: CompareForm | None = None
) -> HttpResponse:
    shown = ShownForm(request.GET)
    part = shown.cleaned_data["part"] if shown.is_valid() else ""
    found = versions.lines(position, part)
    if shown.is_valid() and shown.cleaned_data["marked"]:
        found = [line for line in found if line.marks]
    page = Paginator(found, _LINES_PER_PAGE).get_page(request.GET.get("page"))
    newest = {"old": max(position.version - 1, 1), "new": position.version}
    context = {
        "position": position,
        "page": page,
        "lines": panels.version_lines(page.object_list),
        "shown": shown,
        "part": part,
        "may_draft": can(request.user, "draft", position),
    }
    compare = compare or CompareForm(initial=newest, newest=position.version)
    return form_page(request, "workspace/positions/versions.html", compare, {**SHELL, **context})


@workspace_view
def position_version(request: WorkspaceRequest, uuid: UUID, number: int) -> HttpResponse:
    """Read one version whole."""
    position = _visible_position(request, uuid)
    context = {
        "position": position,
        "version": _version_or_404(position, number),
        "marks": versions.marks_of(position)[number],
        "may_draft": can(request.user, "draft", position),
    }
    return render(request, "workspace/positions/version.html", {**SHELL, **context})


@workspace_view
def position_compare(request: WorkspaceRequest, uuid: UUID, old: int, new: int) -> HttpResponse:
    """The words that came and went between two versions, in both languages."""
    position = _visible_position(request, uuid)
    before, after = _version_or_404(position, old), _version_or_404(position, new)
    parts = differences(before, after)
    context = {
        "position": position,
        "old": old,
        "new": new,
        "changed": [part for part in parts if part.changed],
        "unchanged": [part for part in parts if not part.changed],
        "marks": versions.marks_of(position),
        "form": CompareForm(initial={"old": old, "new": new}, newest=position.version),
    }
    return render(request, "workspace/positions/compare.html", {**SHELL, **context})


@workspace_view
def version_name(request: WorkspaceRequest, uuid: UUID, number: int) -> HttpResponse:
    """Name a version, in one language or both."""
    position = _visible_position(request, uuid)
    authorise(request.user, "draft", position)
    _version_or_404(position, number)
    named = position.version_names.filter(version=number).first()
    form = VersionNameForm(request.POST or None, instance=named)
    if form.is_valid():
        with refusals_in(form):
            services.name_version(position=position, version=number, by=request.user, **form.cleaned_data)
            return done(request, _("The version has its name."), "workspace:position_versions", uuid)
    context = {"position": position, "number": number}
    return form_page(request, "workspace/positions/version_name.html", form, {**SHELL, **context})


@workspace_view
def version_restore(request: WorkspaceRequest, uuid: UUID, number: int) -> HttpResponse:
    """Bring an earlier version back, whole or in parts, as a new version; shown first as words that come and go."""
    position = _visible_position(request, uuid)
    authorise(request.user, "draft", position)
    then = _version_or_404(position, number)
    changed = _to_restore(position, then)
    if not changed:
        return done(request, _("The position says what it said in that version."), "workspace:position", uuid)
    one = request.GET.get("part")
    chosen = [part.part for part in changed if one in (None, part.part)]
    initial = {"parts": chosen, "base_version": position.version}
    form = RestoreForm(request.POST or None, initial=initial, changed=changed)
    context = {**SHELL, "position": position, "number": number, "changed": changed}
    if form.is_valid():
        try:
            with refusals_in(form):
                services.restore(position=position, version=number, by=request.user, **form.cleaned_data)
                return done(request, _("The earlier words are back, as a new version."), "workspace:position", uuid)
        except RestoreClash as clash:
            label = next(part.label for part in changed if part.part == clash.part)
            context |= {"clash": label, "form": RestoreForm(initial=initial, changed=changed)}
            return render(request, "workspace/positions/version_restore.html", context, status=HTTPStatus.CONFLICT)
    return form_page(request, "workspace/positions/version_restore.html", form, context)


def _to_restore(position: ChallengePosition, then: PositionVersion) -> list[Difference]:
    """What is not as it was `then`."""
    return [part for part in differences(_version_or_404(position, position.version), then) if part.changed]


@workspace_view
def position_authors(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who wrote which words of the present text."""
    position = _visible_position(request, uuid)
    written = [(section, authorship(section)) for section in position.sections.all()]
    context = {"position": position, **panels.authors_shown(written)}
    return render(request, "workspace/positions/authors.html", {**SHELL, **context})


@workspace_view
def section_level(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """What changed in one language since the other one was last brought up to date, and saying that it now is."""
    section = get_visible_or_404(request.user, PositionSection, uuid=uuid)
    if request.method == "POST":
        authorise(request.user, "draft", section)
    form = LevelForm(request.POST or None, initial={"language": section.behind, "revision": section.revision})
    if form.is_valid():
        with refusals_in(form):
            languages.confirm_level(section=section, by=request.user, **form.cleaned_data)
            message = _("It is recorded that both languages say the same.")
            return done(request, message, "workspace:position", section.position.uuid)
        section.refresh_from_db()
        form.start_from(section.revision, language=section.behind)
    context = {
        "section_in_hand": section,
        "since": versions.since_level(section),
        "may_draft": can(request.user, "draft", section),
    }
    return form_page(request, "workspace/positions/level.html", form, {**SHELL, **context})
