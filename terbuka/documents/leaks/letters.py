"""Looks into a text document (DOCX, DOCM): its words with tables, comments, tracked changes, unseen words."""

import re
from dataclasses import dataclass, field
from typing import Any

from terbuka.documents.leaks.cellstyles import is_dark, is_white
from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.officeparts import look_into_parts
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, own, said, too_much
from terbuka.documents.reading import BrokenError
from terbuka.rules.language import Phrase, say

_PARTS = {
    r"word/document\d*\.xml": say("isi naskah"),
    r"word/header\d*\.xml": say("kepala halaman"),
    r"word/footer\d*\.xml": say("kaki halaman"),
    r"word/footnotes\.xml": say("catatan kaki"),
    r"word/endnotes\.xml": say("catatan akhir"),
    r"word/glossary/document\.xml": say("potongan teks tersimpan"),
}
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"})
_FORMATS = frozenset({"rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"})
_OFF = ("0", "false", "off", "none")
_TINY = 4  # half points


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run is printed, as far as it may hide words; "" where nothing is said."""

    colour: str = ""
    ground: str = ""
    is_hidden: bool = False
    size: int = 0


@dataclass(slots=True)
class _Seen:
    """What a part of the document shows and hides."""

    lines: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    changes: int = 0
    changed: list[str] = field(default_factory=list)


def _child(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def _ground(properties: Any) -> str:
    """The colour under the words that run, paragraph, cell or shape properties name; "" where none."""
    shade = _child(properties, "shd")
    if shade is not None:
        if own(shade, "val") == "solid":
            return _six(own(shade, "color")) or "000000"
        if fill := _six(own(shade, "fill")):
            return fill
    mark = _child(properties, "highlight")
    if mark is not None and (name := own(mark, "val")) not in ("none", ""):
        return {"black": "000000", "white": "ffffff"}.get(name, "888888")
    return ""


def _six(colour: str) -> str:
    return colour.lower() if re.fullmatch(r"[0-9a-fA-F]{6}", colour) else ""


def _look(properties: Any) -> _Look:
    if properties is None:
        return _Look()
    colour = _child(properties, "color")
    vanish = _child(properties, "vanish")
    size = own(_child(properties, "sz"), "val") if _child(properties, "sz") is not None else ""
    return _Look(
        _six(own(colour, "val")) if colour is not None else "",
        _ground(properties),
        vanish is not None and own(vanish, "val") not in _OFF,
        int(size) if size.isdigit() else 0,
    )


def _over(upper: _Look, lower: _Look) -> _Look:
    return _Look(
        upper.colour or lower.colour,
        upper.ground or lower.ground,
        upper.is_hidden or lower.is_hidden,
        upper.size or lower.size,
    )


def _styles(pack: Pack) -> dict[str, _Look]:
    """How each style prints, with what it is based on."""
    tree = pack.tree("word/styles.xml", 20_000_000)
    if tree is None:
        return {}
    looks: dict[str, tuple[_Look, str]] = {}
    for style in (one for one in tree if local(one) == "style"):
        base = _child(style, "basedOn")
        mine = _over(_look(_child(style, "rPr")), _Look(ground=_ground(_child(style, "pPr"))))
        looks[own(style, "styleId")] = (mine, own(base, "val") if base is not None else "")
    done: dict[str, _Look] = {}
    for name in looks:
        look, base_name = looks[name]
        for _ in range(8):
            if base_name not in looks:
                break
            look, base_name = _over(look, looks[base_name][0]), looks[base_name][1]
        done[name] = look
    return done


class _Walk:
    """Reads one part, in order: paragraphs as lines, table rows as lines of cells."""

    def __init__(self, styles: dict[str, _Look]) -> None:
        self.styles = styles
        self.seen = _Seen()

    def blocks(self, parent: Any, ground: _Look) -> None:
        """All paragraphs and tables below `parent`; `ground` is what lies under them."""
        for one in parent:
            tag = local(one)
            if tag == "p":
                self.seen.lines += self._paragraph(one, ground).split("\n")
            elif tag == "tbl":
                self._table(one, ground)
            elif tag in (
                "sdt",
                "sdtContent",
                "body",
                "ins",
                "moveTo",
                "customXml",
                "footnote",
                "endnote",
                "txbxContent",
            ) or tag in ("docPartBody", "docPart", "docParts"):
                self.blocks(one, ground)

    def _table(self, table: Any, ground: _Look) -> None:
        for row in (one for one in table.iter() if local(one) == "tr"):
            if next((up for up in row.iterancestors() if local(up) == "tbl"), None) is not table:
                continue
            line: list[str] = []
            for cell in (one for one in row.iter() if local(one) == "tc"):
                if next((up for up in cell.iterancestors() if local(up) == "tr"), None) is not row:
                    continue
                under = _over(
                    _Look(ground=_ground(_child(cell, "tcPr")) or self._table_ground(table)), ground
                )
                inner = _Walk(self.styles)
                inner.seen = _Seen(hidden=self.seen.hidden, dark=self.seen.dark)
                inner.blocks(cell, under)
                self.seen.changes += inner.seen.changes
                line.append(" ".join(part.replace("\t", " ") for part in inner.seen.lines if part.strip()))
                span = _child(_child(cell, "tcPr"), "gridSpan")
                width = own(span, "val") if span is not None else ""
                line += [""] * (min(int(width), 60) - 1 if width.isdigit() else 0)
            self.seen.lines.append("\t".join(line))
        self.seen.lines.append("")

    def _table_ground(self, table: Any) -> str:
        """A table style may colour its rows; then white words are not judged."""
        properties = _child(table, "tblPr")
        style = _child(properties, "tblStyle")
        plain = ("", "TableGrid", "TableNormal", "Table Grid")
        return "888888" if style is not None and own(style, "val") not in plain else _ground(properties)

    def _paragraph(self, paragraph: Any, ground: _Look) -> str:
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle")
        base = self.styles.get(own(style, "val"), _Look()) if style is not None else _Look()
        under = _over(_Look(ground=_ground(properties)), _over(base, ground))
        words: list[str] = []
        self._runs(paragraph, under, words)
        return "".join(words)

    def _runs(self, parent: Any, under: _Look, words: list[str]) -> None:
        for one in parent:
            tag = local(one)
            if tag == "r":
                self._run(one, under, words)
            elif tag in _CHANGES:
                self.seen.changes += 1
                self._runs(one, under, words)
            elif tag not in ("pPr", "rPr", "Fallback", ""):
                self._runs(one, under, words)

    def _run(self, run: Any, under: _Look, words: list[str]) -> None:
        properties = _child(run, "rPr")
        style = _child(properties, "rStyle")
        look = _over(
            _look(properties), self.styles.get(own(style, "val"), _Look()) if style is not None else _Look()
        )
        text: list[str] = []
        for one in run:
            tag = local(one)
            if tag in ("t", "delText"):
                text.append(one.text or "")
            elif tag == "tab":
                text.append(" ")
            elif tag in ("br", "cr"):
                text.append("\n")
            elif tag == "noBreakHyphen":
                text.append("-")
            elif tag in ("drawing", "pict", "AlternateContent", "object"):
                self._boxes(one)
        said_here = "".join(text)
        words.append(said_here)
        whole = _over(look, under)
        if said_here.strip():
            self._judge(whole, look, said_here.strip())

    def _judge(self, whole: _Look, own_look: _Look, words: str) -> None:
        ground = whole.ground or "ffffff"
        if whole.is_hidden or (is_white(whole.colour) and is_white(ground)) or 0 < whole.size <= _TINY:
            self.seen.hidden.append(words)
        elif (whole.colour and is_dark(whole.colour) and is_dark(ground)) or (
            own_look.ground == "000000" and not own_look.colour and not whole.colour
        ):
            self.seen.dark.append(words)

    def _boxes(self, drawing: Any) -> None:
        """Text boxes: the newer form alone where both are there; their ground is not judged."""
        for one in drawing.iter():
            if local(one) != "txbxContent":
                continue
            if any(local(up) == "Fallback" for up in one.iterancestors()):
                continue
            self.blocks(one, _Look(ground="888888"))


def look_into_letter(body: bytes, gathering: Gathering) -> bool:
    """Whether it has words. Findings go to `gathering`. Raises `BrokenError` or `EncryptedError`."""
    pack = Pack(body, gathering)
    if not pack.matching(r"word/document\d*\.xml"):
        raise BrokenError
    has_words = False
    try:
        look_into_parts(pack, gathering)
        styles = _styles(pack)
        for pattern, where in _PARTS.items():
            for name in pack.matching(pattern)[:60]:
                has_words = _part(pack, name, where, styles) or has_words
        _comments(pack)
    except TooLargeError:
        too_much(gathering, str(say("isi naskah")))
    return has_words


def _part(pack: Pack, name: str, where: Phrase, styles: dict[str, _Look]) -> bool:
    tree = pack.tree(name)
    if tree is None:
        return False
    gathering, walk = pack.gathering, _Walk(styles)
    walk.blocks(tree, _Look())
    seen = walk.seen
    gathering.personal_words("\n".join(seen.lines), where)
    orders = [one.text or "" for one in tree.iter() if local(one) == "instrText"]
    orders += [own(one, "instr") for one in tree.iter() if local(one) == "fldSimple"]
    gathering.personal_words("\n".join(orders), say("tujuan tautan"), is_hidden=True)
    changed = [one for one in tree.iter() if local(one) in _CHANGES or local(one) in _FORMATS]
    if changed:
        words = next((text for one in changed if (text := _words(one))), "")
        gathering.found(Leak.TRACKED_CHANGE, where, count=len(changed), excerpt=words, is_hidden=True)
    if seen.hidden:
        hidden = say("{where}, teks tersembunyi", where=where)
        gathering.found(
            Leak.WHITE_TEXT, hidden, count=len(seen.hidden), excerpt=seen.hidden[0], is_hidden=True
        )
    if seen.dark:
        dark = say("{where}, teks di bawah warna gelap", where=where)
        gathering.found(Leak.TEXT_UNDER_BOX, dark, count=len(seen.dark), excerpt=seen.dark[0], is_hidden=True)
    return any(line.strip() for line in seen.lines)


def _words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one) in ("t", "delText")).strip()


def _comments(pack: Pack) -> None:
    words = [
        text
        for name in pack.matching(r"word/comments\.xml")
        for one in pack.elements(name, "comment")
        if (text := "\n".join(said(part) for part in one).strip())
    ]
    if words:
        where = say("komentar dalam naskah")
        pack.gathering.found(Leak.COMMENT, where, count=len(words), excerpt=words[0], is_hidden=True)
        pack.gathering.personal_words("\n\n".join(words), where, is_hidden=True)
