"""What every test shares."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of designs and data beside the project, where there is one."""
    if not SHARED.exists():
        pytest.skip("the shared folder is not beside this checkout")
    return SHARED
