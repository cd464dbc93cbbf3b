"""Who sees the register of bodies: everybody who is signed in."""

from core.verdicts import NOT_YOURS, ALLOWED, Policy, Verdict, register
from people.models import Organisation, PlatformRole, User
from people.selectors import has_role


def _administrator(person: User, organisation: Organisation) -> Verdict:
    return ALLOWED if has_role(person, PlatformRole.ADMINISTRATOR) else NOT_YOURS


register(Policy(model=Organisation, visible=lambda person: Organisation.objects.all(), rules={"change": _administrator}))
