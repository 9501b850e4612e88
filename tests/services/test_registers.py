"""The registers in their official order, their gaps, and the counts of a report."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terbuka.models import Event, Notification, NumberGap, NumberSeries, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.people import Role
from terbuka.rules.register.reporting import Period
from terbuka.rules.ruling import Refused
from terbuka.services.jobs.reminders import remind
from terbuka.services.register import reporting
from terbuka.services.register.figures import figures_of, yearly_figures
from terbuka.services.register.registers import HEADS, Book, gaps_of, rows_of
from tests import make
from tests.make import registers
from tests.make.cast import Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def people() -> Cast:
    return cast()


def _year(people: Cast) -> None:
    """Four requests of 2026: granted and handed over, refused and objected to, not held, still open."""
    first = registers.answered(people.ani, 1, days=4)
    registers.handed(first, people.ani)
    second = registers.answered(people.ani, 2, days=11, result="refused", status="objected")
    registers.disputed(registers.objected(second, people.fajar), people.ani)
    registers.answered(people.ani, 3, days=2, result="not_held", status="closed", regime="pemilu")
    registers.registered(people.ani, 5, channel="web", status="in_process")


def test_the_book_of_requests_has_the_official_columns(people: Cast) -> None:
    _year(people)

    rows = [dict(zip(HEADS[Book.REQUESTS], row, strict=True)) for row in rows_of(Book.REQUESTS, unit(), 2026)]

    assert [row["nomor_pendaftaran"] for row in rows] == [
        f"REG/kpu-kab-jombang/2026/{seq}" for seq in (1, 2, 3, 5)
    ]
    assert [row["keputusan"] for row in rows] == ["diberikan", "ditolak", "tidak dikuasai", "diproses"]
    assert (
        rows[0]
        | {
            "tanggal": "2026-03-02",
            "kontak": "081234567890, citra@contoh.example",
            "dikuasai": "ya",
            "tanggal_pemberitahuan": "2026-03-06",
            "tanggal_pemberian": "2026-03-06",
        }
        == rows[0]
    )
    assert rows[1]["alasan_penolakan"] == (
        "dikecualikan menurut Pasal 17 UU 14/2008: Memuat nomor ijazah calon."
    )
    assert (rows[2]["dikuasai"], rows[3]["tanggal_pemberitahuan"]) == ("tidak", "")
    assert rows_of(Book.REQUESTS, unit(), 2025) == []


def test_the_registers_of_objections_and_disputes_follow_the_case(people: Cast) -> None:
    _year(people)

    [objection] = rows_of(Book.OBJECTIONS, unit())
    [dispute] = rows_of(Book.DISPUTES, unit())

    told = dict(zip(HEADS[Book.OBJECTIONS], objection, strict=True))
    assert told["nomor_pendaftaran"] == "REG/kpu-kab-jombang/2026/2"
    assert (told["keputusan_atasan"], told["nama_atasan"]) == ("dikabulkan sebagian", "Fajar")
    assert told["alasan"].startswith("a: permohonan ditolak")  # type: ignore[union-attr]
    assert "014/III/KI-Prov.Jatim-PS/2026" in dispute


def test_gaps_in_the_numbers_are_listed_with_their_reasons(people: Cast) -> None:
    _year(people)
    series = NumberSeries.objects.get(unit=unit(), kind="REG")
    make.change(NumberSeries, {"pk": series.pk}, last=9)
    make.store(NumberGap(series=series, first=6, last=8, reason="Pemulihan salinan", at=make.NOON))

    told = [(gap.first, gap.last, gap.reason) for gap in gaps_of(unit())]

    assert told == [(4, 4, ""), (6, 8, "Pemulihan salinan"), (9, 9, "")]


def test_a_year_is_counted_by_outcome_ground_channel_and_working_days(people: Cast) -> None:
    _year(people)

    told = figures_of(unit(), Period(2026))

    asked = told["requests"]
    assert (asked["received"], asked["registered"]) == (4, 4)
    assert asked["outcomes"] == {"granted": 1, "not_held": 1, "open": 1, "refused": 1}
    assert asked["grounds"] == {"exempt": 1, "not_held": 1}
    assert asked["channels"] == {"desk": 3, "web": 1}
    # Monday 2 March: to Friday 4 working days, to Friday of next week 9, to Wednesday 2.
    assert asked["days"]["all"] == {"count": 3, "average": "5.0", "median": "4.0", "longest": 9}
    assert asked["days"]["pemilu"]["longest"] == 2
    assert told["objections"]["grounds"] == {"a": 1, "d": 1}
    assert told["objections"]["results"] == {"partly_granted": 1}
    assert told["disputes"] == {"registered": 1}
    assert figures_of(unit(), Period(2026, 2))["requests"]["received"] == 0
    assert [year for year, _told in yearly_figures(unit())] == [2026]


def test_the_nation_is_counted_with_as_many_queries_as_a_few_units(people: Cast) -> None:
    _year(people)
    nation = unit("kpu-ri")
    with CaptureQueriesContext(
        connection,
    ) as few:
        reporting.made_report(nation, Period(2026), at=LATER)
    for place in WorkUnit.objects.filter(institution="KPU", level="regency").exclude(pk=unit().pk)[:12]:
        registers.registered(people.ani, 1, place=place)

    with CaptureQueriesContext(connection) as many:
        report = reporting.made_report(nation, Period(2026), at=LATER)

    assert len(many) == len(few) <= 29
    assert report.whole
    assert (report.own["requests"]["received"], report.whole["requests"]["received"]) == (0, 16)
    east_java = next(one for one in report.below if one["slug"] == "kpu-provinsi-jawa-timur")
    assert (east_java["granted"], east_java["refused"]) == (1, 1)


def test_a_published_report_keeps_its_numbers(people: Cast) -> None:
    with pytest.raises(Refused, match="belum berakhir"):
        registers.reported(people.fajar, 2026, at=make.NOON)
    last_year = registers.MONDAY - timedelta(days=300)
    registers.answered(people.ani, 1, at=last_year)
    row = registers.reported(people.fajar, 2025, at=make.NOON)
    registers.answered(people.ani, 2, at=last_year)

    published = reporting.published_report(unit(), 2025)

    assert published
    assert published.own["requests"]["received"] == 1
    assert published.row.budget == 12_500_000
    assert reporting.made_report(unit(), Period(2025), at=LATER).own["requests"]["received"] == 2
    again = reporting.publish_report(row, expected=row.version, by=people.fajar, at=make.NOON)
    assert again.figures["own"]["requests"]["received"] == 2
    assert Event.objects.filter(subject_kind="service_year", verb="publish").count() == 2


def test_who_publishes_is_reminded_once_a_stage(people: Cast) -> None:
    at = make.NOON.replace(month=3, day=24)
    registers.reported(people.fajar, 2025, at=at, place=unit("kpu-kab-sleman"))
    appoint(people.dedi, Role.SUPERVISOR, "kpu-kab-sleman")

    for _again in range(2):
        remind(at=at)

    told = Notification.objects.filter(kind=Kind.REPORT_DUE.value)
    assert [(one.account, one.unit) for one in told] == [(people.fajar, unit())]
    assert told.get().path == f"/kerja/{unit().slug}/register/laporan/2025/"
