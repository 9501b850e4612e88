"""`terbuka export recap`: a file by its ending, one sentence for what cannot be."""

import csv
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from terbuka.rules.ruling import BadInput
from tests import make
from tests.make import verify
from tests.make.cast import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def _round() -> None:
    people = cast()
    verify.verified(verify.submitted(people, at=make.NOON), people, at=make.NOON)


@pytest.mark.usefixtures("_round")
def test_the_ending_chooses_the_kind(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "json"):
        call_command("write_recap", output=str(tmp_path / f"rekap.{ending}"))

    (row,) = csv.DictReader((tmp_path / "rekap.csv").read_text("utf-8-sig").splitlines())
    (told,) = json.loads((tmp_path / "rekap.json").read_text("utf-8"))
    assert (row["nilai"], row["A01"], row["peringkat"], row["kategori"]) == (
        "5.00",
        "1.50",
        "1",
        told["kategori"],
    )
    assert told["nilai"] == "5.00"
    assert (tmp_path / "rekap.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.usefixtures("_round")
def test_without_a_file_it_goes_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("write_recap", round="monev-2026")

    assert (
        capsys.readouterr().out.splitlines()[1].startswith("1,KPU,35.17,KPU Kabupaten Jombang,verified,5.00")
    )


@pytest.mark.usefixtures("_round")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"output": "rekap.doc"}, "harus berakhir"),
        ({"round": "tidak-ada"}, "yang ada: monev-2026"),
        ({"output": "/tidak/ada/rekap.csv"}, "tidak dapat ditulis"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        call_command("write_recap", **options)


def test_without_a_round_there_is_nothing_to_write() -> None:
    with pytest.raises(BadInput, match="Belum ada putaran"):
        call_command("write_recap")
