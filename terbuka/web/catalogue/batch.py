"""One batch: what was guessed of each file with its reasons, to accept or set right for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import CollectionBatch, GuardFinding, PublicationVersion, RequiredItem, WorkUnit
from terbuka.rules.people import Act
from terbuka.rules.phrases import phrase_of
from terbuka.rules.publishing import GuardState, VersionStatus
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import catalogue
from terbuka.services.catalogue import applying
from terbuka.services.catalogue.guard import has_kind
from terbuka.services.catalogue.reading import batch_versions
from terbuka.web.access import person, working
from terbuka.web.catalogue.doors import frame, guard_address
from terbuka.web.catalogue.fields import faults_of, values_of
from terbuka.web.catalogue.guard_shown import counted
from terbuka.web.catalogue.guesses import BatchRow, field_name, is_read, row_of, sent_row
from terbuka.web.catalogue.wording import GUARDS, OPEN_CLASSES
from terbuka.web.tags import number

A_PAGE = 30
# A file that nothing was read from after this time is shown all the same.
PATIENCE = timedelta(minutes=3)
_ACTS = ("simpan", "pilih", "yakin", "kirim")
# The guard lets none of these out before a person has decided.
_HELD = (GuardState.FINDINGS.value, GuardState.COULD_NOT_LOOK.value)


@dataclass(frozen=True, slots=True)
class Held:
    """A draft that the guard holds back: why, and where a person decides."""

    version: PublicationVersion
    why: str
    href: str


@working(Act.COLLECT)
def collection_batch(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The batch with a form over its drafts. With `?bagian` the part that polls: what was read meanwhile."""
    batch = get_object_or_404(CollectionBatch.objects.select_related("file", "made_by"), unit=unit, pk=pk)
    batch.unit = unit
    if "bagian" in request.GET:
        return _part(request, unit, batch)
    if request.method == "POST":
        return _sent(request, unit, batch)
    return _shown(request, unit, batch, {})


def _page(request: HttpRequest, batch: CollectionBatch) -> Page[PublicationVersion]:
    rows = batch_versions(batch).exclude(status=VersionStatus.DISCARDED.value)
    return Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))


def _items(unit: WorkUnit) -> dict[str, RequiredItem]:
    return {item.code: item for item in applying(unit)}


def _shown(
    request: HttpRequest,
    unit: WorkUnit,
    batch: CollectionBatch,
    typed: dict[int, BatchRow],
    *,
    results: Iterable[catalogue.Done] = (),
    fault: str = "",
) -> HttpResponse:
    """The page; `typed` are the rows as they were sent, where something is to be mended."""
    page, items, now = _page(request, batch), _items(unit), timezone.now()
    rows = [typed.get(one.pk) or row_of(one, items) for one in page if _is_ready(one, now)]
    is_wrong = bool(fault) or any(row.faults or row.now for row in rows)
    told = _progress(page, batch, now) | {
        "batch": batch,
        "page": page,
        "rows": rows,
        "items": items.values(),
        "class_options": OPEN_CLASSES,
        **_countable(rows),
        # What the guard holds back is named above already.
        "results": [one for one in results if one.fault and one.version.guard not in _HELD],
        "handed_in": sum(one.fault is None for one in results),
        "was_handed_in": bool(results),
        "fault": fault,
        "wrong": sum(bool(row.faults or row.now) for row in rows),
        "kept": request.method == "GET" and "disimpan" in request.GET,
    }
    status = 400 if is_wrong else 200
    return render(request, "catalogue/batch.html", frame(unit, **told), status=status)


def _is_ready(version: PublicationVersion, now: datetime) -> bool:
    return is_read(version) or version.saved_at < now - PATIENCE


def _countable(rows: Iterable[BatchRow]) -> dict[str, int]:
    """How many rows of the page wait for a word, and how many of their guesses are sure."""
    waiting = [row for row in rows if row.is_draft and not row.version.is_confirmed]
    return {"sure": sum(row.is_sure for row in waiting), "unconfirmed": len(waiting)}


