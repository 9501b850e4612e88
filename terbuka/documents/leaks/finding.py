"""What the leak guard hands over: findings, hints, and the parts of a file that nobody looked at."""

from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase


class Leak(StrEnum):
    """The closed list of kinds that `terbuka inspect` names: personal data first, then hidden content."""

    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    PASSPORT = "passport"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    ADDRESS = "address"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    PIVOT_CACHE = "pivot_cache"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked_change"
    TEXT_UNDER_BOX = "text_under_box"
    WHITE_TEXT = "white_text"
    ATTACHMENT = "attachment"
    JAVASCRIPT = "javascript"
    MACRO = "macro"
    EXIF_PLACE = "exif_place"
    METADATA = "metadata"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    WRONG_TYPE = "wrong_type"

    @property
    def is_personal(self) -> bool:
        """Is it personal data itself, not the place where something hides?"""
        return self in _PERSONAL


_PERSONAL = frozenset(list(Leak)[:8])


class HintKind(StrEnum):
    """What a person should look at; the machine does not decide it."""

    MINOR = "minor"
    SIGNATURE = "signature"
    NOT_READ = "not_read"
    EXTERNAL_LINK = "external_link"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page of a PDF: points of its user space, origin below left, turned as the file says.

    `page` counts from 1. What lies under it is what has to go.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of leak in one place of a file.

    `count` is how many different ones stand there, `where` the place in words
    (page, sheet and cells, paragraph), `page` the page of a PDF from 1 or None, `excerpt` the
    first find with all but four characters hidden. `boxes` mark each of them on the pages of a
    PDF, for the black-out; empty elsewhere and where the find is no spot on a page.
    `is_hidden` says that readers of the file do not see it without digging.
    """

    kind: Leak
    where: Phrase
    page: int | None = None
    count: int = 1
    excerpt: str = ""
    boxes: tuple[Box, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that a person has to judge: a child's data, a signature, a part that was not read."""

    kind: HintKind
    where: Phrase
    page: int | None = None
    count: int = 1
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the guard saw in one file.

    `opens` is False for a file that nobody can read (encrypted, broken). `text_layer` says
    that its words can be searched. A hint of kind `not_read` means that the file was not
    looked at as a whole: then an empty `findings` does not say that it is clean.
    """

    file: str
    opens: bool = True
    text_layer: bool = True
    findings: tuple[Finding, ...] = ()
    hints: tuple[Hint, ...] = ()
    pages: int = 0

    @property
    def is_whole(self) -> bool:
        """Was every part of the file looked at?"""
        return not any(hint.kind is HintKind.NOT_READ for hint in self.hints)

    @property
    def is_clean(self) -> bool:
        """Does it open, was all of it looked at, and is nothing found?"""
        return self.opens and self.is_whole and not self.findings


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far the guard looks: bytes of a file, pages, cells, unpacked bytes, archive members, seconds."""

    file_bytes: int = 100_000_000
    pages: int = 1_000
    cells: int = 3_000_000
    unpacked: int = 400_000_000
    members: int = 3_000
    seconds: float = 30.0
