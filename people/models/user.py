"""People who sign in."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager as DjangoUserManager
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.email_addresses import EmailAddressField, normalise_email
from core.written import WrittenModel


class Language(models.TextChoices):
    WELSH = "cy", _("Welsh")
    ENGLISH = "en", _("English")


class UserManager(DjangoUserManager["User"]):
    """Creates people by e-mail address; there is no user name."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Django's own leaves the part before the @ as it was typed."""
        return normalise_email(email or "")

    def _create_user_object(
        self, username: str | None, email: str | None, password: str | None, **extra: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]
        user = self._create_user_object(None, email, password, **extra)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **extra})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=username)


class User(WrittenModel, AbstractUser):
    """A person, known by e-mail address. `preferred_language` is used for every e-mail; empty means both are sent."""

    username = None  # type: ignore[assignment]
    email = EmailAddressField(_("email address"), unique=True)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    preferred_language = models.CharField(_("preferred language"), max_length=2, choices=Language.choices, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(condition=models.Q(email=Lower(F("email"))), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def may_sign_in(self) -> bool:
        """Return True unless the account is closed, or a demo account (its password is public) outside demo mode."""
        return self.is_active and (settings.DEMO or not self.is_demo)

    def clean(self) -> None:
        super().clean()
        self.require_letters("first_name", "last_name")
