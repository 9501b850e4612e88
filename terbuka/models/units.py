"""Work units (satker) in their tree, their websites, and what a unit says of itself."""

from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.rules.units import Institution, Level, SuccessionKind

ZONES = ("WIB", "WITA", "WIT")


class WebsiteKind(StrEnum):
    """What a website of a unit is for; `old` ones still stand and may mislead."""

    MAIN = "main"
    PPID = "ppid"
    JDIH = "jdih"
    OLD = "old"


class Basis(StrEnum):
    """How an address is known: computed from a pattern, read on a page, or confirmed by the unit."""

    GUESS = "guess"
    SEEN = "seen"
    CONFIRMED = "confirmed"


class WorkUnitSet(models.QuerySet["WorkUnit"]):
    """Work units, narrowed."""

    def open(self, on: date) -> "WorkUnitSet":
        """Those that exist on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))

    def of(self, institution: str) -> "WorkUnitSet":
        """Those of one institution."""
        return self.filter(institution=institution)

    def under(self, unit: "WorkUnit") -> "WorkUnitSet":
        """The unit itself and all below it; the tree is three levels deep."""
        return self.filter(Q(pk=unit.pk) | Q(parent=unit) | Q(parent__parent=unit))

    def named(self, text: str) -> "WorkUnitSet":
        """Those in whose names, other names or web addresses every word of `text` stands."""
        found = self
        for word in text.lower().split():
            found = found.filter(search_text__contains=word)
        return found


class WorkUnit(models.Model):
    """One satker of KPU or Bawaslu. One that was imported is no longer changed by the shipped file."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    institution = models.CharField(max_length=10, choices=[(i.value, i.value) for i in Institution])
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Level])
    kind = models.CharField(max_length=12)
    region_code = models.CharField(max_length=5)
    province_code = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    aliases = models.JSONField(default=list)
    search_text = models.TextField()
    zone = models.CharField(max_length=4, choices=[(zone, zone) for zone in ZONES])
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    valid_basis = models.CharField(max_length=40, blank=True)
    is_imported = models.BooleanField(default=False)

    objects = WorkUnitSet.as_manager()

    class Meta:
        ordering = ("region_code", "-institution")
        indexes = (models.Index(fields=["province_code", "region_code"], name="unit_by_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "region_code"],
                condition=Q(valid_to=None),
                name="unit_once_in_a_region",
            ),
            models.CheckConstraint(
                condition=Q(institution__in=[i.value for i in Institution]), name="unit_institution_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="unit_level_known"
            ),
            models.CheckConstraint(condition=Q(zone__in=ZONES), name="unit_zone_known"),
            models.CheckConstraint(
                condition=Q(level=Level.NATIONAL.value, parent=None)
                | (~Q(level=Level.NATIONAL.value) & Q(parent__isnull=False)),
                name="unit_root_is_national",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def has_ended(self, on: date) -> bool:
        """Is a day after the last one on which this unit existed?"""
        return self.valid_to is not None and self.valid_to < on

    @property
    def region_name(self) -> str:
        """The region as its kind and name: "Kabupaten Jombang" of "KPU Kabupaten Jombang"."""
        return self.name.partition(" ")[2]


class Succession(models.Model):
    """A unit that came out of another on a day: one row for each pair, so a split has several.

    The earlier unit stays with its history and its `valid_to`.
    """

    before = models.ForeignKey(WorkUnit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(WorkUnit, models.PROTECT, related_name="origins")
    kind = choice(SuccessionKind)
    on = models.DateField()
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("on", "id")
        constraints = (
            one_of("kind", SuccessionKind, "succession_kind_known"),
            models.UniqueConstraint(fields=["before", "after"], name="succession_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.before_id} {self.after_id}"


class FormerSlug(models.Model):
    """An address that a unit had before it was renamed; it still leads there."""

    slug = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="former_slugs")
    until_on = models.DateField()

    class Meta:
        ordering = ("unit", "until_on")

    def __str__(self) -> str:
        return self.slug


class Website(models.Model):
    """An address of a unit on the web and how it is known."""

    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="websites")
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in WebsiteKind])
    url = models.URLField(max_length=300)
    basis = models.CharField(max_length=9, choices=[(basis.value, basis.value) for basis in Basis])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "url"], name="website_once_a_unit"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(kind=WebsiteKind.MAIN.value), name="website_one_main_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in WebsiteKind]), name="website_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in Basis]), name="website_basis_known"
            ),
        )

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """The address without its scheme, as people say it."""
        return self.url.partition("://")[2].rstrip("/")


class PpidRole(StrEnum):
    """Who stands for what in a unit's information service, as its decree names them."""

    SUPERVISOR = "supervisor"
    PPID = "ppid"
    DEPUTY = "deputy"
    DESK = "desk"


class FacilityKind(StrEnum):
    """What an office must have for those who come to ask."""

    ROOM = "room"
    DESK = "desk"
    BOARD = "board"
    BANNER = "banner"
    ACCESS = "access"


class UnitProfile(models.Model):
    """How a unit's information service is reached, and the decree it rests on. One a unit.

    `social` lists `{"network", "url"}`, `leaders` names. `version` grows with each save.
    """

    unit = models.OneToOneField(WorkUnit, models.CASCADE, related_name="profile")
    whatsapp = models.CharField(max_length=30, blank=True)
    whatsapp_holder = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    address = models.TextField(blank=True)
    hours = models.CharField(max_length=300, blank=True)
    social = models.JSONField(default=list)
    leaders = models.JSONField(default=list)
    decree_number = models.CharField(max_length=100, blank=True)
    decree_on = models.DateField(null=True)
    decree_url = models.URLField(max_length=500, blank=True)
    decree_file = models.ForeignKey("terbuka.StoredFile", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (signed("saved", "profile_saved_by_somebody"),)

    def __str__(self) -> str:
        return f"profil {self.unit_id}"


class PpidMember(models.Model):
    """A person whom the decree names, by role; needs no account."""

    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="ppid_members")
    role = choice(PpidRole)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "id")
        constraints = (one_of("role", PpidRole, "ppid_member_role_known"),)

    def __str__(self) -> str:
        return self.name


class Facility(models.Model):
    """One thing an office has, or says it lacks. `is_there` is null until somebody said."""

    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="facilities")
    kind = choice(FacilityKind)
    is_there = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "kind"], name="facility_once_a_unit"),
            one_of("kind", FacilityKind, "facility_kind_known"),
        )

    def __str__(self) -> str:
        return self.kind


class FacilityPhoto(models.Model):
    """A dated photo of a facility. `is_dated_by_camera` holds where the picture itself told its day."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="photos")
    file = models.ForeignKey("terbuka.StoredFile", models.PROTECT, related_name="+")
    taken_on = models.DateField()
    is_dated_by_camera = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("facility", "-taken_on", "-id")

    def __str__(self) -> str:
        return f"{self.facility_id} {self.taken_on}"
