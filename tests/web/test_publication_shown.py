"""What the public sees of a file before it downloads it, and films: all of it from the safe copy alone."""

import io
from typing import Any

import docx
import pytest
from django.test import Client, override_settings

from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview import libreoffice
from terbuka.documents.preview.showing import count_pages
from terbuka.models import Blob, PublicationVersion
from terbuka.rules.publishing import FindingDecision, GuardState
from terbuka.services import catalogue
from terbuka.services.catalogue import guard
from terbuka.services.files import open_blob
from terbuka.services.jobs.guard import clear_version
from tests import make
from tests.documents import made
from tests.documents.test_films import PLACE, telling_mp4, telling_webm
from tests.make import catalogue as shelf
from tests.make import guard as files
from tests.make.cast import Cast, cast
from tests.make.guard import NIK

pytestmark = pytest.mark.django_db
needs_libreoffice = pytest.mark.skipif(not libreoffice.is_installed(), reason="LibreOffice is not installed")


@pytest.fixture
def people() -> Cast:
    return cast()


def _bytes(blob: Blob | None) -> bytes:
    assert blob
    with open_blob(blob) as content:
        return content.read()


def _letter(*lines: str, author: str = "Budi Santoso") -> bytes:
    """A DOCX, a line a page, with its author in its properties."""
    paper, out = docx.Document(), io.BytesIO()
    paper.core_properties.author = author
    for line in lines:
        paper.add_paragraph(line)
        paper.add_page_break()
    paper.save(out)
    return out.getvalue()


def _public(version: PublicationVersion, people: Cast) -> str:
    """The address of its public page."""
    row = shelf.out(catalogue.submit_version(version, by=people.ani, at=make.NOON), people)
    return f"/informasi/{row.pk}/"


def _page(address: str) -> str:
    return Client().get(address).content.decode()


def _status(address: str) -> int:
    answer: Any = Client().get(address)
    # Read to its end, a file is closed.
    assert answer.getvalue()
    return int(answer.status_code)


def test_the_first_pages_are_pictures_of_the_copy_and_no_more_than_asked(people: Cast) -> None:
    with override_settings(PREVIEW_PAGES=2):
        version = files.inspected(people, made.pdf("Halaman satu.", "Halaman dua.", "Halaman tiga."))
    assert [(one["width"], one["height"] > one["width"]) for one in version.pictures] == [(800, True)] * 2

    address = _public(version, people)

    words = _page(address)
    assert words.count('loading="lazy"') == 2
    assert "Baca sebagai teks" in words
    assert "Halaman dua." in words
    for page, status in ((1, 200), (2, 200), (3, 404), (0, 404)):
        assert _status(f"{address}halaman-{page}.png") == status
    assert _status(f"{address}berkas/1/halaman.pdf") == 404


@needs_libreoffice
def test_a_letter_is_shown_as_pages_and_offered_as_pdf_without_its_author(people: Cast) -> None:
    version = files.inspected(people, _letter("Laporan layanan.", "Bab dua."), "laporan.docx")
    assert version.guard == GuardState.CLEAN
    paper = _bytes(version.paper)
    assert count_pages(paper, MediaType.PDF) >= 2
    assert b"Budi Santoso" not in paper
    assert b"LibreOffice" not in paper
    assert len(version.pictures) >= 2

    address = _public(version, people)

    assert "Unduh sebagai PDF" in _page(address)
    answer = Client().get(f"{address}berkas/1/halaman.pdf")
    assert answer.getvalue() == paper
    assert 'filename="laporan.pdf"' in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


@needs_libreoffice
def test_what_was_taken_out_of_a_letter_is_not_in_its_pages_either(people: Cast) -> None:
    version = files.inspected(people, _letter(f"Nama: Siti. NIK: {NIK}.", "Bab dua."), "daftar.docx")
    guard.decide_findings(
        version, version.findings.all(), decision=FindingDecision.BLACKED_OUT, by=people.ani, at=make.NOON
    )
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEARED, version.unread
    # It went out as a PDF of ours: no other is made beside it.
    assert version.released
    assert (version.released.mime, version.paper) == ("application/pdf", None)
    assert version.pictures


def test_without_libreoffice_a_letter_is_shown_by_its_words(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "PROGRAMS", ("there-is-no-such-program",))
    version = files.inspected(people, _letter("Laporan layanan informasi."), "laporan.docx")
    assert (version.guard, version.paper, version.pictures) == (GuardState.CLEAN, None, [])

    words = _page(_public(version, people))

    assert "Laporan layanan informasi." in words
    assert "Unduh sebagai PDF" not in words
    assert 'loading="lazy"' not in words


@pytest.mark.parametrize(("film", "name"), [(telling_mp4(), "pidato.mp4"), (telling_webm(), "pidato.webm")])
def test_a_film_goes_out_without_its_place_once_somebody_has_watched_it(
    people: Cast, film: bytes, name: str
) -> None:
    version = files.inspected(people, film, name)
    assert version.guard == GuardState.FINDINGS
    assert version.findings.filter(kind="exif_place", is_hint=True).exists()
    guard.decide_finding(
        version.findings.get(kind="not_read"),
        decision=FindingDecision.MAY_BE_PUBLIC,
        reason="Sudah diputar sampai habis.",
        by=people.ani,
        at=make.NOON,
    )
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEARED, version.unread
    content = _bytes(version.released)
    assert PLACE in film
    assert PLACE not in content
    assert len(content) == len(film)

    address = _public(version, people)

    assert '<video class="film" controls preload="none"' in _page(address)
    answer: Any = Client().get(f"{address}berkas/1/", headers={"range": "bytes=0-7"})
    assert (answer.status_code, answer.content) == (206, film[:8])


def test_a_film_that_cannot_be_cleaned_is_not_published(people: Cast) -> None:
    version = files.inspected(people, telling_mp4()[:-300], "pidato.mp4")
    assert version.guard == GuardState.COULD_NOT_LOOK
    assert any("rusak" in one["id"] for one in version.unread)
