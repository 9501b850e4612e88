"""The words of an RTF file: its control words are taken out, its tables become rows of cells.

Source: Rich Text Format specification 1.9.1. Parts that print nothing (fonts, styles, pictures) are
left out; what is hidden, deleted or written in a comment is read like the rest and told apart.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_SILENT = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "pict",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "wgrffmtfilter",
        "mmathPr",
        "nonshppict",
        "objdata",
        "filetbl",
        "revtbl",
        "atnid",
        "atnauthor",
        "atrfstart",
        "atrfend",
        "atnref",
        "atndate",
        "atnparent",
        "info",
        "fldtype",
        "listtext",
        "pntext",
        "bkmkstart",
        "bkmkend",
        "panose",
        "ftnsep",
        "ftnsepc",
    ]
)
_SIGNS = {
    "par": "\n", "sect": "\n", "page": "\n", "line": "\n", "row": "\n", "nestrow": "\n",
    "cell": "\t", "nestcell": "\t", "tab": "\t", "~": " ", "_": "-", "endash": "-", "emdash": "-",
    "lquote": "'", "rquote": "'", "ldblquote": '"', "rdblquote": '"', "bullet": "-",
}  # fmt: skip
_SHOWN_PROPERTIES = frozenset({"author", "operator", "manager", "company", "title", "subject", "doccomm"})
_DEEPEST = 400


@dataclass(slots=True)
class RichText:
    """What an RTF says: `words` to be read, words of comments, hidden ones, properties, how many changes."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    changes: int = 0
    objects: int = 0


@dataclass(slots=True)
class _State:
    is_silent: bool = False
    is_hidden: bool = False
    is_changed: bool = False
    part: str = ""
    skip: int = 1


class _Reader:
    def __init__(self) -> None:
        self.said = RichText()
        self.state = _State()
        self.stack: list[_State] = []
        self.skipped = 0
        self.is_first = self.is_optional = False

    def write(self, words: str) -> None:
        """Put words where the state of the group says they belong."""
        state, said = self.state, self.said
        if self.skipped:
            taken = min(self.skipped, len(words))
            self.skipped -= taken
            words = words[taken:]
        if not words or state.is_silent:
            return
        if state.part in _SHOWN_PROPERTIES:
            said.properties.append((state.part, words))
        elif state.part == "annotation":
            said.comments.append(words)
        else:
            said.words.append(words)
            if state.is_hidden and words.strip():
                said.hidden.append(words)

    def brace(self, sign: bytes) -> None:
        """Open or close a group."""
        if sign == b"{":
            if len(self.stack) < _DEEPEST:
                old = self.state
                self.stack.append(old)
                self.state = _State(old.is_silent, old.is_hidden, old.is_changed, old.part, old.skip)
            self.is_first = True
            return
        was = self.state
        if self.stack:
            self.state = self.stack.pop()
        if was.part == "annotation" and self.state.part != "annotation":
            self.said.comments.append("\n")

    def word(self, name: str, number: int | None) -> None:
        """Obey one control word."""
        state = self.state
        if self.is_optional or name in _SILENT:
            is_known = name in ("annotation", "shptxt", "fldinst", "footnote", "objclass", "objemb")
            state.is_silent = state.is_silent or not is_known or name in _SILENT
        if name in _SHOWN_PROPERTIES and self.is_first:
            state.part, state.is_silent = name, False
        elif name == "annotation":
            state.part = name
        elif name == "v":
            state.is_hidden = number != 0
        elif name in ("revised", "deleted") and number != 0:
            self.said.changes += not state.is_changed
            state.is_changed = True
        elif name in ("objemb", "objlink"):
            self.said.objects += 1
        elif name == "plain":
            state.is_hidden = state.is_changed = False
        elif name == "uc":
            state.skip = min(number or 0, 10)
        elif name == "u" and number is not None:
            self.write(chr(number % 65_536) if not 0xD800 <= number % 65_536 <= 0xDFFF else "?")
            self.skipped = state.skip
        elif name in _SIGNS:
            self.write(_SIGNS[name])


def rich_text(body: bytes) -> RichText:
    """The words of an RTF; never raises, what is cut is read as far as it goes."""
    reader = _Reader()
    for byte, name, number, symbol, brace, plain in (hit.groups() for hit in _TOKEN.finditer(body)):
        if brace:
            reader.is_optional = False
            reader.brace(brace)
            continue
        if symbol == b"*":
            reader.is_optional = True
            continue
        if name:
            reader.word(name.decode("ascii"), int(number) if number else None)
        elif byte:
            reader.write(bytes([int(byte, 16)]).decode("cp1252", "replace"))
        elif symbol:
            sign = symbol.decode("latin-1")
            reader.write(_SIGNS.get(sign, "\n" if sign in "\r\n" else sign if sign in "\\{}" else ""))
        elif plain:
            reader.write(plain.decode("cp1252", "replace"))
        reader.is_first = reader.is_optional = False
    return reader.said
