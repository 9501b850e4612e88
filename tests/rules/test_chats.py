"""Exported WhatsApp chats: whatever phone wrote them, the same words tell who waited how long."""

from datetime import datetime, timedelta

import pytest

from terbuka.rules.chatlines import read_chat
from terbuka.rules.chats import Service, service_of, time_open
from terbuka.rules.hours import chat_hours
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import shipped_calendar

NARROW, MARK = "\u202f", "\u200e"
# One question on 3 May 2026 at 14.05 and one answer 20 minutes later, as phones write them.
PHONES = {
    "Android, Indonesian": "03/05/26 14.05 - Citra: Ada LRA 2025?\n03/05/26 14.25 - PPID KPU: Ada.",
    "Android, English of the United States": "5/3/26, 2:05 PM - Citra: a\n5/3/26, 2:25 PM - PPID KPU: b",
    "with a narrow space": f"5/3/26, 2:05{NARROW}PM - Citra: a\n5/3/26, 2:25{NARROW}PM - PPID KPU: b",
    "Android, English of Britain": "03/05/2026, 14:05 - Citra: Ada?\n03/05/2026, 14:25 - PPID KPU: Ada.",
    "Android, small letters": "03/05/2026, 2:05 pm - Citra: Ada?\n03/05/2026, 2:25 pm - PPID KPU: Ada.",
    "Android, year first": "2026-05-03, 14:05 - Citra: Ada?\n2026-05-03, 14:25 - PPID KPU: Ada.",
    "Android, points": "03.05.26, 14:05 - Citra: Ada?\n03.05.26, 14:25 - PPID KPU: Ada.",
    "Android, hours by daytime": "03/05/26 2.05 siang - Citra: Ada?\n03/05/26 2.25 siang - PPID KPU: Ada.",
    "iPhone, Indonesian": "[03/05/26 14.05.00] Citra: Ada?\n[03/05/26 14.25.00] PPID KPU: Ada.",
    "iPhone, United States": "[5/3/26, 2:05:00 PM] Citra: Ada?\n[5/3/26, 2:25:00 PM] PPID KPU: Ada.",
    "iPhone, Britain": "[03/05/2026, 14:05:00] Citra: Ada?\n[03/05/2026, 14:25:00] PPID KPU: Ada.",
    "iPhone, names of months": "[3 Mei 2026 14.05.00] Citra: Ada?\n[3 Mei 2026 14.25.00] PPID KPU: Ada.",
}


at = datetime.fromisoformat


def told(text: str, officer: str = "") -> Service:
    return service_of(read_chat(text), officer=officer, hours=chat_hours(), calendar=shipped_calendar())


@pytest.mark.parametrize("text", PHONES.values(), ids=PHONES)
def test_every_phone_tells_the_same_day_and_hour(text: str) -> None:
    service = told(text)
    assert service.first_at == at("2026-05-03 14:05")
    assert service.waited == timedelta(minutes=20)
    assert service.participants == ("Citra", "PPID KPU")


def test_a_chat_that_runs_forward_decides_between_day_and_month() -> None:
    march = "03/12/26, 10:00 - Citra: a\n04/12/26, 10:00 - KPU: b\n05/02/27, 10:00 - Citra: c"
    assert read_chat(march)[1].at == at("2026-12-04 10:00")
    april = "03/12/26, 10:00 - Citra: a\n04/02/26, 10:00 - KPU: b\n04/03/26, 10:00 - Citra: c"
    assert read_chat(april)[1].at == at("2026-04-02 10:00")


def test_lines_of_the_application_are_no_messages() -> None:
    android = """13/03/26 08.10 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di chat ini
13/03/26 08.11 - Ani mengubah subjek dari "Info: lama" menjadi "Info: baru"
13/03/26 08.12 - Panggilan suara tak terjawab
13/03/26 08.15 - Citra: Selamat pagi"""
    iphone = f"""{MARK}[13/03/26, 08.10.00] PPID KPU: {MARK}Messages and calls are end-to-end encrypted.
[13/03/26, 08.12.00] Citra: {MARK}Missed voice call
[13/03/26, 08.15.00] Citra: Anda mengubah jadwal?
{MARK}[13/03/26, 08.16.00] Citra: {MARK}This message was deleted."""
    assert [one.text for one in read_chat(android)] == ["Selamat pagi"]
    assert [one.at.minute for one in read_chat(iphone)] == [15, 16]
    assert read_chat("13/03/26 08.10 - Pesan dan panggilan dienkripsi secara end-to-end.") == ()


