"""The form of one version: the columns of the list of public information (DIP), as typed and as kept."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from terbuka.models import PublicationVersion, RequiredItem, WorkUnit
from terbuka.rules.language import Phrase
from terbuka.rules.publishing import FORM_WORDS, Form, PublicationKind
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue import applying
from terbuka.services.units import BadFields
from terbuka.web.access import held
from terbuka.web.catalogue.wording import OPEN_CLASSES
from terbuka.web.units.forms import Entry, day_of, number
from terbuka.web.units.forms import Form as Typed

DAYS = ("period_from", "period_to", "made_on")
_CODE = re.compile(r"[A-Z]{2,4}-\d{1,3}", re.IGNORECASE)
TITLE = Entry(
    "title", _("Judul"), _("Seperti yang akan dibaca masyarakat; sebut apa, milik siapa, dan tahunnya.")
)
ITEMS = Entry(
    "items",
    _("Butir informasi wajib"),
    _("Boleh lebih dari satu, boleh juga kosong. Yang dicentang terbukti begitu informasi ini diumumkan."),
    "items",
)
CONTENT = {
    PublicationKind.LINK: Entry(
        "url", _("Alamat"), _("Salin dari bilah alamat peramban; harus terbuka tanpa masuk."), "url"
    ),
    PublicationKind.VIDEO: Entry(
        "url",
        _("Alamat video"),
        _("Tekan Bagikan pada videonya, lalu tempelkan alamatnya. Kosongkan bila Anda mengunggah berkasnya."),
        "url",
    ),
    PublicationKind.PAGE: Entry(
        "text", _("Isi halaman"), _("Tulis atau tempelkan isinya; masyarakat membacanya di sini."), "textarea"
    ),
}
ABOUT = (
    Entry("summary", _("Ringkasan isi"), _("Satu atau dua kalimat; ikut dicari masyarakat."), "textarea"),
    Entry(
        "information_class",
        _("Kelas informasi"),
        _("Berkala bila diperbarui teratur; serta-merta bila menyangkut bahaya; selainnya setiap saat."),
        "choice",
        OPEN_CLASSES,
    ),
    Entry("period_from", _("Periode mulai"), _("Hari pertama yang dibahas isinya."), "date"),
    Entry("period_to", _("Periode sampai"), _("Hari terakhirnya; dari sini umurnya dihitung."), "date"),
    Entry("holder", _("Pejabat yang menguasai"), _("Jabatan atau bagian yang memegang informasi ini.")),
    Entry("responsible", _("Penanggung jawab"), _("Pejabat yang menerbitkannya.")),
    Entry("made_on", _("Waktu pembuatan"), _("Tanggal dokumen ditetapkan atau dibuat."), "date"),
    Entry("made_in", _("Tempat pembuatan"), _("Misalnya nama kota.")),
    Entry(
        "form", _("Bentuk informasi"), _("Dalam bentuk apa satker menyimpannya."), "choice",
        tuple((kind.value, FORM_WORDS[kind]) for kind in Form),
    ),
    Entry("retention", _("Jangka waktu penyimpanan"), _("Misalnya 5 tahun; kosongkan bila tidak dibatasi.")),
)  # fmt: skip
NOTE = Entry("change_note", _("Catatan perubahan"), _("Apa yang berubah; terbaca di riwayatnya."), "textarea")


class DipForm(Typed):
    """The form with its required items apart, because they are ticked rather than typed."""

    __slots__ = ()

    @property
    def plain(self) -> "Typed":
        """All fields but the items, for the fields that pages share."""
        entries = [entry for entry in self.entries if entry.kind != "items"]
        return Typed(entries, self.typed, self.version, self.faults, self.now)

    @property
    def codes(self) -> list[str]:
        """The ticked items."""
        return codes_in(self.typed.get("items", ""))


def codes_in(text: str) -> list[str]:
    """The codes of items in a text, each once, in the order in which they stand."""
    return list(dict.fromkeys(code.upper() for code in _CODE.findall(text)))


def entries_for(kind: PublicationKind, *, is_later: bool = False) -> tuple[Entry, ...]:
    """The fields of a publication of a kind; a later version also says what changed."""
    own = (CONTENT[kind],) if kind in CONTENT else ()
    return (TITLE, *own, ITEMS, *ABOUT, *((NOTE,) if is_later else ()))


def sent(request: HttpRequest, entries: Iterable[Entry]) -> DipForm:
    """The form as it was sent."""
    listed = tuple(entries)
    typed = {entry.name: request.POST.get(entry.name, "").replace("\r\n", "\n") for entry in listed}
    if "items" in typed:
        typed["items"] = "; ".join(request.POST.getlist("items"))
    return DipForm(listed, typed, number(request.POST.get("version", "")))


def opened(request: HttpRequest, entries: Iterable[Entry], texts: Mapping[str, str], version: int) -> DipForm:
    """The form as it stands, or with what the same person had typed when the session ended."""
    listed, kept = tuple(entries), held(request, request.path) or {}
    names = {entry.name for entry in listed}
    back = {name: "; ".join(values) for name, values in kept.items() if name in names and values}
    if back:
        version = number(kept.get("version", [""])[0])
    return DipForm(listed, {**texts, **back}, version)


def texts_of(version: PublicationVersion) -> dict[str, str]:
    """The fields of a version as a form shows them."""
    names = [entry.name for entry in (TITLE, *CONTENT.values(), *ABOUT, NOTE)]
    texts = {name: str(getattr(version, name) or "") for name in names}
    return texts | {"items": "; ".join(item.code for item in version.items.all())}


def values_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as services take it. Raises BadFields for days that do not exist."""
    values: dict[str, Any] = dict(typed)
    faults: dict[str, Phrase] = {}
    for name in DAYS:
        if name in values:
            try:
                values[name] = day_of(name, values[name])
            except BadFields as fault:
                faults |= fault.fields
    if faults:
        raise BadFields(faults)
    if "items" in values:
        values["items"] = codes_in(values["items"])
    return values


def item_choices(unit: WorkUnit, ticked: list[str]) -> list[tuple[Any, list[RequiredItem], bool]]:
    """The items that the unit owes, by class, to tick; True for a class with a ticked one."""
    items = applying(unit)
    found = []
    for kind, word in OPEN_CLASSES:
        own = [one for one in items if one.information_class == kind]
        found.append((word, own, any(one.code in ticked for one in own)))
    return found


def faults_of(fault: BadInput) -> dict[str, Phrase]:
    """A fault by field; one without a field stands at the file."""
    return dict(fault.fields) if isinstance(fault, BadFields) else {"berkas": fault.phrase}
