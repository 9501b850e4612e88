"""The guard at a version: what it finds is decided by a person, and what goes out holds nothing of it."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from terbuka.models import BlackOut, Event, Job, PublicationVersion
from terbuka.rules.blackout import Reason
from terbuka.rules.publishing import FindingDecision, GuardState
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services import catalogue
from terbuka.services.catalogue import guard
from terbuka.services.files import open_blob, store_file
from terbuka.services.jobs.guard import clear_version, inspect_version
from tests import make
from tests.documents import made
from tests.make import catalogue as shelf
from tests.make import guard as files
from tests.make.cast import Cast, cast, unit
from tests.make.guard import NIK

pytestmark = pytest.mark.django_db
BLACK, DISMISSED = FindingDecision.BLACKED_OUT, FindingDecision.MAY_BE_PUBLIC


@pytest.fixture
def people() -> Cast:
    return cast()


def _released(version: PublicationVersion) -> bytes:
    assert version.released
    with open_blob(version.released) as content:
        return content.read()


def _all_of(content: bytes) -> bytes:
    """Every byte of a PDF, packed and unpacked."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pieces = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        return b"\n".join([content, *pieces, *(one.unparse() for one in pdf.objects)])


def _words(content: bytes) -> str:
    with pdfium.PdfDocument(content) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def test_a_clean_file_gets_its_public_copy_without_anybodys_help(people: Cast) -> None:
    version = files.inspected(people, made.pdf("Laporan kinerja tahun 2025, lengkap."))
    assert version.guard == GuardState.CLEAN
    assert version.released
    assert len(version.pictures) == 1
    assert (version.pages, version.has_text_layer) == (1, True)
    assert "Laporan kinerja" in version.body
    assert version.released_name == "daftar.pdf"
    # Done again, as after a broken connection, nothing changes.
    inspect_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEAN


