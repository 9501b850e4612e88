"""What waits with its libraries loaded: a child for each file, started anew when gone, never in the way."""

import json
import os
import struct
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from terbuka.documents import apart, standby
from terbuka.documents.apart import open_apart
from terbuka.documents.confined import Limits
from terbuka.documents.opening import open_document
from terbuka.documents.standby import Said, ask
from terbuka.rules.pages import FoundDate
from tests.documents import made

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each file starts its own program")
PAPER = made.pdf("Laporan Kinerja 2025, ditetapkan 12 Maret 2025")


@pytest.fixture(autouse=True)
def _own_programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """None stands by before, and none after."""
    monkeypatch.setattr(standby, "_waiting", {})
    yield
    standby.end_all()


def _endless(megabytes: int) -> bytes:
    """A small PDF whose one page unpacks to so many megabytes."""
    block, check = b" " * 1_000_000, 1
    for _ in range(megabytes):
        check = zlib.adler32(block, check)
    packed = b"\x78\xda" + made.packed_times(block, megabytes) + check.to_bytes(4)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return made._object_file((b"<</Type/Catalog/Pages 2 0 R>>", pages, page, stream), b"")


def _asked(content: bytes = PAPER, *, seconds: float = 30) -> Said:
    wish = {"name": "laporan.pdf", "content_type": ""}
    order = json.dumps({"task": "opened", "wish": wish, "limits": asdict(Limits(seconds=seconds))}).encode()
    said = ask("guard_work", struct.pack(">I", len(order)) + order + content, seconds=seconds)
    assert said
    return said


def _program() -> int:
    """The process that stands by."""
    (one,) = standby._waiting.values()
    assert one.process
    return one.process.pid


def _children(of: int) -> list[int]:
    told = Path(f"/proc/{of}/task/{of}/children").read_text()
    return [int(one) for one in told.split()]


def test_one_program_serves_many_files_and_keeps_no_child() -> None:
    first, program = _asked(), _program()
    second = _asked()

    assert first.is_whole
    assert first.answer == second.answer
    assert _program() == program
    until = time.monotonic() + 5
    while _children(program) and time.monotonic() < until:
        time.sleep(0.01)
    assert _children(program) == []


def test_a_program_that_has_gone_is_started_again() -> None:
    _asked()
    gone = _program()
    os.kill(gone, 9)
    os.waitid(os.P_PID, gone, os.WEXITED | os.WNOWAIT)

    assert _asked().is_whole
    assert _program() != gone


def test_who_takes_too_long_is_ended_and_the_next_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    _asked()
    monkeypatch.setattr(standby, "_GRACE", 0.2)

    late = _asked(seconds=0.001)

    assert (late.is_whole, late.is_late) == (False, True)
    assert _asked().is_whole


def test_a_program_that_stands_by_ends_with_whoever_asks() -> None:
    _asked()
    program = _program()

    standby.end_all()

    assert not Path(f"/proc/{program}").exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PAPER, "laporan.pdf"),
        (PAPER, "laporan.docx"),
        (made.encrypted_pdf(), "kunci.pdf"),
        (b"%PDF-1.4 rusak", "rusak.pdf"),
        (made.workbook({"DIP": [["No", "Judul"]]}), "daftar.xlsx"),
        (b"", "kosong.pdf"),
    ],
)
def test_a_document_opened_apart_says_what_it_says_here(content: bytes, name: str) -> None:
    assert open_apart(content, name=name) == open_document(content, name=name)
    assert all(isinstance(one, FoundDate) for one in open_apart(content, name=name).dates)


def test_a_pdf_that_unpacks_without_end_takes_no_memory_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LIMITS", Limits(seconds=20, megabytes=700))
    endless = _endless(800)

    opened = open_apart(endless, name="laporan.pdf")

    assert len(endless) < 2_000_000
    assert not opened.file.opens
    assert open_apart(PAPER, name="laporan.pdf").file.opens
