"""`terbuka match` does what its contract says, and bad input ends in one sentence and leaves nothing."""

import csv
import io
from pathlib import Path

import pytest

from terbuka.__main__ import run
from terbuka.management.plain import match as command

JOMBANG = "https://kab-jombang.kpu.go.id/page/read"


def _file(folder: Path, content: str | bytes, name: str = "pages.csv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_proven_item_is_a_row_in_the_order_of_the_input_best_first(tmp_path, capsys):
    pages = _file(
        tmp_path,
        f"url,title\n{JOMBANG}/lk,Laporan Keuangan Tahun 2025\n"
        f"{JOMBANG}/berita,KPU Jombang Gelar Rapat Koordinasi Logistik\n{JOMBANG}/faq,FAQ\n",
    )

    assert run(["match", pages]) == 0

    out = capsys.readouterr().out
    assert out.splitlines()[0] == "url,code,score,reason"
    rows = _rows(out)
    assert [row["url"] for row in rows] == [f"{JOMBANG}/lk"] * 3 + [f"{JOMBANG}/faq"]
    assert [row["code"] for row in rows] == ["KEU-03", "KEU-04", "KEU-05", "PPD-18"]
    assert all(0 <= float(row["score"]) <= 1 and row["reason"] for row in rows)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + f"title;url\r\nFAQ;{JOMBANG}/x\r\n".encode(),
        f"no\turl\ttitle\n1\t{JOMBANG}/x\tFAQ\n",
        f'sep=;\nurl;title\n{JOMBANG}/x;"FAQ"\n',
        f"URL , Title\n\n{JOMBANG}/x,FAQ\n\n",
        f"url,title\r{JOMBANG}/x,FAQ\r",
        f'url,title,text\n{JOMBANG}/x,FAQ,"dua\nbaris"\n',
        f"url,title,text\n{JOMBANG}/x,FAQ\n",
    ],
    ids=[
        "BOM, semicolon, CRLF",
        "tab, more columns",
        "sep line",
        "spaces, blanks",
        "CR",
        "line break",
        "short row",
    ],
)
def test_lists_are_read_as_spreadsheets_write_them(content, tmp_path, capsys):
    assert run(["match", _file(tmp_path, content)]) == 0

    assert [row["code"] for row in _rows(capsys.readouterr().out)] == ["PPD-18"]


def test_the_result_goes_into_the_file_named(tmp_path, capsys):
    out = tmp_path / "hasil.csv"

    assert run(["match", _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n"), "-o", str(out)]) == 0

    assert capsys.readouterr().out == ""
    assert [row["code"] for row in _rows(out.read_text("utf-8"))] == ["PPD-18"]


def test_pages_of_another_unit_prove_nothing_for_the_unit_asked_about(tmp_path, capsys):
    pages = _file(
        tmp_path,
        "url,title\nhttps://id.scribd.com/document/1/a,Laporan Kinerja KPU Kabupaten Nganjuk 2025\n"
        "https://id.scribd.com/document/2/b,Laporan Kinerja KPU Kabupaten Jombang 2025\n",
    )

    run(["match", pages, "--unit", "kpu-kab-jombang"])

    assert [row["url"][-1] for row in _rows(capsys.readouterr().out)] == ["b"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "kosong"),
        ("\n\n", "kosong"),
        ("url,title\n", "satu halaman pun"),
        ("alamat,judul\na,b\n", "Kolom url tidak ada"),
        ("url,judul\na,b\n", "Kolom title tidak ada"),
        ("url,url,title\na,b,c\n", "lebih dari satu"),
        ("url,title\na,b,c,d\n", "Baris 2 punya 4 kolom"),
        ('url,title\n"a,FAQ\n', "tidak dapat dibaca"),
        ("url,title\na," + "x" * 1_000_001 + "\n", "tidak dapat dibaca"),
        (b"url,title\na,\0\n", "byte kosong"),
        (b"url,title\na,caf\xe9\n", "UTF-8"),
        ("url,title\n".encode("utf-16"), "UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "UTF-8"),
    ],
)
def test_what_is_no_list_of_pages_ends_in_one_sentence(content, fault, tmp_path, capsys):
    assert run(["match", _file(tmp_path, content)]) == 2

    captured = capsys.readouterr()
    assert fault in captured.err
    assert len(captured.err.strip().splitlines()) == 1
    assert captured.out == ""


def test_a_list_of_50_mb_is_refused_before_it_is_read(tmp_path, capsys):
    pages = tmp_path / "besar.csv"
    with pages.open("wb") as file:
        file.write(b"url,title\n")
        file.truncate(50_000_000)

    assert run(["match", str(pages)]) == 2

    assert "20 MB" in capsys.readouterr().err


def test_a_stream_without_end_is_refused_at_the_same_size(monkeypatch):
    monkeypatch.setattr(command, "MOST_BYTES", 10_000)
    endless = io.StringIO("url,title\n" + f"{JOMBANG}/x,FAQ\n" * 1000)

    with pytest.raises(command.BadInput, match="lebih besar"):
        list(command.read_pages(endless))


@pytest.mark.parametrize("name", ["tidak-ada.csv", ".", "a\0b"])
def test_a_list_that_cannot_be_opened_is_named(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run(["match", name]) == 2

    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_result_that_cannot_be_written_is_named(tmp_path, capsys):
    pages = _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n")

    for out in (str(tmp_path), str(tmp_path / "tiada" / "hasil.csv"), pages, "a\0b"):
        assert run(["match", pages, "-o", out]) == 2
        assert "tidak dapat ditulis" in capsys.readouterr().err

    assert Path(pages).read_text("utf-8").startswith("url,title")


def test_a_fault_in_the_last_row_leaves_the_old_result_and_nothing_beside_it(tmp_path, capsys):
    pages = _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n{JOMBANG}/y,a,b,c\n")
    out = tmp_path / "hasil.csv"
    out.write_text("hasil lama")

    assert run(["match", pages, "-o", str(out)]) == 2

    assert out.read_text() == "hasil lama"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil.csv", "pages.csv"]


def test_a_device_is_written_to_and_never_replaced(tmp_path):
    assert run(["match", _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n"), "-o", "/dev/null"]) == 0

    assert not Path("/dev/null").is_file()


def test_an_unknown_unit_names_the_nearest(tmp_path, capsys):
    pages = _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n")

    assert run(["match", pages, "--unit", "kpu-kab-jombng"]) == 2

    assert "kpu-kab-jombang" in capsys.readouterr().err


def test_reasons_are_read_in_english_too(tmp_path, capsys):
    run(["match", _file(tmp_path, f"url,title\n{JOMBANG}/x,FAQ\n"), "--lang", "en"])

    assert "PPD-18" in capsys.readouterr().out


@pytest.mark.parametrize(
    "address", ["http://[", "https://[::1/berita", "javascript:void(0)", "http://%", "///"]
)
def test_a_broken_address_stops_nothing(address, tmp_path, capsys):
    pages = _file(tmp_path, f"url,title\n{address},Rapat Koordinasi Logistik\n{JOMBANG}/faq,FAQ\n")

    assert run(["match", pages]) == 0

    assert [row["url"] for row in _rows(capsys.readouterr().out)] == [f"{JOMBANG}/faq"]