def _progress(page: Page[PublicationVersion], batch: CollectionBatch, now: datetime) -> dict[str, Any]:
    """How far it is: of all rows of the batch, and of those on this page; and what the guard holds back."""
    fields = ("source_id", "guess", "guard", "unread", "is_confirmed", "status", "saved_at", "title")
    drafts = PublicationVersion.objects.filter(publication__batch=batch, number=1)
    known = list(
        drafts.exclude(status=VersionStatus.DISCARDED.value).only(*fields, "publication_id").order_by("pk")
    )
    own = list(page)
    is_unpacking = batch.file_id is not None and batch.finished_at is None
    waits = any(one.guard == GuardState.WAITING and one.source_id for one in own)
    is_polling = is_unpacking or waits or not all(_is_ready(one, now) for one in own)
    still = [one for one in known if one.status == VersionStatus.DRAFT]
    read = sum(_is_ready(one, now) for one in known)
    ready = sum(one.is_confirmed and one.guard not in (*_HELD, GuardState.WAITING.value) for one in still)
    held = _held(batch, [one for one in still if one.guard in _HELD])
    states = (
        (read if is_polling else 0, _("%s sudah dibaca")),
        (sum(not one.is_confirmed for one in still), _("%s menunggu Anda tegaskan")),
        (len(held), _("%s ditahan penjaga")),
        (ready, _("%s siap dikirim")),
        (len(known) - len(still), _("%s sudah dikirim")),
    )
    return {
        "total": len(known),
        "read": read,
        "ready": ready,
        "held": held,
        "told": ", ".join(words % number(n) for n, words in states if n) or _("0 sudah dibaca"),
        "is_unpacking": is_unpacking,
        "is_polling": is_polling,
    }


def _held(batch: CollectionBatch, versions: list[PublicationVersion]) -> list[Held]:
    """Why the guard holds each back, by kind and number."""
    found: dict[int, list[GuardFinding]] = {}
    for one in GuardFinding.objects.filter(version__in=versions, is_hint=False, decision="open"):
        found.setdefault(one.version_id, []).append(one)
    rows = []
    for version in versions:
        version.publication.unit = batch.unit
        why = counted(found.get(version.pk, ()))
        if version.guard == GuardState.COULD_NOT_LOOK:
            mend = has_kind(version.unread, "mend")
            why = str(phrase_of(mend[0])) if mend else _("tidak dapat diperiksa")
        elif not why:
            why = _("semua temuan sudah diputus; buat salinan untuk umum")
        rows.append(Held(version, why, guard_address(version.publication)))
    return rows


def _part(request: HttpRequest, unit: WorkUnit, batch: CollectionBatch) -> HttpResponse:
    """Progress, what may be done, the guard's word of the rows shown, rows read since; no field typed in."""
    page, now = _page(request, batch), timezone.now()
    there = set(request.GET.getlist("ada"))
    items = _items(unit)
    rows = [row_of(one, items) for one in page if _is_ready(one, now)]
    told = _progress(page, batch, now) | {
        "batch": batch,
        "rows": rows,
        **_countable(rows),
        "fresh": [row for row in rows if row.key not in there],
        "states": [(one, GUARDS[GuardState(one.guard)]) for one in page if str(one.pk) in there],
        "class_options": OPEN_CLASSES,
        "is_part": True,
        "page": page,
    }
    return render(request, "catalogue/batch.html#part", frame(unit, **told))


def _sent(request: HttpRequest, unit: WorkUnit, batch: CollectionBatch) -> HttpResponse:
    """Save every row as typed; confirm what was chosen, or is sure; hand in what is ready."""
    act = request.POST.get("act", "simpan")
    act = act if act in _ACTS else "simpan"
    items, chosen = _items(unit), set(request.POST.getlist("ok"))
    typed: dict[int, BatchRow] = {}
    wrong = 0
    for version in _page(request, batch):
        if version.status != VersionStatus.DRAFT or field_name(version.pk, "version") not in request.POST:
            continue
        row = typed[version.pk] = sent_row(request, version, items)
        confirms = (act == "pilih" and row.key in chosen) or (act == "yakin" and row.is_sure)
        row.is_chosen = row.key in chosen
        wrong += not _kept(request, row, confirms=confirms)
    if wrong:
        return _shown(request, unit, batch, typed)
    if act == "kirim":
        ready = PublicationVersion.objects.filter(
            publication__batch=batch, status=VersionStatus.DRAFT.value, is_confirmed=True
        ).order_by("pk")
        done = catalogue.submit_versions(list(ready), by=person(request), at=timezone.now())
        return _shown(request, unit, batch, {}, results=done)
    here = reverse("collection_batch", args=[unit.slug, batch.pk])
    number = request.GET.get("hal", "")
    return redirect(f"{here}?disimpan=1" + (f"&hal={number}" if number.isdecimal() else ""))


def _kept(request: HttpRequest, row: BatchRow, *, confirms: bool) -> bool:
    """Save one row; False where it is shown again with its faults, or beside what stands now."""
    save = catalogue.confirm_guess if confirms else catalogue.save_version
    if not confirms and not row.is_changed:
        return True
    try:
        save(
            row.version,
            values_of(row.values),
            expected=row.expected,
            by=person(request),
            at=timezone.now(),
        )
    except Stale as stale:
        row.stands(stale.current)
    except BadInput as fault:
        row.faults |= faults_of(fault)
    except Refused as refusal:
        row.faults["title"] = refusal.ruling.reason  # type: ignore[assignment]
    else:
        return True
    return False
