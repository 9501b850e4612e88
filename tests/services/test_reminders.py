"""Acts tell whom they concern; each day reminds of what comes due; the level above reads one summary."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terbuka.models import Notification, OutboxMail
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Role
from terbuka.services import assessment, followup, people, siteaudit
from terbuka.services.assessment.results import announce, finish_verification
from terbuka.services.assessment.verification import accept_untouched
from terbuka.services.jobs.reminders import remind
from tests import make
from tests.mailbox import Mailbox
from tests.make import assessment as rounds
from tests.make import followup as items
from tests.make import siteaudit as audits
from tests.make.cast import BEGAN, Cast, cast, unit

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NIGHT = datetime.fromisoformat("2026-11-22T04:00:00+07:00")  # a Sunday


@pytest.fixture
def players() -> Cast:
    return cast()


def told(kind: Kind) -> list[str]:
    """Who was told of a kind, each as often as it was."""
    return sorted(Notification.objects.filter(kind=kind.value).values_list("account__name", flat=True))


def test_the_steps_of_a_round_reach_those_whom_they_concern(players: Cast) -> None:
    the_round = rounds.opened(players.eka)
    for _run in range(2):
        assessment.tell_opened(the_round.pk, at=make.NOON)
    assert told(Kind.ROUND_OPENED) == ["Ani", "Fajar"]

    saq = rounds.submitted(rounds.saq(the_round), by=players.ani)
    assert told(Kind.SAQ_SUBMITTED) == ["Budi"]
    assessment.reopen(saq, by=players.budi, at=make.NOON + 2 * HOUR)
    assert told(Kind.SAQ_REOPENED) == ["Ani", "Fajar"]
    rounds.submitted(saq, by=players.fajar, at=make.NOON + 3 * HOUR)
    assert told(Kind.SAQ_SUBMITTED) == ["Budi", "Budi"]

    saq = rounds.saq(the_round)
    accept_untouched(saq, is_confirmed=True, by=players.budi, at=make.NOON + 9 * DAY)
    finish_verification(saq, by=players.budi, at=make.NOON + 9 * DAY)
    assert told(Kind.SAQ_VERIFIED) == ["Ani", "Fajar"]
    announce(the_round, by=players.eka, at=make.NOON + 30 * DAY)
    assessment.tell_announced(the_round.pk, at=make.NOON + 30 * DAY)
    assert told(Kind.RESULTS_ANNOUNCED) == ["Ani", "Fajar"]
    row = Notification.objects.filter(kind=Kind.RESULTS_ANNOUNCED.value).first()
    assert row is not None
    assert row.payload["score"]["id"].count(",") == 1


def test_whoever_asked_for_an_audit_hears_of_its_end(players: Cast) -> None:
    for ends_well in (True, False):
        siteaudit.ask_audit(audits.websites(audits.SITE), by=players.ani, at=make.NOON)
        (run,) = siteaudit.take_runs(1, holder="w", at=make.NOON)
        if ends_well:
            siteaudit.record_run(run, audits.report(), at=make.NOON)
        else:
            siteaudit.fail_run(run, fault=say("Mati."), at=make.NOON)

    assert told(Kind.AUDIT_ENDED) == ["Ani", "Ani"]
    failed, done = Notification.objects.order_by("-id")
    assert done.payload["present"] == 1
    assert failed.payload["fault"]["id"] == "Mati."


def test_an_item_is_told_to_its_owner_unless_the_owner_took_it(players: Cast) -> None:
    item = items.item()
    due = date(2026, 11, 30)
    followup.accept(item, owner=players.ani, due_on=due, today=due, by=players.fajar, at=make.NOON)
    item.refresh_from_db()
    followup.accept(item, owner=players.ani, due_on=due, today=due, by=players.fajar, at=make.NOON)
    other = items.item("KIN-05")
    followup.accept(other, owner=players.ani, due_on=due, today=due, by=players.ani, at=make.NOON)

    assert told(Kind.ITEM_GIVEN) == ["Ani"]


def test_an_appointment_is_told_and_one_taken_up_is_known(players: Cast) -> None:
    people.appoint(
        account=players.dedi, unit=unit(), role=Role.PPID, from_on=BEGAN, by=players.eka, at=make.NOON
    )
    row = people.invite(
        email="ani@contoh.example", name="", unit=unit(), role=Role.PPID, from_on=BEGAN, by=players.eka,
        at=make.NOON,
    )  # fmt: skip
    people.accept(row, by=players.ani, at=make.NOON)

    assert told(Kind.APPOINTED) == ["Dedi"]


def test_a_questionnaire_is_reminded_of_at_seven_three_and_one_working_days(players: Cast) -> None:
    the_round = rounds.opened(players.eka)  # until Friday, 27 November
    reached = []
    for day in range(-5, 8):
        remind(at=NIGHT + day * DAY)
        reached.append(len(told(Kind.SAQ_DUE_SOON)) // 2)

    # From 17 November: 18 is the seventh working day before the end, 24 the third, 26 the last but one.
    assert reached == [0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3]
    assert told(Kind.SAQ_DUE_SOON) == ["Ani"] * 3 + ["Fajar"] * 3
    assert rounds.saq(the_round).status == "filling"


def test_a_questionnaire_that_was_sent_is_left_alone(players: Cast) -> None:
    rounds.submitted(rounds.saq(rounds.opened(players.eka)), by=players.ani)
    remind(at=NIGHT + 4 * DAY)

    assert told(Kind.SAQ_DUE_SOON) == []


def twelve_items(players: Cast, due: date) -> None:
    """Items that Ani took on, due on one day."""
    for number in range(12):
        followup.accept(
            items.item(f"KIN-{number:02d}"),
            owner=players.ani,
            due_on=due,
            today=due,
            by=players.ani,
            at=make.NOON,
        )


def test_items_are_reminded_of_then_told_weekly_and_the_level_above_reads_one_summary(players: Cast) -> None:
    twelve_items(players, date(2026, 11, 27))

    remind(at=NIGHT - 3 * DAY)
    assert told(Kind.ITEM_DUE_SOON) == []
    remind(at=NIGHT - 2 * DAY)
    remind(at=NIGHT + DAY)
    assert told(Kind.ITEM_DUE_SOON) == ["Ani"] * 12
    remind(at=NIGHT + 4 * DAY)
    assert told(Kind.ITEM_DUE_SOON) == ["Ani"] * 24
    remind(at=NIGHT + 6 * DAY)
    remind(at=NIGHT + 7 * DAY)

    assert told(Kind.ITEM_OVERDUE) == ["Ani"] * 12 + ["Budi"]
    summary = Notification.objects.get(account=players.budi, kind=Kind.ITEM_OVERDUE.value)
    assert (summary.payload["items"], summary.payload["units"]) == (12, 1)
    remind(at=NIGHT + 13 * DAY)
    assert told(Kind.ITEM_OVERDUE) == ["Ani"] * 24 + ["Budi"] * 2


def test_the_reminders_of_a_night_come_in_one_letter(players: Cast, mailbox: Mailbox) -> None:
    twelve_items(players, date(2026, 11, 27))
    remind(at=NIGHT)

    letter = OutboxMail.objects.get()
    assert letter.subject.startswith("12 kabar")
    assert letter.due_at == NIGHT + 2 * HOUR


def test_telling_a_unit_asks_few_questions_however_many_know_it(players: Cast, mailbox: Mailbox) -> None:
    the_round = rounds.opened(players.eka, units=[unit(), unit("kpu-kab-sleman")])
    with CaptureQueriesContext(connection) as asked:
        assessment.tell_opened(the_round.pk, at=make.NOON)

    assert told(Kind.ROUND_OPENED) == ["Ani", "Dedi", "Fajar"]
    assert len(asked) <= 30
