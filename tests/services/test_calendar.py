"""Stages, holidays, hours and changed limits: who enters what, and what the clocks read then."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from terbuka.documents.tables import Sheet, read_sheet
from terbuka.models import ElectionStage, Event, Holiday, LimitChange
from terbuka.rules.hours import default_hours
from terbuka.rules.limits import Regime, limit
from terbuka.rules.regimes import shipped_stages
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.rules.workdays import shipped_holidays
from terbuka.services import calendar
from terbuka.services.calendar import stagetable
from terbuka.services.calendar.checks import today_in_jakarta
from terbuka.services.calendar.holidays import TOLD
from terbuka.services.units.checks import BadFields
from tests import make
from tests.make.calendar import fair, longer, rerun
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
TODAY = today_in_jakarta(timezone.now())


@pytest.fixture
def players() -> Cast:
    return cast()


def test_a_stage_is_open_in_its_own_region_on_its_own_days(players: Cast) -> None:
    rerun(players, at=timezone.now())

    assert [one.event for one in calendar.stages_at(unit(), TODAY)] == ["PSU Pilkada Jombang"]
    assert calendar.stages_at(unit("kpu-kab-sleman"), TODAY) == ()
    assert calendar.stages_at(unit("kpu-ri"), TODAY) == ()
    # The two elections of 2024 come with the product, for the whole country.
    assert len(calendar.stages_at(unit("kpu-ri"), date(2024, 6, 3))) == 2


def test_each_change_of_a_stage_is_told_and_nobody_overwrites_another(players: Cast) -> None:
    made = rerun(players, at=timezone.now())
    ended = calendar.end_stage(
        made, on=TODAY, reason="Putusan MK 5/2026", version=1, by=players.eka, at=timezone.now()
    )

    assert ended.last == TODAY
    with pytest.raises(Stale) as stale:
        calendar.save_stage(stage=made, values={}, version=1, by=players.eka, at=timezone.now())
    assert stale.value.current == ended
    calendar.remove_stage(ended, reason="Salah wilayah", version=2, by=players.eka, at=timezone.now())
    told = list(Event.objects.about("election_stage", made.pk).values_list("verb", "payload"))
    assert [verb for verb, _payload in told] == ["saved", "saved", "removed"]
    assert told[1][1]["reason"] == "Putusan MK 5/2026"
    assert told[1][1]["before"]["last"] == made.last.isoformat()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last": date(TODAY.year - 1, 1, 1)}, "last"),
        ({"region_code": ""}, "region_code"),
        ({"region_code": "99.99"}, "region_code"),
        ({"decree": " "}, "decree"),
        ({"event": "x" * 101}, "event"),
        ({"first": None}, "first"),
        ({"kind": "pemilos"}, "kind"),
    ],
)
def test_what_is_wrong_of_a_stage_is_said_at_its_field(
    players: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadFields) as fault:
        rerun(players, at=timezone.now(), **wrong)

    assert set(fault.value.fields) == {field}
    assert not ElectionStage.objects.filter(event="PSU Pilkada Jombang").exists()


def test_the_database_itself_refuses_a_stage_that_ends_before_it_begins() -> None:
    row = ElectionStage(event="A", kind="psu", name="B", first=TODAY, last=date(2024, 1, 1))
    with pytest.raises(IntegrityError, match="stage_ends_after_it_begins"), transaction.atomic():
        make.store(row)


def test_shipped_lists_bring_nothing_back_that_people_changed_or_removed(players: Cast) -> None:
    pilkada = ElectionStage.objects.get(event="Pilkada 2024")
    holiday = Holiday.objects.get(day=date(2026, 12, 25))
    at, eka = timezone.now(), players.eka
    calendar.remove_stage(pilkada, reason="Diganti rincian", version=1, by=eka, at=at)
    values = {name: getattr(holiday, name) for name in TOLD} | {"name": "Kelahiran Yesus Kristus"}
    calendar.save_holiday(holiday=holiday, values=values, version=1, by=eka, at=at)

    assert not calendar.load_stages(shipped_stages(), by=None, at=at)
    assert not calendar.load_holidays(shipped_holidays(), by=None, at=at)
    assert Holiday.objects.get(day=date(2026, 12, 25)).name == "Kelahiran Yesus Kristus"


def test_a_regional_holiday_moves_the_days_of_its_region_alone(players: Cast) -> None:
    made = fair(players, at=timezone.now())

    assert made.day in calendar.calendar_of(unit()).holidays
    assert made.day not in calendar.calendar_of(unit("kpu-kab-sleman")).holidays
    calendar.remove_holiday(made, reason="Dibatalkan", version=1, by=players.budi, at=timezone.now())
    assert made.day not in calendar.calendar_of(unit()).holidays


def test_kinds_of_holidays_are_kept_apart(players: Cast) -> None:
    for wrong in ({"kind": "national"}, {"region_code": ""}, {"kind": "libur"}, {"decree": ""}):
        with pytest.raises(BadFields):
            fair(players, at=timezone.now(), **wrong)


def sheet(text: str, folder: Path) -> Sheet:
    place = folder / "tahapan.csv"
    place.write_text(f"pemilihan,jenis,tahapan,kode_wilayah,mulai,sampai,dasar,sementara\n{text}", "utf-8")
    return read_sheet(place, names=stagetable.COLUMNS, needed=stagetable.NEEDED)


def test_a_table_of_stages_shows_its_difference_and_comes_in_whole_or_not_at_all(tmp_path: Path) -> None:
    at = timezone.now()
    table = (
        "Pemilu 2029,pemilu,Pendaftaran,,2027-07-01,2027-12-31,PKPU contoh,ya\n"
        "Pilkada 2024,pilkada,Seluruh tahapan,,2024-01-27,2025-02-20,PKPU 2/2024,\n"
    )
    whole = sheet(table, tmp_path)
    difference, faults = stagetable.plan_stages(whole, at=at)

    told = "\n".join(map(str, stagetable.lines_of(difference)))
    assert not faults
    assert "Tahapan baru: 1" in told
    assert "26 Jan 2024 – Kam, 20 Feb 2025, PKPU 2/2024 (perkiraan) →" in told
    stagetable.import_stages(whole, shown=difference, by=None, at=at)
    assert not stagetable.import_stages(whole, by=None, at=at)
    with pytest.raises(BadInput):
        stagetable.import_stages(whole, shown=difference, by=None, at=at)
    wrong = "A,psu,B,,2027-01-02,2027-01-01,C,\nA,pemilos,B,35.17,kapan,2027-01-01,,mungkin\n"
    _none, faults = stagetable.plan_stages(sheet(wrong, tmp_path), at=at)
    assert {(fault.line, fault.column) for fault in faults} == {
        (2, "sampai"),
        (2, "kode_wilayah"),
        (3, "jenis"),
        (3, "sementara"),
        (3, "dasar"),
        (3, "mulai"),
    }


WEEK = [("08.00", "15:30")] * 4 + [("", "")]


def test_a_unit_sets_its_hours_and_ramadan_keeps_its_days(players: Cast) -> None:
    assert calendar.hours_of(unit()) == default_hours()

    calendar.save_hours(
        unit(),
        week=WEEK,
        ramadan=[("08:00", "14:00")] * 5,
        decree="SK 4",
        version=0,
        by=players.ani,
        at=timezone.now(),
    )

    hours = calendar.hours_of(unit())
    monday, friday, fasting = (hours.on(date(2026, *day)) for day in ((4, 13), (4, 17), (2, 23)))
    assert (monday.start, monday.end) == (time(8), time(15, 30))  # type: ignore[union-attr]
    assert friday is None
    assert fasting.end == time(14)  # type: ignore[union-attr]
    assert calendar.hours_of(unit("kpu-kab-sleman")) == default_hours()


def test_hours_that_cannot_be_are_said_day_by_day(players: Cast) -> None:
    week = [("08.00", ""), ("25.00", "26.00"), ("16.00", "08.00"), ("", ""), ("7.30", "16.00")]
    with pytest.raises(BadFields) as fault:
        calendar.save_hours(
            unit(), week=week, ramadan=[("", "")] * 5, decree="", version=0, by=players.ani, at=timezone.now()
        )

    assert set(fault.value.fields) == {"week_0", "week_1", "week_2", "decree"}


def test_an_institution_counts_an_unsettled_limit_otherwise_from_a_day_on(players: Cast) -> None:
    at, law = timezone.now(), limit("request.completion", None, on=TODAY)
    made = longer(players, at=at)

    ours = calendar.limit_for(unit(), "request.completion", None, TODAY)
    assert (ours.amount, law.amount) == (5, 3)
    assert "Edaran Ketua KPU 7/2026" in str(ours.note)
    assert calendar.limit_for(unit("bawaslu-kab-jombang"), "request.completion", None, TODAY) == law
    # An old case keeps the limit of its own day; so does one of the days before a withdrawal.
    assert calendar.limit_for(unit(), "request.completion", None, date(2026, 1, 5)).amount == 3
    calendar.withdraw_change(made, reason="Dicabut", by=players.eka, at=at)
    assert calendar.limit_for(unit(), "request.completion", None, TODAY) == law


def test_what_the_act_itself_fixes_is_never_changed(players: Cast) -> None:
    at = timezone.now()
    with pytest.raises(Refused, match="undang-undang"):
        longer(players, at=at, key="request.answer", regime="umum", amount=20)
    for amount in (-1, 401, None):
        with pytest.raises(BadFields):
            longer(players, at=at, key="dispute.file", regime="pemilu", amount=amount)
    assert not LimitChange.objects.exists()
    assert calendar.limit_for(unit(), "request.answer", Regime.PEMILU, TODAY).amount == 3
