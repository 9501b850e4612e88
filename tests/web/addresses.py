"""Every address there is, found in urls.py, and who may open it, so that no new page can be forgotten.

A new page needs one line in `DOORS`; what its address names is made in tests/make/scene.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import URLPattern, URLResolver, reverse

from terbuka.urls import urlpatterns


class Answer(StrEnum):
    """How a page answers who knocks."""

    IN = "in"
    REFUSED = "403"
    GONE = "404"
    SIGN_IN = "sign in"
    CLOSED = "405"


@dataclass(frozen=True, slots=True)
class Door:
    """Who comes in by GET and by POST; those who see the unit are told no, for others nothing is there.

    None: the method is closed to everybody. `knocking`: who is tried, "" a stranger. An `is_open`
    door lets everybody in, an `is_own` one shows each person the own account alone.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None
    seen_by: frozenset[str] = frozenset()
    knocking: frozenset[str] = frozenset()
    is_open: bool = False
    is_own: bool = False

    def answer(self, method: str, who: str) -> Answer:
        """What `who` finds."""
        inside = self.get if method == "GET" else self.post
        if inside is None:
            return Answer.CLOSED
        if who in inside:
            return Answer.IN
        if not who and not self.is_open:
            return Answer.SIGN_IN
        return Answer.REFUSED if who in self.seen_by else Answer.GONE


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


STRANGER = frozenset({""})
OUTSIDERS = _names("dedi gita hasan joko")
IN_SIGHT = _names("ani fajar budi eka ira")
ALL = STRANGER | OUTSIDERS | IN_SIGHT
ANI, SENDERS, SENDERS_AND_ABOVE = _names("ani"), _names("ani fajar"), _names("ani fajar budi eka")
AUDITORS, ABOVE, MANAGERS = _names("ani budi eka"), _names("budi eka"), _names("fajar budi eka")
FAJAR = _names("fajar")
EKA, HASAN, NOBODY = _names("eka"), _names("hasan"), frozenset[str]()
FEW = STRANGER | _names("dedi")

PUBLIC = Door(FEW, FEW, knocking=FEW, is_open=True)
PUBLIC_READ = Door(FEW, None, knocking=FEW, is_open=True)
NOWHERE_READ = Door(NOBODY, None, knocking=FEW, is_open=True)
NOWHERE = Door(NOBODY, NOBODY, knocking=FEW, is_open=True)
OWN = Door(NOBODY, NOBODY, knocking=STRANGER, is_own=True)
DESK = Door(ALL - STRANGER, ALL - STRANGER, knocking=ALL)


def at_unit(get: frozenset[str] | None, post: frozenset[str] | None) -> Door:
    """A page about the work of KPU Kabupaten Jombang."""
    return Door(get, post, seen_by=IN_SIGHT, knocking=ALL)


def over_units(get: frozenset[str] | None, post: frozenset[str] | None) -> Door:
    """A page of those who stand above the units, or keep the installation."""
    return Door(get, post, knocking=ALL)


SEEN, SEEN_READ = at_unit(IN_SIGHT, IN_SIGHT), at_unit(IN_SIGHT, None)
EDITED, FILLED = at_unit(ANI, ANI), at_unit(None, ANI)
MANAGED, VERIFIED = at_unit(MANAGERS, MANAGERS), at_unit(ABOVE, ABOVE)
IN_PROVINCE = over_units(ABOVE | _names("ira"), ABOVE | _names("ira"))
QUEUE, ROUNDS, KEPT = over_units(ABOVE, ABOVE), over_units(EKA, EKA), over_units(HASAN, HASAN)

