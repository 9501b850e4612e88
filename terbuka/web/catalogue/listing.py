"""The catalogue of a unit: how each required item stands, all publications, one item, the list as a file."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terbuka.models import Publication, PublicationVersion, RequiredItem, WorkUnit
from terbuka.rules.duedates import STATE_WORDS, EntryState
from terbuka.rules.freshness import in_words
from terbuka.rules.publishing import PublicationStatus, VersionStatus
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import catalogue as services
from terbuka.services.catalogue import Standing, standing_of
from terbuka.services.catalogue.reading import worked_on
from terbuka.web import tables, words
from terbuka.web.access import held, person, today_at, working
from terbuka.web.catalogue import waits
from terbuka.web.catalogue.doors import Rights, frame, rights_of
from terbuka.web.catalogue.wording import OPEN_CLASSES, STATUSES, VERSIONS
from terbuka.web.words import STANDINGS, Word

A_PAGE = 50
LONGEST_SEEK = 200
_OWED = (EntryState.FRESH, EntryState.DUE, EntryState.STALE, EntryState.MISSING)


@dataclass(frozen=True, slots=True)
class Row:
    """One required item as the list shows it."""

    standing: Standing
    word: Word
    title: str = ""
    href: str = ""
    is_on_site: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the address, each empty where nothing narrows."""

    state: str
    kind: str
    words: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Wanted":
        """What the address asks for; unknown values narrow nothing."""
        state, kind = request.GET.get("keadaan", ""), request.GET.get("kelas", "")
        return cls(
            state if state in set(EntryState) else "",
            kind if kind in dict(OPEN_CLASSES) else "",
            " ".join(request.GET.get("cari", "").split())[:LONGEST_SEEK],
        )

    def __bool__(self) -> bool:
        return bool(self.state or self.kind or self.words)

    def takes(self, one: Standing) -> bool:
        """Does an item pass the filters?"""
        title = one.publication.public.title if one.publication and one.publication.public else ""
        told = f"{one.item.code} {one.item.name} {title}".lower()
        return (
            (not self.state or one.state == self.state)
            and (not self.kind or one.item.information_class == self.kind)
            and all(word in told for word in self.words.lower().split())
        )


def _row(one: Standing, unit: WorkUnit, rights: Rights) -> Row:
    word = STANDINGS[one.state]
    if one.publication and one.publication.public:
        return Row(one, word, one.publication.public.title, _address(unit, one.publication, rights))
    if one.site_url and one.state in (EntryState.FRESH, EntryState.DUE, EntryState.STALE):
        return Row(one, word, one.site_url, one.site_url, is_on_site=True)
    return Row(one, word)


def _address(unit: WorkUnit, publication: Publication, rights: Rights) -> str:
    """Where this person reads a publication: at work, or as the public does."""
    if rights.handle:
        return reverse("publication_work", args=[unit.slug, publication.pk])
    return f"/informasi/{publication.pk}/"


