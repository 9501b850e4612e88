"""The trail of what was done: append-only, without foreign keys, so that it outlives its subjects."""

from typing import Any, NoReturn

from django.db import models


class EventSet(models.QuerySet["Event"]):
    """Events read in order; they are never changed and never removed."""

    def about(self, kind: str, subject_id: int) -> "EventSet":
        """Events of one subject, oldest first."""
        return self.filter(subject_kind=kind, subject_id=subject_id).order_by("at", "id")

    def update(self, **_values: Any) -> NoReturn:
        """Refused: what was done stays written. Raises TypeError."""
        raise TypeError("events are append-only")

    def delete(self) -> NoReturn:
        """Refused: what was done stays written. Raises TypeError."""
        raise TypeError("events are append-only")


class Event(models.Model):
    """`by_id`, an account, or null for the installation itself, did `verb` to a subject at a moment."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)

    objects = EventSet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_id", "at"], name="event_by_subject"),
            models.Index(fields=["verb", "at"], name="event_by_verb"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises TypeError for an event that is already written."""
        if self.pk is not None:
            raise TypeError("events are append-only")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: what was done stays written. Raises TypeError."""
        raise TypeError("events are append-only")
