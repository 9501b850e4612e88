"""The guard's page: what it found in a file, shown on its pages, and what a person makes of each finding."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terbuka.documents.blackout.areas import LONGEST_VALUE
from terbuka.models import BlackOut, GuardFinding, Job, Publication, PublicationVersion, WorkUnit
from terbuka.rules.blackout import Reason
from terbuka.rules.guarding import KIND_WORDS, REMEDY_WORDS, Remedy
from terbuka.rules.language import Phrase, say
from terbuka.rules.publishing import FindingDecision, GuardState, VersionStatus
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.catalogue import guard as services
from terbuka.services.catalogue.guard_pictures import page_picture, places_of_words
from terbuka.services.catalogue.reading import findings_of
from terbuka.services.jobs.queue import enqueue
from terbuka.services.slots import Busy, slot
from terbuka.web.access import person
from terbuka.web.catalogue.doors import frame, handling, moving_version, publication_of, rights_of
from terbuka.web.catalogue.guard_shown import Sheet, decided_word, sheet_of, summary

# Seconds for which a picture of a page waits for its turn.
PATIENCE = 10.0
_JOBS = ("inspect_version", "clear_version")
_SIDES = ("kiri", "atas", "lebar", "tinggi")
_TOLD = ("unread", "mend", "changed", "left")


def _version(unit: WorkUnit, pk: int) -> tuple[Publication, PublicationVersion]:
    """The publication and its version on the way, which carries a file. Raises Http404."""
    publication = publication_of(unit, pk)
    version = moving_version(publication)
    if version is None or version.source_id is None:
        raise Http404
    return publication, version


def _may_act(request: HttpRequest, unit: WorkUnit) -> bool:
    rights = rights_of(request, unit)
    return rights.collect or rights.check


def _jobs(version: PublicationVersion) -> list[str]:
    """What the workers have still to do to it."""
    jobs = Job.objects.unfinished().filter(kind__in=_JOBS, subject_id=version.pk)
    return list(jobs.values_list("kind", flat=True))


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as the page shows it."""

    finding: GuardFinding
    kind: Phrase | str
    todo: Phrase
    remedy: Remedy
    is_open: bool
    word: Phrase


_WATCH = say("Putar videonya sampai habis, lalu nyatakan boleh terbuka dengan alasannya.")


def _row(one: GuardFinding, *, is_film: bool) -> Row:
    how = services.remedy(one)
    todo = _WATCH if is_film and how is Remedy.LOOK else REMEDY_WORDS[how]
    is_open = one.decision == FindingDecision.OPEN and not one.is_hint
    return Row(one, KIND_WORDS.get(one.kind, one.kind), todo, how, is_open, decided_word(one, how))


def _number(text: str, most: int) -> int:
    return min(max(int(text), 1), max(most, 1)) if text.isdecimal() and len(text) < 9 else 1


