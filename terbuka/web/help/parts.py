"""What a guide is made of, and the parts that several share: keyboard, signing in, what to do when stuck."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.rules.people import Role
from terbuka.web.help.texts import HELP


class Kind(StrEnum):
    """How the sentences of a part stand on the page."""

    STEPS = "steps"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its sentences; steps are numbered."""

    heading: Promise
    kind: Kind
    sentences: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One or two printed pages for who holds one of `roles`; `slug` is its address."""

    slug: str
    roles: tuple[Role, ...]
    title: Promise
    lead: Promise
    parts: tuple[Part, ...]


def beside(key: str) -> Part:
    """A help text of a field, as a part of a guide."""
    return Part(HELP[key].title, Kind.TEXT, HELP[key].sentences)


SIGNING_IN = Part(
    _("Masuk dan keluar"),
    Kind.LIST,
    (
        _("Pertama kali: buka tautan undangan, tulis nama dan kata sandi, lalu tekan “Buat akun dan masuk”."),
        _(
            "Sesudah itu tekan “Masuk” di atas halaman. Halaman yang lama ditinggalkan meminta "
            "Anda masuk lagi; yang sudah diketik tetap tersimpan."
        ),
        _("Di komputer bersama: tekan nama Anda di atas halaman, lalu “Keluar dari perangkat ini”."),
    ),
)
_KEYS = (
    _("Tab berpindah ke isian atau tombol berikutnya, Shift+Tab kembali, Enter menekan, Spasi mencentang."),
    _("Tab pertama di setiap halaman adalah “Langsung ke isi”, yang melewati menu."),
)


def keys(*more: Promise) -> Part:
    """The keyboard: what works everywhere, then what works in this role."""
    return Part(_("Papan ketik"), Kind.LIST, (*_KEYS, *more))


STUCK = Part(
    _("Bila macet"),
    Kind.LIST,
    (
        _(
            "Tombol yang Anda cari tidak ada? Halamannya menyebut sebabnya: tanggalnya belum tiba "
            "atau sudah lewat, atau peran Anda tidak mencakupnya."
        ),
        _("Halaman tidak ditemukan? Alamatnya salah, atau satker itu di luar tugas Anda."),
        _(
            "Orang lain menyimpan lebih dahulu? Teks Anda tidak hilang: bandingkan keduanya di "
            "halaman itu, lalu pilih."
        ),
        _(
            "Tidak dapat masuk? Tekan “Lupa kata sandi”, atau mintalah tautan baru kepada yang "
            "mengundang Anda."
        ),
    ),
)
