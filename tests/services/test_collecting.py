"""Many at once: a folder, a ZIP, a table, a letter; each fault is named, nothing goes out by itself."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from terbuka.documents import bundles
from terbuka.documents.tables import Sheet, read_sheet
from terbuka.models import CollectionBatch, Job, Publication, PublicationVersion
from terbuka.rules.people import Role
from terbuka.rules.publishing import PublicationKind
from terbuka.services import catalogue
from terbuka.services.catalogue.letters import receive_letter
from terbuka.services.catalogue.table import COLUMNS, HEAD, NEEDED, load_table, public_rows
from terbuka.services.files import store_file
from terbuka.services.jobs.collecting import guess_version, unpack_batch
from tests import make
from tests.documents import made as papers
from tests.make import catalogue as made
from tests.make import units
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
LKJIP = papers.pdf(
    "LAPORAN KINERJA INSTANSI PEMERINTAH\nKOMISI PEMILIHAN UMUM KABUPATEN JOMBANG\nTAHUN 2025",
    title="Laporan Kinerja Instansi Pemerintah KPU Kabupaten Jombang Tahun 2025",
)


@pytest.fixture
def people() -> Cast:
    return cast()


def _zip(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _batch(people: Cast, content: bytes) -> CollectionBatch:
    file = store_file(
        unit=unit(), name="kumpulan.zip", content=content, is_collected=True, by=people.ani, at=make.NOON
    )
    return catalogue.begin_batch(unit(), origin="zip", file=file, by=people.ani, at=make.NOON)


def test_a_zip_becomes_drafts_and_each_member_at_fault_is_named(people: Cast) -> None:
    batch = _batch(
        people,
        _zip(
            {
                "../../etc/LKjIP 2025.pdf": LKJIP,
                "data/anggaran.csv": b"uraian,jumlah\nBelanja,12\n",
                "dalam.zip": _zip({"a.pdf": LKJIP}),
                "program.exe": b"MZ\x90\x00",
                "besar.pdf": b"%PDF-1.4\n" + b"0" * 30_000_000,
                "__MACOSX/._LKjIP 2025.pdf": b"x",
            }
        ),
    )
    unpack_batch(batch.pk, at=make.NOON)
    batch.refresh_from_db()
    assert batch.finished_at
    drafts = PublicationVersion.objects.filter(publication__batch=batch).order_by("pk")
    assert [(one.title, one.publication.kind, one.status) for one in drafts] == [
        ("LKjIP 2025", "file", "draft"),
        ("anggaran", "dataset", "draft"),
    ]
    assert drafts[0].source
    assert drafts[0].source.name == "LKjIP 2025.pdf"
    assert [one["name"] for one in batch.faults] == ["dalam.zip", "program.exe", "besar.pdf"]
    assert all(one["fault"]["id"] for one in batch.faults)
    assert Job.objects.filter(kind="guess_version").count() == 2
    # A job that is done again makes nothing twice.
    unpack_batch(batch.pk, at=make.NOON)
    assert drafts.count() == 2


def test_what_is_no_zip_and_what_is_too_much_is_said_of_the_whole(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MOST_MEMBERS", 2)
    for content in (b"PK\x03\x04rusak", _zip({f"{n}.pdf": LKJIP for n in range(3)})):
        batch = _batch(people, content)
        assert catalogue.unpack_zip(batch, at=make.NOON) == []
        batch.refresh_from_db()
        assert [one["name"] for one in batch.faults] == ["kumpulan.zip"]


def test_the_file_tells_items_period_and_title_and_a_person_confirms(people: Cast) -> None:
    batch = _batch(people, _zip({"scan_0012.pdf": LKJIP}))
    [version] = catalogue.unpack_zip(batch, at=make.NOON)
    guess_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guess["items"][0]["code"] == "KIN-05"
    assert version.guess["items"][0]["reasons"][0]["id"]
    assert version.guess["period"] == ["2025-01-01", "2025-12-31"]
    assert "Laporan Kinerja" in version.guess["title"]
    assert not version.is_confirmed
    values = {"title": version.guess["title"], "items": ["KIN-05"]}
    sure = catalogue.confirm_guess(version, values, expected=version.version, by=people.ani, at=make.NOON)
    assert sure.is_confirmed
    assert [item.code for item in sure.items.all()] == ["KIN-05"]


def _sheet(folder: Path, text: str) -> Sheet:
    place = folder / "dip.csv"
    place.write_text(text, "utf-8")
    return read_sheet(place, names=COLUMNS, needed=NEEDED)


TABLE = (
    "satker,judul,ringkasan,butir,kelas,alamat,waktu_pembuatan,periode_mulai,periode_sampai,bentuk\n"
    f"{JOMBANG},Laporan Kinerja 2025,,KIN-05,berkala,https://contoh.example/lkjip,2026-02-01,"
    "2025-01-01,2025-12-31,softcopy\n"
    f"{JOMBANG},Arsip surat keputusan,Tersedia di meja layanan,,setiap saat,,,,,cetak\n"
)


def test_a_table_comes_in_whole_and_a_second_time_it_changes_nothing(people: Cast, tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, TABLE)
    assert len(load_table(sheet, is_trial=True, at=make.NOON).versions) == 2
    assert not Publication.objects.exists()
    loaded = load_table(sheet, at=make.NOON)
    kinds = [one.publication.kind for one in loaded.versions]
    assert kinds == [PublicationKind.LINK, PublicationKind.PAGE]
    assert {one.saved_by for one in loaded.versions} == {people.ani}
    again = load_table(sheet, at=make.NOON)
    assert (again.versions, again.same, again.faults) == ([], 2, [])


def test_one_bad_row_and_none_comes_in_each_fault_with_line_and_column(people: Cast, tmp_path: Path) -> None:
    bad = (
        TABLE
        + f"{JOMBANG},,Isi,,berkala,,,,,\n"
        + "kpu-kab-tiada,Judul,Isi,,berkala,,,,,\n"
        + f"{JOMBANG},Judul,Isi,ZZZ-01,gaib,,31-31-2026,,,\n"
        + f"{JOMBANG},Judul lain,,,berkala,,,,,\n"
        + "bawaslu-kab-sleman,Judul,Isi,,berkala,,,,,\n"
    )
    loaded = load_table(_sheet(tmp_path, bad), at=make.NOON)
    assert not Publication.objects.exists()
    assert [(one.line, one.column) for one in loaded.faults] == [
        (4, "judul"),
        (5, "satker"),
        (6, "waktu_pembuatan"),
        (6, "kelas"),
        (7, "alamat"),
        (8, "satker"),
    ]


def test_what_was_loaded_and_published_is_written_out_under_the_same_columns(
    people: Cast, tmp_path: Path
) -> None:
    for version in load_table(_sheet(tmp_path, TABLE), at=make.NOON).versions:
        made.out(catalogue.submit_version(version, by=people.ani, at=make.NOON), people)
    made.draft(people)
    rows = [dict(zip(HEAD, row, strict=True)) for row in public_rows([unit()])]
    assert [row["judul"] for row in rows] == ["Laporan Kinerja 2025", "Arsip surat keputusan"]
    assert (rows[0]["butir"], rows[0]["kelas"], rows[0]["bentuk"]) == ("KIN-05", "berkala", "digital")
    assert public_rows([unit("kpu-kab-sleman")]) == []


def _letter(
    sender: str, *, subject: str = "Laporan", to: str = "terbuka@contoh.example", **more: str
) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"Ani <{sender}>", to, subject
    letter["Message-ID"] = f"<{subject}.{sender}@contoh.example>"
    for name, value in more.items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Terlampir.")
    letter.add_attachment(LKJIP, maintype="application", subtype="pdf", filename="LKjIP 2025.pdf")
    letter.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="a.exe")
    return letter.as_bytes()


def test_a_letter_of_an_officer_becomes_drafts_of_her_unit_once(people: Cast) -> None:
    received = receive_letter(_letter(people.ani.email), at=make.NOON)
    assert received.batch
    assert [one.title for one in received.versions] == ["LKjIP 2025"]
    assert [one["name"] for one in received.batch.faults] == ["a.exe"]
    assert Publication.objects.get().status == "collecting"
    again = receive_letter(_letter(people.ani.email), at=make.NOON)
    assert (again.batch, again.versions) == (None, ())


def test_of_two_units_the_letter_names_the_one_that_is_meant(people: Cast) -> None:
    appoint(people.ani, Role.OFFICER, "kpu-kab-kediri")
    assert receive_letter(_letter(people.ani.email), at=make.NOON).batch is None
    for number, more in enumerate(
        ({"subject": "kpu-kab-kediri: laporan"}, {"to": "terbuka+kpu-kab-kediri@contoh.example"})
    ):
        received = receive_letter(_letter(people.ani.email, **more), at=make.NOON)
        assert received.batch, number
        assert received.batch.unit.slug == "kpu-kab-kediri"


def test_strangers_readers_and_machines_make_no_drafts(people: Cast) -> None:
    units.ended("kpu-kab-sleman", "kpu-kab-sleman-timur")
    letters = [
        _letter("orang@lain.example"),
        _letter(people.budi.email),
        # Her unit has ended.
        _letter(people.dedi.email),
        # Not her unit: what the address names must be where she may collect.
        _letter(people.ani.email, to="terbuka+kpu-kab-kediri@contoh.example"),
        _letter(people.ani.email, Auto_Submitted="auto-replied"),
        b"bukan surel",
    ]
    for letter in letters:
        received = receive_letter(letter, at=make.NOON)
        assert (received.batch, str(received.told) != "") == (None, True)
    assert not Publication.objects.exists()
