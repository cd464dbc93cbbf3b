"""The only writer of guardian rows on task groups: what each role may do, kept in auth groups per (group, role)."""

from django.contrib.auth.models import Group
from guardian.shortcuts import assign_perm, get_perms, remove_perm

from people.models import User
from taskgroups.models import Membership, MembershipRole as R, TaskGroup

_SAY = ("comment_position", "suggest_position")

# domain.md section 7, the group's own columns. Time and stage are asked in policy.py.
ROLE_PERMISSIONS: dict[R, tuple[str, ...]] = {
    R.CONVENER: (
        "read_group",
        "draft_position",
        *_SAY,
        "accept_suggestion",
        "sign_position",
        "manage_group",
        "keep_notes",
        "declare_interest",
        "record_decision",
        "propose_decision",
        "request_publication",
    ),
    R.SECRETARIAT: ("read_group", "draft_position", *_SAY, "keep_notes", "declare_interest"),
    R.MEMBER: ("read_group", "draft_position", *_SAY, "sign_position", "propose_decision", "declare_interest"),
    R.CITIZEN_MEMBER: ("read_group", "draft_position", *_SAY, "declare_interest"),
    R.LEARNING_PARTNER: ("read_group", *_SAY, "declare_interest"),
    R.OBSERVER: ("read_group",),
}

_PREFIX = "task group %s "


def role_group(group: TaskGroup, role: R) -> Group:
    """The auth group that holds the rights of `role` in `group`."""
    holders, created = Group.objects.get_or_create(name=_PREFIX % group.uuid + role)
    if created:
        _grant(holders, group, role)
    return holders


def _grant(holders: Group, group: TaskGroup, role: R) -> None:
    """Exactly the rights of the table."""
    held = set(get_perms(holders, group))
    for permission in set(ROLE_PERMISSIONS[role]) - held:
        assign_perm(permission, holders, group)
    for permission in held - set(ROLE_PERMISSIONS[role]):
        remove_perm(permission, holders, group)


def refresh_role_groups() -> None:
    """Bring every role in every group up to the table, which a new version may have changed. Idempotent."""
    for group in TaskGroup.objects.all():
        for role in R:
            if holders := Group.objects.filter(name=_PREFIX % group.uuid + role).first():
                _grant(holders, group, role)


def sync_membership(membership: Membership) -> None:
    """Put the person into the auth group of the role they have in the group now, and out of every other. Idempotent."""
    user: User = membership.user
    group = membership.group
    user.groups.remove(*user.groups.filter(name__startswith=_PREFIX % group.uuid))
    if current := group.memberships.current().filter(user=user).first():
        user.groups.add(role_group(group, R(current.role)))
