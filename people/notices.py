"""Whom to notify when an organisation must act."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from people.models import Office, Organisation, PlatformRole, Stewardship, User
from people.selectors import people_with_role


@dataclass(frozen=True)
class Recipients:
    """Who gets a notice: people with accounts, else the office by its address, else nobody."""

    people: list[User] = field(default_factory=list)
    office: Office | None = None

    def __bool__(self) -> bool:
        return bool(self.people or self.office)


def notice_recipients(organisation: Organisation, representatives: Iterable[User] = ()) -> Recipients:
    """Return who gets a notice for the organisation.

    Its `representatives` in the group that is concerned (taskgroups.selectors.notice_recipients_in gives them), else
    its stewards, else its office, else nobody: then the notice cannot be sent, and `who_can_enter_an_office` says who
    can change that.
    """
    if people := [person for person in representatives if person.may_sign_in]:
        return Recipients(people=people)
    stewards = Stewardship.objects.current().filter(organisation=organisation).select_related("user")
    if people := [stewardship.user for stewardship in stewards if stewardship.user.may_sign_in]:
        return Recipients(people=people)
    return Recipients(office=Office.objects.filter(organisation=organisation).first())


def who_can_enter_an_office() -> list[User]:
    """Return those who can enter the office of an organisation that has neither office nor steward."""
    return people_with_role(PlatformRole.ADMINISTRATOR)
