"""How fast the register is: `python -m bench.register [--sizes N,N] [--moved N] [--seconds N] [--write]`.

The daily run that finds what comes due or is late and writes events and letters (nothing is
sent) over 5,000 and 500,000 open cases: on the hardest day, when every case has something to
tell, and on a usual one; the same run again; what a new holiday would move, shown; 100,000 due
dates counted anew; the page of a case; requests taken in by four processes at once. On
PostgreSQL: `python -m tests.on_postgres bench.register`.
"""

import argparse
import hashlib
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import batched, cycle, islice
from typing import Any

# Prepares an installation of its own before anything of Django is imported.
from bench.search import PERFORMANCE  # isort: split

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from terbuka.models import (
    Account,
    Applicant,
    Appointment,
    CaseMessage,
    Event,
    Holiday,
    InformationRequest,
    Notification,
    OutboxMail,
    WorkUnit,
)
from terbuka.rules import workdays
from terbuka.rules.people import Role
from terbuka.rules.register.clocks import ANSWER
from terbuka.rules.register.warning import Warned
from terbuka.services.bulk import insert
from terbuka.services.calendar import known_holidays
from terbuka.services.notify import is_address
from terbuka.services.register.places import Places
from terbuka.services.register.recounting import preview, recount_cases
from terbuka.services.register.rows import Began, Counting
from terbuka.services.register.warning import warn_due

SIZES, MOVED = (5_000, 500_000), 100_000
PROCESSES, SECONDS = 4, 60
CHUNK = 2_000
# A peer of the same kind takes 15 s for 5,000 cases; the aim is a thirtieth of that.
PEER_SECONDS, AIM = 15.0, 30
# The hardest day, Saturday 11 July: registered from Monday 1 June 2026, 09.00 in Jakarta, over thirty
# days, and nobody was told of anything yet: some are at half of their limit, some near it, most are late.
REGISTERED, RUN = datetime(2026, 6, 1, 2, 0, tzinfo=UTC), datetime(2026, 7, 10, 20, 0, tzinfo=UTC)
# A usual day, Wednesday 8 July: registered in the fifteen days before it, and told of daily until then.
USUAL = datetime(2026, 7, 7, 20, 0, tzinfo=UTC)
SPREAD, USUAL_SPREAD = 30, 15
STORED = (
    *("unit", "applicant", "status", "channel", "code", "code_digest", "number", "number_year", "number_seq"),
    *("subject", "details", "received_at", "registered_at", "regime", "regime_proposed", "limit_key"),
    *("starts_at", "due_on", "target_on", "warn_on", "warned"),
)


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


def _cases(count: int, *, is_usual: bool) -> Iterator[tuple[object, ...]]:
    units = list(WorkUnit.objects.order_by("pk"))
    applicant = Applicant.objects.create(name="Pemohon contoh", email="pemohon@contoh.example")
    counting, today = Counting(Places()), (USUAL + timedelta(hours=9)).date()
    first = USUAL - timedelta(days=USUAL_SPREAD, hours=18) if is_usual else REGISTERED
    for number, unit in islice(enumerate(cycle(units), start=1), count):
        code = f"contoh-{number:030}"
        # At some minute of these days, so that limits differ.
        at = first + timedelta(days=number % (USUAL_SPREAD if is_usual else SPREAD), minutes=number % 300)
        running = counting.running(Began(unit.pk, "umum", ANSWER, at))
        past = [step for step, day in running.steps.days if is_usual and day < today]
        warned = max(past, default=Warned.NOTHING)
        yield (
            *(unit.pk, applicant.pk, "in_process", "web", code, hashlib.sha256(code.encode()).hexdigest()),
            *(f"REG/{unit.slug}/2026/{number}", 2026, number, "Laporan", "Laporan tahun 2025", at, at),
            *("umum", "umum", ANSWER, at, running.deadline.due, running.deadline.target),
            *(running.steps.next_after(warned), int(warned)),
        )


def fill(count: int, *, is_usual: bool = False) -> None:
    """So many open cases over all units."""
    for some in batched(_cases(count, is_usual=is_usual), CHUNK):
        insert(InformationRequest, STORED, some)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def empty() -> None:
    """Take the cases and what they wrote away again."""
    tables = (Notification, OutboxMail, CaseMessage, InformationRequest, Event)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def timed[Result](act: Callable[[], Result]) -> tuple[float, float, Result]:
    """Seconds, those of the processor in this process, and the result."""
    start, began = time.perf_counter(), time.process_time()
    result = act()
    return time.perf_counter() - start, time.process_time() - began, result


