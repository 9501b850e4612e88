"""How fast the register is: `python -m bench.register [--small] [--write]`.

The daily run that finds what comes due or is late and writes events and letters, over 5,000 and
500,000 open cases of which each has something to tell (nothing is sent); the same run again;
100,000 due dates counted anew after a new holiday; requests taken in by four processes at once;
the page of a case. On PostgreSQL: `python -m tests.on_postgres bench.register`.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

# Prepares an installation of its own before anything of Django is imported.
from bench.search import PERFORMANCE  # isort: split

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terbuka.models import (
    Account,
    Applicant,
    Appointment,
    Event,
    Holiday,
    InformationRequest,
    Notification,
    OutboxMail,
    WorkUnit,
)
from terbuka.rules.people import Role
from terbuka.rules.register.clocks import ANSWER
from terbuka.services.register.places import Places
from terbuka.services.register.recounting import recount_cases
from terbuka.services.register.rows import Counting
from terbuka.services.register.sealing import code_digest, fresh_code
from terbuka.services.register.warning import warn_due

SMALL, LARGE, MOVED = 5_000, 500_000, 100_000
PROCESSES, SECONDS = 4, 60
CHUNK = 2_000
# A peer of the same kind takes 15 s for 5,000 cases; the aim is a thirtieth of that.
PEER_SECONDS, AIM = 15.0, 30
# Registered from Monday 1 June 2026, 09.00 in Jakarta, over thirty days; by the morning of 11 July some are
# at half of their limit, some at its end, and most are late.
REGISTERED, RUN = datetime(2026, 6, 1, 2, 0, tzinfo=UTC), datetime(2026, 7, 10, 20, 0, tzinfo=UTC)
SPREAD = 30


def people() -> None:
    """An officer and a supervisor in every unit and a verifier above, so that there is somebody to tell."""
    units = list(WorkUnit.objects.order_by("pk"))
    for role in (Role.OFFICER, Role.SUPERVISOR, Role.VERIFIER):
        accounts = Account.objects.bulk_create(
            Account(name=f"{role.value} {unit.pk}", email=f"{role.value}{unit.pk}@contoh.example",
                    created_at=REGISTERED)
            for unit in units
        )  # fmt: skip
        Appointment.objects.bulk_create(
            Appointment(account=account, role=role.value, unit=unit, from_on=date(2026, 1, 2))
            for account, unit in zip(accounts, units, strict=True)
            if role is not Role.VERIFIER or unit.level != "regency"
        )


def _cases(count: int, first: int) -> Iterator[InformationRequest]:
    units = list(WorkUnit.objects.select_related("parent__parent").order_by("pk"))
    applicant = Applicant.objects.create(name="Pemohon contoh", email="pemohon@contoh.example")
    counting = Counting(Places())
    for number, unit in islice(enumerate(cycle(units), start=first), count):
        code = fresh_code()
        # At some minute of thirty days, so that limits differ.
        at = REGISTERED + timedelta(days=number % SPREAD, minutes=number % 300)
        row = InformationRequest(
            unit=unit, applicant=applicant, status="in_process", channel="web", code=code,
            code_digest=code_digest(code), number=f"REG/{unit.slug}/2026/{number}", number_year=2026,
            number_seq=number, subject="Laporan", details="Laporan tahun 2025", received_at=at,
            registered_at=at, regime="umum", regime_proposed="umum", limit_key=ANSWER, starts_at=at,
        )  # fmt: skip
        running = counting.running(row, counting.places.of(unit))
        row.due_on, row.target_on = running.deadline.due, running.deadline.target
        row.warn_on = running.steps.days[0][1]
        yield row


def fill(count: int, first: int) -> None:
    """So many open cases over all units."""
    rows = _cases(count, first)
    while some := list(islice(rows, CHUNK)):
        InformationRequest.objects.bulk_create(some)


def empty() -> None:
    """Take the cases and what they wrote away again."""
    tables = (Notification, OutboxMail, InformationRequest, Event)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def timed(act: object) -> tuple[float, object]:
    """Seconds and result of a call without arguments."""
    assert callable(act)
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def runs(sizes: tuple[int, ...]) -> Iterator[str]:
    """The daily run over each number of open cases, twice."""
    yield (
        "| open cases, all to be told of | s | cases a second | events | letters | again, same day, s "
        "| written again |"
    )
    yield "|---|---|---|---|---|---|---|"
    for size in sizes:
        empty()
        fill(size, 1)
        first, told = timed(lambda: warn_due(at=RUN))
        events, letters = Event.objects.filter(verb="warn").count(), OutboxMail.objects.count()
        again, second = timed(lambda: warn_due(at=RUN + timedelta(hours=1)))
        assert told.events == events == size  # type: ignore[attr-defined]
        yield (
            f"| {size:,} | {first:.2f} | {size / first:,.0f} | {events:,} | {letters:,} "
            f"| {again:.2f} | {second.events + second.told} |"  # type: ignore[attr-defined]
        )


def recounted(size: int) -> Iterator[str]:
    """Due dates counted anew after a holiday that moves all of them."""
    empty()
    fill(size, 1)
    holiday = Holiday.objects.create(day=date(2026, 7, 1), kind="national", name="Libur contoh")
    seconds, moved = timed(lambda: recount_cases(at=REGISTERED))
    holiday.delete()
    yield (
        f"{size:,} open cases counted anew after a new holiday: {seconds:.1f} s, {moved:,} moved, each with "
        f"an event and a word to office and applicant ({size / seconds:,.0f} a second)."
    )


def case_page() -> Iterator[str]:
    """Queries and processor time of one case among many."""
    row = InformationRequest.objects.filter(unit__slug="kpu-kab-jombang").first()
    assert row
    reader = Client()
    officer = Account.objects.get(email=f"officer{row.unit_id}@contoh.example")
    reader.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name, address in (
        ("The page of one case", f"/kerja/{row.unit.slug}/permohonan/{row.pk}/"),
        ("The inbox of an office", f"/kerja/{row.unit.slug}/permohonan/"),
    ):
        assert reader.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            reader.get(address)
        start = time.process_time()
        for _round in range(10):
            reader.get(address)
        yield f"{name}: {len(asked)} queries, {(time.process_time() - start) * 100:.0f} ms of processor time."


def taken_in(seconds: int) -> Iterator[str]:
    """Requests taken in and registered by four processes at once."""
    environment = dict(os.environ)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.asking", "--seconds", str(seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _number in range(PROCESSES)
    ]
    told = [process.communicate() for process in running]
    faults = sum(process.returncode != 0 for process in running)
    numbers = [line for out, _fault in told for line in out.split()]
    assert len(set(numbers)) == len(numbers)
    yield (
        f"Taken in and registered by {PROCESSES} processes at once for {seconds} s: {len(numbers):,} "
        f"requests, {len(numbers) / seconds:,.0f} a second, {faults} faults, no number twice."
    )


def main() -> None:
    """Measure, print, and where asked write the tables into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="5,000 and 20,000 cases, ten seconds")
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_reference", verbosity=0)
    settings.ALLOWED_HOSTS.append("testserver")
    settings.MAIL_SERVER = settings.MAIL_SERVER or {"host": "localhost"}  # letters are written, none is sent
    people()
    machine = f"{os.cpu_count()} cores, {platform.system()}, {connection.vendor}"
    lines = [
        f"Measured {time.strftime('%-d %B %Y')} on {machine}.",
        "",
        *runs((SMALL, 20_000 if wish.small else LARGE)),
        "",
        f"A peer needs {PEER_SECONDS:.0f} s for 5,000; the aim is {PEER_SECONDS / AIM:.1f} s.",
        "",
        *recounted(20_000 if wish.small else MOVED),
        "",
        *case_page(),
        "",
        *taken_in(10 if wish.small else SECONDS),
    ]
    told = "\n".join(lines)
    print(told)
    if wish.write:
        mark = f"<!-- register {connection.vendor} -->"
        before, _old, after = PERFORMANCE.read_text("utf-8").split(mark)
        PERFORMANCE.write_text(f"{before}{mark}\n{told}\n{mark}{after}", "utf-8")


if __name__ == "__main__":
    main()
