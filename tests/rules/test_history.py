"""Results published elsewhere: every one of ours is known by its name, and none is taken for a target."""

import pytest

from terbuka.rules.history import published_results, published_rows, reference_share, unit_called
from terbuka.rules.language import speaking
from terbuka.rules.scoring import category_of, scale
from terbuka.rules.units import Institution


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("KPU Kabupaten Jombang", "kpu-kab-jombang"),
        ("Bawaslu RI", "bawaslu-ri"),
        ("Bawaslu Provinsi Aceh", "panwaslih-aceh"),
        ("Bawaslu Provinsi DI Yogyakarta", "bawaslu-provinsi-daerah-istimewa-yogyakarta"),
        ("KPU DI Yogyakarta", "kpu-provinsi-daerah-istimewa-yogyakarta"),
        ("Bawaslu  Kota\nBatu", "bawaslu-kota-batu"),
    ],
)
def test_a_published_name_means_our_unit(name: str, slug: str) -> None:
    found = unit_called(name)

    assert found
    assert found.slug == slug


def test_a_name_that_no_unit_bears_means_nobody() -> None:
    assert unit_called("Bawaslu Kabupaten Antah Berantah") is None


def test_every_result_of_ours_has_its_unit_of_the_same_body_and_its_source() -> None:
    ours = published_results()

    assert len(ours) == len({one.key for one in ours}) == 92
    assert [one.name for one in ours if not one.slug] == []
    assert [one.name for one in ours if not one.url.startswith("http")] == []
    assert [one.name for one in ours if unit_called(one.name).institution != one.institution] == []  # type: ignore[union-attr]


def test_other_bodies_are_in_the_file_but_not_among_ours() -> None:
    bodies = {row["institution"] for row in published_rows()}

    assert bodies > {body.value for body in Institution}
    assert {one.institution for one in published_results()} == {body.value for body in Institution}


def test_a_scored_result_is_judged_on_its_own_scale_and_one_without_scale_is_not_judged() -> None:
    for one in published_results():
        if one.score is not None and one.scale_key:
            assert category_of(one.score, scale(one.scale_key)) == one.category
    assert [one.name for one in published_results() if not one.scale_key] == ["Bawaslu Provinsi Lampung"] * 2


@pytest.mark.parametrize("body", list(Institution))
def test_the_reference_is_no_target_and_says_what_it_rests_on(body: str) -> None:
    found = reference_share(body, 2026)

    assert found
    assert (found.share, found.is_official, found.confidence) == (30, False, "D")
    assert "bukan target" in str(found.ground.label)
    with speaking("en"):
        assert "not a target" in str(found.ground.label)


def test_a_year_before_the_reference_has_none() -> None:
    assert reference_share("Bawaslu", 2022) is None
    assert reference_share("Kementerian", 2026) is None
