"""What could be better on a site without being wrong; said once per host, not once per page.

Titles, languages and alternative texts after WCAG 2.2 (2.4.2, 3.1.1, 1.1.1).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Kind, Page, host_of
from terbuka.rules.siteaudit.findings import Advice, AdviceKind
from terbuka.rules.siteaudit.ground import Ground, is_local
from terbuka.rules.siteaudit.webpages import own_words

TLS_WARNING = timedelta(days=30)


def _of_sites(ground: Ground) -> Iterator[Advice]:
    for site in ground.visit.sites:
        expires = site.tls_expires_on
        if expires is not None and expires - ground.as_of <= TLS_WARNING:
            detail = say("sertifikat keamanan berakhir {day}. Perpanjang sebelum itu.", day=Day(expires))
            yield Advice(AdviceKind.TLS_EXPIRING, site.url, detail)
        opened = [page for page in ground.visit.pages if host_of(page.address) == host_of(site.url)]
        is_plain = opened and all(page.address.startswith("http://") for page in opened)
        if is_plain and not is_local(host_of(site.url)):
            detail = say("situs dibuka tanpa https. Pasang sertifikat dan alihkan semua alamat ke https.")
            yield Advice(AdviceKind.HTTP_ONLY, site.url, detail)


def _has_no_title(page: Page) -> bool:
    return not page.title.strip()


def _has_no_language(page: Page) -> bool:
    return not page.language


def _has_unnamed_pictures(page: Page) -> bool:
    return any(not image.alt.strip() for image in page.images)


def _is_picture_of_text(page: Page) -> bool:
    return bool(page.images) and not page.has_form and not page.embeds and own_words(page, with_rows=True) < 8


_ASKED: tuple[tuple[AdviceKind, Callable[[Page], bool], Callable[[int], Phrase]], ...] = (
    (
        AdviceKind.MISSING_TITLE,
        _has_no_title,
        lambda n: say("{n} halaman tanpa judul. Beri judul yang menyebut isinya.", n=n),
    ),
    (
        AdviceKind.MISSING_LANGUAGE,
        _has_no_language,
        lambda n: say('{n} halaman tidak menyebut bahasanya. Tambahkan lang="id" pada halaman.', n=n),
    ),
    (
        AdviceKind.ACCESSIBILITY,
        _has_unnamed_pictures,
        lambda n: say("{n} halaman memuat gambar tanpa keterangan. Tambahkan teks alternatif.", n=n),
    ),
)


def advice_on(ground: Ground) -> tuple[Advice, ...]:
    """Everything that could be better, sites first, then hosts, then single pages."""
    advice = list(_of_sites(ground))
    by_host: dict[str, list[Page]] = defaultdict(list)
    for page in ground.visit.pages:
        if page.kind is Kind.HTML and page.file is None and ground.is_official_host(host_of(page.address)):
            by_host[host_of(page.address)].append(page)
    for pages in by_host.values():
        for kind, asks, told in _ASKED:
            found = [page for page in pages if asks(page)]
            if found:
                advice.append(Advice(kind, found[0].url, told(len(found))))
        for page in pages:
            if _is_picture_of_text(page):
                detail = say("isinya hanya gambar. Tulis juga teksnya, agar terbaca mesin dan pembaca layar.")
                advice.append(Advice(AdviceKind.IMAGE_OF_TEXT, page.url, detail))
    return tuple(advice)
