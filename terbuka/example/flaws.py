"""The ways in which an item goes wrong on real sites, each with the verdict a fair judge would give.

Where law and data leave two readings of a verdict, no flaw of that sort is made.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from terbuka.example import papers
from terbuka.example.blocks import Block, link, text
from terbuka.example.exhibits import Answer, Document, Exhibit
from terbuka.example.shapes import SHAPES, Draft, faq, fresh_period, paper
from terbuka.example.wording import Voice, data_file
from terbuka.rules.siteaudit.findings import DefectKind, Verdict
from terbuka.rules.units import Institution

Wording = dict[str, Any]
DATED_SHAPES = ("pdf", "page_pdf", "page", "years", "sheet")
# Periods that the text rests on, so that an ended one is a defect of the page itself.
RESTS_ON_PERIOD = {"PRF-02"}


def _draft(voice: Voice, code: str, wording: Wording, **more: Any) -> Draft:
    return Draft(voice, code, wording, more.pop("period", fresh_period(voice, wording)), **more)


def _period(voice: Voice, code: str, wording: Wording) -> Exhibit:
    """Too old: a document of an ended period, in any of the item's usual forms."""
    period = fresh_period(voice, wording, stale=True)
    if wording.get("period") == "week":
        period = fresh_period(voice, {"period": "month"}, stale=True)
    shape = voice.chance.choice([shape for shape in wording["shapes"] if shape in DATED_SHAPES])
    old = SHAPES[shape](_draft(voice, code, wording, period=period))
    marks = ((DefectKind.EXPIRED_PERIOD, "page"),) if code in RESTS_ON_PERIOD else ()
    label = period.label if period else ""
    return old.judged(Verdict.STALE, f"Terbaru hanya {label}; aturannya meminta yang lebih baru.", *marks)


def _cover(voice: Voice, code: str, wording: Wording) -> Exhibit:
    """The link promises the due year, the cover inside says an older one: covers beat titles."""
    old = _draft(voice, code, wording, period=fresh_period(voice, wording, stale=True))
    due = fresh_period(voice, wording)
    titles = [title for title in voice.variants(wording, "titles") if "{year}" in title]
    promise = voice.fill(voice.chance.choice(titles), due)
    inside = voice.fill(voice.chance.choice(titles), old.period)
    file = Document(promise, paper(old, cover=inside), papers.PDF, is_named=False)
    shown = replace(old.exhibit(documents=(file,), has_page=False), title=promise)
    wrong = (DefectKind.WRONG_YEAR_TITLE, "file")
    return shown.judged(Verdict.STALE, f"Judul menyebut tahun baru, sampulnya {inside}.", wrong)


def _rule(voice: Voice, code: str, wording: Wording) -> Exhibit:
    """A page that rests on a revoked rule and on none in force."""
    if code == "PPD-19":
        drafted = _draft(voice, code, wording)
        cited = voice.fill("{old_rule} tentang Pengelolaan dan Pelayanan Informasi Publik")
        shown = drafted.exhibit(blocks=(*drafted.substance(), Block("list", items=(cited,))))
    else:
        shown = SHAPES["page"](_draft(voice, code, wording, words=voice.chance.choice(wording["revoked"])))
    revoked = (DefectKind.REVOKED_RULE, "page")
    return shown.judged(Verdict.STALE, "Hanya mengutip aturan yang sudah dicabut.", revoked)


def _bare(voice: Voice, code: str, wording: Wording, reason: str, kind: DefectKind, **more: Any) -> Exhibit:
    return _draft(voice, code, wording).exhibit(**more).judged(Verdict.MISSING, reason, (kind, "page"))


def _empty(voice: Voice, code: str, wording: Wording) -> Exhibit:
    return _bare(voice, code, wording, "Halaman hanya berjudul, tanpa isi.", DefectKind.EMPTY_PAGE)


def _soft(voice: Voice, code: str, wording: Wording) -> Exhibit:
    why = "Tautannya membuka halaman 'tidak ditemukan' yang mengaku berhasil."
    return _bare(voice, code, wording, why, DefectKind.SOFT_404, answer=Answer.SOFT_ABSENT)


def _broken(voice: Voice, code: str, wording: Wording) -> Exhibit:
    why = "Tautannya mati (404)."
    return _bare(voice, code, wording, why, DefectKind.BROKEN_LINK, answer=Answer.ABSENT)


def _filler(voice: Voice, code: str, wording: Wording) -> Exhibit:
    words = voice.chance.choice(("aaaaa aaaaa aaaaaaa", "asdasd asdasd asdf asdf", "xxxxx xxxxx xxxxx"))
    why = "Halaman hanya berisi ketikan percobaan."
    return _bare(voice, code, wording, why, DefectKind.PLACEHOLDER_TEXT, blocks=(text(words),))


