"""How fast pages are beside a bare view of Django: `python -m bench.pages [--write]`.

Everything runs in one process through the whole middleware. The bare view is a
constant response; the bare list renders the same rows in the same frame from
one query. Rounds alternate and medians of processor time count, so that
another program on the machine does not.
"""

# ruff: noqa: E402  the settings are read from the environment before anything of Django is imported
import argparse
import atexit
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ["TERBUKA_DATA"] = tempfile.mkdtemp(prefix="terbuka-bench-")
atexit.register(shutil.rmtree, os.environ["TERBUKA_DATA"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "terbuka.settings"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import Count, F, Sum
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils import timezone

from terbuka import urls
from terbuka.management.serve import draw_ahead
from terbuka.models import (
    Account,
    Answer,
    Appointment,
    AssessmentRound,
    Event,
    FollowUpItem,
    Instrument,
    SelfAssessment,
    Verification,
    WorkUnit,
)
from terbuka.rules.assessment import Step, StepKind
from terbuka.services import assessment
from terbuka.web.assessment.recap import recap_of
from tests.make import nation

PERFORMANCE = Path(__file__).parent.parent / "docs" / "performance.md"
MARK = "<!-- pages -->"
ROUNDS, REPEATS = 15, 8
UNIT = "/satker/kpu-kab-jombang/"
NATION, PROVINCE = "/nasional/?lembaga=KPU", "/nasional/jawa-timur/?lembaga=KPU"
YEARS = (2023, 2024, 2025)
_PLAIN_SUM = """
    SELECT a.self_assessment_id, a.code, SUM(1.0 * v.value_numerator / v.value_denominator)
    FROM terbuka_answer a JOIN terbuka_verification v ON v.answer_id = a.id
    JOIN terbuka_selfassessment s ON s.id = a.self_assessment_id
    WHERE s.round_id = %s GROUP BY a.self_assessment_id, a.code"""
_LIST = engines["django"].from_string(
    "{% extends 'base.html' %}{% block main %}<h1>Verifikasi</h1><table>{% for row in rows %}<tr>"
    "<th><a href='/satker/{{ row.self_assessment__unit__slug }}/'>"
    "{{ row.self_assessment__unit__short_name }}</a></th>"
    "<td>{{ row.self_assessment__status }}</td><td>{{ row.claimed|floatformat:2 }}</td>"
    "<td>{{ row.marked }} / {{ row.n }}</td></tr>{% endfor %}</table>{% endblock %}"
)
_PLAN = engines["django"].from_string(
    "{% extends 'base.html' %}{% block main %}<h1>Tindak lanjut</h1><table>{% for item in items %}<tr>"
    "<th><a href='/kerja/kpu-kab-jombang/tindak-lanjut/{{ item.pk }}/'>{{ item.title.id }}</a></th>"
    "<td>{{ item.points }}</td><td>{{ item.owner.name }}</td><td>{{ item.due_on }}</td>"
    "<td>{{ item.status }}</td></tr>{% endfor %}</table>{% endblock %}"
)


def bare(request: HttpRequest) -> HttpResponse:
    """A constant response."""
    return HttpResponse("ok\n")


def bare_list(request: HttpRequest) -> HttpResponse:
    """Fifty units with state, score and marks from one query."""
    first = SelfAssessment.objects.order_by("pk").values("pk")[:50]
    rows = (
        Answer.objects.filter(self_assessment__in=first)
        .order_by()
        .values("self_assessment__unit__slug", "self_assessment__unit__short_name", "self_assessment__status")
        .annotate(
            claimed=Sum(F("value_numerator") * 1.0 / F("value_denominator")),
            marked=Count("verification__value_numerator"),
            n=Count("id"),
        )
    )
    return HttpResponse(_LIST.render({"rows": rows}, request))


def bare_plan(request: HttpRequest) -> HttpResponse:
    """Fifty follow-up items with points, owner, date and status from one query."""
    items = FollowUpItem.objects.filter(unit__slug="kpu-kab-jombang").select_related("owner")[:50]
    return HttpResponse(_PLAN.render({"items": items}, request))


def make_plan(account: Account) -> None:
    """Fifty accepted items of one unit."""
    unit, now = WorkUnit.objects.get(slug="kpu-kab-jombang"), timezone.now()
    titles = [f"Umumkan: laporan nomor {number}" for number in range(50)]
    FollowUpItem.objects.bulk_create(
        FollowUpItem(
            unit=unit,
            key=f"KIN-{number:02d}",
            status="accepted",
            title={"id": title, "en": title},
            points_numerator=number + 1,
            points_denominator=3,
            effort="days",
            owner=account,
            due_on=timezone.localdate() + timedelta(days=number),
            proposed_at=now,
        )
        for number, title in enumerate(titles)
    )


def _account() -> Account:
    """Somebody who verifies every unit of KPU."""
    now = timezone.now()
    account: Account = Account.objects.create(name="Eka", email="eka@contoh.example", created_at=now)
    for slug in ("kpu-ri", "bawaslu-ri"):
        Appointment.objects.create(
            account=account,
            role="national_administrator",
            unit=WorkUnit.objects.get(slug=slug),
            from_on=date(2020, 1, 1),
        )
    return account


def _steps() -> dict[StepKind, Step]:
    today = timezone.localdate()
    ends = zip(StepKind, (0, 10, 20), (9, 19, 29), strict=True)
    return {
        kind: Step(kind, today + timedelta(days=first), today + timedelta(days=last))
        for kind, first, last in ends
    }


def make_round(account: Account) -> AssessmentRound:
    """A round that asks every unit of both bodies; every answer given and marked."""
    now = timezone.now()
    prepared = assessment.prepare_round(
        name="Bench",
        year=now.year,
        owner=WorkUnit.objects.get(slug="kpu-ri"),
        instrument=Instrument.objects.get(),
        steps=_steps(),
        by=account,
        at=now,
    )
    made: AssessmentRound = assessment.open_round(prepared, units=WorkUnit.objects.all(), by=account, at=now)
    answers = Answer.objects.filter(self_assessment__round=made)
    answers.update(value_numerator=1, value_denominator=2, saved_at=now, saved_by=account)
    answers.filter(position__lt=20).update(value_numerator=1, value_denominator=1)
    marks = [
        Verification(answer_id=pk, marked_at=now, marked_by=account, value_numerator=1, value_denominator=2)
        for pk in answers.values_list("pk", flat=True)
    ]
    Verification.objects.bulk_create(marks, batch_size=2000)
    made.self_assessments.update(status="submitted", submitted_at=now, submitted_by=account)
    return made


def make_country(account: Account, made: AssessmentRound) -> None:
    """Three announced rounds of every unit of both bodies, each with the whole questionnaire."""
    nation.country(YEARS, by=account, definition=made.definition)


def spent(work: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Milliseconds of processor time for one run of `work`."""
    begun = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - begun) * 1000 / repeats


def medians(works: dict[str, Callable[[], Any]], rounds: int, repeats: int) -> dict[str, float]:
    """Each work's median over alternated rounds, after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            took = spent(work, repeats)
            if number:
                times[name].append(took)
    return {name: statistics.median(values) for name, values in times.items()}


def _pages(account: Account) -> dict[str, float]:
    urls.urlpatterns += [path("bare", bare), path("bare-list", bare_list), path("bare-plan", bare_plan)]
    clear_url_caches()
    settings.ALLOWED_HOSTS.append("testserver")
    reader, officer = Client(headers={"Accept-Encoding": "gzip"}), Client()
    officer.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    # Who is signed in is never given a kept page, so that this renders each time.
    works = {
        "bare": lambda: reader.get("/bare"),
        "kept": lambda: reader.get(UNIT),
        "fresh": _fresh(reader, f"{UNIT}?n="),
        "nation kept": lambda: reader.get(NATION),
        "nation": _fresh(reader, f"{NATION}&n="),
        "province": _fresh(reader, f"{PROVINCE}&n="),
        "bare list": lambda: officer.get("/bare-list"),
        "list": lambda: officer.get("/verifikasi/"),
        "bare plan": lambda: officer.get("/bare-plan"),
        "plan": lambda: officer.get("/kerja/kpu-kab-jombang/tindak-lanjut/"),
    }
    for name, work in works.items():
        assert work().status_code == 200, name
    found = medians(works, ROUNDS, REPEATS)
    # Apart from the others, for they throw away what is kept for them.
    apart = {"nation after": _after_an_event, "nation started": _started, "nation cold": _cold}
    for name, before in apart.items():
        found[name] = statistics.median(_first(reader, before) for _ in range(ROUNDS))
    return found


def _fresh(reader: Client, address: str) -> Callable[[], Any]:
    """The page, asked for under another address each time, so that no kept copy answers."""
    number = 0

    def ask() -> Any:
        nonlocal number
        number += 1
        return reader.get(f"{address}{number}")

    return ask


def _first(reader: Client, before: Callable[[], Any]) -> float:
    """Milliseconds for the first reader of the national view after `before`, which does not count."""
    before()
    return spent(lambda: reader.get(NATION, headers={"Host": settings.SITE.netloc}), 1)


def _after_an_event() -> None:
    """Somebody saves something that the view does not show."""
    Event.objects.create(subject_kind="answer", subject_id=1, verb="save", at=timezone.now())


def _cold() -> None:
    """Nothing is kept, neither numbers nor frame."""
    caches["pages"].clear()


def _started() -> None:
    """A worker starts, as `terbuka serve` starts it."""
    _cold()
    draw_ahead(get_wsgi_application())


def _recap(made: AssessmentRound) -> dict[str, float]:
    saqs = SelfAssessment.objects.filter(round=made)

    def plain() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_PLAIN_SUM, [made.pk])
            return cursor.fetchall()

    return medians({"plain sum": plain, "recap": lambda: recap_of(made, saqs)}, 7, 1)


def table(pages: dict[str, float], recaps: dict[str, float]) -> str:
    """What was measured, as it stands in the documentation."""
    lines = [
        f"Measured {timezone.localdate():%-d %B %Y}, SQLite, Python {platform.python_version()}, "
        f"one process, medians of {ROUNDS} alternated rounds of {REPEATS}, processor time.",
        "",
        "| page | ms | beside | ms | ratio | aim |",
        "|---|---|---|---|---|---|",
    ]
    rows = [
        ("public unit page, kept", "kept", "bare", "at least 0.60"),
        ("public unit page, rendered", "fresh", "bare", "at least 0.15"),
        ("officer's follow-up plan, 50 rows", "plan", "bare plan", "at least 0.60"),
        ("verifier's queue, 50 rows", "list", "bare list", "at least 0.60"),
    ]
    rows += [
        ("national view, 1,106 units × 3 years, kept", "nation kept", "bare", "at least 0.20"),
        ("national view, first after an event elsewhere", "nation after", "bare", "at least 0.20"),
        ("national view, first after a start", "nation started", "bare", "at least 0.20"),
        ("national view, rendered under a new address", "nation", "bare", "at least 0.20"),
        ("national view, counted and drawn with nothing kept", "nation cold", "bare", "–"),
        ("province view, 39 units × 3 years, rendered", "province", "bare", "–"),
    ]
    for name, ours, other, aim in rows:
        mine, theirs = pages[ours], pages[other]
        lines.append(f"| {name} | {mine:.2f} | {other} | {theirs:.2f} | {theirs / mine:.2f} | {aim} |")
    mine, theirs = recaps["recap"], recaps["plain sum"]
    lines.append(
        f"| recap, 1,106 units × 39 answers | {mine:.0f} | plain SQL sum | {theirs:.0f} | "
        f"{mine / theirs:.2f} | at most 3 |"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with `--write` put the table into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args()
    for command in ("migrate", "load_reference"):
        call_command(command, verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    account = _account()
    make_plan(account)
    made = make_round(account)
    make_country(account, made)
    caches["pages"].clear()
    told = table(_pages(account), _recap(made))
    print(told)
    if wish.write:
        before, _old, after = PERFORMANCE.read_text("utf-8").split(MARK)
        PERFORMANCE.write_text(f"{before}{MARK}\n{told}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
