"""Which PDFs the set holds."""

from collections import Counter

from bench.leakset import containers, pdf, pdf_hiding
from bench.leakset.recipe import PERSONAL, Entry, Made, either, harmless, private
from bench.leakset.writer import Paper, Text, Writer


def _made(paper: Paper, data: bytes, **more: int) -> Made:
    return Made(data, ".pdf", paper.truth + Counter(more), text_layer=True)


def _set(paper: Paper, w: Writer, *, calm: bool = False) -> bytes:
    return pdf.of(paper, pdf.any_layout(w.dice, calm=calm))


def plain(w: Writer, n: int) -> Made:
    """Private values in the open."""
    paper = private(w, n)
    return _made(paper, _set(paper, w))


def nothing(w: Writer, n: int) -> Made:
    """Nothing private."""
    paper = harmless(w, n)
    return _made(paper, _set(paper, w))


def covered(w: Writer, n: int) -> Made:
    """Values under boxes that only look blacked out."""
    hows = ("picture", "black", "annotation") if w.held_out else ("black", "annotation", "white")
    paper = private(w)
    values = paper.private if w.chance(0.5) else paper.private[:2]
    data, count = pdf_hiding.covered(_set(paper, w, calm=True), values, hows[n % 3])
    return _made(paper, data, text_under_box=count) if count else _made(paper, data)


def blacked_out(w: Writer, n: int) -> Made:
    """Black boxes with nothing beneath, and white letters on dark cells: well done."""
    paper = harmless(w)
    paper.blocks += [Text("NIK:", "blackbar"), Text("Alamat rumah:", "blackbar")]
    layout = pdf.any_layout(w.dice, calm=True)
    return _made(
        paper, pdf.of(paper, pdf.Layout(font=layout.font, table_font=layout.table_font, dark_header=True))
    )


def white(w: Writer, n: int) -> Made:
    """White letters on white."""
    paper = either(w, 0.3)
    said = f"NIK {w.nik(plain=True)}" if n % 2 else "naskah lama, jangan diumumkan"
    paper.blocks.append(Text(said, "white"))
    paper.truth = Counter(w.truth)
    return _made(paper, _set(paper, w, calm=True), white_text=1)


def attached(w: Writer, n: int) -> Made:
    """Another file carried within, half of them with private values of its own."""
    paper = either(w, 0.3)
    rows = ["Nama;Desa"]
    if n % 2:
        rows = ["Nama;NIK"] + [f"{w.name()};{w.nik(plain=True)}" for _ in range(3)]
    paper.truth = Counter(w.truth)
    return _made(
        paper, pdf_hiding.attached(_set(paper, w), {"lampiran.csv": "\n".join(rows).encode()}), attachment=1
    )


def scripted(w: Writer, n: int) -> Made:
    """A script or a launched program."""
    paper = either(w, 0.3)
    return _made(
        paper, pdf_hiding.scripted(_set(paper, w), ("open", "names", "page", "launch")[n % 4]), javascript=1
    )


def noted(w: Writer, n: int) -> Made:
    """Notes of a reader left in."""
    paper = either(w, 0.3)
    notes = ["cek lagi angka ini", f"telepon beliau di {w.phone()}"][: w.dice.randrange(1, 3)]
    paper.truth = Counter(w.truth)
    if len(notes) == 1:
        paper.truth["phone"] -= 1
        paper.truth += Counter()
    sort = ("/Text", "/FreeText") if w.held_out else ("/Text", "/Highlight")
    return _made(paper, pdf_hiding.noted(_set(paper, w), notes, sort[n % 2]), comment=len(notes))


def linked(w: Writer, n: int) -> Made:
    """Links, an opening view and a form field: no leak."""
    paper = harmless(w)
    return _made(paper, pdf_hiding.linked(_set(paper, w), f"https://{w.body.host or 'kpu.go.id'}/"))


def form(w: Writer, n: int) -> Made:
    """A form filled in on the screen, its private values in the fields alone."""
    paper, who = harmless(w), w.person()
    values = {
        "Nama": who.name,
        w.pick("NIK", "Nomor KTP"): w.nik(who),
        w.pick("No. HP", "Telepon"): w.phone(),
    }
    if n % 2:
        values["Alamat rumah"] = w.address()
    paper.truth = Counter(w.truth)
    return _made(paper, pdf_hiding.filled(_set(paper, w, calm=True), values))


def signed(w: Writer, n: int) -> Made:
    """Properties that name a person, or only a program or the office."""
    paper = either(w, 0.3)
    author = (w.name(), w.name(), "", w.body.name)[n % 4]
    program = w.pick("Microsoft Word 2019", "Canon iR-ADV C3530", "LibreOffice 7.3", "Adobe PDF Library 15.0")
    data = pdf_hiding.signed_by(_set(paper, w), author, program)
    return _made(paper, data, metadata=1) if n % 4 < 2 else _made(paper, data)


def scanned(w: Writer, n: int) -> Made:
    """A scan with the text of a recogniser beneath its picture."""
    paper = private(w) if n % 2 else harmless(w)
    return _made(paper, pdf.scan(_set(paper, w, calm=True), w.dice, text_layer=True))


def pictured(w: Writer, n: int) -> Made:
    """A scan without text: only `text_layer` is asked, for reading it needs a text recogniser."""
    data = pdf.scan(_set(private(w), w, calm=True), w.dice, text_layer=False)
    return Made(data, ".pdf", text_layer=False, unscored=PERSONAL)


def locked(w: Writer, n: int) -> Made:
    """Closed with a password."""
    return Made(pdf_hiding.locked(_set(either(w), w), w.dice), ".pdf", Counter(encrypted=1), opens=False)


def broken(w: Writer, n: int) -> Made:
    """Cut off, or noise after the first line."""
    whole = _set(harmless(w), w)
    data = containers.cut(whole, 0.25) if n % 2 else b"%PDF-1.4\n" + w.dice.randbytes(2000)
    return Made(data, ".pdf", Counter(broken=1), opens=False)


ENTRIES = (
    Entry("PDF", "plain", plain, 40, 22),
    Entry("PDF", "clean", nothing, 30, 14),
    Entry("PDF", "covered", covered, 15, 9),
    Entry("PDF", "blacked out", blacked_out, 6, 4),
    Entry("PDF", "white", white, 8, 4),
    Entry("PDF", "attachment", attached, 8, 4),
    Entry("PDF", "script", scripted, 8, 4),
    Entry("PDF", "notes", noted, 8, 4),
    Entry("PDF", "links", linked, 6, 3),
    Entry("PDF", "filled form", form, 4, 3),
    Entry("PDF", "properties", signed, 12, 8),
    Entry("PDF", "scan with text", scanned, 8, 4),
    Entry("PDF", "scan", pictured, 5, 3),
    Entry("PDF", "locked", locked, 5, 3),
    Entry("PDF", "broken", broken, 4, 2),
)