@working()
def catalogue(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """How the required items stand, or with `?tampil=informasi` all publications of the unit."""
    today, rights = today_at(unit), rights_of(request, unit)
    standings = standing_of(unit, today)
    states = Counter(one.state for one in standings)
    more = {
        "rights": rights,
        "in_place": states[EntryState.FRESH] + states[EntryState.DUE],
        "owed": sum(states[state] for state in _OWED),
        "stale": states[EntryState.STALE],
        "due": states[EntryState.DUE],
        "missing": states[EntryState.MISSING],
        "mine": waits.count(unit, rights),
        "shows_all": request.GET.get("tampil") == "informasi",
    }
    if more["shows_all"]:
        return render(
            request, "catalogue/publications.html", frame(unit, **more, **_all(request, unit, rights))
        )
    wanted = Wanted.of(request)
    rows = [_row(one, unit, rights) for one in standings if wanted.takes(one)]
    more |= {
        "wanted": wanted,
        "groups": [
            (word, [row for row in rows if row.standing.item.information_class == kind])
            for kind, word in OPEN_CLASSES
        ],
        "shown": len(rows),
        "states": [(state.value, STANDINGS[state], states[state]) for state in EntryState if states[state]],
        "state_options": [(state.value, STATE_WORDS[state]) for state in EntryState if states[state]],
        "class_options": OPEN_CLASSES,
    }
    return render(request, "catalogue/catalogue.html", frame(unit, **more))


def _all(request: HttpRequest, unit: WorkUnit, rights: Rights) -> dict[str, Any]:
    """One page of the unit's publications; those who do not handle drafts see what is or was public."""
    rows = worked_on(unit)
    if not rights.handle:
        rows = rows.exclude(published_at=None)
    status, seek = request.GET.get("status", ""), " ".join(request.GET.get("cari", "").split())[:LONGEST_SEEK]
    status = status if status in set(PublicationStatus) else ""
    if status:
        rows = rows.filter(status=status)
    if seek:
        titled = PublicationVersion.objects.filter(publication__unit=unit, title__icontains=seek)
        if not rights.handle:
            titled = titled.exclude(published_at=None)
        rows = rows.filter(Q(pk__in=titled.values("publication")))
    page = Paginator(rows.order_by("-began_at", "-pk"), A_PAGE).get_page(request.GET.get("hal"))
    return {
        "page": page,
        "rows": [_shown(one, unit, rights) for one in page],
        "status": status,
        "seek": seek,
        "status_options": [
            (one.value, STATUSES[one].label)
            for one in PublicationStatus
            if one != PublicationStatus.DISCARDED
        ],
    }


def _shown(one: Any, unit: WorkUnit, rights: Rights) -> dict[str, Any]:
    moving: PublicationVersion | None = one.moving[0] if rights.handle and one.moving else None
    version: PublicationVersion | None = one.public or moving
    step = VERSIONS[VersionStatus(moving.status)] if moving else None
    return {
        "publication": one,
        "title": version.title if version else "–",
        "word": STATUSES[PublicationStatus(one.status)],
        "moving": step if moving and one.public else None,
        "step": step if moving and not one.public else None,
        "items": [item.code for item in version.items.all()] if version else [],
        "href": _address(unit, one, rights),
    }


@require_safe
@working()
def catalogue_export(request: HttpRequest, unit: WorkUnit, kind: str) -> HttpResponse:
    """The list of items under the filters of the address as CSV, XLSX or JSON."""
    wanted, today = Wanted.of(request), today_at(unit)
    head = [
        _("kode"), _("butir"), _("kelas"), _("keadaan"), _("berlaku sampai"), _("bukti"), _("alamat"),
        _("alasan tidak berlaku"),
    ]  # fmt: skip
    rows = [_cells(one) for one in standing_of(unit, today) if wanted.takes(one)]
    return tables.download(kind, f"katalog-{unit.slug}", head, rows)


def _cells(one: Standing) -> list[tables.Cell]:
    public = one.publication.public if one.publication else None
    return [
        one.item.code,
        one.item.name,
        str(words.CLASSES[one.item.information_class]),
        str(STATE_WORDS[one.state]),
        one.due_on.isoformat() if one.due_on else "",
        public.title if public else "",
        f"/informasi/{one.publication.pk}/" if one.publication else one.site_url,
        one.entry.waived_reason if one.entry else "",
    ]


def _standing(unit: WorkUnit, code: str, today: date) -> Standing:
    found = next((one for one in standing_of(unit, today) if one.item.code == code.upper()), None)
    if found is None:
        raise Http404
    return found


@working()
def catalogue_item(request: HttpRequest, unit: WorkUnit, code: str) -> HttpResponse:
    """One required item: what is asked, what proves it here, and whether the duty arises at all."""
    today, rights = today_at(unit), rights_of(request, unit)
    one = _standing(unit, code, today)
    fault, typed = "", ""
    if request.method == "POST":
        if not rights.publish:
            raise PermissionDenied
        typed = request.POST.get("reason", "")
        try:
            _waive(request, unit, one.item, typed)
        except (BadInput, Refused) as refusal:
            fault = str(refusal)
        except Stale:
            fault = _("Orang lain baru saja mengubah butir ini; lihat lagi keadaannya.")
        else:
            return redirect("catalogue_item", unit.slug, one.item.code)
    typed = typed or (held(request, request.path) or {}).get("reason", [""])[0]
    more = {
        "rights": rights,
        "row": _row(one, unit, rights),
        "one": one,
        "others": [(other, _address(unit, other, rights)) for other in one.others],
        "basis": [words.ACTS.get(act, act) for act in one.item.basis],
        "fault": fault,
        "typed": typed,
        "kind": words.CLASSES[one.item.information_class],
        "rule": in_words(one.item.freshness or "none"),
    }
    return render(request, "catalogue/item.html", frame(unit, **more), status=400 if fault else 200)


def _waive(request: HttpRequest, unit: WorkUnit, item: RequiredItem, reason: str) -> None:
    by, at = person(request), timezone.now()
    if request.POST.get("act") == "owed":
        services.unwaive_item(unit, item, by=by, at=at)
    else:
        services.waive_item(unit, item, reason=reason, by=by, at=at)
