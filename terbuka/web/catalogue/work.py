"""One publication at work: where it stands, what may be done next and what stands against it, its history."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Account, Event, Publication, PublicationVersion, WorkUnit
from terbuka.rules.duedates import EntryState, state_of
from terbuka.rules.language import Phrase
from terbuka.rules.publishing import (
    FIELD_WORDS,
    KIND_WORDS,
    GuardState,
    PublicationKind,
    PublicationStatus,
    VersionStatus,
    may_begin_version,
    may_check,
    may_confirm,
    may_edit,
    may_publish,
    may_submit,
    may_turn,
    needs_four_eyes,
)
from terbuka.rules.ruling import Ruling, allow
from terbuka.rules.sources import citation
from terbuka.services.catalogue import facts_of, four_eyes
from terbuka.services.catalogue.reading import compared, history_of, versions_of
from terbuka.web.access import person, today_at
from terbuka.web.catalogue.doors import (
    Rights,
    frame,
    guard_address,
    handling,
    moving_version,
    publication_of,
    rights_of,
)
from terbuka.web.catalogue.wording import GUARDS, STATUSES, VERSIONS
from terbuka.web.words import STANDINGS

MOST_EVENTS = 60
VERBS = {
    "begin": gettext_lazy("dimulai"),
    "save": gettext_lazy("isian disimpan"),
    "guess": gettext_lazy("butir ditebak dari isi berkas"),
    "confirm_guess": gettext_lazy("tebakan ditegaskan"),
    "replace_source": gettext_lazy("berkas diganti"),
    "submit": gettext_lazy("dikirim untuk diperiksa"),
    "return": gettext_lazy("dikembalikan dengan catatan"),
    "check": gettext_lazy("disetujui"),
    "publish": gettext_lazy("diumumkan"),
    "discard": gettext_lazy("dibuang"),
    "confirm": gettext_lazy("dinyatakan masih berlaku"),
    "withdrawn": gettext_lazy("ditarik"),
    "reinstate": gettext_lazy("diumumkan kembali"),
    "superseded": gettext_lazy("digantikan informasi lain"),
    "archived": gettext_lazy("diarsipkan"),
    "archive_notice": gettext_lazy("akhir masa simpan diberitahukan"),
    "inspect": gettext_lazy("diperiksa penjaga"),
    "decide": gettext_lazy("temuan penjaga diputus"),
    "clear": gettext_lazy("salinan aman dibuat"),
    "ask_inspection": gettext_lazy("pemeriksaan penjaga diminta lagi"),
    "ask_clearing": gettext_lazy("salinan aman diminta"),
    "not_cleared": gettext_lazy("salinan aman belum jadi"),
    "draw": gettext_lazy("satu bagian dihitamkan"),
    "undraw": gettext_lazy("penghitaman satu bagian dibatalkan"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that this person may do here, or the reason and the article that stand against it."""

    label: Promise | str
    href: str
    ruling: Ruling
    is_grave: bool = False

    @property
    def cite(self) -> Phrase | None:
        """The article that stands against it."""
        return citation(self.ruling.cite).label if self.ruling.cite else None


