"""A group of six bodies is convened by e-mail, agrees a position and opens it again; one member uses no mouse."""

from tests.journeys.conftest import Somebody
from tests.journeys.product import Product
from tests.journeys.story import agreeing, convening, inviting, six_bodies as story, without_a_mouse
from tests.journeys.visitor import Visitor


def test_six_bodies_are_convened_by_email_agree_and_reopen(
    product: Product, member: Somebody, visitor: Somebody
) -> None:
    lead, stranger = member("lead", "cy"), visitor("en")
    inviting.convene(lead)
    _a_withdrawn_invitation_opens_nothing(product, lead, stranger)
    people = _join(product, visitor, lead, stranger)
    convener = people[story.CONVENER.name]
    inviting.is_complete(convener)
    convening.start_defining(convener, story.GROUP)

    agreeing.write_all(convener)
    _answer(product, people, chair=visitor("en", "chair"))
    ambulance = visitor("cy", "keyboard")
    without_a_mouse.sign_in(ambulance, story.AMBULANCE.email)
    without_a_mouse.add_a_sentence(ambulance)
    agreeing.is_asked_again(people[story.COAST.name], bodies=5)
    without_a_mouse.sign_off(ambulance)
    without_a_mouse.sign_out(ambulance)
    _answer(product, people)
    agreeing.agree(convener)

    agreeing.reopen(convener)
    agreeing.tells(product, people[story.COAST.name], story.COAST.email)
    agreeing.write_on(people[story.COAST.name])
    for speaker in (story.COUNTY, story.COAST):
        agreeing.agreed_version_stays(people[speaker.name])


def _a_withdrawn_invitation_opens_nothing(product: Product, lead: Visitor, stranger: Visitor) -> None:
    address = inviting.invitation_to(product, story.MISTAKE)
    inviting.withdraw(lead, story.MISTAKE)
    inviting.is_refused(stranger, address)


def _join(product: Product, visitor: Somebody, lead: Visitor, stranger: Visitor) -> dict[str, Visitor]:
    """Everybody opens their e-mail and joins; the addresses work once, and for their owners."""
    people = {speaker.name: visitor(speaker.language, speaker.name) for speaker in story.SPEAKERS}
    addresses = {speaker.name: inviting.invitation_to(product, speaker) for speaker in story.SPEAKERS}
    for speaker in (story.COUNTY, story.COAST):
        inviting.join(people[speaker.name], speaker, addresses[speaker.name])
    inviting.misses(lead, "No member from the regional level.")
    inviting.is_for_another(lead, addresses[story.FIRE.name])
    for speaker in (story.CONVENER, story.BOARD, story.FIRE, story.AMBULANCE):
        inviting.join(people[speaker.name], speaker, addresses[speaker.name])
    inviting.is_refused(stranger, addresses[story.COAST.name])
    return people


def _answer(product: Product, people: dict[str, Visitor], chair: Visitor | None = None) -> None:
    """Every body but one: sign-offs, a reservation; the board's answer comes from its chair, if they are asked."""
    for speaker in (story.CONVENER, story.COUNTY, story.COAST):
        agreeing.sign_off(people[speaker.name])
    agreeing.reserve(people[story.FIRE.name])
    if chair:
        agreeing.ask_chair(people[story.BOARD.name])
        agreeing.answer_as_chair(chair, product)
    else:
        agreeing.sign_off(people[story.BOARD.name])
