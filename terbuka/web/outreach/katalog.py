"""The catalogue of all open data, `data/katalog.jsonld`: the lists over all units, and the catalogue of each.

A catalogue of catalogues: what one unit publishes stands in `satker/<name>/katalog.jsonld`,
a thousand a page. Kept like every public page, and open to scripts of other sites.
"""

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.models import (
    AssessmentRound,
    ExemptDocument,
    Publication,
    PublicationVersion,
    UnitProfile,
    WorkUnit,
)
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import speaking
from terbuka.rules.siteaudit.report import CLASS_WORDS
from terbuka.web.kept import kept
from terbuka.web.linked import absolute
from terbuka.web.middleware import always_indonesian
from terbuka.web.outreach.dcat import (
    File,
    Node,
    agent,
    as_answer,
    catalogue,
    dataset,
    day,
    list_files,
    told,
    words,
)
from terbuka.web.outreach.dip import public_of
from terbuka.web.outreach.elsewhere import anywhere, with_cors
from terbuka.web.outreach.reaching import public_address

A_PAGE = 1_000
_SHEETS = ("csv", "xlsx", "json")


def _home() -> Node:
    return agent(absolute("/#terbuka"), "Terbuka", absolute("/"))


@with_cors
@anywhere
@require_safe
@always_indonesian
@kept
def open_catalogue(request: HttpRequest) -> HttpResponse:
    """The lists over all units, the API, and the catalogue of each unit that publishes or withholds."""
    newest = Publication.objects.public().aggregate(newest=Max("changed_on"))["newest"]
    service = {
        "@id": absolute("/api/v1/#layanan"),
        "@type": "dcat:DataService",
        "dct:title": words("API publik Terbuka"),
        "dcat:endpointURL": {"@id": absolute("/api/v1/")},
        "dcat:endpointDescription": {"@id": absolute(reverse("api_openapi"))},
    }
    node = catalogue(
        absolute(reverse("open_catalogue")),
        "Data terbuka Terbuka",
        "Semua daftar yang terbit di sini: satker, butir wajib, informasi yang diumumkan, hasil penilaian,"
        " dan katalog setiap satker.",
        _home(),
        foaf_homepage={"@id": absolute("/")},
        dct_modified=day(newest),
        dcat_dataset=[*_lists(), *_results()],
        dcat_service=service,
        dcat_catalog=_of_units(),
    )
    return as_answer(node)


def _lists() -> list[Node]:
    """The lists that hold for all units."""
    units, items, shelf = (absolute(reverse(name)) for name in ("units", "items", "publications"))
    home = _home()
    return [
        dataset(
            units,
            "Satker KPU dan Bawaslu",
            "Setiap satuan kerja dengan lembaga, tingkat, kode wilayah, dan alamatnya.",
            list_files(units, (reverse("units_csv"), reverse("units_json"))),
            dct_publisher=home,
        ),
        dataset(
            items,
            "Butir informasi wajib",
            "Butir yang wajib diumumkan atau disediakan, menurut kelas, tingkat, lembaga, dan dasarnya.",
            list_files(items, (reverse("items_export", args=[kind]) for kind in _SHEETS)),
            dct_publisher=home,
        ),
        dataset(
            shelf,
            "Informasi yang diumumkan semua satker",
            "Yang terbit sekarang, terbaru dahulu, 5.000 baris per berkas; halaman berikutnya dengan hal=2.",
            list_files(shelf, (reverse("publications_export", args=[kind]) for kind in _SHEETS)),
            dct_publisher=home,
        ),
    ]


def _results() -> list[Node]:
    """The announced rounds, the newest first."""
    found = AssessmentRound.objects.filter(status=RoundStatus.ANNOUNCED.value).order_by("-announced_at", "pk")
    made = []
    for slug, name, announced in found.values_list("slug", "name", "announced_at"):
        page = absolute(reverse("results", args=[slug]))
        files = list_files(page, (reverse(name, args=[slug]) for name in ("results_csv", "results_json")))
        about = "Peringkat, nilai, dan kategori setiap satker pada putaran ini."
        made.append(
            dataset(page, f"Hasil {name}", about, files, dct_publisher=_home(), dct_issued=day(announced))
        )
    return made


def _of_units() -> list[Node]:
    """A short line for each unit with a catalogue of its own; two queries."""
    with_rows = Publication.objects.public().order_by().values("unit_id")
    withholding = ExemptDocument.objects.listed(timezone.localdate()).order_by().values("test__unit_id")
    units = WorkUnit.objects.filter(pk__in=with_rows) | WorkUnit.objects.filter(pk__in=withholding)
    return [_line(slug, name) for slug, name in units.order_by("pk").values_list("slug", "name")]