@handling
def publication_work(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The publication with its version on its way, for those who collect, check or publish."""
    publication = publication_of(unit, pk)
    version, rights = moving_version(publication), rights_of(request, unit)
    today = today_at(unit)
    state = state_of(publication.due_on, today, soon=settings.DUE_SOON)
    versions = list(versions_of(publication))
    actions = _actions(request, publication, version, rights, is_due=state is not EntryState.FRESH)
    shown = version or publication.public or versions[0]
    told = {
        "publication": publication,
        "version": version,
        "shown": shown,
        "title": shown.title,
        "kind": KIND_WORDS[PublicationKind(publication.kind)],
        "status": STATUSES[PublicationStatus(publication.status)],
        "step": VERSIONS[VersionStatus(version.status)] if version else None,
        "state": STANDINGS[state] if publication.status == PublicationStatus.PUBLIC else None,
        "guard": GUARDS[GuardState(shown.guard)],
        "guard_address": guard_address(publication) if shown.source_id else "",
        "primary": next((one for one in actions if one.ruling and not one.is_grave), None),
        "actions": actions,
        "versions": [(one, VERSIONS[VersionStatus(one.status)]) for one in versions],
        "history": _history(publication),
        "needs_package": publication.status == PublicationStatus.PUBLIC and not publication.site_url,
        "rights": rights,
    }
    told |= _facts(version) if version else {}
    return render(request, "catalogue/work.html", frame(unit, **told))


def _facts(version: PublicationVersion) -> dict[str, Any]:
    """What lacks in the version on its way, and who must look at it."""
    facts = facts_of(version)
    return {
        "lacks": [FIELD_WORDS[name] for name in FIELD_WORDS if name in facts.lacks],
        "needs_second": needs_four_eyes(facts, four_eyes()),
        "has_findings": facts.has_findings,
        "open_findings": facts.open_findings,
        "to_confirm": not facts.is_confirmed,
    }


def _actions(
    request: HttpRequest,
    publication: Publication,
    version: PublicationVersion | None,
    rights: Rights,
    *,
    is_due: bool,
) -> list[Action]:
    """What may be done next, the most urgent first; what this person's role does not allow is left out."""
    moving = _of_version(request, publication, version, rights) if version is not None else []
    return moving + _of_public(publication, rights, is_busy=version is not None, is_due=is_due)


def _link(publication: Publication, name: str) -> str:
    return reverse(name, args=[publication.unit.slug, publication.pk])


def _of_version(
    request: HttpRequest, publication: Publication, version: PublicationVersion, rights: Rights
) -> list[Action]:
    facts, status = facts_of(version), VersionStatus(version.status)
    found: list[Action] = []
    address = guard_address(publication)
    if status is VersionStatus.DRAFT and rights.collect and facts.open_findings and address:
        found.append(Action(_("Putuskan temuan penjaga"), address, allow()))
    if status is VersionStatus.DRAFT and rights.collect:
        submit = may_submit(facts)
        edit = Action(_("Ubah isian"), _link(publication, "publication_edit"), may_edit(status))
        send = Action(_("Kirim untuk diperiksa"), _link(publication, "version_submit"), submit)
        found += [send, edit] if submit else [edit, send]
    if status is VersionStatus.SUBMITTED and rights.check:
        ruling = may_check(facts, person(request).pk, four_eyes())
        found.append(Action(_("Periksa dan setujui"), _link(publication, "version_check"), ruling))
    if status is VersionStatus.CHECKED and rights.publish:
        found.append(Action(_("Umumkan"), _link(publication, "version_publish"), may_publish(facts)))
    if status in (VersionStatus.SUBMITTED, VersionStatus.CHECKED) and rights.check:
        found.append(Action(_("Kembalikan dengan catatan"), _link(publication, "version_return"), allow()))
    return found


def _of_public(publication: Publication, rights: Rights, *, is_busy: bool, is_due: bool) -> list[Action]:
    status = PublicationStatus(publication.status)
    if publication.published_at is None:
        return []
    found: list[Action] = []
    if rights.collect:
        holds = Action(_("Masih berlaku"), _link(publication, "publication_confirm"), may_confirm(status))
        begin = Action(
            _("Buat versi baru"),
            _link(publication, "version_new"),
            may_begin_version(status, is_on_its_way=is_busy),
        )
        found += [holds, begin] if is_due else [begin, holds]
    if rights.publish and status is PublicationStatus.WITHDRAWN:
        ruling = may_turn(status, PublicationStatus.PUBLIC)
        found.append(Action(_("Umumkan kembali"), _link(publication, "publication_withdraw"), ruling))
    elif rights.publish:
        ruling = may_turn(status, PublicationStatus.WITHDRAWN)
        link = _link(publication, "publication_withdraw")
        found.append(Action(_("Tarik dari umum"), link, ruling, is_grave=True))
        ruling = may_turn(status, PublicationStatus.SUPERSEDED)
        link = _link(publication, "publication_supersede")
        found.append(Action(_("Ganti dengan informasi lain"), link, ruling, is_grave=True))
    return found


def _history(publication: Publication) -> list[tuple[Event, Any, str | None]]:
    """The events, the newest first, each with its words and who did it; two queries."""
    events = history_of(publication)[:MOST_EVENTS]
    names = dict(Account.objects.filter(pk__in={one.by_id for one in events}).values_list("pk", "name"))
    return [(one, VERBS.get(one.verb, one.verb), names.get(one.by_id or 0)) for one in events]


@handling
def publication_compare(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Two versions side by side: fields that differ, and lines that came or went."""
    publication = publication_of(unit, pk)
    versions = list(versions_of(publication).exclude(status=VersionStatus.DISCARDED.value))
    if not versions:
        raise Http404
    newer = _chosen(versions, request.GET.get("baru", ""), versions[0])
    before = next((one for one in versions if one.number < newer.number), newer)
    older = _chosen(versions, request.GET.get("lama", ""), before)
    found = compared(older, newer)
    told = {
        "publication": publication,
        "title": newer.title,
        "older": older,
        "newer": newer,
        "options": [(str(one.number), _label(one)) for one in versions],
        "fields": [(FIELD_WORDS.get(one.name, one.name), one) for one in found.fields],
        "lines": found.lines,
        "is_cut": found.is_cut,
        "is_same": older.pk == newer.pk,
    }
    return render(request, "catalogue/compare.html", frame(unit, **told))


def _chosen(
    versions: list[PublicationVersion], number: str, otherwise: PublicationVersion
) -> PublicationVersion:
    return next((one for one in versions if str(one.number) == number), otherwise)


def _label(version: PublicationVersion) -> str:
    return f"{version.number}: {VERSIONS[VersionStatus(version.status)].label}"


@handling
def publication_package(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """What to paste into the unit's own site: title, text, file name, link and a short piece of HTML."""
    publication = publication_of(unit, pk)
    version = publication.public or moving_version(publication)
    if version is None:
        raise Http404
    address = request.build_absolute_uri(f"/informasi/{publication.pk}/")
    told = {
        "publication": publication,
        "version": version,
        "title": version.title,
        "is_public": publication.status == PublicationStatus.PUBLIC,
        "address": address,
        "file_name": version.released_name or (version.source.name if version.source else ""),
    }
    return render(request, "catalogue/package.html", frame(unit, **told))
