"""The forms of a test and of one document: each field says what belongs there, with an example."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from terbuka.models import ConsequenceTest, ExemptDocument
from terbuka.rules.exemption import LETTERS, MOMENT_WORDS, Letter, TestMoment
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.services.units import BadFields
from terbuka.web.units.forms import Entry, Form, day_of

PERMANENT, UNTIL = "tetap", "tanggal"
HEAD = (
    Entry("subject", _("Informasi yang diuji"), _("Contoh: berkas pencalonan peserta Pilkada 2024.")),
    Entry(
        "holder",
        _("Unit yang menguasai"),
        _("Bagian yang memegang dokumennya. Contoh: Subbagian Teknis Penyelenggaraan Pemilu."),
    ),
    Entry(
        "moment", _("Kapan diuji"), _("Uji dapat dilakukan pada tiga saat (UU 14/2008 Pasal 19)."), "choice",
        tuple((one.value, MOMENT_WORDS[one]) for one in TestMoment),
    ),
    Entry(
        "request_number",
        _("Nomor pendaftaran permohonan"),
        _("Hanya bila ada permohonan atau sengketa. Contoh: REG/kpu-kab-jombang/2026/12."),
    ),
    Entry(
        "received_on",
        _("Permohonan diterima pada"),
        _("Hanya bila ada permohonan. Dari hari ini tenggat jawabannya dihitung."),
        "date",
    ),
    Entry(
        "regime", _("Tata cara permohonan"), _("Pemilu: tentang pemilu, selama tahapan."), "choice",
        (
            ("", _("Tidak ada permohonan")),
            (Regime.UMUM.value, _("Umum")),
            (Regime.PEMILU.value, _("Pemilu")),
        ),
    ),
    Entry("held_on", _("Tanggal pengujian"), _("Untuk berita acara."), "date"),
    Entry("held_in", _("Tempat pengujian"), _("Contoh: Jombang.")),
    Entry(
        "participants",
        _("Peserta pengujian"),
        _("Satu orang satu baris: nama, jabatan. Contoh: Rina Dewi, Sekretaris."),
        "textarea",
    ),
    Entry(
        "opinions",
        _("Pendapat dalam pengujian"),
        _("Ringkas saja, yang setuju maupun yang tidak. Boleh kosong."),
        "textarea",
    ),
)  # fmt: skip
DOCUMENT = (
    Entry(
        "title",
        _("Nama dokumen"),
        _("Dibaca masyarakat; tanpa nama orang. Contoh: ijazah calon yang diserahkan saat pendaftaran."),
    ),
    Entry("description", _("Uraian"), _("Apa isinya, untuk yang memutus; tidak diumumkan."), "textarea"),
    Entry(
        "letter", _("Dasar pengecualian: UU 14/2008 Pasal 17 huruf"), "", "choice",
        tuple(
            (one.value, say("{letter} – {what}", letter=one.value, what=LETTERS[one][0])) for one in Letter
        ),
    ),
    Entry(
        "act",
        _("Undang-undang yang diandalkan"),
        _("Contoh: UU 27/2022 tentang Pelindungan Data Pribadi."),
    ),
    Entry("article", _("Pasal"), _("Contoh: Pasal 4 ayat (2).")),
    Entry(
        "harm",
        _("Akibat bila dibuka"),
        _("Siapa yang dirugikan, bagaimana, seberapa besar. Contoh: nomor ijazah dan tanda tangan calon "
          "dapat dipakai memalsukan identitasnya."),
        "textarea",
    ),
    Entry(
        "benefit",
        _("Manfaat bila ditutup"),
        _("Contoh: data pribadi calon terlindungi, dan calon tidak ragu menyerahkan berkas asli."),
        "textarea",
    ),
    Entry(
        "public_interest",
        _("Kepentingan publik"),
        _("Mengapa menutup lebih besar gunanya daripada membuka. Contoh: publik tetap dapat memeriksa "
          "syarat calon lewat hasil verifikasi yang diumumkan."),
        "textarea",
    ),
    Entry(
        "withheld_part",
        _("Bagian yang ditutup"),
        _("Bila hanya sebagian; sisanya tetap terbuka. Kosongkan bila seluruhnya. "
          "Contoh: nomor ijazah dan foto."),
        "textarea",
    ),
    Entry(
        "term", _("Jangka waktu"),
        _("Huruf a sampai f sampai tanggal tertentu; g dan h tetap; j mengikuti undang-undangnya."),
        "choice", ((UNTIL, _("Sampai tanggal tertentu")), (PERMANENT, _("Tetap"))),
    ),
    Entry("until", _("Dikecualikan sampai"), _("Sesudah tanggal ini dokumennya terbuka."), "date"),
)  # fmt: skip
ITEM = Entry(
    "item",
    _("Butir informasi wajib"),
    _(
        "Bila dokumen ini bukti sebuah butir dan ditutup seluruhnya, butir itu tidak ditagih "
        "selama dikecualikan."
    ),
    "select",
)


class DocumentForm(Form):
    """The form of a document with its required item apart, because it is chosen from a long list."""

    __slots__ = ()

    @property
    def plain(self) -> Form:
        """All fields but the item."""
        entries = [entry for entry in self.entries if entry.name != ITEM.name]
        return Form(entries, self.typed, self.version, self.faults, self.now)

    @property
    def item(self) -> Any:
        """The field of the item."""
        return next(one for one in self.fields if one.entry.name == ITEM.name)


def head_texts(test: ConsequenceTest) -> dict[str, str]:
    """The head and the minutes as the form shows them."""
    texts = {entry.name: str(getattr(test, entry.name) or "") for entry in HEAD}
    people = "\n".join(f"{one['name']}, {one['position']}" for one in test.participants)
    return texts | {"participants": people}


def document_texts(document: ExemptDocument) -> dict[str, str]:
    """A document as the form shows it."""
    texts = {entry.name: str(getattr(document, entry.name, "") or "") for entry in DOCUMENT}
    term = PERMANENT if document.is_permanent else UNTIL
    return texts | {"term": term, "item": document.item.code if document.item else ""}


def _days(typed: Mapping[str, str], names: tuple[str, ...]) -> dict[str, date | None]:
    """The days that were typed. Raises BadFields for all that do not exist."""
    found: dict[str, date | None] = {}
    faults: dict[str, Phrase] = {}
    for name in names:
        try:
            found[name] = day_of(name, typed.get(name, ""))
        except BadFields as fault:
            faults |= fault.fields
    if faults:
        raise BadFields(faults)
    return found


def head_values(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as services take it. Raises BadFields."""
    return {**typed, **_days(typed, ("received_on", "held_on"))}


def document_values(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as services take it. Raises BadFields."""
    values: dict[str, Any] = {**typed, **_days(typed, ("until",))}
    values["is_permanent"] = values.pop("term", "") == PERMANENT
    return values
