"""The fields of the form for a request, as a citizen reads them, and what is wrong with what was typed.

Which fields: UU 14/2008 article 22 and Perki 1/2021 (form of a request); identity only as
far as the unit asks for it, and it may always be shown at the desk instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from terbuka.rules.language import Phrase, language, say
from terbuka.rules.register.applicants import (
    LACK_WORDS,
    ApplicantKind,
    Asked,
    IdentityKind,
    Lack,
    lacks,
)
from terbuka.rules.register.channels import Delivery, WantedForm
from terbuka.services.register.receiving import checked_values
from terbuka.services.units import BadFields
from terbuka.web.units.forms import Entry, Filled, Text

# Nothing a person sees; a program that fills in every field fills in this one too.
TRAP = "situs_web"
_LACKING = {
    Lack.NAME: "name",
    Lack.IDENTITY: "identity",
    Lack.ADDRESS: "address",
    Lack.CONTACT: "phone",
    Lack.DETAILS: "details",
    Lack.PURPOSE: "purpose",
}
_IDENTITY_DIGITS = 16
WHAT = (
    Entry(
        "details",
        _("Informasi yang Anda minta"),
        _("Sebut dokumennya, tahunnya, dan daerahnya. Makin jelas, makin cepat ditemukan."),
        kind="textarea",
    ),
    Entry(
        "purpose",
        _("Untuk apa informasinya"),
        _("Satu kalimat cukup, misalnya: penelitian, liputan, atau ingin tahu."),
        kind="textarea",
    ),
    Entry(
        "wanted_form",
        _("Bentuk yang Anda inginkan"),
        kind="choice",
        options=(
            (WantedForm.SOFT_COPY.value, _("Salinan digital (berkas)")),
            (WantedForm.HARD_COPY.value, _("Salinan cetak; biaya fotokopinya disebut lebih dahulu")),
            (WantedForm.SEE.value, _("Cukup melihat, membaca, mendengarkan, atau mencatat di kantornya")),
        ),
    ),
    Entry(
        "delivery",
        _("Cara menerimanya"),
        _("Jawaban selalu juga ada di halaman permohonan Anda."),
        kind="choice",
        options=(
            (Delivery.EMAIL.value, _("Surel")),
            (Delivery.PAGE.value, _("Diunduh sendiri dari halaman permohonan Anda")),
            (Delivery.PICK_UP.value, _("Diambil di kantornya")),
            (Delivery.WHATSAPP.value, _("WhatsApp")),
            (Delivery.POST.value, _("Pos")),
            (Delivery.COURIER.value, _("Kurir")),
            (Delivery.FAX.value, _("Faks")),
        ),
    ),
)
_KIND = Entry(
    "kind",
    _("Anda meminta sebagai"),
    kind="choice",
    options=(
        (ApplicantKind.PERSON.value, _("Perorangan")),
        (ApplicantKind.ENTITY.value, _("Badan hukum: perusahaan, yayasan, perkumpulan")),
        (ApplicantKind.GROUP.value, _("Kelompok orang, lewat kuasanya")),
    ),
)
_NAME = Entry(
    "name", _("Nama lengkap"), _("Nama Anda, atau nama badan hukum atau kelompoknya."), autocomplete="name"
)
_IDENTITY_KIND = Entry(
    "identity_kind",
    _("Bukti bahwa Anda warga negara atau badan hukum Indonesia"),
    _("Semuanya sama baiknya. Nomornya disimpan tersandi; hanya petugas meja dan PPID melihatnya."),
    kind="choice",
    options=(
        (IdentityKind.AT_DESK.value, _("Saya tunjukkan di meja layanan, tanpa difotokopi")),
        (IdentityKind.NIK.value, _("Saya tulis NIK")),
        (IdentityKind.OTHER.value, _("Saya tulis nomor SIM atau paspor")),
        (IdentityKind.DECREE.value, _("Saya tulis nomor SK pengesahan badan hukum")),
    ),
)
_IDENTITY = Entry(
    "identity",
    _("Nomornya"),
    _("Kosongkan bila Anda menunjukkannya di meja layanan."),
    autocomplete="off",
)
_REACHED = (
    Entry("address", _("Alamat"), kind="textarea", autocomplete="street-address"),
    Entry(
        "phone",
        _("Nomor telepon atau WhatsApp"),
        _("Isi nomor telepon, surel, atau keduanya."),
        kind="tel",
        autocomplete="tel",
    ),
    Entry("email", _("Surel"), _("Kabar dan jawaban dikirim ke sini."), kind="email", autocomplete="email"),
    Entry("occupation", _("Pekerjaan (boleh kosong)"), autocomplete="organization-title"),
)
# Who objects without an earlier request is reached by these.
WHO = (_NAME, *_REACHED[:3])
PROXY = Entry(
    "proxy_name",
    _("Nama Anda sebagai kuasa (boleh kosong)"),
    _("Hanya bila Anda mewakili orang, badan, atau kelompok. Surat kuasanya dilampirkan sesudah ini."),
)
HELP_NEEDED = Entry(
    "needs_help",
    _("Bantuan yang Anda perlukan (boleh kosong)"),
    _("Misalnya: huruf besar, dibacakan, juru bahasa isyarat, atau dibantu mengisi formulir ini."),
    kind="textarea",
)
FIRST = {
    "kind": ApplicantKind.PERSON.value,
    "wanted_form": WantedForm.SOFT_COPY.value,
    "delivery": Delivery.PAGE.value,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form with its title."""

    title: Text
    entries: tuple[Entry, ...]


