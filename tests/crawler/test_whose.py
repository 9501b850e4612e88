"""Whose websites these are, when nobody says so."""

import pytest

from terbuka.crawler.whose import institution_of, official_hosts, unit_of
from terbuka.rules.pages import Page
from terbuka.rules.units import Institution, units_by_slug


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://kab-jombang.kpu.go.id/page/read/visi", "kpu-kab-jombang"),
        ("https://www.kab-jombang.kpu.go.id", "kpu-kab-jombang"),
        ("https://subangkabppid.kpu.go.id/faq", "kpu-kab-subang"),
        ("https://pesisirselatankabppid.kpu.go.id", "kpu-kab-pesisir-selatan"),
        ("https://pontianakkotappid.kpu.go.id", "kpu-kota-pontianak"),
        ("https://sumbarppid.kpu.go.id", "kpu-provinsi-sumatera-barat"),
        ("https://ppid.kendal.bawaslu.go.id", "bawaslu-kab-kendal"),
        ("https://jombang.bawaslu.go.id", "bawaslu-kab-jombang"),
        ("https://jdih.kpu.go.id/jatim/jombang/beritadetail-6a6f", "kpu-kab-jombang"),
        ("https://www.kpu.go.id", "kpu-ri"),
    ],
)
def test_a_unit_is_known_by_its_hosts(address, slug):
    assert unit_of([address]).slug == slug


def test_unknown_and_contradicting_hosts_name_no_unit():
    assert unit_of(["https://kpujombang.blogspot.com"]) is None
    assert unit_of(["https://jdih.kpu.go.id/"]) is None
    assert unit_of(["https://kab-jombang.kpu.go.id", "https://kab-kediri.kpu.go.id"]) is None
    assert (
        unit_of(["https://kab-jombang.kpu.go.id", "https://jombangkabppid.kpu.go.id"]).slug
        == "kpu-kab-jombang"
    )


def test_official_hosts_are_those_of_the_unit_and_of_government():
    unit = units_by_slug()["kpu-kab-jombang"]
    starts = ["https://kpujombang.blogspot.com", "https://kpu-jombangkab.go.id"]
    hosts = official_hosts(unit, starts, institution=Institution.KPU, allowed=["127.0.0.1"])
    assert {"kab-jombang.kpu.go.id", "jombangkabppid.kpu.go.id", "kpu-jombangkab.go.id", "127.0.0.1"} <= hosts
    assert "jdih.kpu.go.id" in hosts
    assert "kpujombang.blogspot.com" not in hosts
    assert "kab-kediri.kpu.go.id" not in hosts


def test_the_institution_is_that_of_the_host_else_that_of_the_pages():
    pages = [
        Page("http://127.0.0.1/", title="Bawaslu Kabupaten Jombang"),
        Page("http://127.0.0.1/a", title="Profil KPU"),
    ]
    assert institution_of(["https://ppid.jateng.bawaslu.go.id"], ()) is Institution.BAWASLU
    assert institution_of(["https://jatim.kpu.go.id"], pages[:1]) is Institution.KPU
    assert institution_of(["http://127.0.0.1:8000"], pages[:1]) is Institution.BAWASLU
    assert institution_of(["http://127.0.0.1:8000"], pages[1:]) is Institution.KPU
