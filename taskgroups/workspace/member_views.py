"""The members of a group."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from people.selectors import seconded_from
from taskgroups.models import Membership, MembershipRole
from taskgroups.reasons import Reason
from taskgroups.services import membership as services
from taskgroups.workspace import panels
from taskgroups.workspace.forms import ChairForm, EndMembershipForm, MemberForm, SuccessorForm
from taskgroups.workspace.group_views import SHELL, visible_group


@workspace_view
def group_members(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who is in the group, who was, and, for who may, the form to add somebody."""
    group = visible_group(request, uuid)
    if request.method == "POST":
        authorise(request.user, "manage_members", group)
    form = MemberForm(request.POST or None, group=group)
    if form.is_valid():
        with refusals_in(form):
            member = services.add_member(group=group, by=request.user, reason=Reason.MEMBER_ADDED, **form.cleaned_data)
            return done(request, _("Added: %(member)s") % {"member": member}, "workspace:group_members", uuid)
    everyone = group.memberships.select_related("user", "organisation")
    members = [membership for membership in everyone if membership.is_current]
    homes = seconded_from([membership.user for membership in members])
    context = {
        "group": group,
        "members": [(member, homes.get((member.user_id, member.organisation_id))) for member in members],
        "former": [membership for membership in everyone if not membership.is_current],
        "meter": panels.meter(group),
        "may_manage": can(request.user, "manage_members", group),
    }
    return form_page(request, "workspace/taskgroups/members.html", form, {**SHELL, **context})


def _current(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> Membership:
    group = visible_group(request, uuid)
    return get_object_or_404(group.memberships.current().select_related("user", "organisation"), uuid=membership)


def _managed(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> Membership:
    authorise(request.user, "manage_members", visible_group(request, uuid))
    return _current(request, uuid, membership)


@workspace_view
def membership_end(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """End a membership now, with a reason."""
    ending = _managed(request, uuid, membership)
    group = ending.group
    form = EndMembershipForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.end_membership(membership=ending, by=request.user, **form.cleaned_data)
            message = _("The membership has ended: %(member)s") % {"member": ending}
            if ending.user == request.user and not can(request.user, "view", group):
                return done(request, message, "workspace:home")
            return done(request, message, "workspace:group_members", uuid)
    return form_page(
        request, "workspace/taskgroups/membership_end.html", form, {**SHELL, "group": group, "membership": ending}
    )


@workspace_view
def membership_leave(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """Leave the group oneself. Somebody else's membership is not found here."""
    own = _current(request, uuid, membership)
    if own.user != request.user:
        raise Http404
    form = EndMembershipForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.leave(membership=own, by=request.user, **form.cleaned_data)
            return done(request, _("You have left the group."), "workspace:home")
    context = {"group": own.group, "membership": own}
    return form_page(request, "workspace/taskgroups/membership_leave.html", form, {**SHELL, **context})


@workspace_view
def membership_replace(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """A body sends somebody else from now on."""
    leaving = _managed(request, uuid, membership)
    form = SuccessorForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            new = services.replace_representative(membership=leaving, by=request.user, **form.cleaned_data)
            message = _("Speaks for the body now: %(member)s") % {"member": new}
            if not can(request.user, "view", leaving.group):
                return done(request, message, "workspace:home")
            return done(request, message, "workspace:group_members", uuid)
    context = {"group": leaving.group, "membership": leaving}
    return form_page(request, "workspace/taskgroups/membership_replace.html", form, {**SHELL, **context})


@workspace_view
def membership_chair(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """Hand the chair to a member."""
    chair = _managed(request, uuid, membership)
    members = chair.group.memberships.current().filter(role=MembershipRole.MEMBER)
    form = ChairForm(request.POST or None, members=members.select_related("user", "organisation"))
    if form.is_valid():
        with refusals_in(form):
            new = services.hand_over_chair(membership=chair, by=request.user, **form.cleaned_data)
            return done(request, _("Convenes now: %(member)s") % {"member": new}, "workspace:group_members", uuid)
    context = {"group": chair.group, "membership": chair}
    return form_page(request, "workspace/taskgroups/membership_chair.html", form, {**SHELL, **context})
