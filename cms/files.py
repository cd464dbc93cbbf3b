"""Uploaded images and documents are as public as the pages that show them."""

import mimetypes
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex


def may_see(person: Any, file: models.Model) -> bool:
    """Everyone sees what a live page shows; who writes pages sees everything."""
    if person.has_perm("wagtailadmin.access_admin"):
        return True
    sources = ReferenceIndex.get_references_to(file).values_list("object_id", flat=True)
    return Page.objects.live().public().filter(pk__in=[int(pk) for pk in sources if pk.isdigit()]).exists()


@require_safe
def image(request: HttpRequest, path: str) -> FileResponse:
    """One rendition of an uploaded image. Originals are never served."""
    rendition = get_object_or_404(get_image_model().get_rendition_model().objects.select_related("image"), file=path)
    if not may_see(request.user, rendition.image) or not default_storage.exists(path):
        raise Http404
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(path), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
