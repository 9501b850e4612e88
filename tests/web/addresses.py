"""Every public address there is, found in urls.py, so that no new page can be forgotten."""

from django.urls import reverse

from terbuka.urls import urlpatterns

SAMPLES: dict[str, dict[str, str]] = {"unit": {"slug": "kpu-kab-jombang"}}
NOT_PAGES = {"healthz", "units_csv"}


def public_addresses() -> dict[str, str]:
    """Addresses by name. Fails with KeyError for a pattern with a part that has no sample."""
    found = {}
    for pattern in urlpatterns:
        needs = bool(pattern.pattern.converters)
        assert pattern.name
        found[pattern.name] = reverse(pattern.name, kwargs=SAMPLES[pattern.name] if needs else None)
    return found


def public_pages() -> dict[str, str]:
    """Those that are pages for people."""
    return {name: address for name, address in public_addresses().items() if name not in NOT_PAGES}
