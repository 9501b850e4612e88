"""What of a unit stands on its own site: by hash, address, name or title, never by a short word."""

from datetime import date

import pytest

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.onsite import Published, seen_at, site_due, site_index
from terbuka.rules.pages import File, Kind, Page

SITE = "https://kab-jombang.kpu.go.id"
SEEN = date(2026, 11, 22)
PAGES = [
    Page(url=f"{SITE}/unduh/7", kind=Kind.PDF, sha256="sha256:abc", file=File(Kind.PDF)),
    Page(url=f"{SITE}/dok/LKjIP%202025.pdf", kind=Kind.PDF, file=File(Kind.PDF)),
    Page(url=f"{SITE}/dok/sop.pdf", kind=Kind.PDF, file=File(Kind.PDF)),
    Page(url=f"{SITE}/maklumat", title="Maklumat Pelayanan Informasi Publik"),
    Page(url=f"{SITE}/berita", title="SOP"),
]


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        (Published("Laporan", sha256=frozenset({"abc"})), f"{SITE}/unduh/7"),
        (Published("Laporan", name="LKjIP_2025.pdf"), f"{SITE}/dok/LKjIP%202025.pdf"),
        (Published("Laporan", url=f"{SITE.replace('https', 'http')}/maklumat/"), f"{SITE}/maklumat"),
        (Published("MAKLUMAT pelayanan informasi publik"), f"{SITE}/maklumat"),
        # A short name or title is anybody's.
        (Published("SOP", name="sop.pdf"), ""),
        (Published("Laporan yang lain sama sekali", sha256=frozenset({"def"})), ""),
    ],
)
def test_a_publication_is_recognised_by_what_is_its_own(given: Published, expect: str) -> None:
    assert seen_at(given, site_index(PAGES)) == expect


@pytest.mark.parametrize(
    ("verdict", "period", "rule", "expect"),
    [
        ("present", "2025", "year(1, after=03-31)", date(2027, 3, 31)),
        ("stale", "2023", "year(1, after=03-31)", date(2026, 11, 21)),
        ("present", "", "none", date(2027, 5, 22)),
        # The audit judged it fresh: where the words of its period say less, nothing is known.
        ("present", "2024", "year(1)", None),
    ],
)
def test_what_the_site_proves_lasts_as_long_as_its_period(
    verdict: str, period: str, rule: str, expect: date | None
) -> None:
    assert site_due(verdict, period, rule, InformationClass.PERIODIC, SEEN) == expect