def _shown(
    request: HttpRequest,
    unit: WorkUnit,
    publication: Publication,
    version: PublicationVersion,
    *,
    fault: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with everything that this person may do to the draft."""
    film = _film(version)
    rows = [_row(one, is_film=bool(film)) for one in findings_of(version)]
    boxes = list(version.black_outs.select_related("drawn_by"))
    waiting = _jobs(version)
    page = _number(request.GET.get("halaman", "") or (typed or {}).get("halaman", ""), version.pages or 1)
    may_act = version.status == VersionStatus.DRAFT and _may_act(request, unit)
    found = frame(
        unit,
        publication=publication,
        version=version,
        rows=[one for one in rows if one.is_open] + [one for one in rows if not one.is_open],
        lead=summary(version, [one.finding for one in rows], waiting),
        may_blacken_all=may_act and any(one.is_open and one.remedy is not Remedy.LOOK for one in rows),
        is_working=bool(waiting),
        is_lost=version.guard == GuardState.WAITING and not waiting,
        may_act=may_act,
        may_draw=may_act and version.guard not in (GuardState.WAITING, GuardState.COULD_NOT_LOOK),
        may_clear=may_act and version.guard == GuardState.FINDINGS and not any(one.is_open for one in rows),
        sheet=_sheet(unit, publication, version, page, [one.finding for one in rows], boxes),
        film=film,
        boxes=[(one, Reason(one.reason).words) for one in boxes],
        reasons=[(one.value, one.words) for one in Reason],
        told={what: services.has_kind(version.unread, what) for what in _TOLD},
        fault=fault,
        typed=typed or {},
    )
    response = render(request, "catalogue/guard.html", found, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _film(version: PublicationVersion) -> str:
    """The media type of a film that a person has to watch; "" for every other file."""
    kind = version.source.blob.mime if version.source else ""
    return kind if kind.startswith("video/") else ""


def _sheet(
    unit: WorkUnit,
    publication: Publication,
    version: PublicationVersion,
    page: int,
    findings: list[GuardFinding],
    boxes: list[BlackOut],
) -> Sheet | None:
    if version.guard in (GuardState.WAITING, GuardState.COULD_NOT_LOOK) or not version.pages:
        return None
    picture = reverse("guard_page", args=[unit.slug, publication.pk, page])
    return sheet_of(page, version.pages, f"{picture}?v={version.version}", findings, boxes)


@handling
def guard(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """What the guard found. POST: decide many (`act` hitamkan-semua, putuskan), or look anew (ulang)."""
    publication, version = _version(unit, pk)
    if request.method == "POST":
        return _acted(request, unit, publication, version)
    response = _shown(request, unit, publication, version)
    if "HX-Polling" in request.headers and not _jobs(version):
        response.headers["HX-Refresh"] = "true"
    return response


def _acted(
    request: HttpRequest, unit: WorkUnit, publication: Publication, version: PublicationVersion
) -> HttpResponse:
    """What a form of the page asks for, then the page anew; refused, the same page with what was typed."""
    if not _may_act(request, unit):
        raise PermissionDenied
    by, at, act = person(request), timezone.now(), request.POST.get("act", "")
    try:
        if act == "ulang":
            services.ask_again(version, by=by, at=at)
            enqueue("inspect_version", version.pk, at=at)
        else:
            decision = FindingDecision.BLACKED_OUT if act == "hitamkan-semua" else _decision(request)
            chosen = version.findings.filter(is_hint=False)
            if act == "hitamkan-semua":
                chosen = chosen.filter(decision=FindingDecision.OPEN.value)
            else:
                chosen = chosen.filter(
                    pk__in=[one for one in request.POST.getlist("temuan") if one.isdecimal()]
                )
            reason = request.POST.get("reason", "")
            services.decide_findings(version, chosen, decision=decision, reason=reason, by=by, at=at)
    except (BadInput, Refused) as refusal:
        return _refused(request, unit, publication, version, refusal)
    return _back(request, unit, publication)


def _decision(request: HttpRequest) -> FindingDecision:
    try:
        return FindingDecision(request.POST.get("decision", ""))
    except ValueError:
        raise BadInput(say("Pilih keputusannya: hitamkan, bukan data pribadi, atau boleh terbuka.")) from None


def _refused(
    request: HttpRequest,
    unit: WorkUnit,
    publication: Publication,
    version: PublicationVersion,
    fault: Exception,
) -> HttpResponse:
    typed = {name: str(value) for name, value in request.POST.items()}
    version.refresh_from_db()
    version.publication = publication
    return _shown(request, unit, publication, version, fault=str(fault), typed=typed, status=400)


def _back(
    request: HttpRequest, unit: WorkUnit, publication: Publication, place: str = "#halaman"
) -> HttpResponse:
    page = request.POST.get("halaman", "")
    more = f"?halaman={page}{place}" if page.isdecimal() and len(page) < 9 else ""
    return redirect(reverse("guard", args=[unit.slug, publication.pk]) + more)


@require_safe
@handling
def guard_page(request: HttpRequest, unit: WorkUnit, pk: int, page: int) -> HttpResponse:
    """A page of the closed file as a picture, for those who decide alone; kept by no browser and no proxy."""
    _publication, version = _version(unit, pk)
    try:
        with slot("drawn", settings.DRAWN_AT_ONCE, patience=PATIENCE):
            picture = page_picture(version, page)
    except Busy as busy:
        headers = {"Cache-Control": "no-store", "Retry-After": "5"}
        return HttpResponse(str(busy), status=503, content_type="text/plain; charset=utf-8", headers=headers)
    except (BadInput, ValueError, FileNotFoundError):
        # Nothing to be shown: the page says so in words.
        return HttpResponse(status=422, headers={"Cache-Control": "no-store"})
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Encoding": "identity",
    }
    return HttpResponse(picture, content_type="image/png", headers=headers)


@require_POST
@handling
def guard_finding(request: HttpRequest, unit: WorkUnit, pk: int, finding: int) -> HttpResponse:
    """Decide one finding."""
    publication, version = _version(unit, pk)
    if not _may_act(request, unit):
        raise PermissionDenied
    row = get_object_or_404(GuardFinding, pk=finding, version=version)
    by, at, reason = person(request), timezone.now(), request.POST.get("reason", "")
    try:
        services.decide_finding(row, decision=_decision(request), reason=reason, by=by, at=at)
    except (BadInput, Refused) as refusal:
        return _refused(request, unit, publication, version, refusal)
    return _back(request, unit, publication)


def _box(request: HttpRequest) -> tuple[float, ...]:
    """A box: its page, and typed in percent of it the left, top, width, height. Raises BadInput."""
    page = request.POST.get("halaman", "")
    try:
        left, top, wide, high = (float(request.POST.get(side, "").replace(",", ".")) / 100 for side in _SIDES)
    except ValueError:
        raise BadInput(say("Isi keempat angka kotaknya, dalam persen halaman.")) from None
    # A box to the very edge may be a hair too long.
    number = int(page) if page.isdecimal() and len(page) < 9 else 0
    return (number, left, top, min(left + wide, 1.0), min(top + high, 1.0))


def _reason(request: HttpRequest) -> Reason:
    try:
        return Reason(request.POST.get("alasan", ""))
    except ValueError:
        raise BadInput(say("Pilih alasan penghitamannya.")) from None


@require_POST
@handling
def guard_draw(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Black out one box of a page, or `kata`, words wherever they stand, with a reason."""
    publication, version = _version(unit, pk)
    if not _may_act(request, unit):
        raise PermissionDenied
    by, at = person(request), timezone.now()
    is_named = "kata" in request.POST
    wanted = " ".join(request.POST.get("kata", "").split())[:LONGEST_VALUE]
    try:
        reason = _reason(request)
        areas = places_of_words(version, wanted) if is_named else [_box(request)]
        note = request.POST.get("catatan", "")
        services.draw_all(version, areas, reason=reason, note_text=note, by=by, at=at)
    except FileNotFoundError:
        raise Http404 from None
    except (BadInput, Refused) as refusal:
        return _refused(request, unit, publication, version, refusal)
    return _back(request, unit, publication, "#dihitamkan" if is_named else "#halaman")


@require_POST
@handling
def guard_undraw(request: HttpRequest, unit: WorkUnit, pk: int, part: int) -> HttpResponse:
    """Take one box away."""
    publication, version = _version(unit, pk)
    if not _may_act(request, unit):
        raise PermissionDenied
    box = get_object_or_404(BlackOut, pk=part, version=version)
    try:
        services.undraw(box, by=person(request), at=timezone.now())
    except Refused as refusal:
        return _refused(request, unit, publication, version, refusal)
    return _back(request, unit, publication)


@require_POST
@handling
def guard_clear(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Ask for the public copy as decided; a worker makes it and reads it back."""
    publication, version = _version(unit, pk)
    if not _may_act(request, unit):
        raise PermissionDenied
    at = timezone.now()
    try:
        services.ask_clearing(version, by=person(request), at=at)
    except Refused as refusal:
        return _refused(request, unit, publication, version, refusal)
    enqueue("clear_version", version.pk, at=at)
    return _back(request, unit, publication)
