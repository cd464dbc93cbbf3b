"""Long lists of organisations: the group's own first, found by every name, and what was typed is kept."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core.history import recording
from people.services.accounts import system_user
from tests import factories

pytestmark = pytest.mark.django_db
_GROUP = re.compile(r'<optgroup label="([^"]+)">(.*?)</optgroup>', re.DOTALL)
_VALUE = re.compile(r'<option value="([^"]+)"')
FIRST = {"en": "Organisations in this group", "cy": "Sefydliadau yn y grŵp hwn"}


def pages() -> dict[str, str]:
    """Every page of a group with a list of organisations, by its name."""
    group = factories.agreed_group()
    decision = factories.draft_decision(group)
    return {
        "members": reverse("workspace:group_members", args=[group.uuid]),
        "invitations": reverse("workspace:group_invitations", args=[group.uuid]),
        "commitments": reverse("workspace:group_commitments", args=[group.uuid]),
        "plan": reverse("workspace:plan_item_new", args=[group.uuid]),
        "dissent": reverse("workspace:dissent_new", args=[decision.uuid]),
        "interest": reverse("workspace:declared_interest_new", args=[decision.uuid]),
    }


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(factories.person(email))
    return client


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_groups_own_come_first_and_only_once(language: str) -> None:
    elsewhere = factories.body("powys-council")
    own = {factories.LOCAL, factories.REGIONAL, factories.NATIONAL}
    with override(language):
        addresses = pages()
    for name, address in addresses.items():
        answer = signed_in("convener@example.wales").get(address)
        assert answer.status_code == 200, name
        groups = _GROUP.findall(answer.content.decode())
        values = [(label, _VALUE.findall(options)) for label, options in groups]
        assert values[0][0] == FIRST[language], name
        assert set(values[0][1]) == own, name
        others = [value for _label, found in values[1:] for value in found]
        assert elsewhere.slug in others, name
        assert not own & set(others), name


@pytest.mark.parametrize("language", ["en", "cy"])
def test_an_organisation_is_found_by_each_of_its_names(language: str) -> None:
    body = factories.body(factories.REGIONAL)
    body.short_name_en, body.short_name_cy = "HDUHB", "BIPHDd"
    with recording(by=system_user(), reason="test"):
        body.save()
    group = factories.group()
    with override(language):
        page = reverse("workspace:group_members", args=[group.uuid])
    shown = signed_in("convener@example.wales").get(page).content.decode()
    [words] = re.findall(rf'<option value="{body.slug}" data-words="([^"]+)"', shown)
    assert words.split("|") == [body.name_en, body.name_cy, "HDUHB", "BIPHDd"]
    assert "data-picker" in shown


def test_what_names_no_organisation_is_explained_and_stays_in_the_field() -> None:
    group = factories.group()
    page = reverse("workspace:group_members", args=[group.uuid])
    form = {"user": "local@example.wales", "organisation": "", "organisation_typed": "Powis", "role": "member"}
    answer = signed_in("convener@example.wales").post(page, form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no organisation “Powis” in the register." in shown
    assert 'data-typed="Powis"' in shown
