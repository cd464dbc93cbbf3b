"""What every test shares."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.openlog.flush import flush_without_triggers  # noqa: F401 - autouse: lets transactional tests clean up

# Speed is measured in `make bench`; a busy machine must not fail a test.
hypothesis_settings.register_profile("opsw", deadline=None)
hypothesis_settings.load_profile("opsw")

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of designs and data beside the project, where there is one."""
    if not SHARED.exists():
        pytest.skip("the shared folder is not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Every test starts in English, whatever page the one before it read."""
    translation.activate("en")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when the browser journeys were left out."""
    reasons = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if loud := next((reason for reason in reasons if "JOURNEYS DID NOT RUN" in reason), ""):
        terminalreporter.write_sep("!", loud[loud.index("JOURNEYS") :].rstrip("')"), red=True, bold=True)
