"""Every unit lies in one of three zones."""

import pytest

from terbuka.rules.units import all_units
from terbuka.rules.zones import zone_of


@pytest.mark.parametrize(
    ("region", "zone"),
    [
        ("35.17", "WIB"),
        ("61", "WIB"),
        ("64.72", "WITA"),
        ("51", "WITA"),
        ("91.71", "WIT"),
        ("82", "WIT"),
        ("00", "WIB"),
    ],
)
def test_a_region_has_the_zone_of_its_province(region: str, zone: str) -> None:
    assert zone_of(region).name == zone


def test_every_unit_has_a_zone() -> None:
    assert {zone_of(unit.region_code).name for unit in all_units()} == {"WIB", "WITA", "WIT"}
