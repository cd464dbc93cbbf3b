"""The members of a group."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.models import Membership
from taskgroups.services import group as services
from taskgroups.workspace import panels
from taskgroups.workspace.forms import EndMembershipForm, MemberForm
from taskgroups.workspace.group_views import SHELL, visible_group


@workspace_view
def group_members(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who is in the group, who was, and, for who may, the form to add somebody."""
    group = visible_group(request, uuid)
    if request.method == "POST":
        authorise(request.user, "manage_members", group)
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            member = services.add_member(group=group, by=request.user, reason=_("Member added"), **form.cleaned_data)
            return done(request, _("Added: %(member)s") % {"member": member}, "workspace:group_members", uuid)
    everyone = group.memberships.select_related("user", "organisation")
    members = [membership for membership in everyone if membership.is_current]
    context = {
        "group": group,
        "members": members,
        "former": [membership for membership in everyone if not membership.is_current],
        "meter": panels.meter(group),
        "may_manage": can(request.user, "manage_members", group),
    }
    return form_page(request, "workspace/taskgroups/members.html", form, {**SHELL, **context})


@workspace_view
def membership_end(request: WorkspaceRequest, uuid: UUID, membership: UUID) -> HttpResponse:
    """End a membership now, with a reason."""
    group = visible_group(request, uuid)
    authorise(request.user, "manage_members", group)
    ending = get_object_or_404(Membership.objects.current().filter(group=group), uuid=membership)
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
