"""What a person may decide of a finding of the leak guard, and what has to happen to each kind of it.

What is exempt within a document is blacked out with its reason and the rest is given (UU 14/2008
article 22 paragraph 7); personal data is that of UU 27/2022 article 4, withheld by article 17 letter h.
"""

from enum import StrEnum

from terbuka.rules.blackout import Reason
from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.kinds import Hit, Personal, masked
from terbuka.rules.personal.passage import Passage
from terbuka.rules.publishing import FIELD_WORDS, FindingDecision, GuardState, VersionStatus, may_edit
from terbuka.rules.ruling import Ruling, allow, refuse

NOT_READ = "not_read"
_HIDDEN_CELLS = frozenset({"hidden_sheet", "hidden_rows", "hidden_columns"})
_PERSONAL = "uu14-2008:17h"
# Data of this kind names one person for life; no title, summary or page of an office needs it.
_NEVER_IN_WORDS = frozenset(
    {Personal.NIK, Personal.KK, Personal.NPWP, Personal.PASSPORT, Personal.BANK_ACCOUNT}
)


class Remedy(StrEnum):
    """How a finding leaves the public copy."""

    BOXES = "boxes"
    REDRAW = "redraw"
    PAPER = "paper"
    LOOK = "look"
    REMOVED = "removed"


KIND_WORDS: dict[str, Phrase] = {
    "nik": say("NIK"),
    "kk": say("nomor KK"),
    "npwp": say("NPWP"),
    "passport": say("nomor paspor"),
    "phone": say("nomor telepon perorangan"),
    "email": say("surel perorangan"),
    "bank_account": say("nomor rekening"),
    "address": say("alamat rumah"),
    "hidden_sheet": say("lembar tersembunyi"),
    "hidden_rows": say("baris tersembunyi"),
    "hidden_columns": say("kolom tersembunyi"),
    "pivot_cache": say("salinan data tabel pivot"),
    "comment": say("komentar"),
    "tracked_change": say("perubahan terlacak"),
    "text_under_box": say("teks di bawah kotak penutup"),
    "white_text": say("teks yang tidak tampak"),
    "attachment": say("lampiran di dalam berkas"),
    "javascript": say("skrip atau perintah"),
    "macro": say("makro"),
    "exif_place": say("tempat pengambilan foto atau video"),
    "metadata": say("nama orang atau alat pada properti"),
    "encrypted": say("terkunci kata sandi"),
    "broken": say("rusak"),
    "wrong_type": say("jenis berkas menyesatkan"),
    "minor": say("mungkin data anak"),
    "signature": say("mungkin tanda tangan"),
    NOT_READ: say("bagian yang tidak terbaca mesin"),
    "external_link": say("tautan ke berkas lain"),
}
REMEDY_WORDS: dict[Remedy, Phrase] = {
    Remedy.BOXES: say("Hitamkan bagiannya, atau jelaskan mengapa boleh terbuka."),
    Remedy.REDRAW: say("Gambar ulang halamannya: yang tidak tampak di halaman ikut hilang."),
    Remedy.PAPER: say(
        "Umumkan sebagai PDF berisi yang tampak saja, atau hapus di berkasnya lalu unggah lagi."
    ),
    Remedy.LOOK: say("Lihat sendiri halamannya: hitamkan bila perlu, lalu nyatakan boleh terbuka."),
    Remedy.REMOVED: say("Sudah dibuang dari salinan publik; tidak perlu diputus."),
}
DECISION_WORDS: dict[FindingDecision, Phrase] = {
    FindingDecision.OPEN: say("belum diputus"),
    FindingDecision.BLACKED_OUT: say("dihitamkan"),
    FindingDecision.NOT_PERSONAL: say("bukan data pribadi"),
    FindingDecision.MAY_BE_PUBLIC: say("boleh terbuka"),
}


def remedy_of(kind: str, *, has_areas: bool, page: int | None) -> Remedy:
    """How an open finding leaves the copy: by its areas, its page, or a paper of what is seen."""
    if kind == NOT_READ:
        return Remedy.LOOK
    if has_areas:
        return Remedy.BOXES
    return Remedy.REDRAW if page else Remedy.PAPER


def may_handle(status: VersionStatus, guard: GuardState) -> Ruling:
    """May findings be decided and parts blacked out? Only of a draft that the guard has read."""
    ruling = may_edit(status)
    if not ruling:
        return ruling
    if guard is GuardState.WAITING:
        return refuse(say("Penjaga masih membaca berkas ini; tunggu sebentar."))
    if guard in (GuardState.NONE, GuardState.COULD_NOT_LOOK):
        return refuse(say("Tidak ada isi berkas yang dapat dihitamkan; unggah berkas yang dapat dibuka."))
    return allow()


def may_decide(kind: str, decision: FindingDecision, reason: str, remedy: Remedy) -> Ruling:
    """May this be decided of a finding? Leaving it open to the public needs a reason in words."""
    if remedy is Remedy.REMOVED:
        return refuse(REMEDY_WORDS[Remedy.REMOVED])
    if decision is FindingDecision.BLACKED_OUT:
        if remedy is Remedy.LOOK:
            return refuse(
                say("Mesin tidak tahu apa yang tertulis di sini: gambar sendiri kotaknya pada halaman.")
            )
        return allow()
    if decision is FindingDecision.OPEN:
        return allow()
    if kind in _HIDDEN_CELLS:
        return refuse(
            say(
                "Yang tersembunyi tidak ikut diumumkan: tampilkan atau hapus di berkasnya lalu unggah lagi, "
                "atau umumkan sebagai PDF berisi yang tampak saja."
            ),
            cite=_PERSONAL,
        )
    if not reason.strip():
        return refuse(say("Tulis alasannya: mengapa ini boleh dibaca siapa saja?"), cite=_PERSONAL)
    return allow()


def may_draw(reason: Reason, note: str, *, page: int, pages: int) -> Ruling:
    """May this part be blacked out? The ground that no letter names is written down."""
    if not 1 <= page <= max(pages, 1):
        return refuse(say("Halaman {page} tidak ada: berkas ini {pages} halaman.", page=page, pages=pages))
    if reason.needs_words and not note.strip():
        return refuse(say("Tulis undang-undang atau alasannya pada catatan."), cite="uu14-2008:22")
    return allow()


def may_clear(guard: GuardState, open_findings: int) -> Ruling:
    """May the public copy be made? Every finding must be decided first."""
    if open_findings:
        return refuse(say("Masih ada {n} temuan yang belum diputus.", n=open_findings), cite=_PERSONAL)
    if guard is not GuardState.FINDINGS:
        return refuse(say("Salinan untuk umum sudah ada; tidak ada yang berubah."))
    return allow()


def hits_in(words: str) -> tuple[Hit, ...]:
    """What in words of an officer must never be public: numbers that name one person."""
    return tuple(hit for hit in find_personal(Passage(words)) if hit.kind in _NEVER_IN_WORDS)


def may_stand_in_words(fields: dict[str, str]) -> Ruling:
    """May titles, summaries and page texts (by the names of `FIELD_WORDS`) be handed in as they are?"""
    for name, words in fields.items():
        for hit in hits_in(words):
            return refuse(
                say(
                    "{field} memuat {kind} ({excerpt}). Hapus dahulu: siapa saja akan membacanya.",
                    field=FIELD_WORDS[name],
                    kind=KIND_WORDS[hit.kind.value],
                    excerpt=masked(words[hit.start : hit.end]),
                ),
                cite=_PERSONAL,
            )
    return allow()
