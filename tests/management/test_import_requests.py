"""`terbuka import requests`: old registers come in whole; `terbuka export requests`: and go out again."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from terbuka.models import Event, HandOver, InformationRequest, WrittenNotice
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.reporting import Period
from terbuka.rules.ruling import BadInput
from terbuka.services.register.figures import figures_of
from terbuka.services.register.numbering import next_number
from tests.make import registers
from tests.make.cast import JOMBANG, Cast, cast, unit

pytestmark = pytest.mark.django_db
HEAD = (
    "satker;no;nomor_pendaftaran;tanggal;nama;alamat;kontak;pekerjaan;informasi_diminta;tujuan;dikuasai;"
    "keputusan;alasan_penolakan;tanggal_pemberitahuan;tanggal_pemberian;biaya;kanal\n"
)
OLD = HEAD + (
    f"{JOMBANG};1;001/PPID/I/2023;05/01/2023;Sari;Jombang;0812 345, sari@contoh.example;Guru;DPT 2019;"
    "Riset;ya;Dikabulkan;;2023-01-10;2023-01-11;Rp 12.500,00;surat\n"
    f"{JOMBANG};2;002/PPID/I/2023;2023-01-09;Tono;Jombang;0813;;Ijazah calon;Riset;ya;"
    "Ditolak;Pasal 17 huruf h;2023-01-20;;;\n"
    f"{JOMBANG};4;004/PPID/I/2023;2023-02-01;Wati;;;;=HYPERLINK(1);;tidak;Tidak dikuasai;;2023-02-03;;;\n"
)


@pytest.fixture
def people() -> Cast:
    return cast()


def bring(content: str, folder: Path, **options: Any) -> str:
    """Import the table and hear what is told."""
    place, told = folder / "register.csv", StringIO()
    place.write_text(content)
    call_command("import_list", "requests", str(place), stdout=told, **options)
    return told.getvalue()


def test_an_old_register_comes_in_as_closed_history_with_its_numbers(people: Cast, tmp_path: Path) -> None:
    assert "3 perkara lama dapat masuk" in bring(OLD, tmp_path, dry_run=True)
    assert not InformationRequest.objects.exists()

    bring(OLD, tmp_path)
    told = bring(OLD, tmp_path)

    first, second, third = InformationRequest.objects.order_by("number_seq")
    assert "0 perkara lama masuk, 3 sudah ada" in told
    assert (first.number, first.number_seq, first.status) == ("001/PPID/I/2023", 1, "closed")
    assert (first.applicant.phone, first.applicant.email) == ("0812 345", "sari@contoh.example")
    assert first.registered_at
    assert first.registered_at.isoformat() == "2023-01-05T02:00:00+00:00"
    assert first.notice.costs == [{"what": "Biaya", "count": 1, "each": 12500}]
    assert (second.notice.result, second.notice.ground) == ("refused", "exempt")
    assert (third.notice.ground, third.number_seq) == ("not_held", 4)
    assert HandOver.objects.get().request == first
    assert Event.objects.filter(verb="import", subject_kind="information_request").count() == 3
    assert figures_of(unit(), Period(2023))["requests"]["outcomes"] == {
        "granted": 1,
        "not_held": 1,
        "refused": 1,
    }
    # What is numbered in that year from now on comes after the old rows.
    assert next_number(unit(), NumberKind.REQUEST, 2023).seq == 5


def test_every_bad_row_is_named_and_nothing_comes_in(people: Cast, tmp_path: Path) -> None:
    bad = (
        OLD
        + f"{JOMBANG};5;005;2023-03-01;A;;;;;;;;;;;;\n"
        + f"{JOMBANG};6;006;2023-03-01;B;;;;DPT;;;Mungkin;;2023-02-01;;;\n"
        + "kpu-kab-tidak-ada;7;007;2023-03-01;C;;;;DPT;;;;;;;;\n"
        + f"{JOMBANG};8;008;2029-03-01;D;;;;DPT;;;Diberikan;;;;x;\n"
    )

    with pytest.raises(CommandError) as fault:
        bring(bad, tmp_path)

    told = str(fault.value).splitlines()
    assert fault.value.returncode == 1
    assert [line.split(":")[0] for line in told[:-1]] == [
        "baris 5, kolom informasi_diminta",
        "baris 6, kolom keputusan",
        "baris 6, kolom tanggal_pemberitahuan",
        "baris 7, kolom satker",
        "baris 8, kolom biaya",
        "baris 8, kolom tanggal",
        "baris 8, kolom tanggal_pemberitahuan",
    ]
    assert "tidak ada yang dimasukkan" in told[-1]
    assert not InformationRequest.objects.exists()
    assert not WrittenNotice.objects.exists()


def test_a_register_is_written_without_formulas_and_read_back(people: Cast, tmp_path: Path) -> None:
    bring(OLD, tmp_path)
    out, pdf = tmp_path / "keluar.csv", tmp_path / "keluar.pdf"
    wish = {"unit": JOMBANG, "stderr": StringIO()}

    call_command("write_register", what="requests", year="2023", output=str(out), **wish)

    rows = list(csv.DictReader(StringIO(out.read_text("utf-8-sig"))))
    assert [row["nomor_pendaftaran"][:3] for row in rows] == ["001", "002", "004"]
    assert rows[2]["informasi_diminta"] == "'=HYPERLINK(1)"
    assert (rows[0]["keputusan"], rows[1]["alasan_penolakan"]) == (
        "diberikan",
        "dikecualikan menurut Pasal 17 UU 14/2008: Pasal 17 huruf h",
    )
    with pytest.raises(BadInput, match="satkernya"):
        call_command("write_register", what="objections")
    registers.objected(InformationRequest.objects.get(number_seq=2), people.fajar)
    call_command("write_register", what="objections", output=str(pdf), **wish)
    assert pdf.read_bytes().startswith(b"%PDF")
