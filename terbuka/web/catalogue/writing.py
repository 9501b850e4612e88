"""One publication is begun, a draft is written in, a new version of what is public is begun."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.documents.videos import check_video
from terbuka.models import PublicationVersion, StoredFile, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import Phrase, say
from terbuka.rules.media import film
from terbuka.rules.people import Act
from terbuka.rules.publishing import (
    Form,
    PublicationKind,
    PublicationStatus,
    VersionStatus,
    may_begin_version,
    may_edit,
)
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import catalogue
from terbuka.services.files import open_blob
from terbuka.services.jobs.collecting import read_later
from terbuka.services.units import BadFields
from terbuka.web.access import person, working
from terbuka.web.catalogue.doors import frame, moving_version, publication_of
from terbuka.web.catalogue.fields import (
    DipForm,
    codes_in,
    entries_for,
    faults_of,
    item_choices,
    opened,
    sent,
    texts_of,
    values_of,
)
from terbuka.web.sending import sent_file

_KINDS = {
    PublicationKind.FILE: gettext_lazy("Berkas"),
    PublicationKind.LINK: gettext_lazy("Tautan"),
    PublicationKind.PAGE: gettext_lazy("Teks halaman"),
    PublicationKind.DATASET: gettext_lazy("Tabel data"),
    PublicationKind.VIDEO: gettext_lazy("Video"),
}
_WITH_FILE = (PublicationKind.FILE, PublicationKind.DATASET, PublicationKind.VIDEO)
_FILM_ENDINGS = (".mp4", ".webm")


@working(Act.COLLECT)
def publication_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Begin one publication: `?jenis` names its kind, `?butir` an item that it proves."""
    kind = _kind(request)
    entries = entries_for(kind)
    if request.method == "POST":
        form = sent(request, entries)
        version = _begun(request, unit, kind, form)
        if version is not None:
            return redirect("publication_work", unit.slug, version.publication_id)
    else:
        form = opened(request, entries, _first_texts(request, unit), 0)
    more = {
        "title": _("Tambah informasi"),
        "kind": kind,
        "kinds": [(one.value, word) for one, word in _KINDS.items()],
        "query": "; ".join(codes_in(request.GET.get("butir", ""))),
    }
    return _form(request, unit, form, **more)


def _kind(request: HttpRequest) -> PublicationKind:
    named = request.GET.get("jenis", "")
    return PublicationKind(named) if named in set(PublicationKind) else PublicationKind.FILE


def _first_texts(request: HttpRequest, unit: WorkUnit) -> dict[str, str]:
    """What stands in an empty form: the unit itself, and the item that was asked for."""
    items = catalogue.applying(unit)
    chosen = [one for one in items if one.code in codes_in(request.GET.get("butir", ""))]
    own = chosen[0].information_class if chosen else InformationClass.ON_DEMAND.value
    return {
        "items": "; ".join(one.code for one in chosen),
        "information_class": own,
        "holder": f"PPID {unit.short_name}"[:200],
        "responsible": unit.name[:200],
        "form": Form.SOFT.value,
    }


def _begun(
    request: HttpRequest, unit: WorkUnit, kind: PublicationKind, form: DipForm
) -> PublicationVersion | None:
    """The first draft; None where the form is shown again with its faults."""
    by, at = person(request), timezone.now()
    file: StoredFile | None = None
    try:
        if kind in _WITH_FILE:
            form.file = file = sent_file(request, unit, is_collected=True, by=by, at=at)
        values = values_of(form.typed)
        _check_film(kind, values, file)
        _check_file(kind, file, values)
        given = {name: values.pop(name, "") for name in ("title", "url", "text")}
        version = catalogue.begin_publication(
            unit, kind=kind, source=file, items=values.pop("items"), values=values, by=by, at=at, **given
        )
    except BadInput as fault:
        form.faults |= _at_file(faults_of(fault))
        return None
    except Refused as refusal:
        form.faults["berkas"] = _reason(refusal)
        return None
    if file is not None:
        # What was typed over it was looked at: nothing is guessed any more.
        catalogue.confirm_guess(version, {}, expected=version.version, by=by, at=at)
    read_later(version, at=at)
    return version


def _check_file(kind: PublicationKind, file: StoredFile | None, values: dict[str, Any]) -> None:
    """Raises BadFields where neither a file nor, for a film, an address came."""
    if file is None and kind in (PublicationKind.FILE, PublicationKind.DATASET):
        raise BadFields({"source": say("Pilih berkasnya.")})
    if file is None and kind is PublicationKind.VIDEO and not values.get("url"):
        raise BadFields({"url": say("Tempelkan alamat videonya, atau unggah berkasnya.")})


