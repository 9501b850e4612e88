"""Every address there is, found in urls.py, and who may open it, so that no new page can be forgotten.

A new page needs one line in tests/web/doors.py; what its address names is made in tests/make/scene.py.
"""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, reverse

from terbuka.urls import urlpatterns
from tests.web.doors import DOORS
from tests.web.knocking import PUBLIC

# What a form must say so that it is looked at, where an empty one is not.
POSTED = {"follow_up_item": {"act": "accept"}, "verify_unit": {"tindakan": "terima"}}
# Read by programs, not by people.
NOT_PAGES = {
    *(
        "healthz",
        "units_csv",
        "units_json",
        "results_csv",
        "results_json",
        "compare_export",
        "guide_pdf",
        "nation_export",
        "nation_province_export",
    ),
    *("search_suggest", "search_export", "unit_feed", "unit_publications", "publications_export"),
    *("items_export", "item_export", "feed", "sitemap", "sitemap_part", "robots"),
}
# Named things that every installation holds.
SAMPLES: dict[str, dict[str, str]] = {
    "unit": {"slug": "kpu-kab-jombang"},
    "request_new": {"slug": "kpu-kab-jombang"},
    "guide": {"role": "petugas"},
    "guide_pdf": {"role": "petugas"},
    "nation_export": {"kind": "csv"},
    "search_export": {"kind": "csv"},
    "unit_feed": {"slug": "kpu-kab-jombang"},
    "unit_publications": {"slug": "kpu-kab-jombang", "kind": "json"},
    "publications_export": {"kind": "csv"},
    "items_export": {"kind": "csv"},
    "compare_export": {"kind": "json"},
    "item": {"code": "KIN-05"},
    "item_export": {"code": "KIN-05", "kind": "json"},
    "sitemap_part": {"part": "satker"},
    "pledge_public": {"slug": "kpu-kab-jombang"},
    "nation_province": {"province": "jawa-timur"},
    "nation_province_export": {"province": "jawa-timur", "kind": "csv"},
}


def patterns(listed: Iterable[URLPattern | URLResolver] = tuple(urlpatterns)) -> Iterator[URLPattern]:
    """All patterns, those within others too."""
    for one in listed:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def public_addresses() -> dict[str, str]:
    """Public addresses by name that hold in every installation, without any round or invitation."""
    found = {}
    for pattern in patterns():
        assert pattern.name
        is_whole = not pattern.pattern.converters or pattern.name in SAMPLES
        if is_whole and DOORS[pattern.name] is PUBLIC and not pattern.name.startswith(("account_", "mfa_")):
            found[pattern.name] = reverse(pattern.name, kwargs=SAMPLES.get(pattern.name))
    return found


def public_pages() -> dict[str, str]:
    """Those that are pages for people."""
    return {name: address for name, address in public_addresses().items() if name not in NOT_PAGES}
