"""Keys of programs that read the public API at a higher rate."""

from django.db import models

from terbuka.models.exact import signed


class ApiKey(models.Model):
    """One key: only the digest is stored; `prefix` tells its owner which one it is."""

    name = models.CharField(max_length=200)
    account = models.ForeignKey("terbuka.Account", models.CASCADE, related_name="api_keys")
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    per_minute = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-made_at",)
        constraints = (signed("revoked", "api_key_revoked_by_somebody"),)

    def __str__(self) -> str:
        return self.prefix
