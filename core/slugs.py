"""Words for addresses."""

from django.db import models
from django.utils.text import slugify

_LONGEST = 70


def free_slug(model: type[models.Model], field: str, text: str) -> str:
    """An address word made from `text` that no other `model` has in `field`; a number follows when it is taken."""
    word = slugify(text)[:_LONGEST].strip("-") or str(model._meta.model_name)
    slug, number = word, 2
    while model._default_manager.filter(**{field: slug}).exists():
        slug, number = f"{word}-{number}", number + 1
    return slug