def _wrong_unit(voice: Voice, code: str, wording: Wording, shape: str) -> Exhibit:
    """The text or document of another unit, left as it was copied."""
    other = voice.names_other()
    shown = SHAPES[shape](_draft(voice, code, wording, unit=other))
    target = "page" if shape == "page" else "file"
    why = f"Seluruh isinya tentang {other.name}."
    return shown.judged(Verdict.WRONG_UNIT, why, (DefectKind.WRONG_UNIT_TEXT, target))


def _unit_page(voice: Voice, code: str, wording: Wording) -> Exhibit:
    speaking = [words for words in voice.variants(wording, "says") if "{unit}" in words]
    told = {**wording, "says": speaking, "held_out_says": speaking}
    for key in ("titles", "held_out_titles"):
        told[key] = [t for t in wording[key] if "unit}" not in t.lower() and "place}" not in t] or wording[
            key
        ]
    return _wrong_unit(voice, code, told, "page")


def _unit_pdf(voice: Voice, code: str, wording: Wording) -> Exhibit:
    return _wrong_unit(voice, code, wording, "pdf")


def _national(voice: Voice, code: str, wording: Wording) -> Exhibit:
    kpu = voice.unit.institution == Institution.KPU
    questions = data_file("prose")["national"]["questions" if kpu else "questions_bawaslu"]
    shown = faq(_draft(voice, code, wording), questions)
    return shown.judged(Verdict.WRONG_UNIT, "Naskah nasional yang belum disesuaikan.")


def _numbering(voice: Voice, code: str, wording: Wording) -> Exhibit:
    questions = voice.variants(wording, "says") + wording["more"]
    shown = faq(_draft(voice, code, wording), questions, number_from=7)
    return shown.judged(Verdict.PARTIAL, "Tanya jawab mulai pada nomor 7; awalnya hilang.")


def _file(voice: Voice, code: str, wording: Wording, data: bytes, **more: Any) -> Exhibit:
    """The item as one file that somehow cannot be read, linked straight or from a page."""
    drafted = _draft(voice, code, wording)
    file = Document(drafted.title, data, papers.PDF, **more)
    return drafted.exhibit(documents=(file,), has_page=False)


def _scan(voice: Voice, code: str, wording: Wording) -> Exhibit:
    shown = _file(voice, code, wording, papers.scan(voice.chance.randint(2, 99)))
    return shown.judged(Verdict.UNREADABLE, "Hasil pindai tanpa teks.", (DefectKind.NO_TEXT_LAYER, "file"))


def _encrypted(voice: Voice, code: str, wording: Wording) -> Exhibit:
    shown = _file(voice, code, wording, papers.locked(voice.chance.randint(2, 99)))
    return shown.judged(Verdict.UNREADABLE, "Berkas terkunci kata sandi.")


def _damaged(voice: Voice, code: str, wording: Wording) -> Exhibit:
    whole = paper(_draft(voice, code, wording))
    shown = _file(voice, code, wording, papers.torn(whole))
    return shown.judged(Verdict.UNREADABLE, "Berkas rusak dan tidak dapat dibuka.")


def _login(voice: Voice, code: str, wording: Wording) -> Exhibit:
    shown = _file(voice, code, wording, b"", answer=Answer.LOGIN)
    return shown.judged(Verdict.UNREADABLE, "Tautannya meminta masuk.", (DefectKind.CLOSED_LINK, "file"))


def _poster(voice: Voice, code: str, wording: Wording) -> Exhibit:
    drafted = _draft(voice, code, wording)
    picture = Document(voice.chance.choice(("poster", drafted.title)), papers.poster(3), papers.PNG)
    shown = drafted.exhibit(documents=(picture,))
    return shown.judged(Verdict.UNREADABLE, "Isinya hanya gambar; tidak ada teks yang dapat dibaca.")


def _draft_shown(voice: Voice, code: str, wording: Wording) -> Exhibit:
    drafted = _draft(voice, code, wording)
    title = f"DRAFT {drafted.title}"
    blank = text(f"Nomor: ......../......../{voice.as_of.year}. Ditetapkan pada tanggal ...............")
    head = (text("DRAFT - belum ditandatangani"), blank)
    file = Document(title, paper(drafted, cover=title, head=head), papers.PDF)
    shown = replace(drafted.exhibit(documents=(file,), has_page=False), title=title)
    unfinished = (DefectKind.DRAFT_AS_FINAL, "file")
    return shown.judged(Verdict.PARTIAL, "Masih rancangan bernomor kosong.", unfinished)


