"""The audit meets the catalogue: what it saw proves items, and what it did not see is named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from terbuka.models import AuditRun, CatalogueEntry, Event, Notification, Publication, RequiredItem
from terbuka.rules.duedates import EntryState
from terbuka.rules.pages import File, Kind, Page
from terbuka.rules.publishing import PublicationKind
from terbuka.services import catalogue
from terbuka.services.catalogue import recounting
from terbuka.services.jobs.mainjob import after_audit
from terbuka.services.jobs.reminders import archive_ended, remind
from tests import make
from tests.make import catalogue as made
from tests.make import siteaudit
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
VERDICTS = {"KIN-05": "present", "PRF-01": "partial", "KEU-01": "stale", "PPD-12": "missing"}


@pytest.fixture
def people() -> Cast:
    return cast()


def _audited(*pages: Page, verdicts: dict[str, str] | None = None) -> AuditRun:
    """An audit with these verdicts that saw these pages, and what follows from it."""
    told = siteaudit.report(verdicts or VERDICTS)
    seen = replace(told, visit=replace(told.visit, pages=(*told.visit.pages, *pages)))
    run = after_audit(siteaudit.running(), seen, at=make.NOON)
    assert run
    return run


def _entry(code: str) -> CatalogueEntry:
    return CatalogueEntry.objects.get(unit=unit(), item__code=code)


def _state(code: str, on: date = TODAY) -> EntryState:
    return next(one.state for one in catalogue.standing_of(unit(), on) if one.item.code == code)


def test_an_item_found_on_the_site_is_proven_until_its_period_is_too_old(people: Cast) -> None:
    _audited()
    entry = _entry("KIN-05")
    assert (entry.publication, entry.site_verdict) == (None, "present")
    assert (entry.site_url, entry.site_seen_on) == (f"{siteaudit.SITE}/kin-05", TODAY)
    # The site shows 2025: that suffices until 31 March 2027.
    assert entry.due_on == date(2027, 3, 31)
    assert [_state(code) for code in VERDICTS] == [
        EntryState.FRESH,
        EntryState.FRESH,
        EntryState.STALE,
        EntryState.MISSING,
    ]


def test_the_longer_lived_of_site_and_catalogue_counts(people: Cast) -> None:
    publication = made.published(people, items=("KEU-01",), title="DIPA 2026", period_from=date(2026, 1, 1),
                                 period_to=date(2026, 12, 31))  # fmt: skip
    _audited()
    assert _state("KEU-01") is EntryState.FRESH
    assert _entry("KEU-01").publication == publication
    catalogue.withdraw(publication, reason="Keliru.", by=people.fajar, at=make.NOON)
    assert _state("KEU-01") is EntryState.STALE


def test_an_audit_that_finds_it_no_more_takes_the_proof_away(people: Cast) -> None:
    _audited()
    _audited(verdicts={"KIN-05": "missing"})
    assert (_entry("KIN-05").due_on, _state("KIN-05")) == (None, EntryState.MISSING)
    assert _entry("KIN-05").site_verdict == "missing"


def test_publications_that_the_site_does_not_show_are_named_until_it_does(people: Cast) -> None:
    file = made.published_file(people)
    link = made.published(people, kind=PublicationKind.LINK, title="Laporan tahunan")
    page = made.published(people, title="Maklumat pelayanan informasi publik")
    assert catalogue.not_on_site(unit()) == [page, link, file]
    assert file.public
    document = Page(
        url=f"{siteaudit.SITE}/unduh/77",
        kind=Kind.PDF,
        sha256=f"sha256:{file.public.released_id}",
        file=File(Kind.PDF),
    )
    _audited(document, Page(url="https://www.contoh.example/laporan/"))
    assert catalogue.not_on_site(unit()) == [page]
    assert Publication.objects.get(pk=file.pk).site_url == document.url
    titled = Page(url=f"{siteaudit.SITE}/maklumat", title="Maklumat Pelayanan Informasi Publik")
    _audited(titled)
    # What it saw before and does not see now is "belum di situs" again, with the day it was last seen.
    assert catalogue.not_on_site(unit()) == [link, file]
    assert Publication.objects.get(pk=file.pk).site_seen_on == TODAY


def test_a_real_audit_of_the_example_site_fills_the_catalogue(people: Cast) -> None:
    run = after_audit(siteaudit.running(), siteaudit.example_report(), at=make.NOON)
    assert run
    proven = run.findings.filter(verdict__in=("present", "partial", "stale")).values_list("code", flat=True)
    states = {one.item.code: one.state for one in catalogue.standing_of(unit(), TODAY)}
    stale = set(run.findings.filter(verdict="stale").values_list("code", flat=True))
    for code in set(proven) & states.keys():
        assert states[code] is EntryState.STALE if code in stale else states[code] is not EntryState.MISSING
    assert catalogue.bring_entries(unit(), at=make.NOON) == []


def test_who_collects_is_reminded_thirty_and_seven_days_ahead_and_on_the_day(people: Cast) -> None:
    publication = made.published(people)
    told = Notification.objects.filter(kind="publication_due", account=people.ani)
    assert publication.due_on
    for left, expect in ((40, 0), (30, 1), (29, 1), (7, 2), (0, 3), (-1, 3)):
        remind(at=make.NOON.replace(year=2027, month=3, day=31) - timedelta(days=left))
        assert told.count() == expect, left
    assert told[0].payload["due"] == "2027-03-31"


def test_the_clock_archives_what_it_announced(people: Cast) -> None:
    publication = made.published(people, retention="1 tahun")
    archive_ended(at=make.NOON.replace(year=2027, month=12, day=5))
    archive_ended(at=make.NOON.replace(year=2027, month=12, day=31))
    publication.refresh_from_db()
    assert publication.status == "public"
    archive_ended(at=make.NOON.replace(year=2028, month=1, day=5))
    publication.refresh_from_db()
    assert publication.status == "archived"


def test_due_dates_move_with_the_data_behind_the_rules_and_say_so(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = made.published(people)
    assert catalogue.recount_due(at=make.NOON) == 0
    make.change(RequiredItem, {"code": "KIN-05"}, freshness="year(0)")
    assert catalogue.recount_due(at=make.NOON) == 0
    monkeypatch.setattr(recounting, "fingerprint", lambda: "lain")
    assert catalogue.recount_due(at=make.NOON) == 1
    publication.refresh_from_db()
    assert publication.due_on == date(2025, 12, 31)
    assert _state("KIN-05") is EntryState.STALE
    moved = Event.objects.about("publication", publication.pk).get(verb="due_moved")
    assert moved.payload["before"] == "2027-03-31"
