"""Stored files: the bytes once under their SHA-256, the rows that give a unit the right to them, uploads.

A blob's address is never a permission: access goes by the row that names it.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of
from terbuka.models.people import Account
from terbuka.models.units import WorkUnit


class UploadState(StrEnum):
    """Parts arrive, then the whole is stored, or refused with a reason."""

    RECEIVING = "receiving"
    STORED = "stored"
    REFUSED = "refused"


class Blob(models.Model):
    """Bytes in the data folder, named by their SHA-256; equal bytes are kept once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(size__gte=0), name="blob_size_not_negative"),)

    def __str__(self) -> str:
        return self.sha256


class StoredFile(models.Model):
    """A file of a unit under the name it came with. `uploaded_by` is None where an applicant sent it."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-uploaded_at", "-id")

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way in parts of 256 KB. `parts` maps the part's number to its SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="uploads")
    account = models.ForeignKey(Account, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    parts = models.JSONField(default=dict)
    state = choice(UploadState, default=UploadState.RECEIVING.value)
    fault = models.JSONField(null=True)
    started_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            one_of("state", UploadState, "upload_state_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_size_positive"),
        )

    def __str__(self) -> str:
        return self.name