def _check_film(kind: PublicationKind, values: dict[str, Any], file: StoredFile | None) -> None:
    """Does the film play, or does the address name one? Its address is kept without trackers. BadFields."""
    if kind is not PublicationKind.VIDEO:
        return
    try:
        if file is not None:
            with open_blob(file.blob) as content:
                check_video(content)
        address = values.get("url", "").strip()
        is_own = address.lower().partition("?")[0].endswith(_FILM_ENDINGS)
        if address and not is_own:
            values["url"] = film(address).url
    except BadInput as fault:
        raise BadFields({"source" if file is not None else "url": fault.phrase}) from None


def _at_file(faults: dict[str, Phrase]) -> dict[str, Phrase]:
    """Faults of the source stand at the field of the file."""
    return {("berkas" if name == "source" else name): fault for name, fault in faults.items()}


def _reason(refusal: Refused) -> Phrase:
    assert refusal.ruling.reason
    return refusal.ruling.reason


@working(Act.COLLECT)
def publication_edit(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Write in the draft; where somebody else saved the same field, both texts stand side by side."""
    publication = publication_of(unit, pk)
    version = moving_version(publication)
    if version is None or not may_edit(VersionStatus(version.status)):
        return redirect("publication_work", unit.slug, pk)
    kind = PublicationKind(publication.kind)
    entries = entries_for(kind, is_later=version.number > 1)
    if request.method == "POST":
        form = sent(request, entries)
        if _saved(request, version, form, kind):
            return redirect("publication_work", unit.slug, pk)
    else:
        form = opened(request, entries, texts_of(version), version.version)
    more = {
        "title": _("Ubah isian"),
        "kind": kind,
        "publication": publication,
        "kept": version.source if kind in _WITH_FILE else None,
    }
    return _form(request, unit, form, **more)


def _saved(request: HttpRequest, version: PublicationVersion, form: DipForm, kind: PublicationKind) -> bool:
    """Save what was typed, then another file; False where the form is shown again."""
    by, at, unit = person(request), timezone.now(), version.publication.unit
    try:
        if kind in _WITH_FILE:
            form.file = sent_file(request, unit, is_collected=True, by=by, at=at)
        values = values_of(form.typed)
        _check_film(kind, values, form.file)
        row = catalogue.confirm_guess(version, values, expected=form.version, by=by, at=at)
        row.publication = version.publication
        if form.file is not None and form.file.pk != version.source_id:
            row = catalogue.replace_source(row, source=form.file, by=by, at=at)
            read_later(row, at=at)
    except Stale as stale:
        _beside(form, stale.current)
    except BadInput as fault:
        form.faults |= _at_file(faults_of(fault))
    except Refused as refusal:
        form.faults["berkas"] = _reason(refusal)
    else:
        return True
    return False


def _beside(form: DipForm, current: object) -> None:
    """What stands now goes beside what was typed."""
    assert isinstance(current, PublicationVersion)
    form.now, form.version = texts_of(current), current.version


def _form(request: HttpRequest, unit: WorkUnit, form: DipForm, **more: Any) -> HttpResponse:
    """The page of the form; 400 where something is to be mended, 409 where somebody else had saved."""
    kind: PublicationKind = more["kind"]
    told = frame(
        unit,
        form=form,
        choices=item_choices(unit, form.codes),
        items_field=next((one for one in form.fields if one.entry.name == "items"), None),
        takes_file=kind in _WITH_FILE,
        **more,
    )
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "catalogue/form.html", told, status=status)


@working(Act.COLLECT)
def version_new(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Begin a new version from what the public reads, after saying why."""
    publication = publication_of(unit, pk)
    ruling = may_begin_version(
        PublicationStatus(publication.status), is_on_its_way=moving_version(publication) is not None
    )
    fault: Phrase | str = ruling.reason or ""
    if request.method == "POST" and ruling:
        try:
            catalogue.begin_version(
                publication,
                change_note=request.POST.get("note", ""),
                by=person(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            fault = _reason(refusal)
        else:
            return redirect("publication_edit", unit.slug, pk)
    more = {
        "publication": publication,
        "version": publication.public,
        "step": "baru",
        "title": _("Buat versi baru"),
        "lead": _(
            "Yang dibaca masyarakat tetap versi yang sekarang sampai versi baru diumumkan. "
            "Versi lama tinggal di riwayatnya."
        ),
        "note_label": _("Apa yang akan berubah? (boleh kosong)"),
        "button": _("Buat versi baru"),
        "ruling": ruling,
        "fault": fault if request.method == "POST" else "",
        "typed": request.POST.get("note", ""),
    }
    is_wrong = request.method == "POST"
    return render(request, "catalogue/step.html", frame(unit, **more), status=400 if is_wrong else 200)
