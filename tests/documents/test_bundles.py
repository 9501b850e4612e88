"""A ZIP that somebody hands in: each member or why not, whatever its names and sizes declare."""

import pytest

from terbuka.documents import bundles
from terbuka.documents.bundles import Member, NotTaken, unpacked
from terbuka.rules.ruling import BadInput
from tests.documents import made


def test_names_lose_their_folders_and_what_file_managers_leave_is_passed_over() -> None:
    archive = made.archive(
        {
            "../../etc/passwd": b"a",
            "C:\\data\\laporan.pdf": b"b",
            "folder/.DS_Store": b"x",
            "__MACOSX/laporan.pdf": b"x",
            "folder/~$laporan.docx": b"x",
        }
    )
    assert [one.name for one in unpacked(archive)] == ["passwd", "laporan.pdf"]


def test_a_bomb_is_named_and_the_rest_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = made.archive({"nol.pdf": b"\0" * 15_000_000, "baik.pdf": b"%PDF-1.4 baik"})
    grown, good = unpacked(bomb)
    assert isinstance(grown, NotTaken)
    assert isinstance(good, Member)
    monkeypatch.setattr(bundles, "MOST_TOTAL", 10)
    with pytest.raises(BadInput):
        list(unpacked(bomb))


def test_archives_within_and_members_under_lock_are_not_opened() -> None:
    locked = bytearray(made.archive({"kunci.pdf": b"%PDF"}))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.find(sign) + (6 if sign.endswith(b"\x04") else 8)] |= 1
    assert [type(one) for one in unpacked(bytes(locked))] == [NotTaken]
    assert [type(one) for one in unpacked(made.archive({"dalam.zip": b"PK", "lain.7z": b"7z"}))] == [
        NotTaken
    ] * 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bukan arsip" * 100])
def test_what_is_no_archive_is_said_in_one_sentence(content: bytes) -> None:
    with pytest.raises(BadInput):
        list(unpacked(content))
