"""Days as a calendar file: whole days and hours, in lines that every program reads."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from terbuka.documents.icalendar import DayEntry, icalendar

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_whole_days_and_hours_with_their_alarms() -> None:
    ten = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("Asia/Jayapura"))
    day, last = date(2026, 3, 10), date(2026, 3, 31)
    hearing = DayEntry(
        "7@t", day, day, "Sidang; SGK/x/2026/1", begins=ten, place="Jl. Juanda, Surabaya", sequence=3,
        alarms=(timedelta(hours=-24), timedelta(minutes=-90)),
    )  # fmt: skip
    whole = DayEntry("8@t", last, last, "Pembacaan putusan " + "panjang sekali " * 8, alarms=(timedelta(0),))
    text = icalendar("Sengketa", [hearing, whole], stamp=AT).decode()

    assert "DTSTART:20260310T010000Z\r\nDTEND:20260310T020000Z" in text
    assert "DTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401" in text
    assert "SUMMARY:Sidang\\; SGK/x/2026/1" in text
    assert "LOCATION:Jl. Juanda\\, Surabaya" in text
    assert "SEQUENCE:3" in text
    assert [line[8:] for line in text.split("\r\n") if line.startswith("TRIGGER")] == [
        "-PT24H",
        "-PT1H30M",
        "PT0M",
    ]
    assert text.count("BEGIN:VALARM") == text.count("END:VALARM") == 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
