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


def role_group(group: TaskGroup, role: R) -> Group:
    """The auth group that holds the rights of `role` in `group`."""
    holders, created = Group.objects.get_or_create(name=f"task group {group.uuid} {role}")
    if created:
        for permission in ROLE_PERMISSIONS[role]:
            assign_perm(permission, holders, group)
    return holders


def sync_membership(membership: Membership) -> None:
    """Put the member into the auth group of their role while the membership is current, out of it otherwise."""
    user: User = membership.user
    holders = role_group(membership.group, R(membership.role))
    if membership.is_current:
        user.groups.add(holders)
    else:
        user.groups.remove(holders)
