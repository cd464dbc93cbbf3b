"""The only writer of guardian rows on task groups: what each role may do, kept in auth groups per (group, role)."""

from django.contrib.auth.models import Group
from guardian.shortcuts import assign_perm

from people.models import User
from taskgroups.models import Membership, MembershipRole as R, TaskGroup

# domain.md section 7, the group's own columns. Time and stage are asked in policy.py.
ROLE_PERMISSIONS: dict[R, tuple[str, ...]] = {
    R.CONVENER: (
        "read_group",
        "draft_position",
        "sign_position",
        "manage_group",
        "record_decision",
        "propose_decision",
        "request_publication",
    ),
    R.SECRETARIAT: ("read_group", "draft_position"),
    R.MEMBER: ("read_group", "draft_position", "sign_position", "propose_decision"),
    R.CITIZEN_MEMBER: ("read_group", "draft_position"),
    R.LEARNING_PARTNER: ("read_group",),
    R.OBSERVER: ("read_group",),
}

_PREFIX = "task group %s "


def role_group(group: TaskGroup, role: R) -> Group:
    """The auth group that holds the rights of `role` in `group`."""
    holders, created = Group.objects.get_or_create(name=_PREFIX % group.uuid + role)
    if created:
        for permission in ROLE_PERMISSIONS[role]:
            assign_perm(permission, holders, group)
    return holders


def sync_membership(membership: Membership) -> None:
    """Put the person into the auth group of the role they have in the group now, and out of every other. Idempotent."""
    user: User = membership.user
    group = membership.group
    user.groups.remove(*user.groups.filter(name__startswith=_PREFIX % group.uuid))
    if current := group.memberships.current().filter(user=user).first():
        user.groups.add(role_group(group, R(current.role)))
