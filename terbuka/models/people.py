"""People who sign in: the e-mail address is the name."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from terbuka.rules.language import LANGUAGES


class AccountSet(models.QuerySet["Account"]):
    """Accounts, narrowed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this e-mail address, whatever its case. Raises DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person of a work unit; roles come by appointment, not from this row. E-mail is kept in lower case."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="id")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AccountSet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lower_case"),
            models.CheckConstraint(condition=models.Q(language__in=LANGUAGES), name="account_language_known"),
        )

    def __str__(self) -> str:
        return self.name
