"""Inspects a file before it is published: personal data, hidden content, and what could not be looked at."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from terbuka.documents.leaks.disguise import (
    Form,
    form_of,
    is_cut_container,
    is_locked_container,
    is_lying,
    second_file,
)
from terbuka.documents.leaks.films import look_into_film
from terbuka.documents.leaks.finding import Bounds, Inspection, Leak
from terbuka.documents.leaks.gathering import Gathering, merged
from terbuka.documents.leaks.letters import look_into_letter
from terbuka.documents.leaks.opendocuments import look_into_opendocument
from terbuka.documents.leaks.packs import Pack, TooLargeError, too_much
from terbuka.documents.leaks.pdfs import look_into_pdf
from terbuka.documents.leaks.pictures import look_into_picture
from terbuka.documents.leaks.plainfiles import (
    look_into_old_text,
    look_into_old_workbook,
    look_into_page,
    look_into_rich_text,
    look_into_rows,
    look_into_text,
)
from terbuka.documents.leaks.slides import look_into_slides
from terbuka.documents.leaks.workbooks import look_into_workbook
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.rules.language import say
from terbuka.rules.wording import quoted

_DEEPEST = 3
_MOST_NESTED = 400
_ROWS = (".csv", ".tsv")
_OLD_MACROS = ("_VBA_PROJECT", "VBA")
_READERS: dict[Form, Callable[[bytes, Gathering], bool]] = {
    Form.WORKBOOK: look_into_workbook,
    Form.LETTER: look_into_letter,
    Form.SLIDES: look_into_slides,
    Form.OPENDOCUMENT: look_into_opendocument,
    Form.BINARY_WORKBOOK: look_into_old_workbook,
    Form.OLD_WORKBOOK: look_into_old_workbook,
    Form.OLD_TEXT: look_into_old_text,
    Form.PAGE: look_into_page,
    Form.TEXT: look_into_text,
    Form.RTF: look_into_rich_text,
}


def inspect(
    source: bytes | Path, *, name: str, on: date | None = None, bounds: Bounds | None = None
) -> Inspection:
    """What the guard sees in a file (its bytes, or a path) called `name`.

    `on` is the day from which the age of people is counted; without it children are known by words
    alone. Raises nothing but OSError for a path that cannot be read; takes about `bounds.seconds` at
    most. Thread-safe; PDFs wait for each other page by page.
    """
    bounds = bounds or Bounds()
    gathering = Gathering(bounds, on)
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > bounds.file_bytes:
        gathering.not_read(
            say("seluruh berkas: lebih besar dari {most} MB", most=bounds.file_bytes // 1_000_000)
        )
        return Inspection(name, True, False, (), tuple(gathering.hints))
    body = source.read_bytes() if isinstance(source, Path) else source
    opens, has_words, pages = _look(body, name, gathering)
    return Inspection(name, opens, has_words, merged(gathering.findings), tuple(gathering.hints), pages)


def _look(body: bytes, name: str, gathering: Gathering) -> tuple[bool, bool, int]:
    """Whether a file opens, whether it has words, how many pages; then the files within it."""
    form = form_of(body, name)
    if is_lying(form, name):
        gathering.found(
            Leak.WRONG_TYPE, say("nama berkas menjanjikan jenis lain; isinya {form}", form=form.value)
        )
    elif other := second_file(form, body):
        gathering.found(Leak.WRONG_TYPE, say("berkas ini sekaligus berkas {form}", form=other))
    try:
        told = _read(form, body, name, gathering)
    except EncryptedError:
        gathering.found(Leak.ENCRYPTED, say("seluruh berkas: terkunci kata sandi"))
        told = (False, False, 0)
    except TooLargeError:
        too_much(gathering, str(say("isi berkas")))
        told = (True, True, 0)
    except (BrokenError, MemoryError, RecursionError):
        gathering.found(Leak.BROKEN, say("seluruh berkas: rusak atau terpotong"))
        told = (False, False, 0)
    _look_within(gathering)
    return told


def _look_within(gathering: Gathering) -> None:
    """Attachments and members of archives, each with its place before its findings."""
    nested, gathering.nested = gathering.nested[:_MOST_NESTED], []
    for label, content in nested:
        within = f"{gathering.within}/{label}" if gathering.within else label
        if gathering.depth >= _DEEPEST or gathering.is_late:
            gathering.not_read(say("isi {name}", name=label))
            continue
        inner = Gathering(gathering.bounds, gathering.on, within, gathering.depth + 1, gathering.until)
        _look(content, label.rstrip("'\"…"), inner)
        gathering.findings += inner.findings
        for hint in inner.hints:
            if hint not in gathering.hints:
                gathering.hints.append(hint)


def _read(form: Form, body: bytes, name: str, gathering: Gathering) -> tuple[bool, bool, int]:
    if form is Form.EMPTY:
        raise BrokenError
    if form is Form.LOCKED_OFFICE:
        raise EncryptedError
    if form is Form.PDF:
        return look_into_pdf(body, gathering)
    if form in (Form.JPEG, Form.PNG, Form.PICTURE):
        return look_into_picture(body, gathering), False, 0
    if form is Form.MEDIA and look_into_film(body, gathering):
        return True, False, 0
    if form is Form.ARCHIVE:
        return _archive(body, gathering)
    if form is Form.TEXT and name.lower().endswith(_ROWS):
        return True, look_into_rows(body, gathering), 0
    if form in (Form.OLD_TEXT, Form.OLD_WORKBOOK):
        if is_locked_container(body):
            raise EncryptedError
        if is_cut_container(body):
            raise BrokenError
    if form in _READERS:
        if form in (Form.OLD_TEXT, Form.OLD_WORKBOOK) and any(
            word.encode("utf-16-le") in body for word in _OLD_MACROS
        ):
            gathering.found(Leak.MACRO, say("dalam berkas"), is_hidden=True)
        return True, _READERS[form](body, gathering), 0
    if form is Form.OTHER and is_promised(name):
        raise BrokenError
    gathering.not_read(say("seluruh berkas: jenis ini tidak dapat diperiksa"))
    return not is_promised(name), False, 0


def is_promised(name: str) -> bool:
    """Does the ending promise a file that the guard reads?"""
    return name.lower().endswith(
        (
            ".pdf",
            ".docx",
            ".xlsx",
            ".pptx",
            ".jpg",
            ".jpeg",
            ".png",
            ".doc",
            ".xls",
            ".odt",
            ".ods",
            ".zip",
            ".docm",
            ".xlsm",
        )
    )


def _archive(body: bytes, gathering: Gathering) -> tuple[bool, bool, int]:
    """Each member of an archive on its own; names are words to be shown and never paths to be written."""
    if not body.startswith(b"PK"):
        gathering.not_read(say("isi arsip: hanya ZIP yang dapat dibuka"))
        return True, False, 0
    pack = Pack(body, gathering)
    if pack.is_cut:
        gathering.not_read(say("isi arsip setelah {n} berkas", n=gathering.bounds.members))
    for name in pack.names:
        if name.endswith("/"):
            continue
        label = quoted((name.replace("\\", "/").rpartition("/")[2] or name)[-50:])
        if name in pack.locked:
            gathering.found(Leak.ENCRYPTED, say("arsip, {name}", name=label))
            continue
        try:
            content = pack.bytes_of(name, gathering.bounds.file_bytes)
        except TooLargeError:
            too_much(gathering, label)
            break
        except BrokenError:
            gathering.found(Leak.BROKEN, say("arsip, {name}", name=label))
            continue
        _member(label, content, gathering)
    return True, True, 0


def _member(label: str, content: bytes, gathering: Gathering) -> None:
    """One member at a time, so that memory holds one of them only."""
    kept, gathering.nested = gathering.nested, [(label, content)]
    _look_within(gathering)
    gathering.nested = kept
