"""What stands on the pages of a PDF, read as its reader's program reads it."""

import re

import pypdfium2 as pdfium


def pages(content: bytes) -> list[str]:
    """The text of each page, lines as set."""
    with pdfium.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def on_one_line(texts: list[str]) -> str:
    """All pages as one line, for sentences that break over lines."""
    return re.sub(r"\s+", " ", re.sub(r"-\s*[\r\n]+", "-", " ".join(texts)))
