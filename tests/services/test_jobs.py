"""Reference data: all there after the first start, untouched by the second."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terbuka.models import BandScale, Event, Holiday, Instrument, Question, RequiredItem, Website, WorkUnit
from terbuka.rules.workdays import shipped_holidays
from terbuka.services.jobs import load_reference
from tests import make

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_the_first_start_brings_everything_and_says_so_in_one_event_a_kind() -> None:
    make.empty_register()

    load_reference(by=None, at=make.NOON)

    assert WorkUnit.objects.count() == Website.objects.count() == 1106
    assert WorkUnit.objects.filter(level="province").count() == 76
    assert RequiredItem.objects.count() == 109
    assert (Instrument.objects.count(), Question.objects.count()) == (1, 39)
    assert sum(Question.objects.values_list("weight", flat=True)) == 100
    assert Holiday.objects.count() == len(shipped_holidays())
    assert set(BandScale.objects.values_list("key", flat=True)) >= {"ki-2022", "bawaslu-2025"}
    told = {event.subject_kind: event.payload for event in Event.objects.filter(verb="load")}
    assert told["work_unit"] == {"added": 2212, "changed": 0}
    assert set(told) == {
        "work_unit",
        "holiday",
        "election_stage",
        "required_item",
        "band_scale",
        "instrument",
        "past_result",
    }


def test_the_second_start_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        written = load_reference(by=None, at=make.NOON)

    assert not any(written.values())
    assert [query["sql"] for query in asked if query["sql"].startswith(WRITES)] == []


def test_a_name_that_differs_from_the_file_is_mended() -> None:
    make.rename("kpu-kab-jombang", "KPU Kabupaten Jombnag")

    changed = load_reference(by=None, at=make.NOON)["units"]

    assert (changed.added, changed.changed) == (0, 1)
    assert WorkUnit.objects.get(slug="kpu-kab-jombang").name == "KPU Kabupaten Jombang"


def test_an_address_that_the_unit_confirmed_is_left_alone() -> None:
    make.confirm_website("kpu-kab-jombang", "https://jombang.kpu.go.id")

    assert not load_reference(by=None, at=make.NOON)["units"]
    assert Website.objects.get(unit__slug="kpu-kab-jombang").url == "https://jombang.kpu.go.id"


def test_what_a_committee_changed_is_left_alone() -> None:
    make.change(Question, {"code": "A01"}, weight=5)
    make.change(BandScale, {"key": "ki-2022"}, bands=[["Informatif", "95"], ["Tidak Informatif", "0"]])
    make.change(Holiday, {"day": "2026-12-25"}, is_provisional=True)

    assert not any(load_reference(by=None, at=make.NOON).values())
    assert Question.objects.get(code="A01").weight == 5


def test_every_regency_hangs_under_its_province_and_that_under_its_root() -> None:
    jombang = WorkUnit.objects.select_related("parent__parent").get(slug="bawaslu-kab-jombang")

    assert jombang.parent is not None
    assert jombang.parent.slug == "bawaslu-provinsi-jawa-timur"
    assert jombang.parent.parent is not None
    assert jombang.parent.parent.slug == "bawaslu-ri"
