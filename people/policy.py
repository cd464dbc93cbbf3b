"""Who sees the register of organisations (everybody who is signed in), who keeps it, and who administers."""

from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Person, Policy, Verdict, refused, register
from people.models import Organisation, PlatformRole, User
from people.selectors import has_role, is_steward


def may_administer(person: Person) -> Verdict:
    """Administrators keep the register, name stewards and give platform roles."""
    return ALLOWED if has_role(person, PlatformRole.ADMINISTRATOR) else NOT_YOURS


def _keep(person: User, organisation: Organisation) -> Verdict:
    """Stewards keep the office and the posts of their organisation, administrators those of all."""
    if is_steward(person, organisation) or may_administer(person):
        return ALLOWED
    return refused(_("Only a steward of the organisation or an administrator can do this."))


register(
    Policy(
        model=Organisation,
        visible=lambda person: Organisation.objects.all(),
        rules={
            "change": lambda person, organisation: may_administer(person),
            "keep": _keep,
            "name_stewards": lambda person, organisation: may_administer(person),
        },
    )
)
