"""Numbers under load: eight processes register at once, and none is lost, doubled or skipped."""

import subprocess
import sys

import pytest

from tests.installation import LOOPS, PATIENCE, Workshop

pytestmark = pytest.mark.django_db
PROCESSES = 8
KILLED = """
from terbuka.models import InformationRequest, NumberSeries, Event
done = InformationRequest.objects.exclude(number="")
print(sorted(done.values_list("number_seq", flat=True)) == list(range(1, done.count() + 1)))
print(NumberSeries.objects.get(kind="REG").last == done.count())
print(Event.objects.filter(verb="register").count() == done.count())
"""


def test_eight_processes_get_numbers_without_gap_or_double(workshop: Workshop) -> None:
    place, each = workshop.prepared(), LOOPS
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.asking", str(each)],
            env=place.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _number in range(PROCESSES)
    ]
    told = [process.communicate(timeout=PATIENCE) for process in running]

    faults = [fault for _out, fault in told if fault]
    assert [process.returncode for process in running] == [0] * PROCESSES, faults
    numbers = sorted(int(line.rpartition("/")[2]) for out, _fault in told for line in out.split())
    assert numbers == list(range(1, PROCESSES * each + 1))


def test_a_process_killed_in_the_middle_leaves_no_half_request_and_no_gap(workshop: Workshop) -> None:
    place = workshop.prepared()
    for _loop in range(LOOPS):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.asking", "10000"],
            env=place.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        for _number in range(3):
            assert process.stdout.readline().startswith("REG/")
        process.kill()
        process.wait()
        process.stdout.close()

    assert place.script(KILLED).split() == ["True"] * 3
