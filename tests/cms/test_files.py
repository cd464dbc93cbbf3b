"""Uploaded files are as public as the pages that show them."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Picture
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.models import MissionPage
from tests.cms.team import TeamMember, release
from tests.factories import published_mission


@pytest.fixture
def addresses(editor: TeamMember, tmp_path: Path, settings: Settings) -> list[str]:
    """A document and an image that both languages of a mission's page show."""
    settings.MEDIA_ROOT = str(tmp_path)
    document = get_document_model().objects.create(title="Plan", file=ContentFile(b"plan", name="plan.txt"))
    picture = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(picture, "PNG")
    image = get_image_model().objects.create(title="Picture", file=ImageFile(picture, name="picture.png"))
    pair = editor.mission_page(published_mission().record)
    for page in pair:
        text = rich_text(f'<p><a linktype="document" id="{document.pk}">Plan</a></p>', features=["document-link"])
        shown = {"image": image.pk, "alt_text": "Teal", "decorative": ""}
        editor.save(page, body=streamfield([("text", text), ("image", shown)]))
    return [document.url, image.get_rendition("max-1200x900|format-webp").url]


def test_a_file_is_public_when_its_page_is(editor: TeamMember, moderator: TeamMember, addresses: list[str]) -> None:
    for address in addresses:
        assert Client().get(address).status_code == 404
        assert editor.client.get(address).status_code == 200
    pages = tuple(MissionPage.objects.all())
    release(pages, editor, moderator)
    for address in addresses:
        assert Client().get(address).status_code == 200
    moderator.post("wagtailadmin_pages:unpublish", pages[0].pk)
    for address in addresses:
        assert Client().get(address).status_code == 404


def test_originals_are_never_served(editor: TeamMember, addresses: list[str]) -> None:
    original = get_image_model().objects.get().file.url
    assert editor.client.get(original).status_code == 404
