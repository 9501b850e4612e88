"""Bringing much at once: a folder that is dropped, a ZIP, or a table whose rows become drafts."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.documents.accepting import Taken
from terbuka.documents.tables import Fault, read_sheet
from terbuka.models import CollectionBatch, PublicationVersion, StoredFile, Upload, WorkUnit
from terbuka.models.files import UploadState
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.phrases import phrase_of
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services import catalogue
from terbuka.services.catalogue.reading import batches_of
from terbuka.services.catalogue.table import COLUMNS, NEEDED, load_table
from terbuka.services.files import has_room, store_file
from terbuka.services.jobs import enqueue
from terbuka.services.jobs.collecting import read_later
from terbuka.web import tables
from terbuka.web.access import person, working
from terbuka.web.catalogue.doors import frame
from terbuka.web.sending import left_out

MOST_FILES, MOST_SHOWN, MOST_FAULTS = 500, 10, 50
_LOST = say("Berkas ini tidak sampai: kosong, terlalu besar, atau sambungan terputus. Unggah lagi.")
_TOO_LARGE = say("Berkas ini lebih dari 20 MB. Aktifkan JavaScript untuk mengirim sampai 100 MB.")
# What file managers leave behind; nobody means to publish it.
_JUNK = (".", "~$", "Thumbs.db", "desktop.ini")
type Named = tuple[str, Phrase]


@working(Act.COLLECT)
def collect(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Drop a folder, choose files, or hand in a table; below it the batches of before."""
    if request.method != "POST":
        return _shown(request, unit)
    try:
        if request.POST.get("act") == "tabel":
            return _table(request, unit)
        return _files(request, unit)
    except (BadInput, Refused) as fault:
        part = "table_fault" if request.POST.get("act") == "tabel" else "fault"
        return _shown(request, unit, **{part: str(fault)})


def _shown(request: HttpRequest, unit: WorkUnit, **told: Any) -> HttpResponse:
    is_wrong = bool(told)
    more = {
        "batches": batches_of(unit)[:MOST_SHOWN],
        "is_room": has_room(),
        "columns": [names[0] for name, names in COLUMNS.items() if name not in ("unit", "officer")],
    }
    page = frame(unit, **more, **told)
    return render(request, "catalogue/collect.html", page, status=400 if is_wrong else 200)


