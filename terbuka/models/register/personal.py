"""Personal data of applicants under their own rules: scans, breaches, people's wishes, destruction."""

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.register.requests import Applicant
from terbuka.models.units import WorkUnit
from terbuka.rules.register.personal import SubjectWish, SubjectWishState, WishProof


class IdentityScan(models.Model):
    """A scan of an identity card, encrypted before it touches the disk; deleted by rule, the row stays."""

    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="scans")
    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    delete_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("stored_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(deleted_at=None, sealed__isnull=False)
                | Q(deleted_at__isnull=False, sealed__isnull=True),
                name="scan_gone_once_deleted",
            ),
        )

    def __str__(self) -> str:
        return f"pindaian {self.pk}"


class SubjectRequest(models.Model):
    """A person asks to see, mend, limit or erase the own data; the clock is in hours (UU 27/2022).

    `marks` are the digests of the address and telephone number that the person gave, by which the
    own matters are found; `applicant` is one that was named by its number. `proof` says how the
    office knew that it was the person.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="subject_requests")
    applicant = models.ForeignKey(Applicant, models.PROTECT, null=True, related_name="subject_requests")
    wish = choice(SubjectWish)
    state = choice(SubjectWishState, default=SubjectWishState.OPEN.value)
    proof = choice(WishProof, default=WishProof.AT_DESK.value)
    marks = models.JSONField(default=list)
    details = models.TextField(blank=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    result = models.TextField(blank=True)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            one_of("wish", SubjectWish, "subject_wish_known"),
            one_of("state", SubjectWishState, "subject_state_known"),
            one_of("proof", WishProof, "subject_proof_known"),
            signed("settled", "subject_settled_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.wish} {self.pk}"


class DataBreach(models.Model):
    """A breach of personal data and who was told; notice is due 3 x 24 hours after it was known."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="data_breaches")
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    happened = models.TextField()
    data = models.TextField()
    people_count = models.PositiveIntegerField(null=True)
    handling = models.TextField(blank=True)
    agency_told_at = models.DateTimeField(null=True)
    people_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    noted_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-known_at", "-id")
        constraints = (signed("closed", "breach_closed_by_somebody"),)

    def __str__(self) -> str:
        return f"pelanggaran {self.pk}"


class DestructionRun(models.Model):
    """Case files destroyed after their retention, with minutes: which numbers, under which rule, by whom.

    `files` and `letters` count what was removed: files of the cases, letters as they had arrived.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="destruction_runs")
    number = models.CharField(max_length=120)
    rule = models.TextField()
    numbers = models.JSONField(default=list)
    files = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    witnesses = models.TextField(blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-done_at", "-id")

    def __str__(self) -> str:
        return self.number
