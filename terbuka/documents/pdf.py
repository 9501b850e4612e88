"""Words of a PDF, page by page, within bounds of pages and time."""

import threading
import time

import pypdfium2 as pdfium

from terbuka.documents.reading import (
    LONGEST_FIRST_PAGE,
    LONGEST_TEXT,
    BrokenError,
    EncryptedError,
    Read,
    first_lines,
    named_title,
    tidy,
)

MOST_PAGES, MOST_SECONDS = 120, 5.0
_FEWEST_SIGNS = 20
_PASSWORD_ERROR = 4
# PDFium is not thread-safe: one document at a time in this process.
ONE_AT_A_TIME = threading.Lock()


def open_pdf(body: bytes) -> pdfium.PdfDocument:
    """The document, to be used and closed under `ONE_AT_A_TIME`. Raises `BrokenError` or `EncryptedError`."""
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == _PASSWORD_ERROR or "assword" in str(fault):
            raise EncryptedError from fault
        raise BrokenError from fault


def _words(document: pdfium.PdfDocument, number: int) -> str:
    """The text layer of one page; "" for a page that cannot be loaded."""
    try:
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        return ""
    return tidy(text)


def _title(document: pdfium.PdfDocument) -> str:
    try:
        return named_title(document.get_metadata_dict().get("Title", ""))
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        return ""


def read_pdf(body: bytes) -> Read:
    """The words of at most 120 pages and 5 seconds. Raises `BrokenError` or `EncryptedError`.

    Blank is a PDF where fewer than a third of the pages read have a text layer of
    at least 20 signs: a scan, maybe with a typed cover.
    """
    with ONE_AT_A_TIME:
        document = open_pdf(body)
        try:
            count = len(document)
            title = _title(document)
            pages: list[str] = []
            size, until = 0, time.monotonic() + MOST_SECONDS
            for number in range(min(count, MOST_PAGES)):
                pages.append(_words(document, number))
                size += len(pages[-1])
                if size > LONGEST_TEXT or time.monotonic() > until:
                    break
        finally:
            document.close()
    if not count:
        raise BrokenError
    worded = sum(len(page) >= _FEWEST_SIGNS for page in pages)
    text = "\n".join(page for page in pages if page)[:LONGEST_TEXT]
    return Read(
        text=text,
        title=title or first_lines(pages[0]),
        first_page=pages[0][:LONGEST_FIRST_PAGE],
        parts=count,
        is_blank=worded * 3 < len(pages),
    )
