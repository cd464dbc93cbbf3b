"""The register of bodies in the workspace."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from people.models import Organisation, PlatformRole, User
from people.services.registry import REGISTRY_FILE
from tests.factories import LOCAL, NATIONAL, REGIONAL, body, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

HEADER = "slug,name_en,name_cy,kind,level,sector,region,gss_code"


def send(content: bytes, by: User | None = None) -> HttpResponse:
    by = by or person("administrator@example.wales", PlatformRole.ADMINISTRATOR)
    form = {"file": SimpleUploadedFile("bodies.csv", content), "reason": "Checked."}
    return signed_in(by).post(reverse("workspace:bodies_import"), form)


def test_bodies_are_found_by_level_and_sector() -> None:
    local, regional, national = body(LOCAL), body(REGIONAL), body(NATIONAL)
    client = signed_in(person())
    everything = client.get(reverse("workspace:bodies")).content.decode()
    assert all(found.name_en in everything for found in (local, regional, national))
    some = client.get(reverse("workspace:bodies"), {"level": "local", "sector": "local_government"}).content.decode()
    assert local.name_en in some
    assert regional.name_en not in some
    odd = client.get(reverse("workspace:bodies"), {"level": "galactic", "page": "x"})
    assert odd.status_code == 200


def test_bodies_stand_in_the_alphabet_of_the_page() -> None:
    rows = "chwarae,Sport,Chwarae Teg,x,national,third_sector,,\ncywain,Zoo,Cywain,x,national,third_sector,,\n"
    send(f"{HEADER}\n{rows}".encode())
    with override("cy"):
        page = signed_in(person()).get(reverse("workspace:bodies"))
    names = [found.name_cy for found in page.context["page"]]
    assert names.index("Cywain") < names.index("Chwarae Teg")


def test_an_administrator_imports_the_register() -> None:
    assert send(REGISTRY_FILE.read_bytes()).status_code == 302
    assert Organisation.objects.count() == 151
    assert Organisation.objects.first().history.first().history_change_reason == "Checked."


def test_nobody_else_imports_it() -> None:
    for user in (person(), person(None, PlatformRole.PUBLISHER)):
        assert send(REGISTRY_FILE.read_bytes(), by=user).status_code == 403
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff", "This file is not a CSV file in UTF-8."),
        (b"slug,name_en\nx,y\n", "Missing columns: gss_code"),
        (f"{HEADER}\nnew,New,Newydd,x,galactic,third_sector,,\n".encode(), "Row 2, level:"),
        (f"{HEADER}\nnew,New,Newydd,x,local,third_sector,Atlantis,\n".encode(), "Row 2, regions: There is no region"),
        (f"{HEADER}\nnew,New\n".encode(), "Row 2, level:"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_no_register_is_reported_row_by_row_and_changes_nothing(content: bytes, message: str) -> None:
    page = send(content)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert Organisation.objects.count() == 0
