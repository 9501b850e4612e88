"""Monitors are told in plain lines what goes on and what does not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.services.jobs import enqueue
from terbuka.services.jobs.pulse import show

pytestmark = pytest.mark.django_db


def asked(client: Client) -> tuple[int, list[str]]:
    answer = client.get("/healthz")
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.status_code, answer.content.decode().splitlines()


def both_alive(at: datetime) -> None:
    show("a", "quick", at=at)
    show("b", "crawl", at=at)


def test_while_pages_and_both_queues_go_on_all_is_well(client: Client) -> None:
    both_alive(timezone.now())
    enqueue("tidy", at=timezone.now())

    status, lines = asked(client)

    assert (status, lines[0], lines[1]) == (200, "ok", "database: ok")
    assert lines[2].startswith("worker quick: seen ")
    assert lines[4].startswith("oldest waiting job: ")


def work_waits(at: datetime) -> None:
    both_alive(at)
    enqueue("tidy", at=at - timedelta(hours=1))


@pytest.mark.parametrize(
    ("trouble", "line"),
    [
        (lambda at: None, "worker quick: never seen"),
        (lambda at: both_alive(at - timedelta(minutes=5)), "worker quick: seen 30"),
        (lambda at: both_alive(at + timedelta(hours=5)), "worker quick: seen -"),
        (work_waits, "oldest waiting job: 360"),
    ],
    ids=["no worker", "silent workers", "clock set back", "work waits too long"],
)
def test_what_stands_still_is_named(client: Client, trouble: Callable[[datetime], object], line: str) -> None:
    trouble(timezone.now())

    status, lines = asked(client)

    assert (status, lines[0]) == (503, "failing")
    assert any(told.startswith(line) for told in lines), lines
