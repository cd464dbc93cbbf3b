"""The only writer of a person's Wagtail groups: communications editors write, publishers moderate."""

from django.contrib.auth.models import Group

from .models import PlatformRole, RoleAssignment, User

EDITORS = "Communications editors"
MODERATORS = "Communications moderators"
_GROUPS = {
    PlatformRole.COMMUNICATIONS_EDITOR: EDITORS,
    PlatformRole.PUBLISHER: MODERATORS,
}


def sync_editorial_groups(user: User) -> None:
    """Bring the user's editorial groups in step with the platform roles held now. Idempotent; mostly reads alone."""
    held = RoleAssignment.objects.current().filter(user=user, role__in=_GROUPS).values_list("role", flat=True)
    wanted = {_GROUPS[PlatformRole(role)] for role in held}
    has = set(user.groups.filter(name__in=_GROUPS.values()).values_list("name", flat=True))
    for name in wanted - has:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    for name in has - wanted:
        user.groups.remove(Group.objects.get(name=name))
