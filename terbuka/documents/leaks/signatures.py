"""Pictures that may be a signature or a stamp: a hint, for only a person can tell."""

import re

import pypdfium2.raw as engine

from terbuka.documents.leaks.finding import Box
from terbuka.documents.leaks.pagelayers import Layers
from terbuka.rules.personal.passage import Passage

_SIGNED = re.compile(
    r"\bttd\b|tanda ?tangan|hormat (?:kami|saya)|mengetahui|\bketua\b|sekretaris\b|yang (?:membuat"
    r"|menyatakan)|pemohon"
    r"|\bdto\b|menyetujui|dibuat oleh|penerima|anggota"
)
_NARROWEST, _WIDEST, _LOWEST, _HIGHEST = 30.0, 260.0, 12.0, 140.0
_TOP_OF_PAGE = 0.82


def signature_boxes(layers: Layers, passage: Passage, page: int) -> list[Box]:
    """The boxes of small pictures on a page that bears words of signing; none in its letterhead."""
    if not _SIGNED.search(passage.low):
        return []
    return [
        Box(page, *one.area)
        for one in layers.drawn
        if one.kind == engine.FPDF_PAGEOBJ_IMAGE
        and _NARROWEST <= one.area[2] - one.area[0] <= _WIDEST
        and _LOWEST <= one.area[3] - one.area[1] <= _HIGHEST
        and one.area[3] < _TOP_OF_PAGE * layers.height
    ]
