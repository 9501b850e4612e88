"""The tree of units: narrowing it, and what the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from terbuka.models import Website, WorkUnit
from tests import make

pytestmark = pytest.mark.django_db
JOMBANG = "kpu-kab-jombang"


def test_under_a_province_stand_itself_and_its_regencies_of_its_own_institution() -> None:
    east_java = WorkUnit.objects.get(slug="kpu-provinsi-jawa-timur")

    found = WorkUnit.objects.under(east_java)

    assert found.count() == 39
    assert set(found.values_list("institution", flat=True)) == {"KPU"}


def test_under_the_national_body_stands_its_whole_tree() -> None:
    assert WorkUnit.objects.under(WorkUnit.objects.get(slug="kpu-ri")).count() == 553


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("jombang", JOMBANG),
        ("KPU Jombang", JOMBANG),
        ("jombang kpu", JOMBANG),
        ("dk jakarta", "kpu-provinsi-dki-jakarta"),
        ("Daerah Khusus Jakarta", "bawaslu-provinsi-dki-jakarta"),
        ("DIY", "kpu-provinsi-daerah-istimewa-yogyakarta"),
        ("komisi independen pemilihan aceh", "kip-aceh"),
        ("kab-jombang.kpu.go.id", JOMBANG),
    ],
)
def test_a_unit_is_found_by_any_of_its_names_and_its_address(text: str, slug: str) -> None:
    assert slug in WorkUnit.objects.named(text).values_list("slug", flat=True)


def test_words_that_name_nothing_find_nothing() -> None:
    assert not WorkUnit.objects.named("jombang atlantis").exists()


def test_the_young_provinces_of_papua_are_not_open_before_their_act() -> None:
    young = WorkUnit.objects.filter(slug="kpu-provinsi-papua-selatan")

    assert not young.open(date(2022, 7, 24)).exists()
    assert young.open(date(2022, 7, 25)).exists()
    assert WorkUnit.objects.filter(slug=JOMBANG).open(date(2019, 4, 17)).exists()


@pytest.mark.parametrize(
    ("slug", "zone"),
    [
        ("kpu-ri", "WIB"),
        (JOMBANG, "WIB"),
        ("bawaslu-provinsi-bali", "WITA"),
        ("kpu-provinsi-papua-selatan", "WIT"),
    ],
)
def test_each_unit_has_the_zone_of_its_province(slug: str, zone: str) -> None:
    assert WorkUnit.objects.get(slug=slug).zone == zone


def test_a_region_has_one_open_unit_of_an_institution() -> None:
    jombang = WorkUnit.objects.get(slug=JOMBANG)
    jombang.pk, jombang.slug = None, "kpu-kab-jombang-lain"

    with pytest.raises(IntegrityError), transaction.atomic():
        make.store(jombang)


def test_only_the_national_body_has_no_one_above() -> None:
    jombang = WorkUnit.objects.get(slug=JOMBANG)
    jombang.parent = None

    with pytest.raises(IntegrityError), transaction.atomic():
        make.store(jombang)


def test_a_unit_has_one_main_website() -> None:
    jombang = WorkUnit.objects.get(slug=JOMBANG)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.store(Website(unit=jombang, kind="main", url="https://jombang.example", basis="seen"))


def test_a_region_is_named_without_its_body() -> None:
    assert WorkUnit.objects.get(slug=JOMBANG).region_name == "Kabupaten Jombang"
    assert WorkUnit.objects.get(slug="kip-aceh").region_name == "Aceh"
