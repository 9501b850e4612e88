"""What a site shows for one required item: its page, its documents, and what a fair judge would say of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from terbuka.example.blocks import Block
from terbuka.rules.siteaudit.findings import DefectKind, Verdict


class Answer(StrEnum):
    """How the server answers for a page or file."""

    SERVED = "served"
    ABSENT = "absent"
    SOFT_ABSENT = "soft_absent"
    LOGIN = "login"
    ERROR = "error"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Document:
    """A file: what the link says, its bytes and type, how the server answers for it.

    `is_named` files carry their title in the address, others an opaque number.
    """

    label: str
    data: bytes
    content_type: str
    answer: Answer = Answer.SERVED
    is_named: bool = True

    @property
    def ending(self) -> str:
        """File ending by type."""
        return {"application/pdf": "pdf", "image/png": "png"}.get(
            self.content_type, "xlsx" if "sheet" in self.content_type else "docx"
        )


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What stands on the site for item `code`, the verdict it earns, and why, for a person to check.

    Without `has_page` the link leads straight to the first document. `covers_until`
    is the last day its documents speak of. `defects` say what is wrong, and
    whether at the page or at the file. `is_dateless` keeps datelines away; `also`
    names further items that stand on the same page.
    """

    code: str
    section: str
    title: str
    verdict: Verdict
    reason: str
    blocks: tuple[Block, ...] = ()
    documents: tuple[Document, ...] = ()
    has_page: bool = True
    answer: Answer = Answer.SERVED
    covers_until: date | None = None
    is_dateless: bool = False
    also: tuple[str, ...] = ()
    defects: tuple[tuple[DefectKind, str], ...] = field(default=())

    def judged(self, verdict: Verdict, reason: str, *defects: tuple[DefectKind, str]) -> "Exhibit":
        """The same things with another judgement."""
        return replace(self, verdict=verdict, reason=reason, defects=(*self.defects, *defects))
