"""`terbuka chat`: one export in, one JSON out, whatever the file holds."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from terbuka.__main__ import run

CHAT = (
    "13/03/26 08.15 - Citra: Ada LRA?\n13/03/26 08.16 - Citra: a.jpg (file terlampir)\n"
    "13/03/26 09.02 - KPU: Ada."
)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["chat", *arguments]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_text_is_told_in_the_form_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "Chat WhatsApp dengan Citra.txt"
    export.write_text(CHAT, encoding="utf-8")
    assert told(capsys, str(export)) == {
        "messages": 3,
        "media": 1,
        "first_at": "2026-03-13T08:15:00",
        "first_reply_at": "2026-03-13T09:02:00",
        "first_reply_minutes": 47,
        "first_reply_service_minutes": 47,
        "participants": ["Citra", "KPU"],
        "sha256": hashlib.sha256(CHAT.encode()).hexdigest(),
    }


def test_in_a_zip_the_chat_is_found_beside_texts_that_were_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "chat.zip"
    with zipfile.ZipFile(export, "w") as archive:
        archive.writestr("catatan.txt", "Bukan obrolan.")
        archive.writestr("a.jpg", b"\xff\xd8\xff")
        archive.writestr("_chat.txt", CHAT.encode("utf-16"))
    out = tmp_path / "out.json"
    assert run(["chat", str(export), "--json", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["first_reply_minutes"] == 47
    assert not capsys.readouterr().out


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, broken, without = tmp_path / "a.txt", tmp_path / "b.zip", tmp_path / "c.zip"
    empty.write_bytes(b"")
    broken.write_bytes(b"PK\x03\x04rusak")
    with zipfile.ZipFile(without, "w") as archive:
        archive.writestr("a.jpg", b"\xff\xd8\xff")
    for file in (empty, broken, without, tmp_path, tmp_path / "tidak-ada.txt"):
        assert run(["chat", str(file)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
