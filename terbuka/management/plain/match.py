"""`terbuka match PAGES.csv`: which required items a list of pages proves, row by row.

The list is read as a stream and the answer is first written beside its place, so that a
fault in the last row leaves nothing half written.
"""

import csv
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from terbuka.management.arguments import Parser
from terbuka.rules.language import say
from terbuka.rules.matching.decide import Context, match
from terbuka.rules.matching.names import Whose, whose
from terbuka.rules.pages import Page
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import Unit, unit_named
from terbuka.rules.wording import quoted

MOST_BYTES = 20_000_000
_MOST_FIELD = 1_000_000
_TEXT_READ = 20_000
_NEEDED = ("url", "title")
_DELIMITERS = ",;\t|"
_COLUMNS = ("url", "code", "score", "reason")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_TICK = 2_000
_IN_MEMORY = 5_000_000


def _parser() -> Parser:
    parser = Parser("match", str(say("Mencocokkan daftar halaman dengan butir informasi wajib.")))
    parser.add_argument(
        "pages",
        metavar="PAGES.csv",
        help=str(say("daftar dengan kolom url dan title, boleh juga text; paling besar 20 MB")),
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT.csv", help=str(say("berkas hasil; tanpa ini ke layar"))
    )
    parser.add_argument(
        "--unit", metavar="SLUG", help=str(say("satker pemilik; halaman tentang satker lain dilewati"))
    )
    return parser


