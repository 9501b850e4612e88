"""The demo does the whole main job from nothing, names a step that fails, and touches no other data."""

import os
import re
import subprocess
import sys
from pathlib import Path
from socket import socket

import pytest

from terbuka.management import demo
from terbuka.management.plain.mainjob import COMMISSION_SCALE, lines, main_job
from terbuka.rules.language import say, speaking
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import scale
from terbuka.rules.siteaudit.findings import Verdict
from tests.rules.audits import TODAY, found, links, page, report

MENUS = links("Informasi Berkala", "Informasi Serta Merta", "Informasi Setiap Saat", in_menu=True)
AUDIT = report(
    [found("KIN-05", Verdict.PRESENT, "LKjIP 2025", period="2025"), found("PPD-15", Verdict.UNREADABLE)],
    [page("", "Beranda", links=MENUS), page("berita/1", published_on=TODAY)],
)


def test_check_walks_the_whole_job_in_a_folder_of_its_own(tmp_path: Path) -> None:
    outside = tmp_path / "data"
    environment = os.environ | {
        "TERBUKA_DATA": str(outside),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/production",
        "TERBUKA_LANG": "id",
    }
    done = subprocess.run(
        [sys.executable, "-m", "terbuka", "demo", "--check"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counted = re.search(r": (\d+) dari 39 butir terisi otomatis", done.stdout)
    assert counted
    assert int(counted[1]) >= 15
    assert re.search(r"^Nilai sementara \d+,\d\d: .+ \(skala bawaslu-2025\)", done.stdout, re.MULTILINE)
    assert len(re.findall(r"^  [A-E]\d\d: ", done.stdout, re.MULTILINE)) == 39
    best = done.stdout.split("Tiga kekurangan")[1]
    assert re.findall(r"^  (\d)\. .+ \(\+\d+,\d\d: [A-E]\d\d", best, re.MULTILINE) == ["1", "2", "3"]
    assert re.search(r"verifikator menurunkan [A-E]\d\d dengan catatan; hasil \d+,\d\d", done.stdout)
    closed = re.search(r"pemeriksaan ulang menutup (\d+) butir tindak lanjut: [A-Z]", done.stdout)
    assert closed
    assert int(closed[1]) >= 1
    assert done.stderr == ""
    assert not outside.exists()


def test_a_step_that_fails_is_named_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("cakram penuh")

    monkeypatch.setattr(demo, "prepare", broken)
    assert demo.run(["--check"]) == 1
    assert 'Langkah "basis data" gagal: OSError: cakram penuh' in capsys.readouterr().err


def test_a_folder_with_other_data_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "terbuka.sqlite3").write_bytes(b"kerja setahun")
    with pytest.raises(BadInput, match="bukan milik contoh"):
        demo.demo_folder(str(tmp_path))
    assert [entry.name for entry in tmp_path.iterdir()] == ["terbuka.sqlite3"]


def test_the_demos_own_folder_begins_afresh(tmp_path: Path) -> None:
    folder = demo.demo_folder(str(tmp_path / "contoh"))
    (folder / "terbuka.sqlite3").write_bytes(b"")
    (folder / "files").mkdir()

    assert demo.demo_folder(str(folder)) == folder
    assert [entry.name for entry in folder.iterdir()] == [demo.MARKER]


def test_a_folder_that_cannot_be_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(BadInput, match="TERBUKA_DATA"):
        demo.demo_folder(str(tmp_path / "berkas" / "data"))


def test_a_taken_port_gives_way_unless_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        monkeypatch.setattr(demo, "FIRST_PORT", port)
        monkeypatch.setattr(demo, "LAST_PORT", min(port + 20, 65535))
        assert demo.free_port(None) > port
        with pytest.raises(BadInput, match=str(port)):
            demo.free_port(port)
        monkeypatch.setattr(demo, "LAST_PORT", port)
        with pytest.raises(BadInput, match="--port"):
            demo.free_port(None)


@pytest.mark.parametrize("wrong", [["--port", "pagi"], ["--port", "70000"], ["--kencang"]])
def test_wrong_options_are_one_sentence(
    wrong: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERBUKA_DATA", str(tmp_path / "contoh"))
    with pytest.raises(BadInput):
        demo.run(wrong)


def test_the_score_is_shown_under_the_scale_of_each_assessor() -> None:
    job = main_job(AUDIT, as_of=TODAY)
    assert job.card.bands == scale("bawaslu-2025")
    assert f"menurut skala {COMMISSION_SCALE}" in "\n".join(lines(job))


def test_a_failure_reads_in_the_readers_language() -> None:
    failure = demo.StepError(say("audit situs"), "x")
    with speaking("id"):
        assert str(failure) == 'Langkah "audit situs" gagal: x'
