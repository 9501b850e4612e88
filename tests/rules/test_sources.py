"""Acts and citations: each resolves, revoked ones are recognised however a page cites them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from terbuka.rules import sources
from terbuka.rules.language import speaking
from terbuka.rules.sources import (
    CitationError,
    act,
    acts,
    acts_cited,
    citation,
    grounds,
    in_force,
    revoked_rules,
)

TODAY = date(2026, 11, 22)


def test_every_act_and_practice_says_where_it_was_read() -> None:
    # General knowledge is marked C; our own defaults were read nowhere.
    assert [one.id for one in acts() if not one.read_at and one.confidence != "C"] == []
    assert [one.id for one in grounds() if not one.read_at and one.kind != "design"] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("uu14-2008:22(7)", "UU 14/2008 Pasal 22 ayat (7)"),
        ("uu27-2022:30-32", "UU 27/2022 Pasal 30–32"),
        ("uu14-2008:17h", "UU 14/2008 Pasal 17h"),
        ("perki1-2019:12", "Perki 1/2019 Pasal 12"),
        ("skb1497-2025", "SKB 1497/2025"),
    ],
)
def test_a_citation_reads_as_people_write_it(text: str, label: str) -> None:
    assert str(citation(text).label) == label


def test_a_practice_is_cited_by_its_title_in_both_languages() -> None:
    label = citation("practice:kpu-subang").label

    assert "KPU Kabupaten Subang" in str(label)
    with speaking("en"):
        assert str(label).startswith("Table of limits")


@pytest.mark.parametrize(
    "text",
    [
        "uu14-2009:22",
        "uu14-2008:",
        "uu14-2008:65",
        "uu14-2008:pasal 22",
        "practice:hearsay",
        "design:",
        "",
        ":22",
    ],
)
def test_what_cites_nothing_does_not_resolve(text: str) -> None:
    with pytest.raises(CitationError):
        citation(text)


def test_an_act_revoked_by_an_unknown_one_makes_loading_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sources.DATA / "sources.toml", tmp_path)
    text = (tmp_path / "sources.toml").read_text("utf-8")
    (tmp_path / "sources.toml").write_text(
        text.replace('revoked_by = ["pkpu22-2023"]', 'revoked_by = ["pkpu99"]')
    )
    monkeypatch.setattr(sources, "DATA", tmp_path)

    with pytest.raises(CitationError, match="pkpu99"):
        sources._loaded.__wrapped__()


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("PKPU 1/2015", "pkpu1-2015"),
        ("PKPU Nomor 1 Tahun 2015 tentang Pengelolaan dan Pelayanan Informasi Publik", "pkpu1-2015"),
        ("Peraturan KPU No. 01 Tahun 2015", "pkpu1-2015"),
        ("berdasarkan Peraturan Komisi Pemilihan Umum Republik Indonesia Nomor 1 Tahun 2015", "pkpu1-2015"),
        ("https://kab-jombang.kpu.go.id/page/pkpu-nomor-1-tahun-2015.pdf", "pkpu1-2015"),
        ("/files/PKPU_1_TH_2015.pdf and pkpu-1-2015", "pkpu1-2015"),
        ("P-KPU No.1/2015", "pkpu1-2015"),
        ("PERBAWASLU NOMOR 1 TAHUN 2017", "perbawaslu1-2017"),
        ("Peraturan Badan Pengawas Pemilihan Umum Nomor 7 Tahun 2012", "perbawaslu7-2012"),
        ("Peraturan Komisi Informasi Nomor 1 Tahun 2010", "perki1-2010"),
        ("PERKI No 1 Thn 2010 tentang SLIP", "perki1-2010"),
        ("Perki 5/2016", "perki5-2016"),
        ("Undang-Undang Nomor 15 Tahun 2011", "uu15-2011"),
    ],
)
def test_a_revoked_rule_is_found_in_the_forms_pages_cite_it_by(words: str, cited: str) -> None:
    assert [one.id for one in revoked_rules() if one.is_cited_in(words)] == [cited]


@pytest.mark.parametrize(
    "words",
    [
        "PKPU 11/2015",
        "PKPU Nomor 21 Tahun 2015",
        "PKPU Nomor 1 Tahun 2025",
        "PKPU Nomor 22 Tahun 2023",
        "Keputusan KPU Nomor 1 Tahun 2015",
        "Perki 1/2021 dan Perki 1/2019",
        "rapat pada 1/2015",
        "UU Nomor 1 Tahun 2015",
    ],
)
def test_other_rules_are_not_taken_for_revoked_ones(words: str) -> None:
    assert [one.id for one in revoked_rules() if one.is_cited_in(words)] == []


def test_each_revoked_rule_names_what_holds_today_instead() -> None:
    for old in revoked_rules():
        assert not old.is_in_force(TODAY)
        newest = old
        while newest.revoked_by:
            newest = newest.successors[0]
        assert newest.is_in_force(TODAY), old.id


def test_the_successor_of_pkpu_1_2015_comes_with_its_amendments() -> None:
    assert [one.short for one in act("pkpu1-2015").successors] == [
        "PKPU 22/2023",
        "PKPU 11/2024",
        "PKPU 4/2025",
    ]


def test_a_rule_holds_until_the_day_its_successor_begins() -> None:
    old, new = act("pkpu1-2015"), act("pkpu22-2023")

    assert old.is_in_force(date(2023, 10, 31))
    assert not new.is_in_force(date(2023, 10, 31))
    assert not old.is_in_force(date(2023, 11, 1))
    assert new in in_force(date(2023, 11, 1))


def test_a_legal_basis_names_all_its_acts() -> None:
    text = "Dasar hukum: UU No. 14 Tahun 2008, PP 61/2010, Perki 1/2021 dan PKPU Nomor 22 Tahun 2023."

    assert [one.id for one in acts_cited(text)] == ["uu14-2008", "pp61-2010", "perki1-2021", "pkpu22-2023"]