def _too_large() -> BadInput:
    return BadInput(
        say("Berkas lebih besar dari {most} MB: pecah menjadi beberapa berkas.", most=MOST_BYTES // 1_000_000)
    )


def _open(name: str) -> IO[str]:
    path = Path(name)
    try:
        if path.is_dir():
            raise BadInput(say("{name} adalah folder; sebutkan berkas CSV.", name=quoted(name)))
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise _too_large()
        return path.open("r", encoding="utf-8-sig")
    except BadInput:
        raise
    except FileNotFoundError:
        raise BadInput(say("Berkas {name} tidak ada.", name=quoted(name))) from None
    except (OSError, ValueError):
        raise BadInput(say("Berkas {name} tidak dapat dibuka.", name=quoted(name))) from None


def _lines(stream: IO[str]) -> Iterator[str]:
    """Lines of a text with any line ends. Raises BadInput for what is no text or too large."""
    number = size = 0
    try:
        while line := stream.readline(MOST_BYTES):
            number += 1
            size += len(line)
            if "\0" in line:
                raise BadInput(say("Baris {n} berisi byte kosong: ini bukan berkas CSV.", n=number))
            if size >= MOST_BYTES:
                raise _too_large()
            yield line
    except UnicodeDecodeError:
        raise BadInput(
            say("Berkas ini bukan teks UTF-8 (dekat baris {n}): simpan sebagai CSV UTF-8.", n=number + 1)
        ) from None
    except OSError:
        raise BadInput(say("Berkas itu tidak dapat dibaca sampai habis.")) from None


def _named(head: str, delimiter: str) -> list[str]:
    return [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]


def _heading(lines: Iterator[str]) -> tuple[list[str], str]:
    """The names of the columns and the delimiter. Raises BadInput where url or title is not among them."""
    head = next((line for line in lines if line.strip()), None)
    if head is None:
        raise BadInput(say("Berkas itu kosong: tulis kepala kolom url,title lalu satu halaman per baris."))
    delimiters = _DELIMITERS
    if told := _SEPARATOR_LINE.fullmatch(head):
        delimiters, head = told[1], next(lines, "")
    try:
        readings = [(_named(head, delimiter), delimiter) for delimiter in delimiters]
    except csv.Error:
        raise _bad_row(1) from None
    names, delimiter = max(
        readings, key=lambda reading: (sum(name in _NEEDED for name in reading[0]), len(reading[0]))
    )
    for needed in _NEEDED:
        if needed not in names:
            found = quoted(", ".join(names))
            raise BadInput(say("Kolom {needed} tidak ada; yang ada: {found}.", needed=needed, found=found))
        if names.count(needed) > 1:
            raise BadInput(say("Kolom {needed} ada lebih dari satu.", needed=needed))
    return names, delimiter


def _bad_row(line: int) -> BadInput:
    return BadInput(
        say("Baris {line} tidak dapat dibaca: isinya terlalu panjang atau tanda kutipnya rusak.", line=line)
    )


def read_pages(stream: IO[str]) -> Iterator[Page]:
    """The pages of a list, one by one; blank lines are passed over. Raises BadInput."""
    lines = _lines(stream)
    names, delimiter = _heading(lines)
    url, title = names.index("url"), names.index("title")
    text = names.index("text") if "text" in names else None
    csv.field_size_limit(_MOST_FIELD)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    is_empty = True
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:
            raise _bad_row(rows.line_num + 1) from None
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            raise BadInput(
                say(
                    "Baris {line} punya {n} kolom, kepalanya {m}: beri tanda kutip pada isi dengan {mark}.",
                    line=rows.line_num + 1,
                    n=len(row),
                    m=len(names),
                    mark=repr(delimiter),
                )
            )
        is_empty = False
        cells = [*row, *[""] * (len(names) - len(row))]
        words = cells[text][:_TEXT_READ] if text is not None else ""
        yield Page(url=cells[url].strip(), title=cells[title].strip(), text=words)
    if is_empty:
        raise BadInput(say("Berkas itu tidak berisi satu halaman pun di bawah kepala kolomnya."))


def _is_of_another(page: Page, unit: Unit) -> bool:
    return whose(f"{page.title}\n{page.text}", unit).whose is Whose.OTHER


def _write(pages: Iterator[Page], unit: Unit | None, out: IO[str]) -> None:
    """Match each page and write a row per item, best first; show the count on a terminal."""
    context = Context()
    if unit is not None:
        context = Context(unit.institution, unit, frozenset({unit.host} - {""}))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for number, page in enumerate(pages, 1):
        if unit is None or not _is_of_another(page, unit):
            for found in match(page, context):
                reasons = "; ".join(str(reason) for reason in found.reasons)
                writer.writerow([page.url, found.code, f"{found.score:.2f}", reasons])
        if number % _TICK == 0 and sys.stderr.isatty():
            print(say("{n} halaman ...", n=number), end="\r", file=sys.stderr)


def _unwritable(name: str) -> BadInput:
    return BadInput(say("Hasil tidak dapat ditulis ke {name}.", name=quoted(name)))


def _write_file(source: str, name: str, pages: Iterator[Page], unit: Unit | None) -> None:
    """Write beside `name` and take its place at the end. Raises BadInput, leaving nothing behind."""
    path = Path(name)
    try:
        if "\0" in name or path.is_dir() or (path.exists() and path.samefile(source)):
            raise _unwritable(name)
        if path.exists() and not path.is_file():
            # A device or a pipe is written to, never replaced.
            with path.open("w", encoding="utf-8", newline="") as device:
                _write(pages, unit, device)
            return
        if path.exists() and not os.access(path, os.W_OK):
            raise _unwritable(name)
        handle, beside = tempfile.mkstemp(prefix=".terbuka-", suffix=".csv", dir=path.parent)
    except (OSError, ValueError):
        raise _unwritable(name) from None
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:
            _write(pages, unit, out)
        Path(beside).chmod(0o644 & ~_umask())
        Path(beside).replace(path)
    except OSError:
        raise _unwritable(name) from None
    finally:
        with suppress(FileNotFoundError):
            Path(beside).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_screen(pages: Iterator[Page], unit: Unit | None) -> None:
    """Write to standard output once everything is known to be readable; always UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as out:
        _write(pages, unit, out)
        out.seek(0)
        shutil.copyfileobj(out, sys.stdout)
        sys.stdout.flush()


def run(arguments: list[str]) -> int:
    """Match the pages of a list and write a row per proven item. Raises BadInput."""
    given = _parser().parse_args(arguments)
    unit = unit_named(given.unit) if given.unit is not None else None
    with _open(given.pages) as stream:
        pages = read_pages(stream)
        if given.output is None:
            _write_screen(pages, unit)
        else:
            _write_file(given.pages, given.output, pages, unit)
    return 0
