"""What a unit's profile says, as drafting reads it; and how complete it is, as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch
from django.urls import reverse

from terbuka.models import Facility, FacilityPhoto, PpidMember, UnitProfile, Website, WorkUnit
from terbuka.models.units import Basis, FacilityKind, PpidRole, WebsiteKind
from terbuka.rules.drafting import UnitFacts
from terbuka.rules.drafting.answers import FacilityFacts, PhotoFacts
from terbuka.rules.language import Phrase, say

# The decree names those who decide; who sits at the desk changes by roster.
IN_DECREE = (PpidRole.SUPERVISOR.value, PpidRole.PPID.value, PpidRole.DEPUTY.value)
FACILITY_NAMES = {
    FacilityKind.ROOM: say("ruang layanan informasi"),
    FacilityKind.DESK: say("meja layanan PPID"),
    FacilityKind.BOARD: say("papan informasi"),
    FacilityKind.BANNER: say("spanduk atau papan nama PPID"),
    FacilityKind.ACCESS: say("sarana penyandang disabilitas"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the profile lacks; `card` is the part of the page that mends it, `kind` the facility."""

    name: Phrase
    card: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the profile is filled, and what is missing, the most useful first."""

    filled: int
    whole: int
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Is nothing missing?"""
        return not self.missing

    @property
    def share(self) -> Fraction:
        """From 0 to 1."""
        return Fraction(self.filled, self.whole)


def facilities_of(unit: WorkUnit) -> list[Facility]:
    """The facilities of which something was said, their living photos prefetched as `shown`, newest first."""
    living = FacilityPhoto.objects.filter(removed_at=None).select_related("file")
    return list(unit.facilities.prefetch_related(Prefetch("photos", living, to_attr="shown")))


def profile_facts(unit: WorkUnit) -> UnitFacts:
    """Names, contacts and facilities as drafting reads them; empty where nothing was said."""
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    members = PpidMember.objects.filter(unit=unit, role__in=IN_DECREE)
    return UnitFacts(
        ppid_names=tuple(dict.fromkeys(members.values_list("name", flat=True))),
        leaders=tuple(profile.leaders),
        phone=profile.phone or profile.whatsapp,
        email=profile.email,
        address=profile.address,
        facilities=tuple(_facility(unit, one) for one in facilities_of(unit)),
    )


def _facility(unit: WorkUnit, facility: Facility) -> FacilityFacts:
    shown: list[FacilityPhoto] = getattr(facility, "shown", [])
    return FacilityFacts(
        facility.kind,
        facility.is_there,
        tuple(
            PhotoFacts(
                reverse("file", args=[unit.slug, photo.file_id]),
                photo.file.name,
                photo.taken_on,
                photo.is_dated_by_camera,
            )
            for photo in shown
        ),
    )


def completeness(unit: WorkUnit) -> Completeness:
    """What of the profile is filled. A facility said to be absent is said, and needs no photo."""
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    checks = [*_sites(unit), *_contacts(profile), *_decree(unit, profile), *_facilities(unit)]
    missing = tuple(lack for lack, is_filled in checks if not is_filled)
    return Completeness(len(checks) - len(missing), len(checks), missing)


type Check = tuple[Missing, bool]


def _sites(unit: WorkUnit) -> Iterator[Check]:
    main = Website.objects.filter(unit=unit, kind=WebsiteKind.MAIN.value, basis=Basis.CONFIRMED.value)
    yield Missing(say("situs utama yang dipastikan"), "websites"), main.exists()


def _contacts(profile: UnitProfile) -> Iterator[Check]:
    for name, value in (
        (say("nomor WhatsApp"), profile.whatsapp),
        (say("nama pemegang HP WhatsApp"), profile.whatsapp_holder),
        (say("telepon PPID"), profile.phone),
        (say("surel PPID"), profile.email),
        (say("alamat kantor"), profile.address),
        (say("jam layanan"), profile.hours),
        (say("media sosial"), profile.social),
    ):
        yield Missing(name, "contacts"), bool(value)


def _decree(unit: WorkUnit, profile: UnitProfile) -> Iterator[Check]:
    roles = set(PpidMember.objects.filter(unit=unit).values_list("role", flat=True))
    is_numbered = bool(profile.decree_number and profile.decree_on)
    yield Missing(say("nomor dan tanggal keputusan PPID"), "decree"), is_numbered
    shown = bool(profile.decree_url or profile.decree_file_id)
    yield Missing(say("tautan atau berkas keputusan PPID"), "decree"), shown
    yield Missing(say("nama PPID"), "members"), PpidRole.PPID.value in roles
    yield Missing(say("nama atasan PPID"), "members"), PpidRole.SUPERVISOR.value in roles
    yield Missing(say("nama petugas meja layanan"), "members"), PpidRole.DESK.value in roles
    yield Missing(say("nama pimpinan"), "leaders"), bool(profile.leaders)


def _facilities(unit: WorkUnit) -> Iterator[Check]:
    said = {one.kind: one for one in facilities_of(unit)}
    for kind, name in FACILITY_NAMES.items():
        one = said.get(kind.value)
        is_there = one.is_there if one else None
        if is_there is None:
            yield Missing(name, "facilities", kind.value), False
        else:
            photos = getattr(one, "shown", [])
            lack = Missing(say("foto {name}", name=name), "facilities", kind.value)
            yield lack, bool(photos or not is_there)
