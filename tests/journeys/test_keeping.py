"""What somebody typed comes back: after a link, a session that is over, a new sign-in, the other language, an error."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.journeys.conftest import Somebody
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch
from tools.management.commands.seed_demo import DEMO_PASSWORD

OTHER = {"en": "Cymraeg", "cy": "English"}


class Proposal:
    """The form in which a mission lead proposes a mission, and what she typed into it."""

    def __init__(self, lead: Visitor) -> None:
        self.lead = lead
        self.words = ""

    def open(self) -> None:
        self.lead.my_work()
        self.lead.follow("Missions")
        self.lead.press("Propose a mission")
        self.lead.ready()

    def type(self, words: str) -> None:
        """Type into the form, until this device keeps it."""
        self.words = words
        self.lead.ready()
        self._field().fill(words)
        self.goal().check()
        self.lead.page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('opsw-form:'))")

    def is_filled(self) -> None:
        expect(self._field()).to_have_value(self.words)
        expect(self.goal()).to_be_checked()

    def is_empty(self) -> None:
        expect(self._field()).to_have_value("")

    def restore(self) -> None:
        """Take the offer to bring the text back."""
        offer = re.escape(self.lead.says("You have unsaved text from {time}")).replace(r"\{time\}", r"\d\d:\d\d")
        expect(self.lead.page.get_by_role("heading", name=re.compile(f"^{offer}$"))).to_be_visible()
        self.is_empty()
        self.lead.press("Restore my text")
        self.is_filled()

    def send(self) -> None:
        self.lead.press("Propose the mission")

    def goal(self) -> Locator:
        return self.lead.page.locator("[name=wellbeing_goals]").nth(2)

    def _field(self) -> Locator:
        return self.lead.page.locator(f"[name=outcome_{self.lead.language}]")


@pytest.fixture(params=["en", "cy"])
def proposal(request: pytest.FixtureRequest, member: Somebody) -> Proposal:
    made = Proposal(member("lead", request.param))
    made.open()
    return made


def sign_in(person: Visitor, name: str) -> None:
    person.fill({"Email": f"{name}@example.wales", "Password": DEMO_PASSWORD})
    person.press("Sign in")


def session_over(person: Visitor) -> None:
    person.context.clear_cookies(name="sessionid")


def test_after_a_link_and_after_signing_in_again(proposal: Proposal) -> None:
    lead = proposal.lead
    proposal.type("After a link")
    lead.my_work()
    proposal.open()
    proposal.restore()

    proposal.type("After signing in again")
    lead.press("Sign out")
    lead.follow("Workspace for members")
    sign_in(lead, "lead")
    lead.heading(lead.says("My work"))
    proposal.open()
    proposal.restore()
    lead.page.reload()
    lead.press("Discard my text")
    lead.page.reload()
    lead.ready()
    expect(lead.button("Restore my text")).to_have_count(0)


def test_after_the_session_was_over_with_and_without_script(proposal: Proposal, member: Somebody) -> None:
    lead = proposal.lead
    proposal.type("After the session")
    session_over(lead)
    proposal.send()
    lead.sees("You were signed out. What you typed is kept for one hour: sign in to go on where you were.")
    sign_in(lead, "lead")
    lead.sees("Your text is not saved yet")
    proposal.is_filled()

    plain = Proposal(member("lead", lead.language, java_script_enabled=False))
    plain.lead.open(lead.page.url)
    plain.words = "Without script"
    plain.lead.page.locator(f"[name=outcome_{lead.language}]").fill(plain.words)
    plain.goal().check()
    session_over(plain.lead)
    plain.send()
    sign_in(plain.lead, "lead")
    plain.is_filled()


def test_in_the_other_language(proposal: Proposal) -> None:
    lead = proposal.lead
    proposal.type("Carried over")
    lead.page.get_by_role("link", name=OTHER[lead.language], exact=True).click()
    expect(lead.page.locator("html")).not_to_have_attribute("lang", lead.language)
    lead.ready()
    expect(lead.page.locator(f"[name=outcome_{lead.language}]")).to_have_value("Carried over")


@pytest.mark.parametrize(
    "error", [lambda route: route.fulfill(status=500), Route.abort], ids=["server error", "no connection"]
)
def test_after_an_error_on_the_way(proposal: Proposal, watch: Watch, error: Callable[[Route], None]) -> None:
    lead = proposal.lead
    proposal.type("After an error")
    address = lead.page.url
    lead.page.route(address, lambda route: error(route) if route.request.method == "POST" else route.continue_())
    with lead.page.expect_request(lambda request: request.method == "POST"):
        proposal.send()
    lead.page.close()
    lead.page = lead.context.new_page()
    lead.open(address)
    proposal.restore()
    watch.problems = [problem for problem in watch.problems if not problem.startswith("500 from POST")]


def test_another_person_at_this_device_is_offered_nothing(member: Somebody) -> None:
    one = member("lead", "en")
    one.follow("Your account")
    one.ready()
    one.fill({"First name": "Typed by the lead"})
    one.page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('opsw-form:'))")
    kept = one.page.evaluate("JSON.stringify(localStorage)")
    assert "Typed" not in kept
    one.press("Sign out")
    one.follow("Workspace for members")
    sign_in(one, "local")
    one.follow("Your account")
    one.ready()
    expect(one.button("Restore my text")).to_have_count(0)


def test_a_form_that_is_sent_twice_is_done_once(member: Somebody) -> None:
    convener = member("gwent-convener", "en")
    convener.follow("Your account")
    convener.ready()
    form = convener.page.locator("main form").first.evaluate("form => Object.fromEntries(new FormData(form))")
    answers = [convener.context.request.post(convener.page.url, form=form, max_redirects=0) for _time in range(2)]
    assert [answer.status for answer in answers] == [302, 302]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    convener.page.reload()
    convener.sees("You sent this form twice. It was saved once.")
