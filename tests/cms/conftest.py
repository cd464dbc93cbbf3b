import pytest

from cms.setup import set_up_site
from people.models import PlatformRole
from tests.cms.team import TeamMember
from tests.factories import person


@pytest.fixture
def site(db: None) -> None:
    set_up_site()


@pytest.fixture
def editor(site: None) -> TeamMember:
    return TeamMember(person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))


@pytest.fixture
def moderator(site: None) -> TeamMember:
    return TeamMember(person("publisher@example.wales", PlatformRole.PUBLISHER))