def runs(sizes: Sequence[int]) -> Iterator[str]:
    """The daily run over each number of open cases, twice, on the hardest day and on a usual one."""
    yield "| open cases | told of | s | of it processor s | letters | again, same day, s | written again |"
    yield "|---|---|---|---|---|---|---|"
    for size, is_usual in [(size, is_usual) for size in sizes for is_usual in (True, False)]:
        at = USUAL if is_usual else RUN
        empty()
        fill(size, is_usual=is_usual)
        seconds, work, told = timed(lambda at=at: warn_due(at=at))  # type: ignore[misc]
        letters = OutboxMail.objects.count()
        again, _work, second = timed(lambda at=at: warn_due(at=at + timedelta(hours=1)))  # type: ignore[misc]
        assert told.events == Event.objects.filter(verb="warn").count()
        assert is_usual or told.events == size
        yield (
            f"| {size:,} | {told.events:,} ({told.events / size:.0%}) | {seconds:.2f} | {work:.2f} "
            f"| {letters:,} | {again:.2f} | {second.events + second.told} |"
        )


def foreseen() -> Iterator[str]:
    """What a new holiday would move among the cases that are there, as its form shows it."""
    new = workdays.Holiday(date(2026, 7, 1), workdays.HolidayKind.NATIONAL, "Libur contoh")
    later = [*known_holidays(), new]
    shared: dict[str, workdays.Calendar] = {}

    def calendar(code: str) -> workdays.Calendar:
        return shared.setdefault(code, workdays.Calendar.of(later, code))

    seconds, _work, (moves, count) = timed(lambda: preview(calendar=calendar))
    yield (
        f"What a new holiday would move among {InformationRequest.objects.count():,} open cases: "
        f"{seconds:.1f} s for the exact number, {count:,}, and a list of the first {len(moves)}."
    )


def recounted(size: int) -> Iterator[str]:
    """Due dates counted anew after a holiday that moves nearly all of them."""
    empty()
    fill(size, is_usual=True)
    holiday = Holiday.objects.create(day=date(2026, 7, 7), kind="national", name="Libur contoh")
    seconds, work, moved = timed(lambda: recount_cases(at=USUAL))
    holiday.delete()
    yield (
        f"{size:,} open cases counted anew after a new holiday: {seconds:.1f} s ({work:.1f} s of the "
        f"processor), {moved:,} moved, each with an event, a message and a letter to its applicant, and a "
        f"word to each office ({size / seconds:,.0f} cases a second)."
    )


def _count(asked: list[str], execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    asked.append(sql)
    return execute(sql, *rest)


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
        asked: list[str] = []
        with connection.execute_wrapper(partial(_count, asked)):
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


def memory() -> Iterator[str]:
    """The most that this process held."""
    yield f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB."


def main() -> None:
    """Measure, print, and where asked write the tables into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="open cases, with commas")
    parser.add_argument("--moved", type=int, default=MOVED, help="cases counted anew")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long requests are taken in")
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_reference", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    settings.ALLOWED_HOSTS.append("testserver")
    settings.MAIL_SERVER = settings.MAIL_SERVER or {"host": "localhost"}  # letters are written, none is sent
    # A worker has its table of addresses and the shape of an e-mail address since its first letter.
    reverse("inbox")
    is_address("contoh@contoh.example")
    people()
    machine = f"{os.cpu_count()} cores, {platform.system()}, {connection.vendor}"
    lines: list[str] = []
    for part in (
        [f"Measured {time.strftime('%-d %B %Y')} on {machine}."],
        runs([int(size) for size in wish.sizes.split(",")]),
        [f"A peer needs {PEER_SECONDS:.0f} s for 5,000; the aim is {PEER_SECONDS / AIM:.1f} s."],
        foreseen(),
        recounted(wish.moved),
        case_page(),
        taken_in(wish.seconds),
        memory(),
    ):
        for line in (*([""] if lines else []), *part):
            print(line, flush=True)
            lines.append(line)
    told = "\n".join(lines)
    if wish.write:
        mark = f"<!-- register {connection.vendor} -->"
        before, _old, after = PERFORMANCE.read_text("utf-8").split(mark)
        PERFORMANCE.write_text(f"{before}{mark}\n{told}\n{mark}{after}", "utf-8")


if __name__ == "__main__":
    main()
