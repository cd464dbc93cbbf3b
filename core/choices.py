"""Words that are stored, and what they are called."""

from django.db import models


def label_of(choices: type[models.TextChoices], value: str | None) -> str:
    """What a stored word is called; a word that is no longer a choice reads as it is, and nothing as nothing."""
    return str(dict(choices.choices).get(value or "", value or ""))
