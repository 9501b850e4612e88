"""`terbuka deadline`: the due date in words, the contract of --json, faults in one sentence."""

import json
import subprocess
import sys
from typing import Any

import pytest

from terbuka.__main__ import run

ANSWER = ["deadline", "request.answer", "--regime", "umum", "--received"]


def _json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run([*arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_first_line_is_the_due_date_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ANSWER, "2026-03-13"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Sen, 6 Apr 2026"
    assert lines[1].endswith("Sen, 30 Mar 2026")
    assert any("UU 14/2008 Pasal 22 ayat (7)" in line for line in lines)
    assert any("Rab, 18 Mar 2026" in line and "Cuti Bersama Hari Suci Nyepi" in line for line in lines)
    assert lines[-1].split() == ["10", "Sen,", "6", "Apr", "2026", "hari", "kerja", "ke-10"]


def test_the_date_is_said_in_english_too(capsys: pytest.CaptureFixture[str]) -> None:
    run([*ANSWER, "2026-03-13", "--lang", "en"])

    assert capsys.readouterr().out.startswith("Mon, 6 Apr 2026\n")


def test_json_has_exactly_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json([*ANSWER, "2026-03-13"], capsys)

    assert list(found) == ["key", "regime", "received", "due", "target", "provisional", "cite", "days"]
    assert {key: found[key] for key in found if key != "days"} == {
        "key": "request.answer",
        "regime": "umum",
        "received": "2026-03-13",
        "due": "2026-04-06",
        "target": "2026-03-30",
        "provisional": False,
        "cite": "uu14-2008:22(7)",
    }
    assert found["days"][0] == {"date": "2026-03-14", "counted": False, "why": "Sabtu"}
    assert found["days"][-1] == {"date": "2026-04-06", "counted": True, "why": "hari kerja ke-10"}
    assert sum(day["counted"] for day in found["days"]) == 10


def test_a_saturday_is_explained_from_the_workday_it_counts_as(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json([*ANSWER, "2026-05-16"], capsys)

    assert (found["due"], found["target"]) == ("2026-06-04", "2026-06-02")
    assert found["days"][0]["date"] == "2026-05-19"

    run([*ANSWER, "2026-05-16"])
    assert "Hari ke-0: Sen, 18 Mei 2026 (bukan hari kerja: Sabtu)" in capsys.readouterr().out


def test_the_same_moment_is_another_day_in_jayapura(capsys: pytest.CaptureFixture[str]) -> None:
    at = "2026-06-04T23:30+07:00"

    jakarta = _json([*ANSWER, at, "--unit", "kpu-provinsi-dki-jakarta"], capsys)
    jayapura = _json([*ANSWER, at, "--unit", "kpu-kota-jayapura"], capsys)

    # Thursday 23.30 in Jakarta is after hours; in Jayapura it is Friday 01.30, before they begin.
    assert (jakarta["target"], jakarta["due"]) == ("2026-06-19", "2026-06-22")
    assert (jayapura["target"], jayapura["due"]) == ("2026-06-22", "2026-06-22")


def test_an_hour_without_a_zone_is_the_units_own(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json([*ANSWER, "2026-06-05T16:30", "--unit", "kpu-kota-jayapura"], capsys)
    later = _json([*ANSWER, "2026-06-05T16:31", "--unit", "kpu-kota-jayapura"], capsys)

    assert (found["due"], later["due"]) == ("2026-06-22", "2026-06-23")


def test_a_limit_in_hours_ends_at_a_moment(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(["deadline", "breach.notify", "--received", "2026-03-13T09:30"], capsys)

    assert found["due"] == found["target"] == "2026-03-16T09:30+07:00"
    assert found["regime"] is None
    assert [day["date"] for day in found["days"]] == ["2026-03-14", "2026-03-15", "2026-03-16"]


def test_a_limit_in_hours_without_an_hour_says_what_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    run(["deadline", "breach.notify", "--received", "2026-03-13"])

    out = capsys.readouterr().out
    assert out.startswith("Sen, 16 Mar 2026 00.00 WIB\n")
    assert "pukul 00.00" in out


def test_a_year_with_estimates_is_marked_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert _json([*ANSWER, "2026-12-28"], capsys)["provisional"]
    assert not _json([*ANSWER, "2026-11-20"], capsys)["provisional"]

    run([*ANSWER, "2026-12-28"])
    assert "Sementara" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["request.reply", "--regime", "umum", "--received", "2026-03-13"], "request.reply tidak dikenal"),
        (["request.answer", "--received", "2026-03-13"], "memerlukan rezim"),
        (
            ["request.answer", "--regime", "pilkada", "--received", "2026-03-13"],
            "Rezim pilkada tidak dikenal",
        ),
        (["dispute.start", "--regime", "pemilu", "--received", "2026-03-13"], "hanya ada dalam rezim umum"),
        (["request.answer", "--regime", "umum", "--received", "1900-01-01"], "terlalu awal"),
        (["request.answer", "--regime", "umum", "--received", "2100-01-01"], "terlalu jauh"),
        (["report.annual", "--received", "9999-12-31"], "terlalu jauh"),
        (["request.answer", "--regime", "pemilu", "--received", "2019-02-27"], "28 Feb 2019"),
        (["request.answer", "--regime", "umum", "--received", "13/03/2026"], "tulis seperti 2026-03-13"),
        (["request.answer", "--regime", "umum", "--received", "20260313"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "2026-W11-5"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "2026-02-29"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "2026-03-13T24:01"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "0001-01-01T00:00+14:00"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "2026-03-13\nx"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", ""], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "٢٠٢٦-03-13"], "tulis seperti"),
        (["request.answer", "--regime", "umum", "--received", "9" * 100_000], "tulis seperti"),
        (
            ["request.answer", "--regime", "umum", "--received", "2026-03-13", "--unit", "kpu-jombang"],
            "kpu-kab-jombang",
        ),
        (
            ["request.answer", "--regime", "umum", "--received", "2026-03-13", "--unit", "?"],
            "Satker ? tidak dikenal",
        ),
        (["reminder.first", "--received", "2026-03-13"], "bukan tenggat sendiri"),
        (["request.answer", "--regime", "umum"], "--received"),
        ([], "KEY"),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deadline", *arguments]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert len(err) < 700


def test_the_small_commands_import_neither_django_nor_the_crawler() -> None:
    code = (
        "import sys, terbuka.management.plain.deadline, terbuka.management.plain.category;"
        "print([m for m in ('django', 'aiohttp', 'selectolax', 'asyncio', 'sqlite3') if m in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert told.stdout.strip() == "[]"