DOORS: dict[str, Door] = {
    # What the public reads
    "home": PUBLIC,
    "units": PUBLIC,
    "units_csv": PUBLIC,
    "units_json": PUBLIC,
    "unit": PUBLIC,
    "search": PUBLIC,
    "search_suggest": PUBLIC,
    "search_export": PUBLIC,
    "unit_feed": PUBLIC,
    "unit_publications": PUBLIC,
    "publications": PUBLIC,
    "publications_export": PUBLIC,
    "publication": PUBLIC,
    "publication_history": PUBLIC,
    "items": PUBLIC,
    "items_export": PUBLIC,
    "item": PUBLIC,
    "item_export": PUBLIC,
    "compare": PUBLIC,
    "compare_export": PUBLIC,
    "how_scored": PUBLIC,
    "privacy": PUBLIC,
    "feed": PUBLIC,
    "sitemap": PUBLIC,
    "sitemap_part": PUBLIC,
    "robots": PUBLIC,
    "publication_file": PUBLIC_READ,
    "publication_paper": PUBLIC_READ,
    "exempt_list": PUBLIC,
    "exempt_list_export": PUBLIC,
    "publication_page_picture": PUBLIC_READ,
    "share_picture": PUBLIC_READ,
    "components": PUBLIC,
    "robot": PUBLIC,
    "accessibility": PUBLIC,
    "help": PUBLIC,
    "guide": PUBLIC,
    "guide_pdf": PUBLIC,
    "healthz": PUBLIC,
    "api": PUBLIC,
    "api_units": PUBLIC_READ,
    "api_unit": PUBLIC_READ,
    "api_items": PUBLIC_READ,
    "api_item": PUBLIC_READ,
    "api_item_units": PUBLIC_READ,
    "api_publications": PUBLIC_READ,
    "api_publication": PUBLIC_READ,
    "api_results": PUBLIC_READ,
    "api_result": PUBLIC_READ,
    "api_statistics": PUBLIC_READ,
    "api_openapi": PUBLIC_READ,
    "api_nothing": NOWHERE_READ,
    "results": PUBLIC,
    "results_csv": PUBLIC,
    "results_json": PUBLIC,
    "unit_result": PUBLIC,
    "nation": PUBLIC,
    "nation_export": PUBLIC,
    "nation_province": PUBLIC,
    "nation_province_export": PUBLIC,
    # Coming in
    "invitation": PUBLIC,
    "unsubscribe": PUBLIC,
    "account_login": PUBLIC,
    "account_signup": NOWHERE,
    "account_inactive": PUBLIC_READ,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC_READ,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC_READ,
    "mfa_list_webauthn": PUBLIC,
    # The own account
    "account": OWN,
    "account_language": OWN,
    "account_activity": OWN,
    "tour": OWN,
    "inbox": OWN,
    # Ani's own; for everybody else it is not there.
    "inbox_open": Door(ANI, ANI, knocking=ALL),
    "account_notifications": OWN,
    "api_keys": OWN,
    "account_logout": OWN,
    "account_reauthenticate": OWN,
    "account_change_password": OWN,
    "usersessions_list": OWN,
    "mfa_index": OWN,
    "mfa_authenticate": OWN,
    "mfa_reauthenticate": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_login_webauthn": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_remove_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
    "desk": DESK,
    # The work of a unit
    "work": SEEN,
    "audits": SEEN,
    "audit_new": at_unit(AUDITORS, AUDITORS),
    "audit": SEEN,
    "audit_progress": SEEN,
    "audit_stop": at_unit(AUDITORS, AUDITORS),
    "audit_export": SEEN,
    "audit_item": at_unit(IN_SIGHT, AUDITORS),
    "follow_up": at_unit(IN_SIGHT, SENDERS),
    "follow_up_csv": SEEN,
    "follow_up_item": at_unit(IN_SIGHT, SENDERS),
    "profile": SEEN,
    "profile_contacts": EDITED,
    "profile_decree": EDITED,
    "profile_leaders": EDITED,
    "profile_website_new": EDITED,
    "profile_website": EDITED,
    "profile_member_new": EDITED,
    "profile_member": EDITED,
    "profile_facility": EDITED,
    # The catalogue of a unit: who sees it, who collects, who checks and publishes
    "catalogue": SEEN,
    "catalogue_export": SEEN_READ,
    "catalogue_item": at_unit(IN_SIGHT, FAJAR),
    "collect": EDITED,
    "collect_template": at_unit(ANI, None),
    "collection_batch": EDITED,
    "publication_new": EDITED,
    "publication_queue": at_unit(SENDERS, SENDERS),
    "refresh_list": at_unit(SENDERS, SENDERS),
    "refresh_csv": at_unit(SENDERS, None),
    "publication_work": at_unit(SENDERS, SENDERS),
    "publication_edit": EDITED,
    "version_new": EDITED,
    "version_submit": EDITED,
    "version_return": at_unit(FAJAR, FAJAR),
    "version_check": at_unit(FAJAR, FAJAR),
    "version_publish": at_unit(FAJAR, FAJAR),
    "publication_withdraw": at_unit(FAJAR, FAJAR),
    "publication_confirm": EDITED,
    "publication_supersede": at_unit(FAJAR, FAJAR),
    "publication_compare": at_unit(SENDERS, SENDERS),
    "publication_package": at_unit(SENDERS, SENDERS),
    "social": at_unit(IN_SIGHT, SENDERS),
    "social_account": at_unit(IN_SIGHT, SENDERS),
    "publication_share": at_unit(SENDERS, SENDERS),
    "publication_share_picture": at_unit(SENDERS, None),
    # What a unit prints and shares of it, and its pledge: seen by all in sight, announced by who publishes
    "lists": SEEN_READ,
    "dip_export": SEEN_READ,
    "dik_export": SEEN_READ,
    "pledge": at_unit(IN_SIGHT, SENDERS),
    "pledge_announce": at_unit(None, FAJAR),
    "pledge_pdf": SEEN_READ,
    "board": SEEN_READ,
    "banner": SEEN_READ,
    "pledge_public": PUBLIC,
    "short": PUBLIC_READ,
    "open_catalogue": PUBLIC_READ,
    "unit_open_catalogue": PUBLIC_READ,
    "embed": PUBLIC_READ,
    "embed_json": PUBLIC_READ,
    "file": SEEN_READ,
    "upload_begin": at_unit(None, SENDERS),
    # Fajar may bring files too, but this one is Ani's: what another has begun is not there.
    "upload_part": Door(None, ANI, seen_by=_names("budi eka ira"), knocking=ALL),
    "upload_finish": Door(None, ANI, seen_by=_names("budi eka ira"), knocking=ALL),
    # Consequence tests: the office itself; who proposes, and who decides.
    "tests": at_unit(SENDERS, SENDERS),
    "test_new": EDITED,
    "consequence_test": at_unit(SENDERS, SENDERS),
    "test_edit": EDITED,
    "test_document_new": EDITED,
    "test_document": EDITED,
    "test_document_open": at_unit(_names("fajar"), _names("fajar")),
    "test_propose": EDITED,
    "test_discard": EDITED,
    "test_escalate": at_unit(SENDERS, SENDERS),
    "test_return": at_unit(_names("fajar"), _names("fajar")),
    "test_decide": at_unit(_names("fajar"), _names("fajar")),
    "test_sheet": at_unit(SENDERS, SENDERS),
    "test_minutes": at_unit(SENDERS, SENDERS),
    "test_decree": at_unit(SENDERS, SENDERS),
    "people": at_unit(IN_SIGHT, MANAGERS),
    "person": MANAGED,
    "people_invitation": at_unit(None, MANAGERS),
    "saqs": SEEN,
    "saq": SEEN,
    "saq_result": SEEN,
    "saq_receipt": SEEN,
    "saq_confirm": FILLED,
    "saq_redraft": FILLED,
    "saq_submit": at_unit(SENDERS, SENDERS),
    "saq_reopen": at_unit(None, SENDERS_AND_ABOVE),
    "answer": at_unit(IN_SIGHT, ANI),
    "answer_confirm": FILLED,
    "evidence_add": FILLED,
    "evidence_part": SEEN_READ,
    "evidence_remove": FILLED,
    "evidence_restore": FILLED,
    "evidence_again": FILLED,
    # What the guard found in a draft: for those who collect and check it
    "guard": at_unit(SENDERS, SENDERS),
    "guard_page": at_unit(SENDERS, None),
    "guard_finding": at_unit(None, SENDERS),
    "guard_draw": at_unit(None, SENDERS),
    "guard_undraw": at_unit(None, SENDERS),
    "guard_clear": at_unit(None, SENDERS),
    # Above the units
    "region": IN_PROVINCE,
    "region_groups": IN_PROVINCE,
    "region_items": IN_PROVINCE,
    "region_export": IN_PROVINCE,
    "queue": QUEUE,
    "queue_export": QUEUE,
    "verify_unit": VERIFIED,
    "verify_answer": VERIFIED,
    "recap": QUEUE,
    "rounds": ROUNDS,
    "round_new": ROUNDS,
    "round": ROUNDS,
    "round_open": ROUNDS,
    "round_dates": over_units(None, EKA),
    "round_announce": ROUNDS,
    # The installation
    "installation": KEPT,
    "installation_mail": over_units(None, HASAN),
    "installation_person": KEPT,
    "installation_invitation": over_units(None, HASAN),
}
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
