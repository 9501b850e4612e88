"""Which pictures, archives, macros and liars the set holds."""

from collections import Counter

from bench.leakset import containers, pdf, pictures, recipes_office, sheets, words
from bench.leakset.recipe import PERSONAL, Entry, Made, Recipe, either, harmless, private
from bench.leakset.writer import Writer


def placed(w: Writer, n: int) -> Made:
    """A photograph with its place."""
    ending = (".jpg", ".jpg", ".png")[n % 3]
    sort = "xmp_place" if w.held_out and n % 2 and ending == ".jpg" else "place"
    return Made(pictures.photo(w.dice, sort, ending=ending), ending, Counter(exif_place=1))


def unplaced(w: Writer, n: int) -> Made:
    """A photograph without, some with an empty block for it."""
    ending = (".jpg", ".jpg", ".png")[n % 3]
    return Made(pictures.photo(w.dice, ("bare", "empty_place", "camera")[n // 3 % 3], ending=ending), ending)


def by_artist(w: Writer, n: int) -> Made:
    """A photograph with its maker's name."""
    return Made(pictures.photo(w.dice, "camera", artist=w.name()), ".jpg", Counter(metadata=1))


def of_paper(w: Writer, n: int) -> Made:
    """A paper photographed: readable for eyes and text recognisers only."""
    data = pictures.photographed(pdf.picture(pdf.of(private(w), pdf.any_layout(w.dice)), w.dice, dpi=80))
    return Made(data, ".jpg", unscored=PERSONAL)


def half_picture(w: Writer, n: int) -> Made:
    """Cut off within its head."""
    return Made(pictures.photo(w.dice, "camera")[:150], ".jpg", Counter(broken=1), opens=False)


def boxed(w: Writer, n: int) -> Made:
    """A ZIP of two or three files, its truth the sum of theirs."""
    files, truth = {}, Counter[str]()
    for number in range(2 + n % 2):
        inner = Writer(f"{w.dice.random()}", held_out=w.held_out)
        paper = private(inner) if n % 3 != 2 and number == 1 else harmless(inner)
        made = _inner(inner, paper, (n + number) % 4)
        files[f"berkas/{number + 1}-{w.pick('lampiran', 'rekap', 'undangan')}{made.ending}"] = made.data
        truth += made.truth
    if n % 4 == 3:
        files["foto/kegiatan.jpg"] = pictures.photo(w.dice, "place")
        truth["exif_place"] += 1
    return Made(containers.archive(files), ".zip", truth)


def _inner(w: Writer, paper: object, sort: int) -> Made:
    assert isinstance(paper, recipes_office.Paper)
    if sort == 0:
        return Made(pdf.of(paper, pdf.any_layout(w.dice)), ".pdf", Counter(paper.truth))
    if sort == 1:
        data, more, ending = sheets.of(paper, w)
        return Made(data, ending, paper.truth + more)
    if sort == 2:
        data, more, ending = words.of(paper, w)
        return Made(data, ending, paper.truth + more)
    return Made(
        "\n".join(";".join(row) for row in sheets.csv_rows(paper)).encode(), ".csv", Counter(paper.truth)
    )


def locked_box(w: Writer, n: int) -> Made:
    """A ZIP under a password."""
    return Made(
        containers.locked_archive({"daftar.csv": b"x" * 400}, w.dice),
        ".zip",
        Counter(encrypted=1),
        opens=False,
    )


def half_box(w: Writer, n: int) -> Made:
    """A ZIP cut off."""
    return Made(containers.cut(boxed(w, n).data, 0.5), ".zip", Counter(broken=1), opens=False)


def macro(w: Writer, n: int) -> Made:
    """A workbook or a Word file with macros."""
    data, more, ending = (sheets if n % 2 else words).of(paper := either(w, 0.3), w, "macro")
    return Made(data, ending, paper.truth + more)


def old(w: Writer, n: int) -> Made:
    """An Office file of before 2007: locked, or broken."""
    if n % 3 == 0:
        return Made(containers.locked_old_sheet(w.dice), ".xls", Counter(encrypted=1), opens=False)
    if n % 3 == 1:
        return Made(containers.locked_old_text(w.dice), ".doc", Counter(encrypted=1), opens=False)
    broken = containers.broken_old(w.dice)
    return Made(
        broken, w.pick(".doc", ".xls"), Counter(broken=1), opens=False, unscored=frozenset({"wrong_type"})
    )


def liar(w: Writer, n: int) -> Made:
    """A file that is not what its name says; whether it also counts as broken is left open."""
    paper = harmless(w)
    rows = sheets.csv_rows(paper)
    lies = (
        lambda: (pdf.of(paper, pdf.any_layout(w.dice)), ".docx"),
        lambda: (containers.program(), ".pdf"),
        lambda: (containers.web_table(rows), ".xlsx"),
        lambda: (pictures.photo(w.dice, "bare"), ".pdf"),
        lambda: (words.of(paper, w)[0], ".pdf"),
        lambda: (containers.web_table(rows), ".pdf"),
        lambda: (sheets.of(paper, w)[0], ".docx"),
        lambda: (containers.program(), ".jpg"),
        lambda: (pdf.of(paper, pdf.any_layout(w.dice)), ".xlsx"),
    )
    data, ending = lies[(n + (4 if w.held_out else 0)) % len(lies)]()
    return Made(data, ending, Counter(wrong_type=1), opens=None, unscored=frozenset({"broken"}))


_RECIPES: tuple[tuple[str, str, Recipe, int, int], ...] = (
    ("image", "place", placed, 12, 8),
    ("image", "no place", unplaced, 10, 5),
    ("image", "artist", by_artist, 3, 2),
    ("image", "photographed paper", of_paper, 3, 2),
    ("image", "cut off", half_picture, 2, 1),
    ("other", "ZIP", boxed, 12, 8),
    ("other", "locked ZIP", locked_box, 2, 1),
    ("other", "cut ZIP", half_box, 2, 1),
    ("other", "macro", macro, 6, 4),
    ("other", "old Office", old, 6, 3),
    ("other", "wrong type", liar, 9, 5),
)
ENTRIES = tuple(Entry(*row) for row in _RECIPES)
