"""Which workbooks, Word files and plain text files the set holds."""

import csv
import io
from collections import Counter

from bench.leakset import containers, pictures, sheets, words
from bench.leakset.recipe import Entry, Made, Recipe, either, harmless, private
from bench.leakset.writer import Fields, Paper, Table, Writer


def _sheet(paper: Paper, w: Writer, hide: str = "", author: str = "") -> Made:
    data, more, ending = sheets.of(paper, w, hide, author)
    return Made(data, ending, paper.truth + more)


def _word(paper: Paper, w: Writer, hide: str = "", author: str = "", photo: bytes = b"") -> Made:
    data, more, ending = words.of(paper, w, hide, author, photo)
    return Made(
        data,
        ending,
        paper.truth + more,
        unscored=frozenset({"white_text"}) if hide == "vanish" else frozenset(),
    )


def sheet_hiding(hide: str) -> Recipe:
    """A workbook that hides something."""
    return lambda w, n: _sheet(either(w, 0.3), w, hide)


def word_hiding(hide: str) -> Recipe:
    """A Word file that hides something. Hidden text (vanish) may be called white text or not."""
    return lambda w, n: _word(harmless(w) if hide == "no_comments" else either(w, 0.3), w, hide)


def sheet_signed(w: Writer, n: int) -> Made:
    """Properties with an author's name."""
    return _sheet(either(w, 0.3), w, author=w.name())


def word_signed(w: Writer, n: int) -> Made:
    """Properties with an author's name."""
    return _word(either(w, 0.3), w, author=w.name())


def word_photo(w: Writer, n: int) -> Made:
    """A photograph that knows where it was taken."""
    return _word(harmless(w), w, photo=pictures.photo(w.dice, "place"))


def sheet_closed(w: Writer, n: int) -> Made:
    """Under a password, or cut off."""
    if n % 2:
        return Made(containers.cut(_sheet(harmless(w), w).data, 0.6), ".xlsx", Counter(broken=1), opens=False)
    return Made(containers.locked_office(w.dice), ".xlsx", Counter(encrypted=1), opens=False)


def word_closed(w: Writer, n: int) -> Made:
    """Under a password, or cut off."""
    if n % 2:
        return Made(containers.cut(_word(harmless(w), w).data, 0.6), ".docx", Counter(broken=1), opens=False)
    return Made(containers.locked_office(w.dice), ".docx", Counter(encrypted=1), opens=False)


def _csv(paper: Paper, w: Writer) -> Made:
    out = io.StringIO()
    rows = csv.writer(
        out, delimiter=w.pick(",", ";", "\t"), quoting=csv.QUOTE_ALL if w.chance(0.3) else csv.QUOTE_MINIMAL
    )
    apostrophe = w.chance(0.2)
    for row in sheets.csv_rows(paper):
        rows.writerow(["'" + v if apostrophe and v.isdigit() and len(v) > 9 else v for v in row])
    return Made(out.getvalue().encode(w.pick("utf-8", "utf-8-sig", "cp1252")), ".csv", Counter(paper.truth))


def _txt(paper: Paper, w: Writer) -> Made:
    lines = []
    for block in paper.blocks:
        if isinstance(block, Fields):
            lines += [f"{label:<24}: {value}" for label, value in block.rows]
        elif isinstance(block, Table):
            wide = [
                max(len(v) for v in column) + 2 for column in zip(block.headers, *block.rows, strict=True)
            ]
            lines += [
                "".join(f"{v:<{n}}" for v, n in zip(row, wide, strict=True)).rstrip()
                for row in (block.headers, *block.rows)
            ]
        else:
            lines += [block.said, ""]
    return Made("\r\n".join(lines).encode(), ".txt", Counter(paper.truth))


ENTRIES = (
    Entry("XLSX", "plain", lambda w, n: _sheet(private(w, n), w), 22, 12),
    Entry("XLSX", "clean", lambda w, n: _sheet(harmless(w, n), w), 16, 8),
    Entry("XLSX", "hidden sheet", sheet_hiding("hidden_sheet"), 5, 2),
    Entry("XLSX", "very hidden sheet", sheet_hiding("very_hidden"), 4, 2),
    Entry("XLSX", "hidden rows", sheet_hiding("hidden_rows"), 5, 2),
    Entry("XLSX", "hidden columns", sheet_hiding("hidden_columns"), 5, 2),
    Entry("XLSX", "pivot cache", sheet_hiding("pivot_cache"), 4, 2),
    Entry("XLSX", "comment", sheet_hiding("comment"), 4, 2),
    Entry("XLSX", "threaded comment", sheet_hiding("threaded"), 4, 2),
    Entry("XLSX", "white", sheet_hiding("white_text"), 4, 2),
    Entry("XLSX", "text box", sheet_hiding("drawing"), 1, 2),
    Entry("XLSX", "page footer", sheet_hiding("header"), 1, 2),
    Entry("XLSX", "author", sheet_signed, 4, 2),
    Entry("XLSX", "closed", sheet_closed, 4, 2),
    Entry("DOCX", "plain", lambda w, n: _word(private(w, n), w), 22, 12),
    Entry("DOCX", "clean", lambda w, n: _word(harmless(w, n), w), 16, 8),
    Entry("DOCX", "comment", word_hiding("comment"), 4, 2),
    Entry("DOCX", "tracked", word_hiding("tracked_change"), 5, 3),
    Entry("DOCX", "white", word_hiding("white_text"), 4, 2),
    Entry("DOCX", "hidden text", word_hiding("vanish"), 3, 2),
    Entry("DOCX", "page edges", word_hiding("edges"), 3, 2),
    Entry("DOCX", "text box", word_hiding("textbox"), 2, 2),
    Entry("DOCX", "number in pieces", word_hiding("split_runs"), 3, 1),
    Entry("DOCX", "footnote", word_hiding("footnote"), 3, 2),
    Entry("DOCX", "empty comments", word_hiding("no_comments"), 3, 2),
    Entry("DOCX", "photo", word_photo, 3, 2),
    Entry("DOCX", "author", word_signed, 4, 2),
    Entry("DOCX", "closed", word_closed, 4, 2),
    Entry("text", "CSV", lambda w, n: _csv(private(w, 2 * n), w), 12, 6),
    Entry("text", "clean CSV", lambda w, n: _csv(harmless(w, n), w), 10, 5),
    Entry("text", "TXT", lambda w, n: _txt(private(w, 2 * n + 1), w), 11, 6),
    Entry("text", "clean TXT", lambda w, n: _txt(harmless(w, n), w), 8, 5),
)
