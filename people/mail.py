"""E-mails to people, each in their own language."""

from collections.abc import Callable

from django.core.mail import send_mail
from django.utils.translation import override

from core.bilingual import LANGUAGES


def write_to(email: str, language: str, compose: Callable[[], tuple[str, str]]) -> None:
    """Send an e-mail in `language`, or in both, Welsh first, when it is not known ("").

    `compose` gives the subject and the text in the language that is active when it is called.
    """
    subjects, texts = [], []
    for each in [language] if language else LANGUAGES:
        with override(each):
            subject, text = compose()
        subjects.append(subject)
        texts.append(text)
    send_mail(" / ".join(subjects), "\n\n".join(texts), None, [email])