def parts_of(*, needs_identity: bool) -> tuple[Part, ...]:
    """The form of a unit, part by part."""
    identity = (_IDENTITY_KIND, _IDENTITY) if needs_identity else ()
    return (
        Part(_("Yang Anda minta"), WHAT),
        Part(_("Siapa yang meminta"), (_KIND, _NAME, *identity, *_REACHED)),
        Part(_("Bila perlu"), (PROXY, HELP_NEEDED)),
    )


def entries_of(parts: tuple[Part, ...]) -> tuple[Entry, ...]:
    """All fields in their order."""
    return tuple(entry for part in parts for entry in part.entries)


def values_of(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as the service takes it; letters are written in the language of the page."""
    return {name: text for name, text in typed.items() if name != "identity" or text} | {
        "language": language()
    }


def faults_of(typed: Mapping[str, str], *, needs_identity: bool) -> dict[str, Phrase]:
    """What is wrong with what was typed, by field; nothing where it can be sent.

    The letter of a proxy is a file: it comes with the next step, or later.
    """
    try:
        checked_values(values_of(typed))
    except BadFields as fault:
        found = dict(fault.fields)
    else:
        found = {}
    for lack in lacks(_asked(typed), needs_identity=needs_identity):
        if lack in _LACKING:
            found.setdefault(_LACKING[lack], say("Belum diisi: {what}.", what=LACK_WORDS[lack]))
    return _of_delivery(typed) | _of_identity(typed, needs_identity=needs_identity) | found


def _asked(typed: Mapping[str, str]) -> Asked:
    said = typed.get("kind", "")
    is_shown = typed.get("identity_kind") == IdentityKind.AT_DESK
    return Asked(
        name=typed.get("name", ""),
        kind=ApplicantKind(said) if said in set(ApplicantKind) else ApplicantKind.PERSON,
        has_identity=is_shown or bool(typed.get("identity", "").strip()),
        address=typed.get("address", ""),
        phone=typed.get("phone", ""),
        email=typed.get("email", ""),
        details=typed.get("details", ""),
        purpose=typed.get("purpose", ""),
        is_proxied=bool(typed.get("proxy_name", "").strip()),
    )


def _of_delivery(typed: Mapping[str, str]) -> dict[str, Phrase]:
    way = typed.get("delivery", "")
    if way == Delivery.EMAIL and not typed.get("email", "").strip():
        return {"email": say("Tulis surel Anda, atau pilih cara lain untuk menerimanya.")}
    if way == Delivery.WHATSAPP and not typed.get("phone", "").strip():
        return {"phone": say("Tulis nomor WhatsApp Anda, atau pilih cara lain untuk menerimanya.")}
    if typed.get("kind") == ApplicantKind.GROUP and not typed.get("proxy_name", "").strip():
        return {"proxy_name": say("Kelompok meminta lewat kuasanya: tulis nama Anda sebagai kuasa.")}
    return {}


def _of_identity(typed: Mapping[str, str], *, needs_identity: bool) -> dict[str, Phrase]:
    if not needs_identity:
        return {}
    kind, number = typed.get("identity_kind", ""), "".join(typed.get("identity", "").split())
    if not kind:
        return {"identity_kind": say("Pilih salah satu; boleh ditunjukkan di meja layanan.")}
    if kind == IdentityKind.NIK and number and not (number.isdecimal() and len(number) == _IDENTITY_DIGITS):
        return {"identity": say("NIK terdiri dari {n} angka.", n=_IDENTITY_DIGITS)}
    return {}


def filled_of(
    entries: Iterable[Entry], typed: Mapping[str, str], faults: Mapping[str, Phrase]
) -> list[Filled]:
    """Fields with their texts and faults."""
    return [Filled(one, typed.get(one.name, ""), faults.get(one.name, "")) for one in entries]
