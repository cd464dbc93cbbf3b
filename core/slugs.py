"""Words for addresses."""

from django.db import models
from django.utils.text import slugify

_LONGEST = 70


def free_slugs(model: type[models.Model], text_en: str, text_cy: str) -> dict[str, str]:
    """Address words in both languages, as the columns `slug_en` and `slug_cy` of `model` take them."""
    return {"slug_en": _free(model, "slug_en", text_en), "slug_cy": _free(model, "slug_cy", text_cy)}


def _free(model: type[models.Model], field: str, text: str) -> str:
    """A word made from `text` that no other `model` has in `field`; a number follows when it is taken."""
    word = slugify(text)[:_LONGEST].strip("-") or str(model._meta.model_name)
    slug, number = word, 2
    while model._default_manager.filter(**{field: slug}).exists():
        slug, number = f"{word}-{number}", number + 1
    return slug
