"""Looks into OpenDocument files (ODT, ODS, ODP): words, comments, changes, and what they hide.

Source: OpenDocument 1.3 part 3 (OASIS): table:display, table:visibility, text:display, fo:color.
"""

from dataclasses import dataclass, field
from typing import Any

from terbuka.documents.leaks.cellstyles import is_white
from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.officeparts import look_into_parts
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, own, said, too_much
from terbuka.documents.reading import EncryptedError
from terbuka.rules.language import say
from terbuka.rules.wording import quoted

_MOST_REPEATS = 40
_HIDING = ("collapse", "filter")
_GROUNDS = ("transparent", "")


@dataclass(slots=True)
class _Styles:
    """Names of styles: of sheets that are not shown, and of words that nobody sees."""

    closed: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Seen:
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    changes: int = 0
    rows: int = 0
    columns: int = 0


def look_into_opendocument(body: bytes, gathering: Gathering) -> bool:
    """Whether an OpenDocument file has words. Raises `BrokenError` or `EncryptedError`."""
    pack = Pack(body, gathering)
    if b"encryption-data" in pack.bytes_of("META-INF/manifest.xml", 2_000_000):
        raise EncryptedError
    try:
        look_into_parts(pack, gathering)
        trees = [pack.tree("content.xml"), pack.tree("styles.xml", 20_000_000)]
        styles, seen = _Styles(), _Seen()
        for tree in trees:
            if tree is not None:
                _learn(tree, styles)
        for tree in trees:
            if tree is not None:
                _read(tree, styles, seen)
        _tell(gathering, seen)
    except TooLargeError:
        too_much(gathering, str(say("isi naskah")))
        return True
    return any(line.strip() for line in seen.lines)


def _learn(tree: Any, styles: _Styles) -> None:
    for style in tree.iter("{*}style"):
        name = own(style, "name")
        for one in style:
            kind = local(one)
            if kind == "table-properties" and own(one, "display") == "false":
                styles.closed.add(name)
            elif kind == "text-properties":
                grounds = [own(other, "background-color") for other in style]
                is_lost = is_white(own(one, "color").removeprefix("#").lower()) and all(
                    ground in _GROUNDS or is_white(ground.removeprefix("#").lower()) for ground in grounds
                )
                if is_lost or own(one, "display") == "none":
                    styles.unseen.add(name)


def _read(tree: Any, styles: _Styles, seen: _Seen) -> None:
    for one in tree.iter():
        tag = local(one)
        if tag == "annotation":
            seen.comments.append("\n".join(said(part) for part in one if local(part) in ("p", "list")))
        elif tag == "changed-region":
            seen.changes += 1
        elif tag == "table":
            _sheet(one, styles, seen)
        elif tag == "table-row":
            cells = _cells(one)
            seen.lines.append("\t".join(cells))
            seen.rows += own(one, "visibility") in _HIDING and any(cells)
        elif tag in ("p", "h") and not any(local(up) == "table-row" for up in one.iterancestors()):
            seen.lines.append(said(one))
        is_lost = tag in ("p", "h", "span", "table-cell") and own(one, "style-name") in styles.unseen
        if (is_lost or tag in ("hidden-text", "hidden-paragraph")) and (words := said(one).strip()):
            seen.unseen.append(words)


def _sheet(table: Any, styles: _Styles, seen: _Seen) -> None:
    """A sheet that is not shown, and columns that are not shown though something stands in them."""
    if own(table, "style-name") in styles.closed and said(table).strip():
        seen.sheets.append(own(table, "name"))
    hidden: set[int] = set()
    at = 0
    for column in table.iter("{*}table-column"):
        repeat = own(column, "number-columns-repeated")
        width = int(repeat) if repeat.isdigit() else 1
        if own(column, "visibility") in _HIDING:
            hidden |= set(range(at, min(at + width, at + _MOST_REPEATS)))
        at += width
    if not hidden:
        return
    used: set[int] = set()
    for row in table.iter("{*}table-row"):
        used |= {place for place, words in enumerate(_cells(row)) if words}
    seen.columns += len(hidden & used)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            repeat = own(cell, "number-columns-repeated")
            words = " ".join(" ".join(said(one) for one in cell if local(one) != "annotation").split())
            cells += [words] * min(int(repeat) if repeat.isdigit() else 1, _MOST_REPEATS)
    return cells


def _tell(gathering: Gathering, seen: _Seen) -> None:
    where = say("isi naskah")
    gathering.personal_words("\n".join(seen.lines), where)
    for name in seen.sheets:
        gathering.found(Leak.HIDDEN_SHEET, say("lembar {sheet}", sheet=quoted(name)), is_hidden=True)
    if seen.comments:
        noted = say("komentar dalam naskah")
        gathering.found(
            Leak.COMMENT, noted, count=len(seen.comments), excerpt=seen.comments[0], is_hidden=True
        )
        gathering.personal_words("\n\n".join(seen.comments), noted, is_hidden=True)
    for kind, count in (
        (Leak.TRACKED_CHANGE, seen.changes),
        (Leak.HIDDEN_ROWS, seen.rows),
        (Leak.HIDDEN_COLUMNS, seen.columns),
    ):
        if count:
            gathering.found(kind, where, count=count, is_hidden=True)
    if seen.unseen:
        hidden = say("{where}, teks tersembunyi", where=where)
        gathering.found(
            Leak.WHITE_TEXT, hidden, count=len(seen.unseen), excerpt=seen.unseen[0], is_hidden=True
        )
