"""Units over time: who may follow upon whom, from which day; a table that a committee can read."""

from dataclasses import replace
from datetime import date

import pytest

from terbuka.rules.units import Tenure, may_rename, may_succeed, may_work, with_former_names

TODAY = date(2026, 11, 22)
NEW_YEAR = date(2027, 1, 1)
OLD = Tenure("kpu-kab-lama", "KPU", "regency", valid_from=date(2003, 1, 1))
NEW = Tenure("kpu-kab-baru", "KPU", "regency")


@pytest.mark.parametrize(
    ("before", "after", "on", "said"),
    [
        (OLD, NEW, NEW_YEAR, None),
        (replace(OLD, valid_to=date(2026, 12, 31)), NEW, NEW_YEAR, None),
        (OLD, OLD, NEW_YEAR, "dirinya sendiri"),
        (OLD, replace(NEW, institution="Bawaslu"), NEW_YEAR, "lembaga dan tingkat yang sama"),
        (OLD, replace(NEW, level="province"), NEW_YEAR, "lembaga dan tingkat yang sama"),
        (OLD, NEW, date(1998, 5, 21), "di luar jangkauan"),
        (OLD, NEW, date(2030, 1, 1), "di luar jangkauan"),
        (OLD, NEW, date(2003, 1, 2), "baru berdiri"),
        (replace(OLD, valid_to=date(2026, 6, 30)), NEW, NEW_YEAR, "sudah berakhir"),
        (OLD, replace(NEW, valid_from=date(2027, 2, 1)), NEW_YEAR, "baru berdiri"),
        (OLD, replace(NEW, valid_to=date(2026, 6, 30)), NEW_YEAR, "sudah berakhir"),
        (replace(OLD, below=3), NEW, NEW_YEAR, "Masih ada 3 satker"),
    ],
)
def test_who_may_follow_upon_whom(before: Tenure, after: Tenure, on: date, said: str | None) -> None:
    ruling = may_succeed(before, after, on=on, today=TODAY, followed={})

    assert ruling.allowed is (said is None)
    assert (said or "") in str(ruling.reason or "")


def test_nobody_follows_upon_its_own_follower() -> None:
    followed = {"kpu-kab-baru": {"kpu-kab-tengah"}, "kpu-kab-tengah": {"kpu-kab-lama"}}

    ruling = may_succeed(OLD, NEW, on=NEW_YEAR, today=TODAY, followed=followed)

    assert "Berputar" in str(ruling.reason)


def test_a_unit_of_which_a_part_goes_its_own_way_keeps_those_below_it() -> None:
    assert may_succeed(replace(OLD, below=3), NEW, ends=False, on=NEW_YEAR, today=TODAY, followed={})


@pytest.mark.parametrize(
    ("slug", "name", "is_allowed"),
    [
        ("kpu-kab-baru", "KPU Kabupaten Baru", True),
        ("kpu-kab-dahulu", "KPU Kabupaten Dahulu", True),
        ("kpu-kab-lain", "KPU Kabupaten Baru", False),
        ("KPU Baru", "KPU Kabupaten Baru", False),
        ("kpu-kab-baru", "  ", False),
    ],
)
def test_a_name_in_addresses_is_nobody_elses(slug: str, name: str, is_allowed: bool) -> None:
    own, taken = {"kpu-kab-lama", "kpu-kab-dahulu"}, {"kpu-kab-lama", "kpu-kab-dahulu", "kpu-kab-lain"}

    assert may_rename(slug, name, own=own, taken=taken, on=TODAY, today=TODAY).allowed is is_allowed


def test_work_ends_after_the_last_day_and_the_reason_names_the_follower() -> None:
    last = date(2026, 12, 31)

    assert may_work(None, [], NEW_YEAR)
    assert may_work(last, ["KPU Kabupaten Baru"], last)
    ruling = may_work(last, ["KPU Kabupaten Baru"], NEW_YEAR)
    assert "berakhir pada Kam, 31 Des 2026" in str(ruling.reason)
    assert "KPU Kabupaten Baru" in str(ruling.reason)


def test_the_names_a_unit_gives_up_stay_among_its_other_names() -> None:
    assert with_former_names(["A"], ["KPU Lama", "A"], ["KPU Baru"]) == ("A", "KPU Lama")
    assert with_former_names(["KPU Baru"], ["KPU Lama"], ["KPU Baru"]) == ("KPU Lama",)
