"""What a unit publishes: publications with their versions, and where each required item of a unit stands."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from terbuka.models.catalogue.required import RequiredItem
from terbuka.models.exact import choice, one_of, signed
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.publishing import Form, GuardState, PublicationKind, PublicationStatus, VersionStatus

if TYPE_CHECKING:
    from terbuka.models.units import WorkUnit


def _by() -> "models.ForeignKey[object, object]":
    return models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")


class PublicationSet(models.QuerySet["Publication"]):
    """Publications, narrowed."""

    def public(self) -> "PublicationSet":
        """Those that anybody may open now, with the version they read."""
        return self.filter(status=PublicationStatus.PUBLIC.value).select_related("public")

    def once_public(self) -> "PublicationSet":
        """Those whose address must go on answering: public, or public once."""
        return self.exclude(published_at=None)

    def about_year(self, year: int) -> "PublicationSet":
        """Those whose period ends in a year; without a period, those that changed in it."""
        days = (date(year, 1, 1), date(year, 12, 31))
        about = Q(public__period_to__range=days)
        about |= Q(public__period_to=None, public__period_from__range=days)
        return self.filter(
            about | Q(public__period_to=None, public__period_from=None, changed_on__range=days)
        )

    def at_hand(self) -> "PublicationSet":
        """With all that a row of a public list tells, in two queries: unit, version, file and items."""
        items = models.Prefetch("public__items", RequiredItem.objects.only("code", "name"))
        rows = self.select_related("unit", "public__released")
        return rows.defer(
            "public__body", "public__text", "public__guess", "public__pictures"
        ).prefetch_related(items)

    def due_by(self, on: date) -> "PublicationSet":
        """Public ones that go stale on a day or before."""
        return self.filter(status=PublicationStatus.PUBLIC.value, due_on__lte=on)


class Publication(models.Model):
    """One thing a unit makes public. `public` is the version that anybody reads; None before the first.

    `changed_on` is when its content last changed, `confirmed_on` when a person
    last said that it still holds; `due_on` when it goes stale (None: never).
    `retain_until` is the last day before it is archived.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.PROTECT, related_name="publications")
    kind = choice(PublicationKind)
    status = choice(PublicationStatus, default=PublicationStatus.COLLECTING.value)
    public = models.ForeignKey(
        "terbuka.PublicationVersion", models.PROTECT, null=True, related_name="+", db_index=False
    )
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    batch = models.ForeignKey(
        "terbuka.CollectionBatch", models.SET_NULL, null=True, related_name="publications"
    )
    began_at = models.DateTimeField()
    began_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    changed_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = _by()
    due_on = models.DateField(null=True)
    retain_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = _by()
    end_reason = models.TextField(blank=True)
    site_url = models.TextField(blank=True)
    site_seen_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PublicationSet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        indexes = (
            models.Index(fields=["unit", "status"], name="publication_by_unit"),
            models.Index(fields=["status", "due_on"], name="publication_by_due"),
            models.Index(fields=["status", "-published_at"], name="publication_by_day"),
        )
        constraints = (
            one_of("kind", PublicationKind, "publication_kind_known"),
            one_of("status", PublicationStatus, "publication_status_known"),
            models.CheckConstraint(
                condition=~Q(status=PublicationStatus.PUBLIC.value)
                | Q(public__isnull=False, published_at__isnull=False, changed_on__isnull=False),
                name="publication_public_has_version",
            ),
            models.CheckConstraint(
                condition=~Q(status=PublicationStatus.WITHDRAWN.value) | ~Q(end_reason=""),
                name="publication_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"


class PublicationVersion(models.Model):
    """One version of a publication, with the fields of the list of public information (DIP).

    `source` is the file as it came and stays closed; `released` the safe copy that
    the public gets; `paper` the same as PDF where that is an Office file, and `pictures` its first
    pages as `{"blob", "width", "height"}`.
    `body` is the text that the public may search. `guess` holds
    `{"items": [{"code", "reasons"}], "period", "title"}` until `is_confirmed`.
    `unread` says what of the file the guard could not look at.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = choice(VersionStatus, default=VersionStatus.DRAFT.value)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    information_class = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in InformationClass]
    )
    items = models.ManyToManyField(RequiredItem, related_name="+")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    holder = models.CharField(max_length=200, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    made_on = models.DateField(null=True)
    made_in = models.CharField(max_length=120, blank=True)
    form = choice(Form, default=Form.SOFT.value)
    retention = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey("terbuka.StoredFile", models.PROTECT, null=True, related_name="+")
    url = models.TextField(blank=True)
    text = models.TextField(blank=True)
    released = models.ForeignKey("terbuka.Blob", models.PROTECT, null=True, related_name="+")
    released_name = models.CharField(max_length=255, blank=True)
    pictures = models.JSONField(default=list)
    paper = models.ForeignKey("terbuka.Blob", models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(null=True)
    has_text_layer = models.BooleanField(null=True)
    body = models.TextField(blank=True)
    guess = models.JSONField(default=dict)
    is_confirmed = models.BooleanField(default=False)
    guard = choice(GuardState, default=GuardState.NONE.value)
    unread = models.JSONField(default=list)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = _by()
    change_note = models.TextField(blank=True)
    returned_note = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = _by()
    checked_at = models.DateTimeField(null=True)
    checked_by = _by()
    published_at = models.DateTimeField(null=True)
    published_by = _by()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("publication", "number")
        indexes = (models.Index(fields=["status", "saved_at"], name="version_by_status"),)
        constraints = (
            one_of("status", VersionStatus, "version_status_known"),
            one_of("guard", GuardState, "version_guard_known"),
            one_of("form", Form, "version_form_known"),
            signed("submitted", "version_submitted_by_somebody"),
            signed("checked", "version_checked_by_somebody"),
            signed("published", "version_published_by_somebody"),
            signed("cleared", "version_cleared_by_somebody"),
            models.UniqueConstraint(fields=["publication", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(status__in=("draft", "submitted", "checked")),
                name="version_one_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="version_period_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class CollectionBatch(models.Model):
    """Files or rows that came together: a folder that was dropped, a ZIP, a table, a letter.

    `faults` lists `{"name", "fault"}` with the fault as a phrase.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.CASCADE, related_name="batches")
    origin = models.CharField(max_length=10)
    file = models.ForeignKey("terbuka.StoredFile", models.PROTECT, null=True, related_name="+")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.origin} {self.done}/{self.total}"


