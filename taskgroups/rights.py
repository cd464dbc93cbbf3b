"""What each role may do in a group; time and stage are asked in policy.py."""

from taskgroups.models import MembershipRole as R

_SAY = ("comment_position", "suggest_position")

# domain.md section 7, the group's own columns.
ROLE_RIGHTS: dict[str, tuple[str, ...]] = {
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


def roles_with(right: str) -> list[str]:
    """The roles that have the right."""
    return [role for role, rights in ROLE_RIGHTS.items() if right in rights]
