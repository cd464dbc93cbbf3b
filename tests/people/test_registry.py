"""The register of bodies is loaded whole or not at all."""

import pytest
from django.utils.translation import override

from core.transitions import Refused
from people.models import Organisation
from people.services.accounts import system_user
from people.services.registry import REGISTRY_FILE, load_registry

pytestmark = pytest.mark.django_db


def load(content: bytes) -> int:
    return load_registry(content=content, by=system_user(), reason="test")


def test_the_real_register_loads_and_loading_again_changes_nothing() -> None:
    assert load(REGISTRY_FILE.read_bytes()) == Organisation.objects.count() == 151
    assert load(REGISTRY_FILE.read_bytes()) == 0
    assert Organisation.objects.get(slug="hywel-dda-uhb").regions == ["Mid", "South West"]


def test_a_bad_row_is_named_and_nothing_is_changed() -> None:
    rows = REGISTRY_FILE.read_text(encoding="utf-8").splitlines()
    rows[3] = rows[3].replace(",local,", ",galactic,")
    with pytest.raises(Refused) as refusal:
        load("\n".join(rows).encode())
    assert any("4" in reason for reason in refusal.value.reasons)
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\xff", b"slug,name_en\nx,y\n", b"", b'a"b,"c\nd'])
def test_what_is_no_register_is_refused_in_both_languages(content: bytes) -> None:
    messages = set()
    for language in ("en", "cy"):
        with override(language), pytest.raises(Refused) as refusal:
            load(content)
        messages.add(refusal.value.reasons[0])
    assert len(messages) == 2
    assert Organisation.objects.count() == 0
