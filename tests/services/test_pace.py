"""How often somebody came is counted over all workers; heavy work has its slots; nobody waits for ever."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from terbuka.services.pace import Counter
from terbuka.services.slots import Busy, slot

ELSEWHERE = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(SECRET_KEY=sys.argv[2])
from terbuka.services.pace import Counter
counter = Counter(Path(sys.argv[1]))
for _ in range(200):
    counter.count("36.66.1.1", 1000, 120.0)
"""


def test_two_processes_count_together_and_nobody_is_counted_short(tmp_path: Path, settings: Any) -> None:
    place = tmp_path / "pace"
    others = [
        subprocess.Popen([sys.executable, "-c", ELSEWHERE, str(place), settings.SECRET_KEY]) for _ in range(2)
    ]
    counter = Counter(place)
    for _ in range(200):
        counter.count("36.66.1.1", 1000, 120.0)
    assert [other.wait(60) for other in others] == [0, 0]

    assert counter.standing("36.66.1.1", 1000, 120.0).left == 400
    assert counter.standing("36.66.1.2", 1000, 120.0).left == 1000


def test_another_stretch_begins_anew_and_says_when(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "pace")

    told = [counter.count("a", 2, moment, seconds=10) for moment in (100.0, 104.0, 109.0, 110.0)]

    assert [one.is_over for one in told] == [False, False, True, False]
    assert [one.reset for one in told] == [10, 6, 1, 10]


def test_of_two_slots_the_third_is_told_to_come_again_until_one_is_free() -> None:
    taken = slot("trial", 2, patience=0), slot("trial", 2, patience=0), slot("trial", 2, patience=0.1)
    with taken[0], taken[1], pytest.raises(Busy, match="coba lagi"), taken[2]:
        pass
    with slot("trial", 2, patience=0):
        pass


def test_who_waits_gets_the_slot_when_it_is_free() -> None:
    held, got = threading.Event(), threading.Event()

    def wait() -> None:
        held.wait(5)
        with slot("trial", 1, patience=5):
            got.set()

    other = threading.Thread(target=wait)
    other.start()
    with slot("trial", 1, patience=0):
        held.set()
        assert not got.wait(0.2)
    other.join(5)
    assert got.is_set()
