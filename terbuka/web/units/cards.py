"""Contacts, decree and leaders: one form each over the unit's profile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import UnitProfile, WorkUnit
from terbuka.rules.contacts import HANDLES, spoken_number
from terbuka.rules.people import Act
from terbuka.services.units import save_profile
from terbuka.web import words
from terbuka.web.access import person, working
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of, done, opened, sent, shown, tried


@dataclass(frozen=True, slots=True)
class Card:
    """A part of the profile with a form of its own: its texts as read, its values as saved."""

    key: str
    title: Promise
    lead: Promise
    entries: tuple[Entry, ...]
    texts: Callable[[UnitProfile], dict[str, str]]
    values: Callable[[dict[str, str]], dict[str, Any]]


def _contact_texts(profile: UnitProfile) -> dict[str, str]:
    accounts = {one["network"]: one["url"] for one in profile.social}
    numbers = {name: spoken_number(getattr(profile, name)) for name in ("whatsapp", "phone")}
    plain = {name: getattr(profile, name) for name in ("whatsapp_holder", "email", "address", "hours")}
    return numbers | plain | {network: accounts.get(network, "") for network in HANDLES}


def _contact_values(typed: dict[str, str]) -> dict[str, Any]:
    return {name: text for name, text in typed.items() if name not in HANDLES} | {
        "social": {network: typed[network] for network in HANDLES}
    }


CONTACTS = Card(
    "kontak",
    _("Kontak PPID"),
    _("Cara masyarakat menghubungi PPID. Semuanya tampil bagi publik, kecuali nama pemegang HP."),
    (
        Entry(
            "whatsapp",
            _("Nomor WhatsApp PPID"),
            _("HP khusus PPID, bukan HP pribadi. Penguji akses menghubungi nomor ini."),
            "tel",
            help="whatsapp",
        ),
        Entry(
            "whatsapp_holder", _("Nama pemegang HP itu"), _("Hanya terlihat oleh petugas dan verifikator.")
        ),
        Entry("phone", _("Telepon PPID"), _("Dengan kode wilayah; misalnya 0321-861234."), "tel"),
        Entry("email", _("Surel PPID"), _("Misalnya ppid@kab-contoh.kpu.go.id."), "email"),
        Entry(
            "address",
            _("Alamat kantor"),
            _("Tulis persis seperti di situs: kuesioner membandingkan keduanya."),
            "textarea",
        ),
        Entry(
            "hours",
            _("Jam layanan"),
            _("Misalnya Senin–Kamis 07.30–16.00, Jumat 07.30–16.30."),
            help="hours",
        ),
        *(Entry(network, name, _("Alamatnya, atau @nama akun.")) for network, name in words.NETWORKS.items()),
    ),
    _contact_texts,
    _contact_values,
)
LEADERS = Card(
    "pimpinan",
    _("Pimpinan"),
    _("Ketua, anggota dan sekretaris. Namanya dicari dalam laporan kekayaan (LHKPN) di situs."),
    (Entry("leaders", _("Nama pimpinan"), _("Satu nama per baris."), "textarea"),),
    lambda profile: {"leaders": "\n".join(profile.leaders)},
    lambda typed: {"leaders": typed["leaders"]},
)
DECREE = Card(
    "keputusan",
    _("Keputusan PPID"),
    _("Keputusan yang menetapkan PPID satker ini. Tautan lebih baik: publik dapat membukanya."),
    (
        Entry("decree_number", _("Nomor"), _("Misalnya 12/PR.03-Kpt/3517/2026.")),
        Entry("decree_on", _("Tanggal"), "", "date"),
        Entry(
            "decree_url",
            _("Tautan dokumennya"),
            _("Alamat berkas keputusan di situs satker."),
            "url",
            help="decree",
        ),
    ),
    lambda profile: {
        "decree_number": profile.decree_number,
        "decree_on": profile.decree_on.isoformat() if profile.decree_on else "",
        "decree_url": profile.decree_url,
    },
    lambda typed: typed | {"decree_on": day_of("decree_on", typed["decree_on"])},
)


def read(unit: WorkUnit) -> UnitProfile:
    """The unit's profile, or an empty one at version 0."""
    found = UnitProfile.objects.filter(unit=unit).select_related("decree_file").first()
    return found or UnitProfile(unit=unit, version=0)


def _save(request: HttpRequest, unit: WorkUnit, card: Card, form: Form) -> None:
    now = timezone.now()
    more: dict[str, Any] = {}
    if card is DECREE:
        # The file is stored before any other field may be found wrong.
        form.file = sent_file(request, unit, by=person(request), at=now)
        if form.file or request.POST.get("tanpa_berkas"):
            more["decree_file"] = form.file
    values = card.values(form.typed) | more
    save_profile(unit, values=values, version=form.version, by=person(request), at=now)


def _page(request: HttpRequest, unit: WorkUnit, card: Card) -> HttpResponse:
    profile = read(unit)
    if request.method == "POST":
        form = sent(request, card.entries)
        if tried(form, lambda: _save(request, unit, card, form), card.texts):
            return done(unit, card.key)
    else:
        form = opened(request, card.entries, card.texts(profile), profile.version)
    more = {"title": card.title, "lead": card.lead, "takes_file": card is DECREE, "kept": profile.decree_file}
    return shown(request, unit, "units/form.html", form, **more)


@working(Act.EDIT_PROFILE)
def profile_contacts(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """How the PPID is reached."""
    return _page(request, unit, CONTACTS)


@working(Act.EDIT_PROFILE)
def profile_decree(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The decree that appoints the PPID, as a link or a file."""
    return _page(request, unit, DECREE)


@working(Act.EDIT_PROFILE)
def profile_leaders(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The names of those who lead the unit."""
    return _page(request, unit, LEADERS)
