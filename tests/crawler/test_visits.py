"""A visit that was stored is the same visit when it is read again."""

import json
import zlib

import pytest

from terbuka.crawler.visits import visit_as_bytes, visit_from_bytes
from tests.make.siteaudit import example_report, report


def test_a_real_visit_comes_back_as_it_was() -> None:
    visit = example_report().visit

    stored = visit_as_bytes(visit)

    assert visit_from_bytes(stored) == visit
    assert len(visit.pages) > 50
    assert len(stored) < 400_000


def test_places_that_could_not_be_opened_come_back_with_their_cause() -> None:
    visit = report(unseen=("/mati",)).visit

    assert visit_from_bytes(visit_as_bytes(visit)) == visit


def test_fields_that_an_older_visit_lacks_take_their_default_and_strange_ones_are_left() -> None:
    visit = report().visit
    told = json.loads(zlib.decompress(visit_as_bytes(visit)))
    told["visit"]["pages"][0]["colour"] = "hijau"
    del told["visit"]["pages"][0]["title"]

    read = visit_from_bytes(zlib.compress(json.dumps(told).encode()))

    assert read.pages[0].title == ""
    assert read.pages[0].links == visit.pages[0].links


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04\x95 a pickle",
        zlib.compress(b"[1, 2]"),
        zlib.compress(b'{"form": 9, "visit": {}}'),
        zlib.compress(b'{"form": 1, "visit": {"pages": 3}}'),
        visit_as_bytes(report().visit)[:-20],
    ],
)
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        visit_from_bytes(content)
