"""What all units, or one, have made public: as a list with filters, and as a file."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.models.catalogue.publications import PublicationSet
from terbuka.rules.publishing import FORM_WORDS, KIND_WORDS, Form, PublicationKind
from terbuka.web import words
from terbuka.web.kept import kept
from terbuka.web.linked import Thing, table
from terbuka.web.portal.asking import Asked, asked_of, choices_of
from terbuka.web.tables import KINDS, Cell, download

A_PAGE, IN_FILE = 30, 5_000
FILTERS = ("provinsi", "lembaga", "kelas", "tahun", "media")
HEAD = (
    *("nomor", "judul", "ringkasan", "kelas", "butir", "satker", "periode_mulai", "periode_sampai"),
    *("pejabat_yang_menguasai", "penanggung_jawab", "waktu_pembuatan", "tempat_pembuatan", "bentuk"),
    *("jangka_simpan", "jenis", "alamat", "alamat_berkas", "sha256", "ukuran", "diubah", "ditegaskan"),
    "berlaku_sampai",
)


def listed(asked: Asked) -> PublicationSet:
    """Public ones that fit the filters, the newest first; each with its version, items and unit at hand."""
    found = Publication.objects.public()
    narrow = {
        "unit": asked.unit,
        "unit__province_code": asked.province,
        "unit__institution": asked.institution,
        "public__information_class": asked.information_class,
        "kind": asked.media,
    }
    found = found.filter(**{name: value for name, value in narrow.items() if value})
    return (found.about_year(asked.year) if asked.year else found).at_hand()


def _as_data(unit: WorkUnit | None) -> Thing:
    kinds = ("csv", "json")
    if unit is None:
        files = [reverse("publications_export", args=[kind]) for kind in kinds]
        about = _("Yang diumumkan semua satker, dengan berkas, periode, dan tanggalnya.")
        return table(_("Informasi yang diumumkan"), about, reverse("publications"), files)
    files = [reverse("unit_publications", args=[unit.slug, kind]) for kind in kinds]
    about = _("Yang diumumkan satker ini, dengan berkas, periode, dan tanggalnya.")
    return table(unit.name, about, f"{reverse('publications')}?satker={unit.slug}", files)


@kept
def publications(request: HttpRequest) -> HttpResponse:
    """What is public now, the newest first."""
    asked = asked_of(request)
    page = Paginator(listed(asked), A_PAGE).get_page(asked.number)
    shown = {
        "section": "search",
        "asked": asked,
        "page": page,
        "found": page.paginator.count,
        "choices": choices_of(asked, *FILTERS),
        "in_file": IN_FILE,
        "linked": [_as_data(asked.unit)],
    }
    return render(request, "portal/publications.html", shown)


@kept
def publications_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list as a file, 5,000 rows a page. Raises Http404 for a kind that nobody writes."""
    _known(kind)
    asked = asked_of(request)
    rows = Paginator(listed(asked), IN_FILE).get_page(asked.number).object_list
    return download(kind, "informasi", HEAD, _rows(request, rows))


@kept
def unit_publications(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """All that one unit publishes, as a file: its list of public information. Raises Http404."""
    _known(kind)
    unit = get_object_or_404(WorkUnit, slug=slug)
    return download(kind, f"informasi-{unit.slug}", HEAD, _rows(request, listed(Asked(unit=unit))))


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise Http404


def _rows(request: HttpRequest, found: Iterable[Publication]) -> Iterator[list[Cell]]:
    for row in found:
        version = row.public
        assert version
        here = request.build_absolute_uri(reverse("publication", args=[row.pk]))
        file = reverse("publication_file", args=[row.pk, version.number]) if version.released else ""
        yield [
            row.pk,
            version.title,
            version.summary,
            str(words.CLASSES[version.information_class]),
            "; ".join(item.code for item in version.items.all()),
            row.unit.name,
            *_dip(version),
            str(KIND_WORDS[PublicationKind(row.kind)]),
            here,
            request.build_absolute_uri(file) if file else version.url,
            version.released_id or "",
            version.released.size if version.released else None,
            *map(_day, (row.changed_on, row.confirmed_on, row.due_on)),
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _dip(version: PublicationVersion) -> list[Cell]:
    return [
        _day(version.period_from),
        _day(version.period_to),
        version.holder,
        version.responsible,
        _day(version.made_on),
        version.made_in,
        str(FORM_WORDS[Form(version.form)]),
        version.retention,
    ]
