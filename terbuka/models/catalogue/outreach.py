"""How a unit speaks to the public beside its publications: the service pledge, and its social accounts."""

from django.db import models
from django.db.models import Q

from terbuka.models.exact import signed


class ServicePledge(models.Model):
    """One pledge (maklumat pelayanan) of a unit; the newest signed one is in force.

    `clauses` maps the six parts of Perki 1/2021 article 48 to their words.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.PROTECT, related_name="pledges")
    clauses = models.JSONField(default=dict)
    signer = models.CharField(max_length=200, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    file = models.ForeignKey("terbuka.StoredFile", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "-saved_at")
        constraints = (
            signed("announced", "pledge_announced_by_somebody"),
            models.CheckConstraint(
                condition=Q(announced_at=None) | (Q(signed_on__isnull=False) & ~Q(signer="")),
                name="pledge_announced_is_signed",
            ),
        )

    def __str__(self) -> str:
        return f"maklumat {self.unit_id}"


class SocialActivity(models.Model):
    """The last post of one official account of a unit, told by its feed, or by hand with a proof.

    `fault` is a phrase: why the feed could not be read. The account itself is in the unit's profile.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.CASCADE, related_name="social_activity")
    url = models.URLField(max_length=500)
    feed_url = models.URLField(max_length=500, blank=True)
    last_post_on = models.DateField(null=True)
    is_by_hand = models.BooleanField(default=False)
    proof_url = models.URLField(max_length=500, blank=True)
    proof_file = models.ForeignKey("terbuka.StoredFile", models.PROTECT, null=True, related_name="+")
    fault = models.JSONField(null=True)
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "url")
        constraints = (models.UniqueConstraint(fields=["unit", "url"], name="social_once_a_unit"),)

    def __str__(self) -> str:
        return self.url
