"""Several crawl workers share the audits, and one that is killed in the middle loses none."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from terbuka.example.server import ExampleServer
from terbuka.example.sites import ExampleSite, demo_site
from tests.installation import LOOPS, PATIENCE, Installation, Workshop, ending

ASK = """
import time
from terbuka.models import AuditRun, WorkUnit
from terbuka.services import siteaudit
while AuditRun.objects.living().exists():
    time.sleep(0.1)
unit = WorkUnit.objects.get(slug="kpu-kab-jombang")
unit.websites.update(url="{url}")
print(siteaudit.ask_audit(unit, by=None, at=timezone.now()).pk)
"""
TELL = """
import json, time
from terbuka.models import AuditRun, Blob, Event
while AuditRun.objects.living().exists():
    time.sleep(0.1)
# What earlier audits saw is let go of right after the end.
until = time.monotonic() + 20
while Blob.objects.count() > 1 and time.monotonic() < until:
    time.sleep(0.1)
ended = Event.objects.filter(verb="finish", subject_kind="audit_run")
runs = [
    [run.state, run.attempts, run.findings.count(), ended.filter(subject_id=run.pk).count()]
    for run in AuditRun.objects.order_by("pk")
]
print(json.dumps([runs, Blob.objects.count()]))
"""

RACE = """
import json
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from terbuka.models import AuditRun, WorkUnit
from terbuka.services import siteaudit

units = list(WorkUnit.objects.filter(websites__isnull=False)[:30])

def ask(unit):
    try:
        return siteaudit.ask_audit(unit, by=None, at=at).pk
    finally:
        connection.close()

def take(name):
    mine = []
    try:
        while runs := siteaudit.take_runs(3, holder=name, at=at):
            mine += [run.pk for run in runs]
        return mine
    finally:
        connection.close()

with ThreadPoolExecutor(4) as clicks:
    asked = list(clicks.map(ask, [unit for unit in units for _ in range(4)]))
with ThreadPoolExecutor(4) as workers:
    taken = list(workers.map(take, ["satu", "dua", "tiga", "empat"]))
print(json.dumps([asked, taken, AuditRun.objects.count(), siteaudit.workers_alive(at)]))
"""


def test_clicks_and_workers_that_meet_make_and_take_each_audit_once(workshop: Workshop) -> None:
    asked, taken, count, alive = json.loads(workshop.prepared().script(RACE))

    assert count == len(set(asked)) == 30
    assert sorted(key for keys in taken for key in keys) == sorted(set(asked))
    assert alive == sum(bool(keys) for keys in taken)


def weak_site() -> ExampleSite:
    """The demonstration's site on a server that takes its time: a visit lasts some seconds."""
    site = demo_site(datetime.now(UTC).date())
    return replace(site, files={path: replace(one, delay=0.2) for path, one in site.files.items()})


def in_the_middle(site: ExampleServer, visit: int) -> None:
    """Until this visit (counted from 1) has asked for some pages, but by far not all.

    A visit begins with robots.txt, which it asks for once.
    """
    until = time.monotonic() + PATIENCE
    while True:
        begun = [number for number, path in enumerate(site.asked) if path == "/robots.txt"]
        if len(begun) >= visit and len(site.asked) > begun[visit - 1] + 12:
            return
        assert time.monotonic() < until, "the worker asks for nothing"
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a lease lapses after a minute")
def test_each_audit_whose_worker_is_killed_ends_once_by_the_next(workshop: Workshop) -> None:
    place = workshop.prepared()
    with ExampleServer(weak_site()) as site, ThreadPoolExecutor(1) as aside:
        place.settings["TERBUKA_DEMO_SITE"] = site.url.split("/")[2]
        worker = start(place)
        for times in range(LOOPS):
            with ending(worker):
                asked = aside.submit(place.script, ASK.format(url=site.url))
                in_the_middle(site, 2 * times + 1)
                worker.kill()
                worker.wait()
            asked.result()
            worker = start(place)
        with ending(worker):
            runs, visits = json.loads(place.script(TELL))

    items = runs[0][2]
    assert items > 80
    assert runs == [["done", 2, items, 1]] * LOOPS
    assert visits == 1


def start(place: Installation) -> subprocess.Popen[str]:
    """A worker of the crawl queue."""
    return place.start("work", "--queue", "crawl")