def _receipt(voice: Voice, code: str, wording: Wording) -> Exhibit:
    drafted = _draft(voice, code, wording)
    title = drafted.fill(wording["part_title"])
    proof = papers.pdf(title, (text(drafted.fill(wording["part_says"])),))
    shown = drafted.exhibit(documents=(Document(title, proof, papers.PDF),), has_page=False)
    return replace(shown, title=title).judged(Verdict.PARTIAL, "Tanda terima saja, bukan laporannya.")


def _part(voice: Voice, code: str, wording: Wording, reason: str, *more: Block) -> Exhibit:
    drafted = _draft(voice, code, wording)
    shown = drafted.exhibit(blocks=(text(drafted.fill(wording["part_says"])), *more))
    return replace(shown, title=drafted.fill(wording["part_title"])).judged(Verdict.PARTIAL, reason)


def _portal(voice: Voice, code: str, wording: Wording) -> Exhibit:
    return _part(voice, code, wording, "Hanya tautan ke beranda portal nasional.", link(*wording["portal"]))


def _form_only(voice: Voice, code: str, wording: Wording) -> Exhibit:
    fields = Block("form", items=("Usia", "Penilaian prosedur", "Penilaian waktu", "Saran"))
    return _part(voice, code, wording, "Ada kuesioner, tidak ada hasilnya.", fields)


def _one(voice: Voice, code: str, wording: Wording) -> Exhibit:
    drafted = _draft(voice, code, wording)
    part = voice.chance.choice(wording["parts"])
    file = Document(part, paper(drafted, cover=part.upper()), papers.PDF)
    shown = replace(drafted.exhibit(documents=(file,), has_page=False), title=part)
    return shown.judged(Verdict.PARTIAL, "Hanya satu dari lima SOP yang diminta.")


def _server(voice: Voice, code: str, wording: Wording) -> Exhibit:
    shown = _draft(voice, code, wording).exhibit(answer=Answer.ERROR)
    return shown.judged(Verdict.COULD_NOT_LOOK, "Alamatnya menjawab dengan kesalahan server.")


def _robots(voice: Voice, code: str, wording: Wording) -> Exhibit:
    whole = paper(_draft(voice, code, wording))
    shown = _file(voice, code, wording, whole, answer=Answer.FORBIDDEN)
    return shown.judged(Verdict.COULD_NOT_LOOK, "robots.txt melarang folder berkasnya.")


def _undated(voice: Voice, code: str, wording: Wording) -> Exhibit:
    drafted = _draft(voice, code, wording, period=None, is_undated=True)
    file = Document(drafted.title, paper(drafted, cover=drafted.title), papers.PDF)
    shown = drafted.exhibit(documents=(file,), has_page=False)
    return shown.judged(Verdict.NEEDS_REVIEW, "Tidak ada tahun, padahal butir ini harus mutakhir.")


def _nik(voice: Voice, code: str, wording: Wording) -> Exhibit:
    """A list of names with identity numbers: invented ones, of a district (99) that no regency has."""
    drafted = _draft(voice, code, wording)
    serials = [
        f"{voice.unit.region_code.replace('.', '')}99{day:02d}{1 + day % 12:02d}8{day % 10}{day:04d}"
        for day in range(3, 9)
    ]
    rows = [["Nama", "NIK", "Jabatan"], *[[drafted.fill("{name}"), nik, "Anggota"] for nik in serials]]
    listed = papers.sheet(drafted.title, rows)
    shown = drafted.exhibit(documents=(Document(drafted.title, listed, papers.XLSX),), has_page=False)
    return shown.judged(Verdict.PRESENT, "Daftar ada, tetapi memuat NIK.", (DefectKind.PERSONAL_DATA, "file"))


FLAWS: dict[str, Callable[[Voice, str, Wording], Exhibit]] = {
    "period": _period,
    "cover": _cover,
    "rule": _rule,
    "empty": _empty,
    "soft": _soft,
    "broken": _broken,
    "filler": _filler,
    "unit_page": _unit_page,
    "unit_pdf": _unit_pdf,
    "national": _national,
    "numbering": _numbering,
    "scan": _scan,
    "encrypted": _encrypted,
    "damaged": _damaged,
    "login": _login,
    "poster": _poster,
    "draft": _draft_shown,
    "receipt": _receipt,
    "portal": _portal,
    "form": _form_only,
    "one": _one,
    "server": _server,
    "robots": _robots,
    "undated": _undated,
    "nik": _nik,
}
ABSENT = ("nothing", "news")
