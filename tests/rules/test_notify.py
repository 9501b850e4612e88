"""What people are told, when a letter may leave, and which reminder is due: tables without a database."""

from datetime import UTC, date, datetime

import pytest

from terbuka.rules.bounces import bounces_of, is_dead_address
from terbuka.rules.language import speaking
from terbuka.rules.letters import Addresses, Entry, body_of, subject_of
from terbuka.rules.notify import (
    KIND_WORDS,
    MUST_BE_TOLD,
    Kind,
    Rhythm,
    Way,
    digest_at,
    leaves_at,
    way_of,
)
from terbuka.rules.notifywords import words_of
from terbuka.rules.reminders import item_stage, late_week, saq_stage, week_of
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import shipped_calendar, workdays_after
from terbuka.rules.zones import zone_of

PAYLOAD = {
    "section": "Subbagian Hukum",
    "what": "pemeriksaan awal",
    "state": "teregistrasi",
    "round": "Monev 2026",
    "unit": "KPU Kab. Jombang",
    "start": "2026-11-02",
    "until": "2026-11-27",
    "due": "2026-11-30",
    "left": 3,
    "item": {"id": "Umumkan LKjIP", "en": "Publish the report"},
    "category": "Informatif",
    "score": {"id": "93,25", "en": "93.25"},
    "present": 60,
    "missing": 12,
    "others": 4,
    "role": "officer",
    "before": "KPU Lama",
    "title": "Laporan Keuangan 2025",
    "number": "REG/kpu-kab-jombang/2026/7",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words_without_holes_in_both_languages(kind: Kind) -> None:
    for language in ("id", "en"):
        with speaking(language):
            words = words_of(kind, PAYLOAD)
            told = f"{KIND_WORDS[kind]} {words.title} {words.sentence}"
        assert "{" not in told
        assert "–" not in told


def test_what_is_lacking_is_a_dash_and_never_a_fault() -> None:
    for kind in Kind:
        assert str(words_of(kind, {}).title)


def test_the_last_day_a_failure_and_a_summary_are_said_in_their_own_words() -> None:
    assert str(words_of(Kind.SAQ_DUE_SOON, PAYLOAD | {"left": 0}).title).startswith("Hari ini")
    assert str(words_of(Kind.TEST_DUE_SOON, PAYLOAD | {"left": 0}).title).startswith("Hari ini")
    assert str(words_of(Kind.TEST_DUE_SOON, {"title": "A"}).title).startswith("Lewat tenggat")
    assert str(words_of(Kind.AUDIT_ENDED, {"unit": "U", "fault": {"id": "Mati."}}).sentence) == "Mati."
    assert str(words_of(Kind.ITEM_OVERDUE, {"items": 7, "units": 3}).title).startswith("7 tindak lanjut")
    many = {"many": 30, "unit": "U", "title": "A"}
    assert str(words_of(Kind.VERSION_SUBMITTED, many).title) == "Periksa 30 informasi"
    assert str(words_of(Kind.VERSION_CHECKED, many).title) == "30 informasi siap diumumkan"
    assert str(words_of(Kind.RESULTS_ANNOUNCED, PAYLOAD | {"score": None}).sentence).endswith("Informatif.")


def test_what_must_be_told_comes_by_mail_whatever_is_wished() -> None:
    muted = [kind.value for kind in Kind]
    for kind in Kind:
        expected = Way.LETTER if kind in MUST_BE_TOLD else Way.INBOX
        assert way_of(kind, Rhythm.INBOX_ONLY, []) is expected
        assert way_of(kind, Rhythm.AT_ONCE, muted) is expected
        assert way_of(kind, Rhythm.AT_ONCE, []) is Way.LETTER
        assert way_of(kind, Rhythm.DIGEST, []) is Way.DIGEST


# given: hour of UTC, quiet hours, place; expect: day and hour there at which the letter leaves
QUIET = [
    (5, 20, 6, "35.17", "22 12:00"),  # noon in Jombang
    (13, 20, 6, "35.17", "23 06:00"),  # 20:00 in Jombang
    (12, 20, 6, "35.17", "22 19:00"),
    (12, 20, 6, "91.03", "23 06:00"),  # 21:00 in Jayapura
    (22, 20, 6, "35.17", "23 06:00"),  # 05:00 of the next day
    (13, 0, 0, "35.17", "22 20:00"),  # no quiet
    (5, 11, 14, "35.17", "22 14:00"),  # quiet at noon
]


@pytest.mark.parametrize(("hour", "quiet_from", "quiet_to", "place", "expected"), QUIET)
def test_a_letter_waits_for_the_end_of_quiet_hours_at_its_readers_place(
    hour: int, quiet_from: int, quiet_to: int, place: str, expected: str
) -> None:
    clock = zone_of(place).clock
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)

    leaves = leaves_at(at, quiet_from=quiet_from, quiet_to=quiet_to, clock=clock)

    assert f"{leaves.astimezone(clock):%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("hour", "quiet_to", "expected"), [(21, 6, "23 07:00"), (21, 9, "23 09:00"), (2, 6, "22 09:00")]
)
def test_the_digest_leaves_at_seven_or_late_but_never_in_quiet_hours(
    hour: int, quiet_to: int, expected: str
) -> None:
    clock = zone_of("35.17").clock
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)

    leaves = digest_at(at, quiet_from=20, quiet_to=quiet_to, clock=clock)

    assert f"{leaves.astimezone(clock):%d %H:%M}" == expected


