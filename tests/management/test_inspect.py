"""`terbuka inspect`: the table, the JSON of the contract, and files that cannot be read."""

import json
from pathlib import Path

import pytest

from terbuka.__main__ import run
from terbuka.documents.leaks.finding import HintKind, Leak
from terbuka.rules.guarding import KIND_WORDS

NIK = "3517014508900001"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "daftar.csv"
    file.write_text(f"Nama,NIK\nAni,{NIK}\n", "utf-8")
    return file


def test_the_json_of_the_contract_never_repeats_a_value(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil.json"
    assert run(["inspect", str(paper), "--json", str(out)]) == 0
    assert NIK not in out.read_text("utf-8")
    assert json.loads(out.read_text("utf-8")) == [
        {
            "file": str(paper),
            "opens": True,
            "text_layer": True,
            "findings": [
                {
                    "kind": "nik",
                    "page": None,
                    "count": 1,
                    "where": "lembar tabel, sel B2",
                    "excerpt": "3517************",
                }
            ],
            "hints": [],
        }
    ]


def test_the_table_names_kind_count_and_place(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(paper)]) == 0
    told = capsys.readouterr().out
    assert "NIK" in told
    assert "lembar tabel, sel B2" in told
    assert NIK not in told


def test_a_missing_file_or_a_folder_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", str(tmp_path / "tiada.pdf")]) == 2
    assert run(["inspect", str(tmp_path)]) == 2
    assert run(["inspect"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_every_kind_has_its_words() -> None:
    assert set(KIND_WORDS) == {kind.value for kind in (*Leak, *HintKind)}