def test_a_message_goes_on_over_lines_even_when_one_is_a_forwarded_chat() -> None:
    messages = read_chat(
        "13/03/26 08.15 - Citra: Kutipan:\n[13/03/26 07.00.00] Dedi: halo\n\nselesai\n"
        "13/03/26 08.16 - KPU: Baik"
    )
    assert [one.text for one in messages] == ["Kutipan:\n[13/03/26 07.00.00] Dedi: halo\n\nselesai", "Baik"]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("<Media tidak disertakan>", ""),
        ("<Media omitted>", ""),
        (f"{MARK}image omitted", ""),
        (f"surat.pdf • {MARK}3 pages document omitted", ""),
        ("IMG-20260313-WA0001.jpg (file terlampir)\nini fotonya", "IMG-20260313-WA0001.jpg"),
        ("surat kuasa.pdf (file attached)", "surat kuasa.pdf"),
        (f"{MARK}<attached: 00000002-PHOTO-2026-03-13.jpg>", "00000002-PHOTO-2026-03-13.jpg"),
        ("Dokumen terlampir ya", None),
        ("Mohon video omitted scene-nya jangan dihilangkan", None),
    ],
)
def test_files_are_told_from_words_about_files(text: str, file: str | None) -> None:
    prefix = MARK if text.startswith(MARK) else ""
    assert read_chat(f"{prefix}[13/03/26, 08.15.00] Citra: {text}")[0].file == file


@pytest.mark.parametrize("officer", ["Ani Lestari", "ani lestari", "Ani", "~ Ani Lestari"])
def test_the_officer_is_named_as_people_name_her(officer: str) -> None:
    chat = (
        "13/03/26 08.00 - Ani Lestari: Selamat datang\n13/03/26 08.05 - Citra: a\n"
        "13/03/26 08.10 - Ani Lestari: b"
    )
    assert told(chat, officer).first_at == at("2026-03-13 08:05")
    assert told(chat, officer).first_reply_at == at("2026-03-13 08:10")


@pytest.mark.parametrize("number", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_a_number_is_the_same_however_it_is_written(number: str) -> None:
    chat = "13/03/26 08.05 - Citra: a\n13/03/26 08.10 - \u202a+62\u00a0812-3456-7890\u202c: b"
    assert told(chat, number).waited == timedelta(minutes=5)


def test_an_officer_who_never_wrote_gave_no_answer_and_a_slip_of_the_name_is_told() -> None:
    alone = told("13/03/26 08.05 - Citra: a\n13/03/26 08.06 - Citra: ada orang?", "PPID KPU")
    assert (alone.first_reply_at, alone.waited, alone.waited_in_service) == (None, None, None)
    with pytest.raises(BadInput, match="Citra, Dedi"):
        told("13/03/26 08.05 - Citra: a\n13/03/26 08.06 - Dedi: b", "Anu")


def test_nobody_is_named_and_whoever_did_not_begin_answers() -> None:
    assert told(
        "13/03/26 08.05 - Citra: a\n13/03/26 08.07 - Citra: b\n13/03/26 08.10 - Ani: c"
    ).waited == timedelta(minutes=5)
    assert told("13/03/26 08.00 - Humas KPU: Halo\n13/03/26 08.05 - Citra: a").first_at == at(
        "2026-03-13 08:05"
    )


@pytest.mark.parametrize(
    ("asked", "answered", "minutes"),
    [
        ("2026-03-13 08:15", "2026-03-13 09:02", 47),
        ("2026-03-13 07:00", "2026-03-13 08:10", 10),
        ("2026-03-13 15:30", "2026-03-16 08:20", 50),  # Friday to Monday
        ("2026-03-13 17:00", "2026-03-13 18:00", 0),
        ("2026-03-17 15:00", "2026-03-25 09:00", 120),  # joint leave, Nyepi and Idul Fitri between
        ("2026-03-14 10:00", "2026-03-14 11:00", 0),  # Saturday
    ],
)
def test_service_minutes_leave_out_nights_weekends_and_holidays(
    asked: str, answered: str, minutes: int
) -> None:
    waited = time_open(at(asked), at(answered), chat_hours(), shipped_calendar())
    assert waited == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "Halo.\nTidak ada obrolan di sini.", "[catatan] 13 Maret: rapat"])
def test_what_is_no_chat_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_chat(text)


def test_dates_that_exist_in_no_order_are_refused() -> None:
    with pytest.raises(BadInput, match="Tanggal"):
        read_chat("44/55/26 08.15 - Citra: a")