class CatalogueEntrySet(models.QuerySet["CatalogueEntry"]):
    """Entries, narrowed."""

    def of(self, unit: "WorkUnit") -> "CatalogueEntrySet":
        """One unit's."""
        return self.filter(unit=unit).select_related("item", "publication__public")


class CatalogueEntry(models.Model):
    """Where one required item of one unit stands. No row, or a row without proof: missing.

    `publication` is the best public one; `site_url` where the last audit saw the
    item on the unit's own site. `due_on` is when the proof goes stale; the state
    is computed from it. `waived_*`: why the duty does not arise for this unit.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.CASCADE, related_name="catalogue")
    item = models.ForeignKey(RequiredItem, models.PROTECT, related_name="+")
    publication = models.ForeignKey(Publication, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    site_url = models.TextField(blank=True)
    site_verdict = models.CharField(max_length=20, blank=True)
    site_seen_on = models.DateField(null=True)
    holder = models.CharField(max_length=200, blank=True)
    waived_reason = models.TextField(blank=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = _by()

    objects = CatalogueEntrySet.as_manager()

    class Meta:
        ordering = ("unit", "item__position")
        indexes = (models.Index(fields=["item", "due_on"], name="entry_by_item"),)
        constraints = (
            models.UniqueConstraint(fields=["unit", "item"], name="entry_once_a_unit"),
            signed("waived", "entry_waived_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.item_id}"
