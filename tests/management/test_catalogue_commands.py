"""`terbuka import catalogue`, `export catalogue`, `mail-in`: whole or not at all, one line for what came."""

import csv
import json
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from terbuka.management import mail_in
from terbuka.models import Job, Publication
from terbuka.rules.ruling import BadInput
from terbuka.services import catalogue
from tests.documents import made as papers
from tests.make import catalogue as made
from tests.make.cast import JOMBANG, Cast, cast

pytestmark = pytest.mark.django_db
TABLE = (
    f"satker;judul;butir;kelas;alamat\n{JOMBANG};Laporan Kinerja 2025;KIN-05;berkala;https://a.example/l\n"
)


@pytest.fixture
def people() -> Cast:
    return cast()


def _bring(content: str, folder: Path, **options: Any) -> str:
    place, told = folder / "dip.csv", StringIO()
    place.write_text(content, "utf-8")
    call_command("import_list", "catalogue", str(place), stdout=told, **options)
    return told.getvalue()


def test_a_trial_says_what_would_come_and_brings_nothing(people: Cast, tmp_path: Path) -> None:
    assert "1 konsep dapat dibuat" in _bring(TABLE, tmp_path, dry_run=True)
    assert not Publication.objects.exists()
    assert "1 konsep dibuat, 0 sudah ada" in _bring(TABLE, tmp_path)
    assert "0 konsep dibuat, 1 sudah ada" in _bring(TABLE, tmp_path)


def test_a_bad_row_is_named_and_nothing_comes_in(people: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as fault:
        _bring(TABLE + f"{JOMBANG};;KIN-05;gaib;\n", tmp_path)
    assert fault.value.returncode == 1
    assert "baris 3, kolom kelas" in str(fault.value)
    assert not Publication.objects.exists()


def test_a_unit_without_anybody_who_collects_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="belum punya petugas"):
        _bring(TABLE, tmp_path)


def test_what_is_public_is_written_by_the_ending_of_the_name(people: Cast, tmp_path: Path) -> None:
    publication = made.published(people)
    made.draft(people, title="Konsep")
    for ending in ("csv", "xlsx", "json"):
        call_command("write_catalogue", unit=JOMBANG, output=str(tmp_path / f"dip.{ending}"))
    (row,) = csv.DictReader((tmp_path / "dip.csv").read_text("utf-8-sig").splitlines())
    (told,) = json.loads((tmp_path / "dip.json").read_text("utf-8"))
    assert row == told
    assert (row["judul"], row["berlaku_sampai"], row["halaman_publik"]) == (
        made.TITLE,
        "2027-03-31",
        f"/informasi/{publication.pk}/",
    )
    assert (tmp_path / "dip.xlsx").read_bytes()[:2] == b"PK"
    for wrong in ({"unit": "kpu-kab-tiada"}, {"output": str(tmp_path / "dip.doc")}):
        with pytest.raises(BadInput):
            call_command("write_catalogue", **wrong)


def test_a_letter_from_the_phone_becomes_drafts_and_is_read_by_the_guard(people: Cast) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = people.ani.email, "Laporan"
    letter.add_attachment(
        papers.pdf("Laporan"), maintype="application", subtype="pdf", filename="Laporan.pdf"
    )
    told = StringIO()
    call_command("take_letter", letter=letter.as_bytes(), stdout=told)
    assert f"{JOMBANG}: 1 konsep dibuat" in told.getvalue()
    assert set(Job.objects.values_list("kind", flat=True)) == {"inspect_version", "guess_version"}
    assert not Publication.objects.public().exists()
    assert catalogue.not_on_site(Publication.objects.get().unit) == []


def test_a_refused_letter_is_one_line_and_no_fault_for_the_mail_server(people: Cast) -> None:
    told = StringIO()
    call_command("take_letter", letter=b"From: orang@lain.example\n\nhalo", stdout=told)
    assert told.getvalue().strip() == "Surat tanpa lampiran: tidak ada yang dihimpun."


def test_a_letter_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="tidak dapat dibaca"):
        mail_in.run([str(tmp_path / "tiada.eml")])
