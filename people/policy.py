"""Who sees the register of bodies: everybody who is signed in."""

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, register
from people.models import Organisation, PlatformRole, User
from people.selectors import has_role


def may_import_register(person: User) -> Verdict:
    """Administrators keep the register."""
    return ALLOWED if has_role(person, PlatformRole.ADMINISTRATOR) else NOT_YOURS


register(
    Policy(
        model=Organisation,
        visible=lambda person: Organisation.objects.all(),
        rules={"change": lambda person, organisation: may_import_register(person)},
    )
)
