"""Browser journeys: the real product, a real browser, and people who click."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.product import Product
from tests.journeys.visitor import HEIGHT, WIDE, Visitor
from tests.journeys.watch import Watch
from tools.management.commands.seed_demo import DEMO_PASSWORD

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "JOURNEYS DID NOT RUN: no Chromium found. Install one, or name it in CHROMIUM."
PATIENCE = 30_000  # milliseconds; the machine may be busy with other tests

Somebody = Callable[..., Visitor]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every test here is a journey, and all of them share one running product."""
    item.add_marker(pytest.mark.journey)
    item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys begin first: together they take longest."""
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """A failed journey comes with what the product wrote to its terminal, and a picture of every open window."""
    report = yield
    found = getattr(item, "funcargs", {})
    if report.failed and "product" in found:
        report.sections.append(("Output of the product", found["product"].log[-20_000:]))
    if report.failed and call.when == "call" and "watch" in found:
        report.sections.append(("Open windows", found["watch"].pictures()))
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("OPSW_REQUIRE_ALL") == "1":
        pytest.fail(NO_BROWSER)
    if found is None:
        pytest.skip(NO_BROWSER)
    return found


@pytest.fixture(scope="session")
def product(chromium: str, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Product]:
    """The product, begun on a copy of the migrated database that the other tests start from."""
    running = Product(tmp_path_factory.mktemp("product"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Its loop runs in this thread; Django's database, of which journeys use none, must still answer other tests here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str, playwright: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where pictures of the main screens go: the folder named in JOURNEY_SCREENSHOTS, if there is one."""
    place = Path(os.environ["JOURNEY_SCREENSHOTS"]) if "JOURNEY_SCREENSHOTS" in os.environ else None
    if place:
        place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture
def watch(product: Product) -> Iterator[Watch]:
    watching = Watch(product.url, product.place)
    yield watching
    assert not watching.problems, "\n".join(watching.problems)


@pytest.fixture
def visitor(product: Product, browser: Browser, watch: Watch, shots: Path | None) -> Iterator[Somebody]:
    """Makes visitors: `visitor("cy")` reads in Welsh, without cookies; more keywords go to the browser context."""
    contexts = []

    def made(language: str, name: str = "public", **settings: object) -> Visitor:
        window = {"width": WIDE, "height": HEIGHT}
        context = browser.new_context(viewport=window, locale=f"{language}-GB", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        person = Visitor(context, product.url, language, shots, name)
        person.scripted = bool(settings.get("java_script_enabled", True))
        return person

    yield made
    for context in contexts:
        context.close()


@pytest.fixture
def member(visitor: Somebody) -> Somebody:
    """Signs in by the front door: `member("lead", "cy")` is lead@example.wales, who reads Welsh."""

    def signed_in(name: str, language: str, **settings: object) -> Visitor:
        person = visitor(language, name, **settings)
        person.open("/")
        person.follow("Workspace for members")
        person.fill({"Email": f"{name}@example.wales", "Password": DEMO_PASSWORD})
        person.press("Sign in")
        person.heading(person.says("My work"))
        return person

    return signed_in
