"""Proof that a black-out is real: the result is read back by other means; a remainder is a loud failure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terbuka.documents.blackout.areas import Part
from terbuka.documents.blackout.blacking import BlackedOut
from terbuka.documents.blackout.matching_values import holds_any
from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.preview.ocr import is_installed, text_of
from terbuka.rules.language import Phrase, say

# Reading letters off a picture takes seconds a page.
MOST_READ_PAGES = 12
_WORDS = {
    "text": say("teks yang dihitamkan masih dapat disalin"),
    "bytes": say("data yang dihitamkan masih ada di dalam berkas"),
    "dots": say("bagian yang dihitamkan belum hitam seluruhnya"),
    "structure": say("berkas masih memuat metadata atau lampiran"),
    "ocr": say("teks yang dihitamkan masih terbaca pada gambar"),
}


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is still there: "text", "bytes", "dots", "structure" or "ocr", and on which page (0: the file)."""

    what: str
    page: int

    @property
    def words(self) -> Phrase:
        """As people read it."""
        if self.page:
            return say("halaman {page}: {what}", page=self.page, what=_WORDS[self.what])
        return _WORDS[self.what]


class NotBlackedOut(Exception):
    """The result must not be published. `left` says what is still there, never the values themselves."""

    def __init__(self, left: tuple[Remainder, ...]) -> None:
        super().__init__("; ".join(f"{one.what} on page {one.page}" for one in left))
        self.left = left

    def __str__(self) -> str:
        return "; ".join(str(one.words) for one in self.left)


@dataclass(frozen=True, slots=True)
class Verified:
    """The black-out is real: read back `by` "text", "bytes", "dots", and "ocr" where it is installed."""

    by: tuple[str, ...]


def verify_black_out(
    result: BlackedOut, parts: Sequence[Part], secrets: Sequence[str] = (), *, limits: Limits = LIMITS
) -> Verified:
    """Nothing of what was blacked out can be found in `result`.

    `secrets` are values that must be nowhere in the file: what stood under the
    areas. Raises NotBlackedOut, naming each remainder, and BadInput where the
    result cannot be read at all.
    """
    values = [secret for secret in secrets if secret.strip()]
    areas = [(area.page, area.x0, area.y0, area.x1, area.y1) for area in (part.area for part in parts)]
    reads = bool(values) and is_installed()
    wish: dict[str, Any] = {"areas": areas, "secrets": values, "kind": result.kind.value, "pictures": reads}
    wish["is_paper"] = result.is_paper
    done = confined("read_back", result.content, wish, limits=limits)
    left = [Remainder(what, page) for what, page in done.told["left"]]
    by = tuple(done.told["by"])
    if reads:
        by = (*by, "ocr")
        for page, picture in list(zip(done.told["pages"], done.files, strict=True))[:MOST_READ_PAGES]:
            if holds_any(text_of(picture), values):
                left.append(Remainder("ocr", page))
    if left:
        raise NotBlackedOut(tuple(dict.fromkeys(left)))
    return Verified(by)
