"""Looks into a PDF: the words of each page and what hides them, then its parts that no page shows."""

import pypdfium2 as pdfium
import pypdfium2.raw as engine

from terbuka.documents.leaks import pdfparts
from terbuka.documents.leaks.finding import Box, HintKind, Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.pagelayers import Layers, box_of, drawn_on, words_of
from terbuka.documents.leaks.pagepassage import PagePassage, Run
from terbuka.documents.leaks.pagewords import MOST_SIGNS, Sign, signs_of, typed_in
from terbuka.documents.leaks.signatures import signature_boxes
from terbuka.documents.pdf import ONE_AT_A_TIME, open_pdf
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.rules.language import say

_FEWEST_SIGNS = 20
_FEWEST_HIDDEN = 3
_TAIL = 4_096


class _Pages:
    """The pages of one PDF, looked at one after another; keeps the headings of tables that go on."""

    def __init__(self, gathering: Gathering, above: pdfparts.OnPages) -> None:
        self.gathering = gathering
        self.above = above
        self.carried: tuple[Run, ...] = ()
        self.worded = 0
        self.looked = 0
        self.unreadable: list[int] = []
        self.pictures: list[int] = []

    def look(self, page: pdfium.PdfPage, number: int) -> None:
        """Find personal data and hidden words on a page (`number` from 1)."""
        words = page.get_textpage()
        try:
            if words.count_chars() > MOST_SIGNS:
                self.gathering.not_read(say("halaman {n}, mulai huruf ke-{most}", n=number, most=MOST_SIGNS))
            signs = signs_of(words)
            typed = [
                sign for area, words in self.above.fields.get(number, []) for sign in typed_in(area, words)
            ]
            passage = PagePassage([*signs, *typed], self.carried)
            where = say("halaman {n}", n=number)
            self.gathering.personal(
                passage,
                lambda _: where,
                page=number,
                boxes=lambda hit: passage.boxes(hit.start, hit.end, number),
            )
            self.carried = passage.carry()
            layers = Layers(drawn_on(page), *page.get_size())
            self._hidden(signs, layers, number)
        finally:
            words.close()
        self.looked += 1
        is_worded = sum(not one.sign.isspace() for one in signs) >= _FEWEST_SIGNS
        self.worded += is_worded
        if not is_worded and any(one.kind == engine.FPDF_PAGEOBJ_IMAGE for one in layers.drawn):
            self.pictures.append(number)
        boxes = signature_boxes(layers, passage, number)
        if boxes:
            self.gathering.hint(HintKind.SIGNATURE, where, page=number, count=len(boxes), boxes=boxes)

    def _hidden(self, signs: list[Sign], layers: Layers, number: int) -> None:
        lost, blacked = layers.unseen(signs)
        covered = {**dict.fromkeys(blacked, -1), **layers.covered(signs, self.above.covered.get(number, []))}
        where = {
            Leak.TEXT_UNDER_BOX: say("halaman {n}, di bawah kotak atau gambar", n=number),
            Leak.WHITE_TEXT: say("halaman {n}, teks yang tidak tampak", n=number),
        }
        for kind, places in ((Leak.TEXT_UNDER_BOX, covered), (Leak.WHITE_TEXT, dict.fromkeys(lost, -1))):
            if len(places) < _FEWEST_HIDDEN:
                continue
            stretches = list(words_of(signs, places))
            boxes: list[Box] = []
            for stretch in stretches:
                boxes += _lines(signs, stretch, number)
            excerpt = "".join(signs[at].sign for at in stretches[0])
            self.gathering.found(
                kind,
                where[kind],
                page=number,
                count=len(stretches),
                excerpt=excerpt,
                boxes=boxes,
                is_hidden=True,
            )


def _lines(signs: list[Sign], stretch: list[int], number: int) -> list[Box]:
    """The boxes of a stretch of signs, one a line."""
    lines: list[list[int]] = []
    for at in stretch:
        if lines and abs(signs[at].bottom - signs[lines[-1][-1]].bottom) < 4:
            lines[-1].append(at)
        else:
            lines.append([at])
    return [box_of(signs, line, number) for line in lines]


def _is_cut(body: bytes) -> bool:
    """Does the file end before its table of contents?"""
    return b"startxref" not in body[-_TAIL:] and b"%%EOF" not in body[-_TAIL:]


def look_into_pdf(body: bytes, gathering: Gathering) -> tuple[bool, bool, int]:
    """Whether it opens, whether it has a text layer, how many pages. Findings go to `gathering`."""
    parts = pdfparts.look(body, gathering)
    try:
        with ONE_AT_A_TIME:
            document = open_pdf(body)
            count = len(document)
    except EncryptedError:
        gathering.found(Leak.ENCRYPTED, say("seluruh berkas: terkunci kata sandi"))
        return False, False, 0
    except BrokenError:
        gathering.found(Leak.BROKEN, say("seluruh berkas: tidak dapat dibuka"))
        return False, False, 0
    pages = _Pages(gathering, parts)
    try:
        _each(document, count, pages)
    finally:
        with ONE_AT_A_TIME:
            document.close()
    if not count or (pages.unreadable and not pages.looked):
        gathering.found(Leak.BROKEN, say("seluruh berkas: tidak ada halaman yang dapat dibuka"))
        return False, False, count
    if _is_cut(body) or pages.unreadable:
        gathering.found(Leak.BROKEN, say("berkas terpotong atau sebagian halamannya rusak"))
    if pages.pictures:
        gathering.not_read(
            say("halaman {pages}: gambar tanpa lapisan teks", pages=", ".join(map(str, _few(pages.pictures))))
        )
    return True, pages.worded * 3 >= pages.looked and pages.worded > 0, count


def _few(numbers: list[int]) -> list[int | str]:
    return [*numbers[:10], "..."] if len(numbers) > 10 else [*numbers]


def _each(document: pdfium.PdfDocument, count: int, pages: _Pages) -> None:
    gathering = pages.gathering
    for number in range(1, count + 1):
        if number > gathering.bounds.pages or gathering.is_late:
            gathering.not_read(say("halaman {n} sampai {last}", n=number, last=count))
            return
        # Others who read PDFs wait for a page at most, not for the whole file.
        with ONE_AT_A_TIME:
            _one(document, number, pages)


def _one(document: pdfium.PdfDocument, number: int, pages: _Pages) -> None:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        pages.unreadable.append(number)
        return
    try:
        pages.look(page, number)
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        pages.unreadable.append(number)
    finally:
        page.close()
