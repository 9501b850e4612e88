"""CSV and text for publication: UTF-8, one kind of line end, no cell that a spreadsheet would run."""

import csv
import io
import re

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_DELIMITERS = ",;\t|"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
# What opens a formula in a spreadsheet; a minus or plus is harmless before a mere number.
_FORMULA = re.compile(r"\s*[=@]|\s*[+-](?![\d.,\s]*%?$)|[\t\r]")
_LONGEST_FIELD = 1_000_000


def decoded(content: bytes) -> str:
    """The text, from UTF-8, UTF-16 with its mark, or what older Windows programs write. Raises BadInput."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(say("Berkas ini bukan teks: simpan sebagai CSV UTF-8, XLSX, atau PDF."))


def delimiter_of(text: str) -> str:
    """The sign between the cells: the one that stands most often in the first line."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=head.count)


def copy_text(content: bytes) -> bytes:
    """The same words in UTF-8, without signs that turn or hide text. Raises BadInput."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).encode()


def copy_csv(content: bytes) -> tuple[bytes, int]:
    """The same cells in UTF-8 with its mark, commas between; how many were made harmless. Raises BadInput.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = decoded(content)
    csv.field_size_limit(_LONGEST_FIELD)
    mark = delimiter_of(text)
    if text[:4].lower() == "sep=":
        mark, text = text[4:5] or ",", text.partition("\n")[2]
    out, changed = io.StringIO(newline=""), 0
    writer = csv.writer(out, lineterminator="\r\n")
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            cells = [_CONTROL.sub("", cell) for cell in row]
            safe = [f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells]
            changed += sum(one != other for one, other in zip(cells, safe, strict=True))
            writer.writerow(safe)
    except (csv.Error, TypeError):
        raise BadInput(
            say("CSV ini tidak dapat dibaca: periksa tanda kutipnya, lalu simpan lagi sebagai CSV UTF-8.")
        ) from None
    # Excel takes a CSV for UTF-8 only by this mark.
    return b"\xef\xbb\xbf" + out.getvalue().encode(), changed