def _files(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Every file begins a draft of its own in one batch, those of a ZIP among them; more ZIPs are batches."""
    stored, faults = _arrived(request, unit)
    if not stored and not faults:
        raise BadInput(say("Pilih sedikitnya satu berkas, atau seret satu folder ke sini."))
    zips = [one for one in stored if one.blob.mime == Taken.ZIP.value]
    single = [one for one in stored if one.blob.mime != Taken.ZIP.value]
    joins = zips.pop(0) if zips and (single or faults) else None
    begun = [_unpacked(request, unit, one) for one in zips]
    if single or faults:
        begun.append(_collected(request, unit, single, faults, joins))
    if len(begun) == 1:
        return redirect("collection_batch", unit.slug, begun[0].pk)
    return redirect("collect", unit.slug)


def _arrived(request: HttpRequest, unit: WorkUnit) -> tuple[list[StoredFile], list[Named]]:
    """The files that came before the form and with it, and those that did not get through."""
    by, at = person(request), timezone.now()
    numbers = [int(one) for one in request.POST.getlist("berkas_id") if one.isdecimal() and len(one) < 19]
    mine = StoredFile.objects.filter(pk__in=numbers[:MOST_FILES], unit=unit, uploaded_by=by)
    # A form that is sent twice begins nothing twice.
    used = PublicationVersion.objects.filter(source__in=mine).values("source")
    stored = list(mine.exclude(pk__in=used).select_related("blob").order_by("name", "pk"))
    faults = [(name[:300], _why(request, unit, name)) for name in request.POST.getlist("gagal")[:MOST_FILES]]
    faults += [(name, _TOO_LARGE) for name in left_out(request)]
    for whole in (*request.FILES.getlist("berkas"), *request.FILES.getlist("folder")):
        name = _name(whole)
        if name.startswith(_JUNK):
            continue
        try:
            stored.append(
                store_file(unit=unit, name=name, content=whole.read(), is_collected=True, by=by, at=at)
            )
        except BadInput as fault:
            faults.append((name, fault.phrase))
    return stored, faults


def _name(whole: UploadedFile) -> str:
    return (whole.name or "").rpartition("/")[2]


def _why(request: HttpRequest, unit: WorkUnit, name: str) -> Phrase:
    """What the server said of an upload that it refused."""
    refused = Upload.objects.filter(
        unit=unit, account=person(request), name=name, state=UploadState.REFUSED.value
    )
    last = refused.order_by("-started_at").first()
    return phrase_of(last.fault) if last and last.fault else _LOST


def _unpacked(request: HttpRequest, unit: WorkUnit, file: StoredFile) -> CollectionBatch:
    at = timezone.now()
    batch = catalogue.begin_batch(unit, origin="zip", file=file, by=person(request), at=at)
    enqueue("unpack_batch", batch.pk, at=at)
    return batch


def _collected(
    request: HttpRequest,
    unit: WorkUnit,
    files: list[StoredFile],
    faults: list[Named],
    archive: StoredFile | None,
) -> CollectionBatch:
    by, at = person(request), timezone.now()
    with transaction.atomic():
        total = len(files) + len(faults)
        batch = catalogue.begin_batch(unit, origin="folder", file=archive, total=total, by=by, at=at)
        versions = [catalogue.collect_file(batch, file, by=by, at=at) for file in files]
        for name, fault in faults:
            catalogue.note_fault(batch, name, fault, at=at)
        for version in versions:
            read_later(version, at=at)
        if archive:
            enqueue("unpack_batch", batch.pk, at=at)
    return batch


def _table(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All rows become drafts, or none does and every fault is named with its row and column."""
    by, at, sent = person(request), timezone.now(), request.FILES.get("tabel")
    if sent is None:
        raise BadInput(_TOO_LARGE if left_out(request) else say("Pilih berkas tabelnya: XLSX atau CSV."))
    file = store_file(unit=unit, name=_name(sent), content=sent.read(), is_collected=True, by=by, at=at)
    with TemporaryDirectory() as folder:
        # Under its own name, so that what is wrong names the file as the officer knows it.
        place = Path(folder) / file.name
        sent.seek(0)
        place.write_bytes(sent.read())
        sheet = read_sheet(place, names=COLUMNS, needed=NEEDED)
    with transaction.atomic():
        batch = catalogue.begin_batch(unit, origin="table", file=file, total=len(sheet.rows), by=by, at=at)
        found = load_table(sheet, unit=unit, batch=batch, by=by, at=at)
        if found.faults or not found.versions:
            transaction.set_rollback(True)
        else:
            catalogue.finish_batch(batch, by=by, at=at)
    if found.faults:
        return _shown(request, unit, **_told(found.faults, file.name))
    if not found.versions:
        raise BadInput(say("Semua {n} baris sudah ada di katalog; tidak ada yang ditambahkan.", n=found.same))
    return redirect("collection_batch", unit.slug, batch.pk)


def _told(faults: list[Fault], name: str) -> dict[str, Any]:
    return {
        "table_name": name,
        "table_faults": faults[:MOST_FAULTS],
        "table_hidden": max(0, len(faults) - MOST_FAULTS),
        "table_count": len(faults),
    }


@require_safe
@working(Act.COLLECT)
def collect_template(request: HttpRequest, unit: WorkUnit, kind: str) -> HttpResponse:
    """An empty table with its columns and one example row, to fill in."""
    example = {
        "title": "Laporan Layanan Informasi Publik Tahun 2025",
        "summary": "Jumlah permohonan, waktu layanan, dan keberatan selama 2025.",
        "items": "PPD-16",
        "information_class": "berkala",
        "holder": f"PPID {unit.short_name}",
        "responsible": unit.name,
        "made_on": "2026-01-15",
        "made_in": "",
        "form": "digital",
        "retention": "5 tahun",
        "period_from": "2025-01-01",
        "period_to": "2025-12-31",
        "url": "https://contoh.go.id/laporan-layanan-2025.pdf",
    }
    columns = [name for name in COLUMNS if name in example]
    head = [COLUMNS[name][0] for name in columns]
    return tables.download(kind, "contoh-tabel-informasi", head, [[example[name] for name in columns]])
