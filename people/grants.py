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
    """Bring the user's editorial groups in step with the platform roles held now. Idempotent."""
    held = set(RoleAssignment.objects.current().filter(user=user).values_list("role", flat=True))
    for role, name in _GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        if role in held:
            user.groups.add(group)
        else:
            user.groups.remove(group)
