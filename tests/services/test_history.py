"""Published results in the database: loaded once, kept when a unit is renamed, taken back with the file."""

from dataclasses import replace
from fractions import Fraction

import pytest

from terbuka.models import Event, PastResult
from terbuka.rules.history import published_results
from terbuka.services.assessment import load_history
from tests import make
from tests.make import nation

pytestmark = pytest.mark.django_db


def test_a_result_stands_at_its_unit_with_exact_score_and_source() -> None:
    found = PastResult.objects.select_related("unit").get(published_name="Bawaslu Kota Depok", year=2025)

    assert found.unit
    assert (found.unit.slug, found.score, found.category) == (
        "bawaslu-kota-depok",
        Fraction("95.43"),
        "Informatif",
    )
    assert found.url.startswith("https://kotadepok.bawaslu.go.id/")


def test_a_renamed_unit_keeps_its_results() -> None:
    nation.moved("bawaslu-kota-depok", "bawaslu-kota-depok-raya", on=make.NOON.date())

    assert not load_history(published_results(), by=None, at=make.NOON)
    assert PastResult.objects.filter(unit__slug="bawaslu-kota-depok-raya").count() == 2


def test_a_row_that_the_file_corrects_or_takes_back_follows_it_and_others_stay() -> None:
    first, second, *rest = published_results()
    nation.past("dari-tempat-lain", year=2019)

    told = load_history([replace(first, url="https://contoh.example/"), *rest], by=None, at=make.NOON)

    assert (told.added, told.changed) == (0, 2)
    assert PastResult.objects.get(key=first.key).url == "https://contoh.example/"
    assert not PastResult.objects.filter(key=second.key).exists()
    assert PastResult.objects.filter(key="dari-tempat-lain").exists()
    assert Event.objects.filter(subject_kind="past_result", verb="load").last().payload == {  # type: ignore[union-attr]
        "added": 0,
        "changed": 2,
    }
