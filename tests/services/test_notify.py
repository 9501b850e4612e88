"""People are told once, in their language, when they wish; what must be told comes; dead addresses rest."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from terbuka.models import Account, Event, Notification, NotificationWish, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.notify import Kind, Rhythm
from terbuka.rules.people import Role
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services import notify, people, signin
from terbuka.services.jobs import mail
from terbuka.services.jobs.pulse import Pulse
from terbuka.services.jobs.reminders import write_digests
from tests import make
from tests.mailbox import Mailbox
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EVENING = make.NOON + 9 * HOUR  # 21:00 in Jombang
MORNING = make.NOON + 18 * HOUR  # 06:00 of the next day
AUDIT = {"unit": "KPU Kab. Jombang", "present": 60, "missing": 12, "others": 4}
SECOND = {"unit": "KPU Kab. Jombang", "role": "officer", "start": "2026-01-02"}


@pytest.fixture
def players(mailbox: Mailbox) -> Cast:
    return cast()


def tell(
    *accounts: Account, kind: Kind = Kind.AUDIT_ENDED, key: str = "audit-1", at: datetime = make.NOON,
    by: Account | None = None,
) -> list[Notification]:  # fmt: skip
    payload = AUDIT if kind is Kind.AUDIT_ENDED else SECOND
    return notify.tell(
        accounts, kind=kind, key=key, unit=unit(), payload=payload, path="/meja/", by=by, at=at
    )


def wish(account: Account, **values: Any) -> NotificationWish:
    now = notify.wish_of(account)
    asked = {
        "rhythm": now.rhythm,
        "quiet_from": now.quiet_from,
        "quiet_to": now.quiet_to,
        "muted": now.muted,
        "version": now.version,
    } | values
    return notify.save_wish(account, **asked, by=account, at=make.NOON)


def leave(sender: Pulse, at: datetime) -> None:
    """Send all that may leave by a moment."""
    while mail.send_one(sender, now=lambda: at):
        pass


def test_a_person_is_told_once_of_one_cause_in_the_inbox_and_by_a_letter(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    assert len(tell(players.ani, players.fajar)) == 2
    assert tell(players.ani, players.fajar) == []
    leave(sender, make.NOON + MINUTE)

    assert Notification.objects.unread().count() == 2
    assert sorted(letter["To"] for letter in mailbox.letters) == [
        "ani@contoh.example",
        "fajar@contoh.example",
    ]
    letter = mailbox.letters[0]
    row = Notification.objects.get(account=players.ani)
    assert letter["Subject"] == "Pemeriksaan situs KPU Kab. Jombang selesai"
    assert f"http://127.0.0.1:8000/kotak-masuk/{row.pk}/" in letter.get_content()
    assert Event.objects.filter(verb="tell").count() == 1


def test_who_did_it_and_who_has_left_are_not_told(players: Cast) -> None:
    make.change(Account, {"pk": players.fajar.pk}, is_active=False)
    players.fajar.refresh_from_db()

    assert tell(players.ani, players.fajar, by=players.ani) == []
    assert not OutboxMail.objects.exists()


def test_what_happens_within_a_moment_comes_in_one_letter(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    for number in range(5):
        tell(players.ani, key=f"audit-{number}", at=make.NOON + timedelta(seconds=number))
    leave(sender, make.NOON + MINUTE)
    tell(players.ani, key="audit-later", at=make.NOON + 2 * MINUTE)
    leave(sender, make.NOON + 3 * MINUTE)

    assert [letter["Subject"][:7] for letter in mailbox.letters] == ["5 kabar", "Pemerik"]


def test_a_letter_waits_while_its_reader_wants_quiet(players: Cast, mailbox: Mailbox, sender: Pulse) -> None:
    tell(players.ani, at=EVENING)
    tell(players.ani, key="audit-2", at=EVENING + HOUR)
    leave(sender, MORNING - MINUTE)
    assert mailbox.letters == []

    leave(sender, MORNING)
    assert len(mailbox.letters) == 1


def test_quiet_is_by_the_clock_of_ones_own_place(players: Cast) -> None:
    yosef = make.account("Yosef", "yosef@jayapura.example")
    appoint(yosef, Role.OFFICER, "kpu-provinsi-papua")

    tell(yosef, players.ani, at=make.NOON + 7 * HOUR)  # 21:00 there, 19:00 in Jombang

    due = {
        row.account_id: row.letter.due_at
        for row in Notification.objects.select_related("letter")
        if row.letter
    }
    assert due[players.ani.pk] == make.NOON + 7 * HOUR + MINUTE
    assert due[yosef.pk] == make.NOON + 16 * HOUR


def test_a_letter_speaks_the_language_of_its_reader(players: Cast, mailbox: Mailbox, sender: Pulse) -> None:
    signin.choose_language(players.ani, language="en", by=players.ani, at=make.NOON)
    people.give_reset(players.ani, by=players.fajar, at=make.NOON)
    leave(sender, make.NOON)

    assert mailbox.letters[0]["Subject"] == "A new password for Terbuka"


def test_an_invitation_speaks_both_languages_to_a_newcomer_and_ones_own_to_who_is_known(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    make.change(Account, {"pk": players.dedi.pk}, language="en")
    for email in ("lina@contoh.example", "dedi@contoh.example"):
        people.invite(
            email=email, name="", unit=unit(), role=Role.DESK, from_on=date(2026, 11, 22), by=players.fajar,
            at=make.NOON,
        )  # fmt: skip
    leave(sender, make.NOON)

    lina, dedi = (letter.get_content() for letter in mailbox.letters)
    assert lina.index("Anda diundang") < lina.index("You are invited")
    assert "Anda diundang" not in dedi
    assert "You are invited" in dedi


def test_the_digest_is_one_letter_a_day_at_seven(players: Cast, mailbox: Mailbox, sender: Pulse) -> None:
    wish(players.ani, rhythm=Rhythm.DIGEST.value)
    tell(players.ani, key="1")
    tell(players.ani, key="2", kind=Kind.APPOINTED)
    leave(sender, make.NOON + HOUR)
    assert mailbox.letters == []

    for _run in range(2):  # As after a kill in the middle.
        write_digests(at=make.NOON + 16 * HOUR + 40 * MINUTE)
    leave(sender, make.NOON + 19 * HOUR - MINUTE)
    assert mailbox.letters == []
    leave(sender, make.NOON + 19 * HOUR)

    (letter,) = mailbox.letters
    assert letter["Subject"].startswith("2 kabar untuk Anda")
    write_digests(at=make.NOON + 40 * HOUR)
    assert OutboxMail.objects.count() == 1


def test_a_muted_kind_stays_in_the_inbox_and_what_must_be_told_comes(players: Cast) -> None:
    wish(players.ani, rhythm=Rhythm.INBOX_ONLY.value)
    wish(players.fajar, muted=["audit_ended"])

    tell(players.ani, players.fajar)
    tell(players.ani, players.fajar, kind=Kind.APPOINTED, key="appointed")

    assert Notification.objects.count() == 4
    assert OutboxMail.objects.count() == 2
    assert not OutboxMail.objects.exclude(stop="").exists()


def test_letters_that_may_be_stopped_say_how_to_programs_too(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    tell(players.ani)
    tell(players.ani, kind=Kind.APPOINTED, key="appointed")
    leave(sender, make.NOON + MINUTE)

    audit, appointed = mailbox.letters
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/surel/berhenti/[^/]+/>", audit["List-Unsubscribe"])
    assert audit["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert audit["List-Unsubscribe"].strip("<>") in audit.get_content()
    assert appointed["List-Unsubscribe"] is None


def test_stopping_also_takes_back_what_waits_for_the_morning(players: Cast) -> None:
    tell(players.ani, at=EVENING)
    sort = notify.sort_of(notify.token_of(players.ani.pk, Kind.AUDIT_ENDED))
    assert sort is not None

    notify.unsubscribe(sort, at=EVENING)

    assert not OutboxMail.objects.exists()
    assert notify.wish_of(players.ani).muted == ["audit_ended"]
    assert notify.resume(sort, at=EVENING).muted == []


def test_stopping_everything_is_taken_back_to_the_rhythm_before(players: Cast) -> None:
    wish(players.ani, rhythm=Rhythm.DIGEST.value)
    sort = notify.sort_of(notify.token_of(players.ani.pk, None))
    assert sort is not None

    assert notify.unsubscribe(sort, at=EVENING).rhythm == Rhythm.INBOX_ONLY
    assert notify.resume(sort, at=EVENING).rhythm == Rhythm.DIGEST


@pytest.mark.parametrize("token", ["", "1-all", "1-all.x", "a-b.c"])
def test_a_link_that_we_never_signed_ends_nothing(token: str) -> None:
    assert notify.sort_of(token) is None


def test_two_pages_of_wishes_do_not_overwrite_each_other(players: Cast) -> None:
    first = wish(players.ani, rhythm=Rhythm.DIGEST.value, version=0)
    assert wish(players.ani, version=0) == first  # the same again

    with pytest.raises(Stale):
        wish(players.ani, rhythm=Rhythm.AT_ONCE.value, version=0)
    with pytest.raises(BadInput):
        wish(players.ani, muted=["appointed"])
    with pytest.raises(BadInput):
        wish(players.ani, rhythm="hourly")


def test_an_address_that_the_server_does_not_know_gets_nothing_more_until_its_owner_says_so(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    mailbox.greet = lambda _address: "550 5.1.1 no such user"
    tell(players.ani)
    leave(sender, make.NOON + MINUTE)

    assert OutboxMail.objects.get().state == MailState.FAILED
    assert "no such user" in notify.wish_of(players.ani).bounce_told
    tell(players.ani, key="2", kind=Kind.APPOINTED, at=make.NOON + HOUR)
    assert OutboxMail.objects.count() == 1
    assert people.give_reset(players.ani, by=players.fajar, at=make.NOON + HOUR)  # handed over instead

    notify.confirm_address(players.ani, by=players.ani, at=make.NOON + HOUR)
    tell(players.ani, key="3", at=make.NOON + HOUR)
    assert OutboxMail.objects.count() == 2
    verbs = list(Event.objects.filter(subject_kind="account", verb__contains="dress").values_list("verb"))
    assert verbs == [("address_confirmed",)]


@pytest.mark.parametrize("answer", ["450 try later", "550 5.7.1 relaying denied", "552 5.2.2 mailbox full"])
def test_another_refusal_says_nothing_against_the_address(
    players: Cast, mailbox: Mailbox, sender: Pulse, answer: str
) -> None:
    mailbox.greet = lambda _address: answer
    tell(players.ani)
    mail.send_one(sender, now=lambda: make.NOON + MINUTE)

    assert notify.wish_of(players.ani).bounced_at is None


def test_reading_all_is_taken_back_and_touches_nobody_elses(players: Cast) -> None:
    rows = [*tell(players.ani, players.fajar), *tell(players.ani, key="2")]
    read_before = notify.mark_read(rows[-1], by=players.ani, at=make.NOON)
    assert read_before.read_at == make.NOON

    assert notify.mark_all_read(Notification.objects.all(), by=players.ani, at=make.NOON + HOUR) == 1
    assert Notification.objects.unread().get().account == players.fajar
    assert notify.mark_unread(read_at=make.NOON + HOUR, by=players.ani, at=make.NOON + HOUR) == 1
    assert Notification.objects.unread().count() == 2


def test_a_letter_of_ours_is_found_by_a_report_and_a_forged_one_is_not(
    players: Cast, mailbox: Mailbox, sender: Pulse
) -> None:
    tell(players.ani)
    leave(sender, make.NOON + MINUTE)
    letter = OutboxMail.objects.get()
    named = mailbox.letters[0]["Message-ID"]
    to = players.ani.email

    assert notify.letter_of(to="x@y.example", message_id_told=named, at=make.NOON + HOUR) == letter
    assert notify.letter_of(to=to, message_id_told="", at=make.NOON + HOUR) == letter
    assert notify.letter_of(to=to, message_id_told=f"<{letter.pk}.aa@kpu.example>", at=make.NOON) is None
    assert notify.letter_of(to=to, message_id_told="", at=make.NOON + timedelta(days=30)) is None


def test_those_above_are_the_nearest_who_verify(players: Cast) -> None:
    on = date(2026, 11, 22)

    assert people.verifiers_over(unit(), on=on) == [players.budi]
    province = unit().parent
    assert province is not None
    assert people.verifiers_over(province, on=on) == [players.eka]
    make.change(Account, {"pk": players.budi.pk}, is_active=False)
    assert people.verifiers_over(unit(JOMBANG), on=on) == [players.eka]
