"""The secret address at which an officer's own calendar program reads what comes due."""

from django.db import models


class DueFeed(models.Model):
    """One a person. Only the digest of the token in the address is stored; renewing it ends the old one."""

    account = models.OneToOneField("terbuka.Account", models.CASCADE, related_name="due_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"kalender {self.account_id}"
