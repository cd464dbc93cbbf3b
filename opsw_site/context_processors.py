"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from core.bilingual import LANGUAGES, other_language

# A language is named in itself, never translated.
LANGUAGE_NAMES = {"cy": "Cymraeg", "en": "English"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The language switch to the same page. A view whose address words differ by record passes its own `alternates`."""
    language = "cy" if (get_language() or "en").startswith("cy") else "en"
    alternates = {code: translate_url(request.get_full_path(), code) for code in LANGUAGES}
    return {
        "language": language,
        "other_language": {"code": other_language(language), "name": LANGUAGE_NAMES[other_language(language)]},
        "alternates": alternates,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
    }
