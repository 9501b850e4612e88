"""`terbuka audit` does what its contract says, and bad input ends in one sentence."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from terbuka.__main__ import run
from tests.crawler.threaded import open_site

PAGES = {
    "/": '<title>KPU Kabupaten Jombang</title><main><a href="/dip">Daftar Informasi Publik</a></main>',
    "/dip": "<title>Daftar Informasi Publik KPU Kabupaten Jombang 2026</title><main><p>"
    + "Daftar Informasi Publik KPU Kabupaten Jombang Tahun 2026 memuat ringkasan isi informasi. " * 10,
}


def _audit(*arguments):
    return run(["audit", *arguments, "--rate", "0", "--allow-private-hosts"])


def test_the_report_is_a_table_on_standard_output_and_json_in_the_file(tmp_path, capsys):
    report = tmp_path / "laporan.json"
    with open_site(PAGES) as url:
        code = _audit(url, "--unit", "kpu-kab-jombang", "--as-of", "2026-11-22", "--json", str(report))
    assert code == 0
    out, err = capsys.readouterr()
    assert "PPD-14" in out
    assert err == "", "progress is for terminals only"
    told = json.loads(report.read_text())
    assert told["unit"] == "kpu-kab-jombang"
    assert told["as_of"] == "2026-11-22"
    assert told["pages_fetched"] == 2
    assert told["sites"] == [{"url": url, "pages_fetched": 2, "could_not_look": []}]
    assert set(told) >= {"started_at", "finished_at", "items", "defects", "advice", "summary"}
    assert set(told["items"][0]) >= {"code", "name", "class", "verdict", "confidence", "evidence", "remedy"}
    assert sum(told["summary"].values()) == len(told["items"])
    assert len(told["summary"]) == 9


def test_the_archive_is_named_in_the_report(tmp_path):
    report, copies = tmp_path / "laporan.json", tmp_path / "arsip"
    with open_site(PAGES) as url:
        assert _audit(url, "--json", str(report), "--archive", str(copies)) == 0
    [item] = [item for item in json.loads(report.read_text())["items"] if item["code"] == "PPD-14"]
    digest = item["evidence"][0]["archived"].removeprefix("sha256:")
    assert (copies / digest[:2] / digest).exists()


def test_pages_are_bounded(tmp_path):
    report = tmp_path / "laporan.json"
    with open_site(PAGES) as url:
        assert _audit(url, "--max-pages", "1", "--json", str(report)) == 0
    told = json.loads(report.read_text())
    assert told["pages_fetched"] == 1
    assert told["sites"][0]["could_not_look"][0]["cause"] == "budget"


@pytest.mark.parametrize(
    ("pages", "cause"),
    [
        ({"/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /")}, "robots"),
        ({"/": (302, {"Location": "http://127.0.0.1:1/rahasia"}, "")}, "blocked"),
        ({"/": (302, {"Location": "http://169.254.169.254/"}, "")}, "blocked"),
        ({"/": (302, {"Location": "/"}, "")}, "redirect_loop"),
        ({"/": (403, {}, "")}, "blocked"),
        ({"/": (401, {}, "")}, "login"),
        ({"/": (200, {"Content-Type": "application/json"}, "{}")}, "not_html"),
    ],
)
def test_a_start_that_cannot_be_opened_ends_with_one_and_still_reports(pages, cause, tmp_path, capsys):
    report = tmp_path / "laporan.json"
    with open_site(pages) as url:
        assert _audit(url, "--json", str(report)) == 1
    told = json.loads(report.read_text())
    assert [failure["cause"] for failure in told["sites"][0]["could_not_look"]] == [cause]
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "alamat awal" in err
    assert told["summary"]["missing"] == 0, "what could not be looked at is not missing"


def test_a_start_that_is_gone_or_refused_ends_with_one(capsys):
    with open_site({}) as url:
        assert _audit(url) == 1
    assert "404" in capsys.readouterr().err
    assert _audit("http://127.0.0.1:9") == 1
    assert "ditolak" in capsys.readouterr().err


FINE = "https://kab-jombang.kpu.go.id"
BAD_INPUT = {
    "no address": [],
    "unknown unit": [FINE, "--unit", "kpu-kab-jombng"],
    "no scheme": ["kab-jombang.kpu.go.id"],
    "ftp": ["ftp://kab-jombang.kpu.go.id"],
    "a user name": ["https://ani:rahasia@kab-jombang.kpu.go.id"],
    "a port that is none": ["https://kab-jombang.kpu.go.id:99999"],
    "a broken address": ["http://[::1"],
    "one bad among good": [FINE, "htps://jatim.kpu.go.id"],
    "loopback": ["http://127.0.0.1:8000"],
    "localhost": ["http://localhost"],
    "cloud metadata": ["http://169.254.169.254/"],
    "loopback in disguise": ["http://0x7f000001/"],
    "1900": [FINE, "--as-of", "1900-01-01"],
    "2100": [FINE, "--as-of", "2100-01-01"],
    "no such day": [FINE, "--as-of", "2026-02-30"],
    "no date": [FINE, "--as-of", "kemarin"],
    "a date with time": [FINE, "--as-of", "2026-11-22T10:00"],
    "no pages": [FINE, "--max-pages", "0"],
    "negative pages": [FINE, "--max-pages", "-5"],
    "half a page": [FINE, "--max-pages", "1.5"],
    "words for pages": [FINE, "--max-pages", "banyak"],
    "negative seconds": [FINE, "--max-seconds", "-1"],
    "endless seconds": [FINE, "--max-seconds", "inf"],
    "negative rate": [FINE, "--rate", "-1"],
    "no number": [FINE, "--rate", "nan"],
    "a huge rate": [FINE, "--rate", "1e400"],
    "a file in no folder": [FINE, "--json", "/tidak/ada/laporan.json"],
    "a folder as file": [FINE, "--json", "/"],
    "a file as folder": [FINE, "--archive", "/etc/passwd"],
    "an unknown option": [FINE, "--cepat"],
}


@pytest.mark.parametrize("arguments", BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_ends_with_two_and_one_sentence(arguments, capsys):
    assert run(["audit", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_an_unknown_unit_is_told_its_neighbours(capsys):
    assert run(["audit", FINE, "--unit", "kpu-kab-jombng"]) == 2
    assert "kpu-kab-jombang" in capsys.readouterr().err


def test_an_interrupt_ends_with_what_was_found(tmp_path):
    report = tmp_path / "laporan.json"
    names = [f"/halaman-{n}" for n in range(50)]
    pages = {"/": "".join(f'<a href="{name}">{name}</a>' for name in names)}
    pages |= {name: f"<title>{name}</title><p>isi" for name in names}
    asked: list[str] = []
    with open_site(pages, asked=asked) as url:
        command = [
            sys.executable,
            "-m",
            "terbuka",
            "audit",
            url,
            "--allow-private-hosts",
            "--json",
            str(report),
        ]
        child = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=os.environ)
        while child.poll() is None and len(asked) < 4:
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert len(err.decode().splitlines()) == 1
    assert 0 < json.loads(report.read_text())["pages_fetched"] < 50
