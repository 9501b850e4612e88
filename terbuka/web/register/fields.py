"""What is asked of an applicant, as fields: taken in by an officer, completed, corrected."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.applicants import IDENTITY_WORDS, KIND_WORDS, ApplicantKind, IdentityKind
from terbuka.rules.register.channels import Delivery, WantedForm
from terbuka.rules.zones import zone_of
from terbuka.services.units import BadFields
from terbuka.web.register.wording import DELIVERIES, FORMS, HAND_CHANNELS
from terbuka.web.units.forms import Entry, day_of

CAME = (
    Entry("channel", _("Datang lewat"), "", "choice", HAND_CHANNELS),
    Entry("received_on", _("Tanggal diterima"), _("Kosongkan bila baru saja diterima."), "date"),
    Entry(
        "received_time",
        _("Jam diterima"),
        _("Contoh: 10.30. Sesudah jam layanan dihitung hari kerja berikutnya."),
    ),
)
ASKED = (
    Entry(
        "details",
        _("Informasi yang diminta"),
        _("Tulis seperti dikatakan pemohon, satu hal satu baris."),
        "textarea",
    ),
    Entry(
        "subject",
        _("Pokoknya dalam satu baris"),
        _("Tanpa nama orang. Kosongkan untuk memakai baris pertama di atas."),
    ),
    Entry("purpose", _("Tujuan penggunaan"), _("Cukup menurut pemohon sendiri."), "textarea"),
    Entry("wanted_form", _("Bentuk yang diminta"), "", "choice", FORMS),
    Entry("delivery", _("Cara menerimanya"), "", "choice", DELIVERIES),
)
WHO = (
    Entry("kind", _("Pemohon"), "", "choice", tuple((one.value, KIND_WORDS[one]) for one in ApplicantKind)),
    Entry("name", _("Nama lengkap"), _("Orang, badan hukum, atau kelompok yang meminta.")),
    Entry(
        "identity_kind",
        _("Identitas"),
        _("Cukup ditunjukkan di meja layanan; salinan KTP tidak perlu."),
        "choice",
        tuple((one.value, IDENTITY_WORDS[one]) for one in IdentityKind),
    ),
    Entry("identity", _("Nomornya"), _("Disimpan tersegel. Kosongkan bila ditunjukkan di meja layanan.")),
    Entry("phone", _("Telepon"), _("Telepon atau surel: salah satu harus ada."), "tel"),
    Entry("email", _("Surel"), "", "email"),
    Entry("address", _("Alamat"), "", "textarea"),
    Entry("occupation", _("Pekerjaan"), _("Boleh kosong.")),
    Entry(
        "proxy_name",
        _("Nama kuasa"),
        _("Hanya bila permohonan diajukan lewat kuasa; lampirkan surat kuasanya."),
    ),
    Entry(
        "needs_help",
        _("Bantuan yang dibutuhkan"),
        _("Misalnya dibacakan, huruf besar, juru bahasa isyarat."),
        "textarea",
    ),
)
BEGINNING = {
    "channel": "desk",
    "kind": ApplicantKind.PERSON.value,
    "identity_kind": IdentityKind.AT_DESK.value,
    "wanted_form": WantedForm.SOFT_COPY.value,
    "delivery": Delivery.EMAIL.value,
}
_CAME = frozenset(entry.name for entry in CAME)


def values_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed about applicant and request, as services take it."""
    return {name: text for name, text in typed.items() if name not in _CAME}


def received_at(
    unit: WorkUnit,
    typed: Mapping[str, str],
    *,
    on: str = "received_on",
    time_of_day: str = "received_time",
) -> datetime | None:
    """When a letter or call came, at the unit's place; None for now. Raises BadFields.

    `on` and `time_of_day` name the two fields, for other moments than that of receipt.
    """
    day = day_of(on, typed.get(on, ""))
    hour = typed.get(time_of_day, "").strip().replace(".", ":")
    if day is None:
        if hour:
            raise BadFields({on: say("Tulis juga tanggalnya.")})
        return None
    try:
        at = time.fromisoformat(hour.zfill(5)) if hour else time(7, 30)
    except ValueError:
        raise BadFields({time_of_day: say("Tulis jamnya seperti 10.30.")}) from None
    return datetime.combine(day, at, zone_of(unit.region_code).clock)


def texts_of(case: InformationRequest) -> dict[str, str]:
    """The fields of a request as a form shows them; the sealed identity stays sealed."""
    who = case.applicant
    named = {entry.name: str(getattr(who, entry.name)) for entry in WHO if entry.name != "identity"}
    return named | {entry.name: str(getattr(case, entry.name)) for entry in ASKED} | {"identity": ""}
