"""E-mails to people, each in their own language."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.core.mail import EmailMessage
from django.utils.translation import override

from core.bilingual import LANGUAGES


class Attachment(NamedTuple):
    """A file of an e-mail, as `EmailMessage.attach` takes it."""

    filename: str
    content: str | bytes
    mimetype: str


def write_to(
    email: str,
    language: str,
    compose: Callable[[], tuple[str, str]],
    *,
    attachments: Iterable[Attachment] = (),
    message_id: str = "",
) -> None:
    """Send an e-mail in `language`, or in both, Welsh first, when it is not known ("").

    `compose` gives the subject and the text in the language that is active when it is called. The same `message_id`
    lets a mail server know a message again that is sent twice after a failure.
    """
    subjects, texts = [], []
    for each in [language] if language else LANGUAGES:
        with override(each):
            subject, text = compose()
        subjects.append(subject)
        texts.append(text)
    headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nothing answers it automatically
    if message_id:
        headers["Message-ID"] = message_id
    EmailMessage(
        " / ".join(subjects), "\n\n".join(texts), to=[email], headers=headers, attachments=list(attachments)
    ).send()
