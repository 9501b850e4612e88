"""Files that the guard has something to say about, collected by Ani for KPU Kabupaten Jombang."""

from datetime import date
from io import BytesIO

import xlsxwriter

from terbuka.models import GuardFinding, PublicationVersion
from terbuka.rules.publishing import PublicationKind
from terbuka.services import catalogue
from terbuka.services.catalogue.batches import kind_of
from terbuka.services.files import store_file
from terbuka.services.jobs.guard import inspect_version
from tests import make
from tests.documents import made
from tests.make.cast import Cast, unit

# No living person's: district 17 of Jombang, born on 12 January 1990.
NIK = "3517081201900001"


def letter(*, nik: str = NIK) -> bytes:
    """A PDF of two pages with one NIK on the first."""
    return made.pdf(
        f"Daftar penerima honor\n\nNIK: {nik}\n\nNama: Budi Santoso", "Halaman dua, tanpa apa pun."
    )


def with_hidden_sheet() -> bytes:
    """An XLSX of which one sheet is hidden."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        seen, hidden = book.add_worksheet("Anggaran"), book.add_worksheet("Rahasia")
        seen.write_row(0, 0, ["Uraian", "Jumlah"])
        seen.write_row(1, 0, ["Belanja pegawai", 12])
        hidden.write_row(0, 0, ["Catatan", "belum boleh keluar"])
        hidden.hide()
    return file.getvalue()


def collected(people: Cast, content: bytes, name: str = "daftar.pdf") -> PublicationVersion:
    """A draft of Ani's with this file, which the guard has not read yet."""
    source = store_file(
        unit=unit(), name=name, content=content, is_collected=True, by=people.ani, at=make.NOON
    )
    kind: PublicationKind = kind_of(name)
    version = catalogue.begin_publication(
        unit(),
        kind=kind,
        title="Daftar penerima honor 2025",
        source=source,
        items=("KIN-05",),
        values={"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)},
        by=people.ani,
        at=make.NOON,
    )
    return catalogue.confirm_guess(version, {}, expected=version.version, by=people.ani, at=make.NOON)


def inspected(people: Cast, content: bytes, name: str = "daftar.pdf") -> PublicationVersion:
    """The same, after the guard's job."""
    version = collected(people, content, name)
    inspect_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    return version


def repeated(finding: GuardFinding, times: int) -> None:
    """The same finding on so many pages more."""
    for number in range(times):
        finding.pk, finding.page = None, number + 2
        finding._state.adding = True
        finding.save()
