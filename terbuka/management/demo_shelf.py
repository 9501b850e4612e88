"""What the demonstration's unit published, and what waits: something to find, to check and to mend.

Done by the services as people would; every text says that it is an example.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from terbuka.example.blocks import heading, table, text
from terbuka.example.papers import pdf
from terbuka.models import Account, PublicationVersion, WorkUnit
from terbuka.rules.publishing import PublicationKind
from terbuka.services import catalogue
from terbuka.services.files import store_file
from terbuka.services.jobs.guard import inspect_version

_SAYS_SO = "Dokumen contoh untuk peragaan Terbuka; angkanya rekaan."


@dataclass(frozen=True, slots=True)
class _Paper:
    """One document of the example: what it proves, about which year, and its rows."""

    title: str
    item: str
    year: int
    rows: tuple[tuple[str, str], ...]


def _public(year: int) -> tuple[_Paper, ...]:
    return (
        _Paper(
            f"Laporan Realisasi Anggaran Tahun {year}",
            "KEU-03",
            year,
            (("Pagu", "Rp4.812.500.000"), ("Realisasi", "Rp4.655.120.400"), ("Persen", "96,73")),
        ),
        _Paper(
            f"Laporan Kinerja Instansi Pemerintah Tahun {year}",
            "KIN-05",
            year,
            (("Sasaran 1", "tercapai 98 persen"), ("Sasaran 2", "tercapai 94 persen")),
        ),
    )


def _waiting(year: int) -> _Paper:
    """The guard stops it: a number that no paper of a public body may show."""
    return _Paper(
        f"Laporan Layanan Informasi Publik Tahun {year}",
        "PPD-16",
        year,
        (("Pemohon", "Citra Contoh"), ("NIK", "3517014508900003"), ("Permohonan", "Salinan LRA")),
    )


def _written(unit: WorkUnit, paper: _Paper, *, by: Account, at: datetime) -> PublicationVersion:
    """The paper as a PDF, collected and read by the guard, its guesses confirmed."""
    blocks = (text(_SAYS_SO), heading(unit.name), table([["Uraian", "Isi"], *map(list, paper.rows)]))
    source = store_file(
        unit=unit,
        name=f"{paper.item.lower()}-{paper.year}.pdf",
        content=pdf(paper.title, blocks),
        by=by,
        at=at,
    )
    version = catalogue.begin_publication(
        unit,
        kind=PublicationKind.FILE,
        title=paper.title,
        source=source,
        items=(paper.item,),
        values=_about(paper.year),
        by=by,
        at=at,
    )
    inspect_version(version.pk, at=at)
    version.refresh_from_db()
    return catalogue.confirm_guess(version, {}, expected=version.version, by=by, at=at)


def _about(year: int) -> dict[str, Any]:
    return {
        "summary": _SAYS_SO,
        "period_from": date(year, 1, 1),
        "period_to": date(year, 12, 31),
    }


def _page(
    unit: WorkUnit, title: str, items: Iterable[str], words: str, *, by: Account, at: datetime
) -> PublicationVersion:
    return catalogue.begin_publication(
        unit,
        kind=PublicationKind.PAGE,
        title=title,
        text=f"{words}\n\n{_SAYS_SO}",
        items=items,
        values={"summary": words},
        by=by,
        at=at,
    )


def fill(unit: WorkUnit, officer: Account, ppid: Account, *, at: datetime) -> None:
    """Publish two papers and a page, hand in one page, and leave one paper where the guard stopped it."""
    year = at.year - 1
    for paper in _public(year):
        version = _written(unit, paper, by=officer, at=at)
        catalogue.submit_version(version, by=officer, at=at)
        catalogue.check_and_publish(version, by=ppid, at=at)
    steps = _page(
        unit,
        "Tata Cara Permohonan Informasi Publik",
        ("PPD-05",),
        "Datang ke meja layanan, kirim surel, atau tulis lewat WhatsApp; ada tanda terimanya.",
        by=officer,
        at=at,
    )
    catalogue.submit_version(steps, by=officer, at=at)
    catalogue.check_and_publish(steps, by=ppid, at=at)
    hours = _page(
        unit,
        "Waktu dan Tempat Layanan Informasi",
        ("PPD-11",),
        "Senin sampai Jumat di kantor, ruang layanan informasi lantai satu.",
        by=officer,
        at=at,
    )
    catalogue.submit_version(hours, by=officer, at=at)
    _written(unit, _waiting(year), by=officer, at=at)
