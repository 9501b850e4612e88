"""People who sign in: the e-mail address is the name; what they are at which unit; invitations."""

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.units import WorkUnit, WorkUnitSet
from terbuka.rules.language import LANGUAGES
from terbuka.rules.people import ENDS_WITH_UNIT, Act, Reach, Role, reach_of


class AccountSet(models.QuerySet["Account"]):
    """Accounts, narrowed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this e-mail address, whatever its case. Raises DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person of a work unit; roles come by appointment, not from this row. E-mail is kept in lower case.

    `toured_at`: when the person went through, or waved away, the tour of the first day.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="id")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    toured_at = models.DateTimeField(null=True)

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

    def units_where(self, act: Act, *, on: date) -> WorkUnitSet:
        """The units to which this person may do `act` on a day, by the appointments alive then."""
        reached = Q(pk__in=[])
        if self.is_active:
            held = self.appointments.living(on).order_by().values_list("role", "unit_id")
            for role, unit_id in held:
                reached |= _reached(reach_of(Role(role), act), unit_id)
        found = WorkUnit.objects.filter(reached)
        return found.exclude(valid_to__lt=on) if act in ENDS_WITH_UNIT else found

    def may(self, act: Act, unit: WorkUnit, *, on: date) -> bool:
        """May this person do `act` to this unit on a day? One query, where the unit's parents are at hand."""
        if not self.is_active or (act in ENDS_WITH_UNIT and unit.has_ended(on)):
            return False
        held = self.appointments.living(on).order_by().values_list("role", "unit_id")
        return any(_covers(reach_of(Role(role), act), place, unit) for role, place in held)

    def holds(self, role: Role, *, on: date) -> bool:
        """Does this person hold `role` anywhere on a day?"""
        return self.is_active and self.appointments.living(on).filter(role=role.value).exists()


def _reached(reach: Reach | None, unit_id: int | None) -> Q:
    """The units of one appointment; the tree is three levels deep."""
    below = Q(parent=unit_id) | Q(parent__parent=unit_id)
    match reach:
        case Reach.ALL:
            return ~Q(pk__in=[])
        case Reach.OWN if unit_id:
            return Q(pk=unit_id)
        case Reach.BELOW if unit_id:
            return below
        case Reach.SUBTREE if unit_id:
            return Q(pk=unit_id) | below
    return Q(pk__in=[])


def _covers(reach: Reach | None, place: int | None, unit: WorkUnit) -> bool:
    """Does an appointment at a place reach this unit? The same as `_reached`, of one unit."""
    above = {unit.parent_id, unit.parent.parent_id if unit.parent else None} - {None}
    match reach:
        case Reach.ALL:
            return True
        case Reach.OWN:
            return place == unit.pk
        case Reach.BELOW:
            return place in above
        case Reach.SUBTREE:
            return place == unit.pk or place in above
    return False


class AppointmentSet(models.QuerySet["Appointment"]):
    """Appointments, narrowed."""

    def living(self, on: date) -> "AppointmentSet":
        """Those in force on a day; the last day is within. One ended before its time counts no more."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on, ended_at=None)

    def standing(self, on: date) -> "AppointmentSet":
        """Those in force on a day or still to begin."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), ended_at=None)


class Appointment(models.Model):
    """What a person is at a unit, from a day to a day, by decree. A system administrator has no unit.

    `ended_at` is set when it ends at once, before the last day that the decree gives.
    An ended one stays: the work of its time keeps its name.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, related_name="appointments")
    role = choice(Role)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    decree = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = AppointmentSet.as_manager()

    class Meta:
        ordering = ("unit", "role", "from_on", "id")
        constraints = (
            one_of("role", Role, "appointment_role_known"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="appointment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.SYSTEM_ADMINISTRATOR.value) | Q(unit__isnull=False),
                name="appointment_at_a_unit",
            ),
            signed("ended", "appointment_ended_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id or ''}".strip()


def units_without_ppid(under: WorkUnit, *, on: date) -> WorkUnitSet:
    """The units below one that exist on a day and have nobody in force as PPID."""
    held = Appointment.objects.living(on).filter(
        role=Role.PPID.value, account__is_active=True, unit__isnull=False
    )
    below = WorkUnit.objects.under(under).exclude(pk=under.pk).open(on)
    return below.exclude(pk__in=held.values("unit"))


class InvitationSet(models.QuerySet["Invitation"]):
    """Invitations, narrowed."""

    def open(self, at: datetime) -> "InvitationSet":
        """Those that can still be taken up."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A single-use link for one e-mail address to one role. The link is signed, never stored."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, related_name="invitations")
    role = choice(Role)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    decree = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="invitations")

    objects = InvitationSet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            one_of("role", Role, "invitation_role_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower_case"),
        )

    def __str__(self) -> str:
        return self.email
