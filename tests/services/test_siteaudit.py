"""Audits in the product: asked once, taken once, recorded once, and kept apart from what went wrong."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terbuka.models import AuditRun, Blob, Event, WorkUnit
from terbuka.rules.drafting import DraftedAnswer, draft
from terbuka.rules.instruments import instrument
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.report import as_json
from terbuka.services import siteaudit
from terbuka.services.files import blob_path
from tests import make
from tests.make import siteaudit as audits
from tests.make.cast import cast, unit

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(minutes=10)
OTHER = "kpu-kab-sleman"


def test_asking_puts_one_audit_in_the_queue_and_a_second_click_finds_it() -> None:
    ani, place = cast().ani, audits.websites(audits.SITE, "https://ppid.example.go.id")

    first = siteaudit.ask_audit(place, by=ani, at=make.NOON)
    second = siteaudit.ask_audit(place, by=ani, at=make.NOON)

    assert first.pk == second.pk
    assert (first.state, first.queued_by, first.addresses) == (
        "queued",
        ani,
        [audits.SITE, "https://ppid.example.go.id"],
    )
    assert Event.objects.about("audit_run", first.pk).get().verb == "ask"


def test_the_day_of_judging_is_the_day_at_the_units_place() -> None:
    late = make.NOON.replace(hour=15, minute=30)  # 22.30 in Jakarta, 00.30 in Jayapura

    assert audits.asked(at=late).as_of.day == 22
    papua = WorkUnit.objects.filter(zone="WIT", websites__isnull=False).first()
    assert papua is not None
    assert audits.asked(papua.slug, at=late).as_of.day == 23


def test_without_a_website_it_says_where_to_add_one() -> None:
    place = audits.websites()

    with pytest.raises(BadInput, match="Profil"):
        siteaudit.ask_audit(place, by=None, at=make.NOON)
    assert not AuditRun.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/",
        "http://10.1.2.3/",
        "http://intranet/",
        "ftp://kpu.go.id",
        "http://a:b@kpu.go.id",
    ],
)
def test_an_address_inside_our_network_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="Profil"):
        siteaudit.ask_audit(audits.websites(address), by=None, at=make.NOON)


def test_one_exact_private_site_may_be_allowed(settings: Any) -> None:
    settings.ALLOW_PRIVATE_SITES = frozenset({("127.0.0.1", 8100)})

    assert siteaudit.ask_audit(audits.websites("http://127.0.0.1:8100/"), by=None, at=make.NOON)
    with pytest.raises(BadInput):
        siteaudit.ask_audit(audits.websites("http://127.0.0.1:8101/", slug=OTHER), by=None, at=make.NOON)


def test_an_audit_is_taken_once_and_again_only_when_its_lease_has_lapsed() -> None:
    run = audits.running()

    assert siteaudit.take_runs(5, holder="dua", at=make.NOON + timedelta(seconds=59)) == []
    [again] = siteaudit.take_runs(5, holder="dua", at=make.NOON + timedelta(seconds=61))

    assert (again.pk, again.attempts, again.lease_holder) == (run.pk, 2, "dua")


def test_a_lease_that_is_renewed_holds_and_tells_how_far_the_audit_is() -> None:
    run = audits.running()
    at = make.NOON + timedelta(seconds=50)

    ours = siteaudit.renew({run.pk: siteaudit.Progress(12, 40)}, holder="satu", at=at)

    run.refresh_from_db()
    assert ours == {run.pk}
    assert (run.pages_fetched, run.pages_waiting) == (12, 40)
    assert siteaudit.take_runs(5, holder="dua", at=make.NOON + timedelta(seconds=100)) == []


def test_the_third_death_ends_an_audit_with_a_sentence() -> None:
    run = audits.running()
    for times in range(1, 4):
        siteaudit.take_runs(1, holder=f"pekerja {times}", at=make.NOON + timedelta(minutes=2 * times))

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("failed", 3)
    assert "3 kali" in (run.fault or {})["id"]
    assert siteaudit.ask_audit(run.unit, by=None, at=LATER).pk != run.pk


def test_clock_set_back_does_not_strand_an_audit() -> None:
    audits.running(at=make.NOON + timedelta(days=2))

    assert len(siteaudit.take_runs(1, holder="dua", at=make.NOON)) == 1


def test_a_worker_that_is_told_to_end_gives_its_audits_back_without_an_attempt() -> None:
    run = audits.running()

    assert siteaudit.release_runs([run.pk], holder="satu", at=make.NOON) == 1

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("queued", 0)


def test_a_stopped_audit_records_nothing_more() -> None:
    ani, run = cast().ani, audits.running()

    stopped = siteaudit.stop_run(run, by=ani, at=LATER)

    assert stopped.state == "stopped"
    assert siteaudit.renew({run.pk: siteaudit.Progress(1, 1)}, holder="satu", at=LATER) == set()
    assert siteaudit.record_run(run, audits.report(), at=LATER) is None
    assert siteaudit.fail_run(run, fault=say("x"), at=LATER) is None
    assert not Blob.objects.exists()
    assert siteaudit.stop_run(run, by=ani, at=LATER).state == "stopped"
    assert Event.objects.about("audit_run", run.pk).filter(verb="stop").count() == 1


def test_a_worker_whose_lease_lapsed_cannot_record_over_its_successor() -> None:
    slow = audits.running()
    [quick] = siteaudit.take_runs(1, holder="dua", at=LATER)

    assert siteaudit.record_run(slow, audits.report({"PPD-05": "missing"}), at=LATER) is None
    kept = siteaudit.record_run(quick, audits.report(), at=LATER)

    assert kept is not None
    assert kept.summary["present"] == 1
    assert kept.findings.count() == 4


def test_what_was_found_is_stored_in_both_languages() -> None:
    run = audits.done()

    found = run.findings.get(code="PPD-05")
    assert (found.verdict, found.information_class, found.name) == ("present", "periodic", "Butir PPD-05")
    assert found.evidence[0]["reasons"][0].keys() == {"id", "en"}
    assert run.defects.get().detail["id"] == "Tautan menjawab 404."
    assert run.advice[0]["kind"] == "missing_title"
    assert run.sites[0]["tls_expires_on"] == "2026-12-01"
    assert (run.pages_fetched, run.summary["stale"], run.state) == (1, 1, "done")


def test_only_the_newest_visit_of_a_unit_is_kept() -> None:
    old = audits.done()
    assert old.visit is not None
    place = blob_path(old.visit)
    other = audits.done(slug=OTHER, at=LATER)

    new = audits.done(at=LATER + timedelta(hours=1))

    old.refresh_from_db()
    other.refresh_from_db()
    assert old.visit is None
    assert not place.exists()
    assert Blob.objects.count() == 2
    assert {new.visit_id, other.visit_id} == set(Blob.objects.values_list("pk", flat=True))
    assert siteaudit.stored_report(old) is None
    earlier = siteaudit.outline(old)
    assert earlier is not None
    assert earlier.visit.sites[0].pages_fetched == 1


def test_a_failed_audit_leaves_the_last_good_one_alone() -> None:
    good = audits.done()
    run = audits.running(at=LATER)

    failed = siteaudit.fail_run(run, fault=say("Situs {url} tidak dapat dibuka.", url="x"), at=LATER)

    assert failed is not None
    assert (failed.state, (failed.fault or {})["id"]) == ("failed", "Situs x tidak dapat dibuka.")
    good.refresh_from_db()
    assert siteaudit.stored_report(good) is not None


def _spoken(answer: DraftedAnswer) -> Any:
    def plain(value: Any) -> Any:
        if isinstance(value, Phrase):
            return in_both(value)
        if isinstance(value, tuple):
            return [plain(part) for part in value]
        if hasattr(value, "__dataclass_fields__"):
            return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
        return value

    return plain(answer)


def test_drafting_from_a_stored_audit_gives_the_drafts_of_the_fresh_one() -> None:
    fresh = audits.example_report()

    stored = siteaudit.stored_report(AuditRun.objects.get(pk=audits.done(fresh).pk))

    assert stored is not None
    assert as_json(stored)["items"] == as_json(fresh)["items"]
    assert as_json(stored)["defects"] == as_json(fresh)["defects"]
    drafts = [draft(instrument(), told, as_of=audits.TODAY) for told in (fresh, stored)]
    assert list(map(_spoken, drafts[0])) == list(map(_spoken, drafts[1]))
    assert sum(answer.is_drafted for answer in drafts[1]) >= 12


def test_recording_a_large_audit_asks_the_database_little() -> None:
    run = audits.asked()
    told = audits.report(broken=tuple(f"/{n}.pdf" for n in range(900)))

    with CaptureQueriesContext(connection) as asked:
        siteaudit.record_run(run, told, at=LATER)

    assert len(asked) <= 18


def test_a_named_place_is_remembered_once_with_who_said_so() -> None:
    ani, place = cast().ani, unit()

    for typed in ("kab-jombang.kpu.go.id/maklumat", " https://kab-jombang.kpu.go.id/maklumat "):
        siteaudit.name_place(place, code="PPD-05", url=typed, by=ani, at=make.NOON)

    assert siteaudit.named_places(place) == [
        {"code": "PPD-05", "url": "https://kab-jombang.kpu.go.id/maklumat"}
    ]
    assert Event.objects.get(verb="name_place").by_id == ani.pk


@pytest.mark.parametrize(
    "typed", ["", "  ", "di menu PPID", "javascript:alert(1)", "http://127.0.0.1/", "https://" + "a" * 3000]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="lamat"):
        siteaudit.name_place(unit(), code="PPD-05", url=typed, by=cast().ani, at=make.NOON)
