"""Publications of KPU Kabupaten Jombang: begun by Ani, submitted, checked by Fajar, public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from terbuka.models import BlackOut, CollectionBatch, GuardFinding, Publication, PublicationVersion
from terbuka.rules.publishing import GuardState, PublicationKind
from terbuka.services import catalogue
from terbuka.services.catalogue.guard import draw
from terbuka.services.files import put_blob, store_file
from tests import make
from tests.make.cast import JOMBANG, Cast, unit

PDF = b"%PDF-1.4\n%contoh\n"
# One white pixel.
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)
TITLE = "Laporan Kinerja Instansi Pemerintah Tahun 2025"


def draft(
    people: Cast,
    *,
    title: str = TITLE,
    kind: PublicationKind = PublicationKind.PAGE,
    items: Iterable[str] = ("KIN-05",),
    slug: str = JOMBANG,
    text: str = "Isi laporan.",
    at: datetime = make.NOON,
    **values: Any,
) -> PublicationVersion:
    """A draft of Ani's: a page of text about 2025 unless others are given."""
    period = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)}
    return catalogue.begin_publication(
        unit(slug),
        kind=kind,
        title=title,
        text=text if kind is PublicationKind.PAGE else "",
        url="https://contoh.example/laporan" if kind is PublicationKind.LINK else "",
        items=items,
        values=period | values,
        by=people.ani,
        at=at,
    )


