"""`terbuka import units|accounts`: a table comes in whole or not at all, each bad row named."""

import csv
import io
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from terbuka.models import Event, Invitation, WorkUnit
from terbuka.rules.ruling import BadInput
from terbuka.services.jobs import load_reference
from tests.make.cast import JOMBANG, cast, unit

pytestmark = pytest.mark.django_db
PEOPLE = f"surel,nama,peran,satker,mulai,sk\nlina@kpu.go.id,Lina,officer,{JOMBANG},05/01/2026,SK 7\n"


def bring(kind: str, content: str | bytes, folder: Path, **options: Any) -> str:
    """Import a table and hear what is told."""
    place = folder / "daftar.csv"
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    told = StringIO()
    call_command("import_list", kind, str(place), stdout=told, **options)
    return told.getvalue()


def workbook(rows: list[list[str]]) -> bytes:
    """An XLSX file with these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        PEOPLE,
        "\ufeff" + PEOPLE,
        PEOPLE.replace(",", ";"),
        PEOPLE.replace(",", "\t"),
        "sep=;\n" + PEOPLE.replace(",", ";"),
        PEOPLE.encode("utf-16"),
        PEOPLE.replace("\n", "\r\n\r\n"),
        workbook([line.split(",") for line in PEOPLE.splitlines()]),
    ],
    ids=["comma", "bom", "semicolon", "tab", "sep", "utf-16", "blank rows", "xlsx"],
)
def test_lina_is_invited_however_the_table_was_saved(content: str | bytes, tmp_path: Path) -> None:
    told = bring("accounts", content, tmp_path)

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name, invitation.decree) == ("lina@kpu.go.id", "Lina", "SK 7")
    assert invitation.from_on.isoformat() == "2026-01-05"
    assert "lina@kpu.go.id,officer,kpu-kab-jombang,http://127.0.0.1:8000/undangan/" in told


def test_who_has_an_account_is_appointed_and_a_second_import_does_nothing(tmp_path: Path) -> None:
    players = cast()
    table = f"surel,peran,satker\n{players.dedi.email},PPID,{JOMBANG}\n"

    bring("accounts", table, tmp_path)
    told = bring("accounts", table, tmp_path)

    assert players.dedi.appointments.count() == 2
    assert "1 baris sudah ada" in told


def test_every_bad_row_is_named_and_nothing_comes_in(tmp_path: Path) -> None:
    table = (
        "Surel;Nama;Peran;Satker;Mulai\n"
        f"baik@kpu.go.id;Baik;officer;{JOMBANG};2026-01-05\n"
        f"bukan;Bukan;officer;{JOMBANG};\n"
        f"a@kpu.go.id;A;bos;{JOMBANG};\n"
        "b@kpu.go.id;B;officer;kpu-atlantis;\n"
        f"c@kpu.go.id;C;verifier;{JOMBANG};\n"
        f"d@kpu.go.id;D;officer;{JOMBANG};31/02/2026\n"
        f"baik@kpu.go.id;Baik;officer;{JOMBANG};\n"
    )

    with pytest.raises(CommandError) as fault:
        bring("accounts", table, tmp_path)

    lines = str(fault.value).splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [
        "baris 3, kolom Surel",
        "baris 4, kolom Peran",
        "baris 5, kolom Satker",
        "baris 6, kolom Peran",
        "baris 7, kolom Mulai",
        "baris 8, kolom Surel",
    ]
    assert fault.value.returncode == 1
    assert not Invitation.objects.exists()
    assert not Event.objects.filter(verb="invite").exists()


def test_a_trial_changes_nothing(tmp_path: Path) -> None:
    assert "1 undangan dan 0 penugasan dapat dibuat" in bring("accounts", PEOPLE, tmp_path, dry_run=True)
    assert not Invitation.objects.exists()


def test_links_go_into_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "tautan.csv"

    told = bring("accounts", PEOPLE, tmp_path, links=str(place))

    assert "undangan/" not in told
    assert place.stat().st_mode & 0o777 == 0o600
    assert "/undangan/" in place.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "kosong"),
        ("surel,peran,satker\n", "tidak berisi satu baris pun"),
        ("surel,peran\na@b.id,ppid\n", "Kolom satker tidak ada"),
        ("surel,surel,peran,satker\na,b,c,d\n", "lebih dari satu"),
        (b"PK\x03\x04rusak", "rusak"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "bukan teks"),
        ('surel,peran,satker\n"a,b,c', "Baris 2 tidak dapat dibaca"),
    ],
)
def test_what_is_no_table_is_one_sentence(content: str | bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=told):
        bring("accounts", content, tmp_path)


def test_a_file_over_50_mb_is_refused_unread(tmp_path: Path) -> None:
    place = tmp_path / "besar.csv"
    with place.open("wb") as out:
        out.truncate(50_000_001)

    with pytest.raises(BadInput, match="50 MB"):
        call_command("import_list", "accounts", str(place))


def export(client: Client) -> list[dict[str, str]]:
    """The public list of units, as a file."""
    return list(csv.DictReader(StringIO(client.get("/satker.csv?lembaga=KPU&provinsi=35").content.decode())))


def written(rows: list[dict[str, str]]) -> str:
    """Rows as CSV."""
    out = StringIO()
    table = csv.DictWriter(out, rows[0])
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def test_the_exported_list_comes_back_unchanged(client: Client, tmp_path: Path) -> None:
    rows = export(client)
    assert len(rows) == 39

    assert "0 satker baru, 0 diperbarui, 39 sudah sama" in bring("units", written(rows), tmp_path)
    assert not WorkUnit.objects.filter(is_imported=True).exists()


def test_what_was_imported_outlives_the_shipped_register(client: Client, tmp_path: Path) -> None:
    rows = [row for row in export(client) if row["slug"] == JOMBANG]
    rows[0] |= {"nama": "KPU Kabupaten Jombang Baru", "situs": "https://baru.kpu.go.id"}

    told = bring("units", written(rows), tmp_path)
    load_reference(by=None, at=timezone.now())

    assert "0 satker baru, 1 diperbarui" in told
    assert unit().name == "KPU Kabupaten Jombang Baru"
    assert unit().websites.get(kind="main").url == "https://baru.kpu.go.id"
    assert WorkUnit.objects.named("baru.kpu.go.id").exists()


def test_a_new_unit_finds_its_province(tmp_path: Path) -> None:
    table = (
        "slug,institution,level,region_code,name\n"
        "kpu-kab-baru,KPU,regency,35.98,KPU Kabupaten Baru\n"
        "bawaslu-kota-baru,Bawaslu,regency,35.97,Bawaslu Kota Baru\n"
    )

    assert "2 satker baru" in bring("units", table, tmp_path)
    assert unit("kpu-kab-baru").parent == unit().parent
    assert unit("bawaslu-kota-baru").kind == "kota"


def test_bad_units_are_named(tmp_path: Path) -> None:
    table = (
        "slug,lembaga,tingkat,kode_wilayah,nama,situs\n"
        "KPU Baru,KPU,regency,35.98,KPU Baru,\n"
        "kpu-a,KPK,regency,35.98,KPU A,\n"
        "kpu-b,KPU,desa,35.98,KPU B,\n"
        "kpu-c,KPU,regency,77.01,KPU C,\n"
        "kpu-d,KPU,regency,35.17,KPU D,\n"
        "kpu-e,KPU,regency,35.96,KPU E,ftp://x\n"
        f"{JOMBANG},Bawaslu,regency,35.17,KPU F,\n"
    )

    with pytest.raises(CommandError) as fault:
        bring("units", table, tmp_path)

    found = {line.partition(":")[0] for line in str(fault.value).splitlines()[:-1]}
    assert found >= {
        "baris 2, kolom slug",
        "baris 3, kolom lembaga",
        "baris 4, kolom tingkat",
        "baris 5, kolom kode_wilayah",
        "baris 6, kolom kode_wilayah",
        "baris 7, kolom situs",
        "baris 8, kolom slug",
    }
    assert not WorkUnit.objects.filter(is_imported=True).exists()