# given: today, last day of filling (both 2026); expect: stage, working days left
SAQ = [
    ((11, 17), (11, 27), None, 8),
    ((11, 18), (11, 27), 7, 7),
    ((11, 20), (11, 27), 7, 5),
    ((11, 24), (11, 27), 3, 3),
    ((11, 26), (11, 27), 1, 1),
    ((11, 27), (11, 27), 1, 0),
    ((11, 28), (11, 27), None, 0),
    ((11, 27), (11, 30), 1, 1),  # a weekend between
    ((12, 23), (12, 28), 1, 1),  # Christmas and its joint leave between
]


@pytest.mark.parametrize(("today", "last", "stage", "left"), SAQ)
def test_a_questionnaire_is_reminded_of_by_working_days(
    today: tuple[int, int], last: tuple[int, int], stage: int | None, left: int
) -> None:
    calendar = shipped_calendar("35.17")
    now, end = date(2026, *today), date(2026, *last)

    assert saq_stage(now, end, calendar) == stage
    assert workdays_after(now, end, calendar) == left


def test_an_item_is_reminded_of_by_days_and_its_lateness_told_by_weeks() -> None:
    due = date(2026, 11, 20)
    days = {day: (item_stage(date(2026, 11, day), due), late_week(date(2026, 11, day), due)) for day in
            (12, 13, 18, 19, 20, 21, 27, 28)}  # fmt: skip

    assert days == {
        12: (None, None),
        13: (7, None),
        18: (7, None),
        19: (1, None),
        20: (1, None),
        21: (None, 1),
        27: (None, 1),
        28: (None, 2),
    }
    assert week_of(date(2027, 1, 1)) == "2026-W53"


def entry(kind: Kind, number: int = 1) -> Entry:
    words = words_of(kind, PAYLOAD)
    return Entry(kind, words.title, words.sentence, f"https://t.example/kotak-masuk/{number}/")


def test_a_letter_groups_by_kind_and_ends_with_how_to_stop_it() -> None:
    to = Addresses("https://t.example/", "https://t.example/kotak-masuk/", "https://w/", "https://s/")
    entries = [entry(Kind.ITEM_GIVEN, n) for n in range(25)] + [entry(Kind.AUDIT_ENDED, 99)]

    body = body_of("Ani", entries, to)

    assert subject_of(entries).startswith("26 kabar untuk Anda: Pemeriksaan situs")
    assert body.count("* Tugas tindak lanjut baru") == 1
    assert "Masih ada 6 lagi di kotak masuk" in body
    assert "https://s/" in body


def test_a_letter_that_must_come_says_why_and_offers_no_end() -> None:
    body = body_of("Ani", [entry(Kind.APPOINTED)], Addresses("https://h/", "https://i/", "https://w/"))

    assert str(MUST_BE_TOLD[Kind.APPOINTED]) in body
    assert "Berhenti" not in body


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        (550, "no such person", True),
        (550, "5.1.1 unknown", True),
        (550, "5.7.1 relaying denied", False),
        (552, "5.2.2 mailbox full", False),
        (554, "rejected", False),
        (553, "5.1.3 bad address syntax", True),
    ],
)
def test_only_a_missing_mailbox_speaks_against_an_address(code: int, words: str, expected: bool) -> None:
    assert is_dead_address(code, words) is expected


REPORT = b"""From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Sorry.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; Ani@Contoh.example
Action: %s
Status: %s
Diagnostic-Code: smtp; 550 5.1.1 no such user

--B
Content-Type: text/rfc822-headers

Message-ID: <7.abc@kpu.example>
--B--
"""


def test_a_report_names_recipient_letter_and_whether_the_address_is_dead() -> None:
    (bounce,) = bounces_of(REPORT % (b"failed", b"5.1.1"))

    assert (bounce.recipient, bounce.is_dead) == ("ani@contoh.example", True)
    assert (bounce.message_id, bounce.told) == ("<7.abc@kpu.example>", "550 5.1.1 no such user")
    assert not bounces_of(REPORT % (b"delayed", b"4.4.1"))[0].is_dead
    assert not bounces_of(REPORT % (b"failed", b"5.2.2"))[0].is_dead


@pytest.mark.parametrize("text", [b"", b"\x00\xff", b"Subject: halo\n\nhalo", b"a" * 3_000_000])
def test_what_is_no_report_is_one_sentence(text: bytes) -> None:
    with pytest.raises(BadInput, match="RFC 3464"):
        bounces_of(text)