def file_draft(
    people: Cast,
    *,
    title: str = TITLE,
    guard: GuardState | None = GuardState.CLEAN,
    content: bytes = PDF,
    batch: CollectionBatch | None = None,
    at: datetime = make.NOON,
    **values: Any,
) -> PublicationVersion:
    """A draft with a PDF. The guard has been there unless `guard` is None; a clean one has its safe copy."""
    source = store_file(unit=unit(), name="laporan.pdf", content=content, by=people.ani, at=at)
    version = catalogue.begin_publication(
        unit(),
        kind=PublicationKind.FILE,
        title=title,
        source=source,
        items=("KIN-05",),
        values={"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)} | values,
        batch=batch,
        by=people.ani,
        at=at,
    )
    if guard is not None:
        looked_at(version, guard)
    return catalogue.confirm_guess(version, {}, expected=version.version, by=people.ani, at=at)


def looked_at(version: PublicationVersion, guard: GuardState) -> PublicationVersion:
    """As after the guard's job: its state, and the safe copy where it let the file through."""
    is_through = guard in (GuardState.CLEAN, GuardState.CLEARED)
    values: dict[str, Any] = {}
    if is_through and version.source:
        picture = put_blob(_PICTURE, "image/png", at=make.NOON)
        pictures = [{"blob": picture.pk, "width": 800, "height": 1131}]
        values = {"released": version.source.blob, "released_name": "laporan.pdf", "pictures": pictures}
        values["paper"] = version.source.blob
    PublicationVersion.objects.filter(pk=version.pk).update(
        guard=guard.value, pages=1, has_text_layer=True, body="Isi laporan kinerja.", **values
    )
    version.refresh_from_db()
    return version


def submitted(people: Cast, *, at: datetime = make.NOON, **more: Any) -> PublicationVersion:
    """Handed in by Ani."""
    return catalogue.submit_version(draft(people, at=at, **more), by=people.ani, at=at)


def published(people: Cast, *, at: datetime = make.NOON, **more: Any) -> Publication:
    """Checked and published by Fajar."""
    return out(submitted(people, at=at, **more), people, at=at)


def published_file(people: Cast, *, at: datetime = make.NOON, **more: Any) -> Publication:
    """A PDF, checked and published by Fajar."""
    version = catalogue.submit_version(file_draft(people, at=at, **more), by=people.ani, at=at)
    return out(version, people, at=at)


def out(version: PublicationVersion, people: Cast, *, at: datetime = make.NOON) -> Publication:
    """A version that was handed in goes out."""
    return catalogue.check_and_publish(version, by=people.fajar, at=at)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One publication in each state that pages show, all of KPU Kabupaten Jombang."""

    draft: PublicationVersion
    found: PublicationVersion
    finding: GuardFinding
    box: BlackOut
    submitted: PublicationVersion
    checked: PublicationVersion
    public: Publication
    page: Publication
    withdrawn: Publication
    superseded: Publication
    batch: CollectionBatch


def finding(version: PublicationVersion, kind: str = "nik", *, page: int | None = 1) -> GuardFinding:
    """What the guard found in a version and nobody decided yet."""
    return GuardFinding.objects.create(
        version=version, kind=kind, page=page, excerpt="3517••••••••0001", areas=[[1, 0.1, 0.1, 0.4, 0.15]]
    )


def shelf(people: Cast, *, at: datetime = make.NOON) -> Shelf:
    """Everything at once, for pages and the scope matrix."""
    ani, fajar = people.ani, people.fajar
    batch = catalogue.begin_batch(unit(), origin="folder", total=1, by=ani, at=at)
    found = file_draft(people, title="Daftar penerima honor", guard=GuardState.FINDINGS, batch=batch, at=at)
    public = published_file(people, at=at)
    catalogue.begin_version(public, by=ani, at=at)
    withdrawn = published(people, title="Angka yang keliru", at=at)
    superseded = published(people, title="Laporan Kinerja sebelum diperbaiki", at=at)
    page = published(people, title="Maklumat pelayanan informasi", items=("PPD-04",), at=at)
    checked = submitted(people, title="Rencana Kerja Tahun 2026", at=at)
    return Shelf(
        draft=draft(people, title="Konsep laporan", at=at),
        found=found,
        finding=finding(found),
        box=draw(found, page=1, x0=0.5, y0=0.5, x1=0.6, y1=0.6, by=ani, at=at),
        submitted=submitted(people, title="Perjanjian Kinerja Tahun 2026", at=at),
        checked=catalogue.check_version(checked, by=fajar, at=at),
        public=public,
        page=page,
        withdrawn=catalogue.withdraw(withdrawn, reason="Angkanya keliru.", by=fajar, at=at),
        superseded=catalogue.supersede(superseded, by_publication=public, by=fajar, at=at),
        batch=batch,
    )


_OF_DRAFT = (
    "publication_work",
    "publication_edit",
    "version_submit",
    "publication_compare",
    "publication_package",
)
_OF_PUBLIC = (
    "version_new",
    "publication_withdraw",
    "publication_confirm",
    "publication_supersede",
    "publication",
    "publication_history",
    "publication_share",
    "publication_share_picture",
    "short",
)
_OF_GUARD = ("guard", "guard_draw", "guard_clear")


def named(laid: Shelf) -> dict[str, dict[str, Any]]:
    """What the addresses of the catalogue name, by pattern."""
    parts: dict[str, dict[str, Any]] = {
        "catalogue_item": {"code": "KIN-05"},
        "collection_batch": {"pk": laid.batch.pk},
        "version_return": {"pk": laid.submitted.publication_id},
        "version_check": {"pk": laid.submitted.publication_id},
        "version_publish": {"pk": laid.checked.publication_id},
        "publication_file": {"pk": laid.public.pk, "number": 1},
        "publication_paper": {"pk": laid.public.pk, "number": 1},
        "publication_history_export": {"pk": laid.public.pk, "kind": "csv"},
        "publication_page_picture": {"pk": laid.public.pk, "page": 1},
        "item": {"code": "KIN-05"},
    }
    parts |= {name: {"pk": laid.draft.publication_id} for name in _OF_DRAFT}
    parts |= {name: {"pk": laid.public.pk} for name in _OF_PUBLIC}
    guard = {"pk": laid.found.publication_id, "page": 1, "finding": laid.finding.pk}
    parts["guard_undraw"] = guard | {"part": laid.box.pk}
    return parts | dict.fromkeys((*_OF_GUARD, "guard_page", "guard_finding"), guard)
