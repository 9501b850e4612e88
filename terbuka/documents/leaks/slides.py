"""Looks into slides (PPTX) and OpenDocument files (ODT, ODS): words, notes, what is hidden."""

import re
from typing import Any

from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.officeparts import look_into_parts
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, said, too_much
from terbuka.rules.language import say

_SLIDE_NUMBER = re.compile(r"(\d+)\.xml$")
_MOST_REPEATS = 40


def look_into_slides(body: bytes, gathering: Gathering) -> bool:
    """Whether the slides have words. Raises `BrokenError` or `EncryptedError`."""
    pack = Pack(body, gathering)
    has_words = False
    try:
        look_into_parts(pack, gathering)
        for name in pack.matching(r"ppt/slides/slide\d+\.xml"):
            found = _SLIDE_NUMBER.search(name)
            number = int(found[1]) if found else 0
            tree = pack.tree(name)
            if tree is not None and tree.get("show") == "0":
                gathering.found(
                    Leak.HIDDEN_SHEET, say("salindia {n} disembunyikan", n=number), is_hidden=True
                )
            lines = _slide_lines(tree)
            has_words = has_words or any(line.strip() for line in lines)
            gathering.personal_words("\n".join(lines), say("salindia {n}", n=number))
        for name in pack.matching(r"ppt/notesSlides/notesSlide\d+\.xml"):
            gathering.personal_words(
                "\n".join(_slide_lines(pack.tree(name))), say("catatan pembicara"), is_hidden=True
            )
        words = [
            said(one)
            for name in pack.matching(r"ppt/comments/[^/]+\.xml")
            for one in pack.elements(name, "cm")
        ]
        if words:
            gathering.found(Leak.COMMENT, say("komentar pada salindia"), count=len(words), is_hidden=True)
            gathering.personal_words("\n".join(words), say("komentar pada salindia"), is_hidden=True)
    except TooLargeError:
        too_much(gathering, str(say("salindia")))
    return has_words


def _slide_lines(tree: Any) -> list[str]:
    if tree is None:
        return []
    lines: list[str] = []
    for one in tree.iter():
        if local(one) == "tr":
            lines.append("\t".join(" ".join(said(cell).split()) for cell in one if local(cell) == "tc"))
        elif local(one) == "p" and not any(local(up) == "tr" for up in one.iterancestors()):
            lines.append(said(one))
    return lines


def look_into_opendocument(body: bytes, gathering: Gathering) -> bool:
    """Whether an ODT or ODS has words. Raises `BrokenError` or `EncryptedError`."""
    pack = Pack(body, gathering)
    try:
        look_into_parts(pack, gathering)
        tree = pack.tree("content.xml")
        if tree is None:
            return False
        lines: list[str] = []
        comments: list[str] = []
        changes = hidden = 0
        for one in tree.iter():
            tag = local(one)
            if tag == "annotation":
                comments.append("\n".join(said(part) for part in one if local(part) in ("p", "list")))
            elif tag == "changed-region":
                changes += 1
            elif tag in ("table-row", "table-column") and one.get(_attribute(one, "visibility")) in (
                "collapse",
                "filter",
            ):
                hidden += tag == "table-row" and bool(said(one).strip())
            if tag == "table-row":
                lines.append("\t".join(_cells(one)))
            elif tag in ("p", "h") and not any(local(up) == "table-row" for up in one.iterancestors()):
                lines.append(said(one))
        _tell(gathering, lines, comments, changes, hidden)
    except TooLargeError:
        too_much(gathering, str(say("isi naskah")))
        return True
    return any(line.strip() for line in lines)


def _attribute(element: Any, name: str) -> str:
    return next((str(key) for key in element.attrib if key.endswith("}" + name)), name)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            repeat = cell.get(_attribute(cell, "number-columns-repeated")) or "1"
            cells += [" ".join(said(cell).split())] * min(
                int(repeat) if repeat.isdigit() else 1, _MOST_REPEATS
            )
    return cells


def _tell(gathering: Gathering, lines: list[str], comments: list[str], changes: int, hidden: int) -> None:
    gathering.personal_words("\n".join(lines), say("isi naskah"))
    if comments:
        where = say("komentar dalam naskah")
        gathering.found(Leak.COMMENT, where, count=len(comments), excerpt=comments[0], is_hidden=True)
    if changes:
        gathering.found(Leak.TRACKED_CHANGE, say("isi naskah"), count=changes, is_hidden=True)
    if hidden:
        gathering.found(Leak.HIDDEN_ROWS, say("isi naskah"), count=hidden, is_hidden=True)