def test_a_number_is_found_blacked_out_and_nowhere_in_what_the_public_gets(people: Cast) -> None:
    version = files.inspected(people, files.letter())
    [found] = version.findings.all()
    assert (version.guard, version.released) == (GuardState.FINDINGS, None)
    assert (found.kind, found.page, NIK in found.excerpt, len(found.areas)) == ("nik", 1, False, 1)
    with pytest.raises(Refused):
        catalogue.submit_version(version, by=people.ani, at=make.NOON)

    guard.black_out_finding(found, by=people.ani, at=make.NOON)
    guard.ask_clearing(version, by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()

    assert (version.guard, version.cleared_by) == (GuardState.CLEARED, people.ani)
    content = _released(version)
    assert NIK not in _words(content)
    assert NIK.encode() not in _all_of(content)
    assert "Budi Santoso" in _words(content)
    assert NIK not in version.body
    # Done again, the copy stays the one that was read back.
    clear_version(version.pk, at=make.NOON)
    assert version.released_id == PublicationVersion.objects.get(pk=version.pk).released_id


def test_whoever_decided_a_finding_may_not_check_it(people: Cast) -> None:
    version = files.inspected(people, files.letter())
    guard.black_out_finding(version.findings.get(), by=people.fajar, at=make.NOON)
    guard.ask_clearing(version, by=people.fajar, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    catalogue.submit_version(version, by=people.ani, at=make.NOON)
    with pytest.raises(Refused, match="orang kedua"):
        catalogue.check_version(version, by=people.fajar, at=make.NOON)
    with pytest.raises(Refused, match="orang kedua"):
        catalogue.check_version(version, by=people.ani, at=make.NOON)


def test_leaving_a_finding_open_needs_a_reason_and_then_the_file_goes_out_as_it_is(people: Cast) -> None:
    version = files.inspected(people, files.letter())
    found = version.findings.get()
    with pytest.raises(Refused, match="alasannya"):
        guard.decide_finding(found, decision=DISMISSED, reason=" ", by=people.ani, at=make.NOON)
    guard.decide_finding(found, decision=DISMISSED, reason="Contoh isian.", by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEARED
    assert NIK in _words(_released(version))


def test_a_hidden_sheet_goes_out_only_as_a_paper_of_what_is_seen(people: Cast) -> None:
    version = files.inspected(people, files.with_hidden_sheet(), "anggaran.xlsx")
    found = version.findings.get(kind="hidden_sheet")
    assert version.guard == GuardState.FINDINGS
    assert found.areas == []
    with pytest.raises(Refused, match="tersembunyi"):
        guard.decide_finding(found, decision=DISMISSED, reason="Biar saja.", by=people.ani, at=make.NOON)
    guard.decide_findings(version, version.findings.all(), decision=BLACK, by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEARED, version.unread
    words = _words(_released(version))
    assert "Belanja pegawai" in words
    assert "belum boleh keluar" not in words
    assert version.released_name == "anggaran.pdf"


@pytest.mark.parametrize(
    ("content", "name", "advice"),
    [
        (made.encrypted_pdf(), "terkunci.pdf", "kata sandi"),
        (b"%PDF-1.4\n%rusak\n", "rusak.pdf", "simpan lagi"),
    ],
)
def test_what_cannot_be_opened_cannot_be_published_and_says_what_to_do(
    people: Cast, content: bytes, name: str, advice: str
) -> None:
    version = files.inspected(people, content, name)
    assert version.guard == GuardState.COULD_NOT_LOOK
    assert any(advice in one["id"] for one in version.unread if one["what"] == guard.MEND)
    with pytest.raises(Refused):
        catalogue.submit_version(version, by=people.ani, at=make.NOON)
    with pytest.raises(Refused):
        guard.draw(version, page=1, x0=0, y0=0, x1=1, y1=1, by=people.ani, at=make.NOON)


def test_boxes_are_drawn_taken_away_and_bring_their_finding_back(people: Cast) -> None:
    version = files.inspected(people, files.letter())
    found = guard.black_out_finding(version.findings.get(), by=people.ani, at=make.NOON)
    guard.undraw(version.black_outs.get(), by=people.ani, at=make.NOON)
    found.refresh_from_db()
    assert (found.decision, version.black_outs.count()) == (FindingDecision.OPEN, 0)
    with pytest.raises(Refused, match="alasannya"):
        guard.draw(
            version, page=1, x0=0.1, y0=0.1, x1=0.2, y1=0.2, reason=Reason.OTHER, by=people.ani, at=make.NOON
        )
    with pytest.raises(Refused, match="Halaman 9"):
        guard.draw(version, page=9, x0=0.1, y0=0.1, x1=0.2, y1=0.2, by=people.ani, at=make.NOON)
    with pytest.raises(BadInput):
        guard.draw(version, page=1, x0=0.5, y0=0.1, x1=0.2, y1=0.2, by=people.ani, at=make.NOON)
    assert not BlackOut.objects.filter(version=version).exists()


def test_another_file_while_the_guard_reads_is_read_too(people: Cast) -> None:
    version = files.collected(people, files.letter())
    other = store_file(
        unit=unit(),
        name="lain.pdf",
        content=made.pdf("Tidak ada apa-apa di sini."),
        by=people.ani,
        at=make.NOON,
    )
    stale = PublicationVersion.objects.get(pk=version.pk)
    catalogue.replace_source(version, source=other, by=people.ani, at=make.NOON)
    assert guard.note_inspection(stale, guard.Look(), at=make.NOON) is None
    inspect_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert (version.guard, version.findings.count()) == (GuardState.CLEAN, 0)


def test_the_number_itself_is_in_no_row_event_or_job(people: Cast) -> None:
    version = files.inspected(people, files.letter())
    guard.black_out_finding(version.findings.get(), by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    told = [str(one.payload) for one in Event.objects.all()]
    told += [one.fault for one in Job.objects.all()]
    told += [str(one) for one in PublicationVersion.objects.values()]
    told += [str(one) for one in version.findings.values()]
    assert [one for one in told if NIK in one] == []


def test_personal_data_in_a_title_or_page_text_is_not_handed_in(people: Cast) -> None:
    version = shelf.draft(people, title=f"Data {NIK}")
    with pytest.raises(Refused, match=r"(?i)judul memuat NIK"):
        catalogue.submit_version(version, by=people.ani, at=make.NOON)
    page = shelf.draft(people, title="Pengumuman", text=f"Peserta dengan NIK {NIK} lulus.")
    with pytest.raises(Refused, match=r"(?i)isi halaman memuat NIK") as refusal:
        catalogue.submit_version(page, by=people.ani, at=make.NOON)
    assert NIK not in str(refusal.value)