def _line(slug: str, name: str) -> Node:
    home = absolute(reverse("unit", args=[slug]))
    return catalogue(
        absolute(reverse("unit_open_catalogue", args=[slug])),
        f"Data terbuka {name}",
        f"Yang diumumkan {name} dan yang dikecualikannya.",
        agent(f"{home}#satker", name, home),
    )


@with_cors
@anywhere
@require_safe
@always_indonesian
@kept
def unit_open_catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What one unit publishes, a data set each, and its two lists. Raises Http404."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    rows = public_of(unit).select_related("public__released").order_by("-changed_on", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    home = public_address(unit)
    publisher = agent(f"{home}#satker", unit.name, home)
    contact = _contact(unit, home)
    own = public_address(unit, "unit_open_catalogue")
    with speaking("id"):
        sets = [_dataset(row, row.public, publisher, contact) for row in page.object_list if row.public]
    node = catalogue(
        own,
        f"Data terbuka {unit.name}",
        f"Yang diumumkan {unit.name} dan yang dikecualikannya.",
        publisher,
        foaf_homepage={"@id": home},
        dct_modified=day(max((row.changed_on for row in page.object_list if row.changed_on), default=None)),
        dct_isPartOf={"@id": absolute(reverse("open_catalogue"))},
        hydra_view=_view(own, page),
        dcat_dataset=[*(_own_lists(unit, publisher) if page.number == 1 else ()), *sets],
    )
    return as_answer(node)


def _view(own: str, page: Page[Publication]) -> Node | None:
    """Where the pages before and after lie; None where there is one alone."""
    if page.paginator.num_pages == 1:
        return None
    last = page.paginator.num_pages
    return told(
        {
            "@id": f"{own}?hal={page.number}",
            "@type": "hydra:PartialCollectionView",
            "hydra:first": {"@id": f"{own}?hal=1"},
            "hydra:previous": {"@id": f"{own}?hal={page.number - 1}"} if page.number > 1 else None,
            "hydra:next": {"@id": f"{own}?hal={page.number + 1}"} if page.number < last else None,
            "hydra:last": {"@id": f"{own}?hal={last}"},
        }
    )


def _contact(unit: WorkUnit, home: str) -> Node:
    """How to ask about the data: the office by its e-mail, where it says one, and its page."""
    email = UnitProfile.objects.filter(unit=unit).values_list("email", flat=True).first()
    return told(
        {
            "@type": "vcard:Organization",
            "vcard:fn": words(f"PPID {unit.name}"),
            "vcard:hasEmail": {"@id": f"mailto:{email}"} if email else None,
            "vcard:hasURL": {"@id": home},
        }
    )


def _own_lists(unit: WorkUnit, publisher: Node) -> list[Node]:
    """The list of public information and the exempt list as files."""
    home, exempt = public_address(unit), public_address(unit, "exempt_list")
    public = (reverse("unit_publications", args=[unit.slug, kind]) for kind in _SHEETS)
    withheld = (reverse("exempt_list_export", args=[unit.slug, kind]) for kind in _SHEETS)
    return [
        dataset(
            home,
            f"Daftar Informasi Publik {unit.name}",
            "Semua yang diumumkan satker ini dengan kolom daftar informasi publik.",
            list_files(home, public),
            dct_publisher=publisher,
        ),
        dataset(
            exempt,
            f"Daftar Informasi yang Dikecualikan {unit.name}",
            "Yang ditutup satker ini, masing-masing dengan dasar, alasan, dan jangka waktunya.",
            list_files(exempt, withheld),
            dct_publisher=publisher,
        ),
    ]


def _dataset(row: Publication, version: PublicationVersion, publisher: Node, contact: Node) -> Node:
    kind = str(CLASS_WORDS[InformationClass(version.information_class)])
    return dataset(
        absolute(reverse("publication", args=[row.pk])),
        version.title,
        version.summary or f"{version.title}: {kind}.",
        [_file(row, version)],
        dct_publisher=publisher,
        dcat_contactPoint=contact,
        dct_issued=day(row.published_at),
        dct_modified=day(row.changed_on),
        dcat_keyword=[words(kind)],
        dct_temporal=_period(version),
        dcat_version=str(version.number),
    )


def _file(row: Publication, version: PublicationVersion) -> File:
    """The safe copy; the place of one that lies elsewhere; the page itself for a text."""
    page = absolute(reverse("publication", args=[row.pk]))
    if version.released is None:
        return File(version.url or page, mime="" if version.url else "text/html", changed=row.changed_on)
    return File(
        page,
        version.released_name,
        absolute(reverse("publication_file", args=[row.pk, version.number])),
        version.released.mime,
        version.released.size,
        version.released.sha256,
        row.changed_on,
    )


def _period(version: PublicationVersion) -> Node | None:
    if not (version.period_from or version.period_to):
        return None
    return told(
        {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": day(version.period_from),
            "dcat:endDate": day(version.period_to),
        }
    )
