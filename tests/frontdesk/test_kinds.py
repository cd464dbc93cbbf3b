"""Every kind of secret link is registered once, and its pages have addresses."""

import pytest
from django.urls import reverse

from frontdesk.links import KINDS, register
from frontdesk.secret_link import SecretLink


def test_every_kind_of_link_is_registered() -> None:
    assert set(KINDS) == set(SecretLink.__subclasses__())
    assert len({kind.topic for kind in KINDS.values()}) == len(KINDS)


def test_a_model_is_one_kind_of_link() -> None:
    kind = next(iter(KINDS.values()))
    with pytest.raises(ValueError, match="registered"):
        register(kind)


def test_every_page_that_a_letter_names_has_an_address_for_the_token() -> None:
    for kind in KINDS.values():
        assert all("/TOKEN/" in reverse(page, args=["TOKEN"]) for page in kind.pages)
        assert kind.model._meta.get_field(kind.about).remote_field
        assert kind.model._meta.get_field(kind.asker).remote_field
