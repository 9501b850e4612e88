"""What of a unit's catalogue waits for this person, in the order in which it is to be done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import PublicationVersion, WorkUnit
from terbuka.services.catalogue.reading import Waiting, waiting
from terbuka.web.catalogue.doors import Rights


@dataclass(frozen=True, slots=True)
class Kind:
    """Why versions wait. `right` and `found` name a field of `Rights` and of `Waiting`.

    `act` is what may be done to many at once under `button`, "" for one by one.
    """

    key: str
    right: str
    found: str
    title: Promise
    hint: Promise
    act: str = ""
    button: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Versions that wait for the same."""

    kind: Kind
    versions: list[PublicationVersion]


KINDS = (
    Kind(
        "periksa",
        "check",
        "to_check",
        _("Menunggu Anda periksa"),
        _("Buka, baca, lalu setujui atau kembalikan dengan catatan."),
        "setujui",
        _("Setujui yang dicentang"),
    ),
    Kind(
        "umumkan",
        "publish",
        "to_publish",
        _("Siap diumumkan"),
        _("Sudah diperiksa; masyarakat membacanya begitu Anda mengumumkannya."),
        "umumkan",
        _("Umumkan yang dicentang"),
    ),
    Kind(
        "penjaga",
        "collect",
        "to_guard",
        _("Ditahan penjaga"),
        _("Ada data pribadi yang harus diputus, atau berkasnya tidak dapat dibuka."),
    ),
    Kind(
        "kembali",
        "collect",
        "returned",
        _("Dikembalikan kepada Anda"),
        _("Baca catatannya, perbaiki, lalu kirim lagi."),
    ),
    Kind(
        "tegaskan",
        "collect",
        "to_confirm",
        _("Tebakan yang belum ditegaskan"),
        _("Lihat butir, judul, dan periode yang ditebak dari isi berkas."),
    ),
    Kind(
        "konsep",
        "collect",
        "drafts",
        _("Konsep yang belum dikirim"),
        _("Lengkapi, lalu kirim untuk diperiksa."),
        "kirim",
        _("Kirim yang dicentang"),
    ),
)


def groups(found: Waiting, rights: Rights) -> list[Group]:
    """What waits for somebody with these rights; groups without versions are left out."""
    mine = (Group(kind, getattr(found, kind.found)) for kind in KINDS if getattr(rights, kind.right))
    return [one for one in mine if one.versions]


def count(unit: WorkUnit, rights: Rights) -> int:
    """How many versions wait for somebody with these rights."""
    return sum(len(one.versions) for one in groups(waiting(unit), rights)) if rights.handle else 0
