"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from core.bilingual import current_language, other_language
from people.policy import may_administer

# A language is named in itself, never translated.
LANGUAGE_NAMES = {"cy": "Cymraeg", "en": "English"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The language switch to the same page. A view whose address words differ by record passes its own `alternates`."""
    language = current_language()
    other = other_language(language)
    address = request.get_full_path()
    translated = translate_url(address, other)
    return {
        "language": language,
        "other_language": {"code": other, "name": LANGUAGE_NAMES[other]},
        # An address that leads nowhere has no twin: the switch then leads to the other language's home.
        "alternates": {language: address, other: f"/{other}/" if translated == address else translated},
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "demo": settings.DEMO,
        # Asked where the workspace draws its menu, nowhere else.
        "administers": lambda: bool(may_administer(request.user)),
    }
