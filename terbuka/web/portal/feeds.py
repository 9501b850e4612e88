"""What programs follow: Atom feeds of new publications, the map of all addresses, the note for robots."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from xml.sax.saxutils import escape

from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from terbuka.models import AssessmentRound, Publication, RequiredItem, Result, WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.publishing import PublicationStatus
from terbuka.web.kept import kept
from terbuka.web.linked import absolute

IN_FEED, A_PART = 50, 10_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLAIN = (
    *("home", "units", "publications", "items", "nation", "how_scored", "privacy", "accessibility"),
    *("robot", "help", "calendar", "limits"),
)


class _Feed(Atom1Feed):
    """A feed that holds nothing is as new as the day, not as the moment in which it is asked for."""

    def latest_post_date(self) -> datetime:
        """The newest moment of its entries."""
        if self.items:
            return super().latest_post_date()
        return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _feed(title: str, link: str, own: str, rows: QuerySet[Publication]) -> HttpResponse:
    """The newest publications as Atom (RFC 4287)."""
    feed = _Feed(
        title=title,
        link=absolute(link),
        description=title,
        language="id",
        feed_url=absolute(own),
        feed_guid=absolute(own),
    )
    some = rows.select_related("unit", "public").order_by("-published_at", "-pk")[:IN_FEED]
    for row in some:
        assert row.public
        address = absolute(reverse("publication", args=[row.pk]))
        feed.add_item(
            title=row.public.title,
            link=address,
            description=row.public.summary or row.unit.name,
            author_name=row.unit.name,
            unique_id=address,
            pubdate=row.published_at,
            updateddate=row.public.published_at or row.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _public() -> QuerySet[Publication]:
    return Publication.objects.filter(status=PublicationStatus.PUBLIC.value)


@kept
def feed(request: HttpRequest) -> HttpResponse:
    """The fifty newest publications of all units."""
    return _feed(_("Terbuka: informasi terbaru"), reverse("publications"), reverse("feed"), _public())


@kept
def unit_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The fifty newest of one unit. Raises Http404."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    own = reverse("unit_feed", args=[unit.slug])
    return _feed(unit.name, reverse("unit", args=[unit.slug]), own, _public().filter(unit=unit))


type Place = tuple[str, date | datetime | None]


def _xml(root: str, each: str, places: Iterable[Place]) -> HttpResponse:
    rows = "".join(
        f"<{each}><loc>{escape(absolute(path))}</loc>"
        + (f"<lastmod>{changed.isoformat()}</lastmod>" if changed else "")
        + f"</{each}>\n"
        for path, changed in places
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{rows}</{root}>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@kept
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of all parts; publications in parts of 10,000 by number, so that a part seldom changes."""
    last = _public().aggregate(last=Max("pk"))["last"] or 0
    parts = ["halaman", "satker", "butir", "hasil"]
    parts += [f"informasi-{number}" for number in range(1, last // A_PART + 2)]
    return _xml("sitemapindex", "sitemap", ((reverse("sitemap_part", args=[part]), None) for part in parts))


@kept
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the map. Raises Http404 for a part that there is not."""
    name, _dash, number = part.partition("-")
    if name == "informasi" and number.isascii() and number.isdecimal() and 0 < int(number[:6]) <= 10_000:
        return _xml("urlset", "url", _publications(int(number[:6])))
    if part not in _PARTS:
        raise Http404
    return _xml("urlset", "url", _PARTS[part]())


def _publications(number: int) -> Iterator[Place]:
    first = (number - 1) * A_PART
    rows = _public().filter(pk__gte=first, pk__lt=first + A_PART).order_by("pk")
    for pk, changed in rows.values_list("pk", "changed_on"):
        yield reverse("publication", args=[pk]), changed


def _pages() -> Iterator[Place]:
    for name in _PLAIN:
        yield reverse(name), None


def _units() -> Iterator[Place]:
    for slug in WorkUnit.objects.order_by("pk").values_list("slug", flat=True):
        yield reverse("unit", args=[slug]), None


def _items() -> Iterator[Place]:
    for code in RequiredItem.objects.values_list("code", flat=True):
        yield reverse("item", args=[code]), None


def _results() -> Iterator[Place]:
    rounds = AssessmentRound.objects.filter(status=RoundStatus.ANNOUNCED.value)
    for slug, announced in rounds.values_list("slug", "announced_at"):
        yield reverse("results", args=[slug]), announced
    found = Result.objects.filter(self_assessment__round__status=RoundStatus.ANNOUNCED.value).order_by("pk")
    for unit, round_ in found.values_list("self_assessment__unit__slug", "self_assessment__round__slug"):
        yield reverse("unit_result", args=[unit, round_]), None


_PARTS = {"halaman": _pages, "satker": _units, "butir": _items, "hasil": _results}


@kept
def robots(request: HttpRequest) -> HttpResponse:
    """Every robot is welcome on public pages; work and accounts are nobody's to crawl."""
    closed = ("/kerja/", "/akun/", "/meja/", "/undangan/", "/surel/", "/cari/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Allow: /", ""]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
