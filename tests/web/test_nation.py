"""The country: map, table and file say the same; history stays apart; nobody sees more than is public."""

import csv
import gzip
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from terbuka.management.serve import draw_ahead
from terbuka.models import WorkUnit
from terbuka.rules.scoring import Category
from terbuka.services.assessment import load_history
from terbuka.services.events import record
from terbuka.web.assessment.results import places
from terbuka.web.nation.drawing import LACKING, bar
from terbuka.web.nation.numbers import Counts
from tests import make
from tests.make import nation, siteaudit
from tests.make.cast import Cast, cast, unit
from tests.make.units import ended
from tests.web.test_verify import as_person, words

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
PAGE, PROVINCE = "/nasional/?lembaga=KPU", "/nasional/jawa-timur/?lembaga=KPU"
JOMBANG, KEDIRI, BLITAR = "kpu-kab-jombang", "kpu-kab-kediri", "kpu-kab-blitar"


@pytest.fixture
def people() -> Cast:
    return cast()


def told(people: Cast, year: int, outcomes: dict[str, Any], **fields: Any) -> Any:
    """An announced round: slug to score, or to a category without one."""
    results = {
        unit(slug): score if isinstance(score, Category) else Fraction(score)
        for slug, score in outcomes.items()
    }
    return nation.announced(year, results, by=people.eka, **fields)


def table(response: Any, number: int = 0) -> dict[str, list[str]]:
    """A table of a page: the cells by what stands at the head of their row."""
    found = LexborHTMLParser(response.content).css("table")[number]
    return {
        " ".join(row.css_first("th").text().split()): [
            " ".join(cell.text().split()) for cell in row.css("td")
        ]
        for row in found.css("tbody tr")
    }


def tiles(response: Any) -> dict[str, str]:
    """The number in each tile of the map, by what the tile is called."""
    found = LexborHTMLParser(response.content).css(".nation-map a")
    return {
        str(one.attributes["aria-label"]).partition(":")[0]: one.css_first(".figure").text() for one in found
    }


def exported(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).content.decode("utf-8-sig"))))


@pytest.fixture
def one_round(people: Cast) -> Any:
    return told(
        people,
        2026,
        {
            JOMBANG: 95,
            KEDIRI: "80.5",
            BLITAR: Category.NOT_PARTICIPATING,
            "kpu-kab-sleman": 90,
            "bawaslu-kab-jombang": 40,
        },
    )


def test_tiles_table_and_files_say_the_same(one_round: Any, client: Client) -> None:
    page = client.get(PAGE)
    line = table(page)["Jawa Timur"]

    assert "2 dari 4 satker KPU yang diminta mengisi pada 2026 Informatif (50,00 %)" in words(page)
    assert "1 satker tidak mendapat nilai" in words(page)
    assert line == ["39", "1", "1", "0", "0", "0", "37", "33,33 %", "87,75"]
    assert len(tiles(page)) == 38
    assert tiles(page)["Jawa Timur"] == "33,33 %"
    assert tiles(client.get(f"{PAGE}&ukuran=rata-rata"))["Jawa Timur"] == "87,75"
    assert tiles(client.get(f"{PAGE}&ukuran=dinilai"))["Jawa Timur"] == "2"
    (row,) = [row for row in exported("/nasional.csv?lembaga=KPU") if row["provinsi"] == "Jawa Timur"]
    assert [row[name] for name in ("satker", "informatif", "menuju_informatif", "tanpa_nilai")] == [
        *("39", "1", "1", "37"),
    ]
    assert (row["persen_informatif"], row["rata_rata"]) == ("33.33", "87.75")
    assert row["tidak_partisipatif"] == "1"
    assert client.get("/nasional.xlsx?lembaga=KPU").content[:2] == b"PK"
    assert client.get("/nasional.pdf").status_code == 404


def test_a_tile_is_told_in_words_and_leads_to_its_province(one_round: Any, client: Client) -> None:
    found = LexborHTMLParser(client.get(PAGE).content).css(".nation-map a")
    java = next(
        one for one in found if str(one.attributes["href"]).startswith("/nasional/jawa-timur/")
    ).attributes

    assert java["aria-label"] == "Jawa Timur: 1 Informatif dari 39 satker"
    assert client.get(str(java["href"])).status_code == 200
    assert client.get("/nasional/atlantis/").status_code == 404


def test_the_order_is_by_region_or_by_the_measure(one_round: Any, client: Client) -> None:
    assert next(iter(table(client.get(PAGE)))) == "Aceh"
    assert next(iter(table(client.get(f"{PAGE}&urut=terendah")))) == "Jawa Timur"
    assert next(iter(table(client.get(f"{PAGE}&urut=tertinggi")))) == "Daerah Istimewa Yogyakarta"


def test_years_stand_beside_each_other_and_beside_the_reference(people: Cast, client: Client) -> None:
    told(people, 2025, {JOMBANG: 95, KEDIRI: 10})
    told(people, 2026, {JOMBANG: 95, KEDIRI: 90, BLITAR: 10})
    said = words(client.get(PAGE))

    years = table(client.get(PAGE), 1)
    assert years["2026"] == ["3", "2", "66,66 %", "+16,66", "65,00"]
    assert years["2025"] == ["2", "1", "50,00 %", "–", "52,50"]
    assert "36,66 poin di atas acuan 30,00 %" in said
    assert "bukan target" in said


def test_of_two_rounds_in_a_year_the_one_announced_last_counts(people: Cast, client: Client) -> None:
    told(people, 2026, {JOMBANG: 10, KEDIRI: 10}, name="Monev awal")
    told(people, 2026, {JOMBANG: 95}, name="Monev ulang")

    assert table(client.get(PAGE))["Jawa Timur"][1:6] == ["1", "0", "0", "0", "1"]
    assert table(client.get(PROVINCE))["KPU Jombang"][:2] == ["1", "95,00"]


def test_what_was_published_elsewhere_is_shown_apart_with_its_source(one_round: Any, client: Client) -> None:
    page = client.get("/nasional/?lembaga=Bawaslu&tahun=2025")
    said = words(page)

    assert "Belum ada putaran Bawaslu tahun 2025 yang diumumkan di sini" in said
    assert "Bukan hitungan lengkap" in said
    assert "bukan hitungan lengkap, dan tidak dicampur dengan putaran di sini" in said
    assert "Bawaslu Kota Depok 95,43 Informatif Bawaslu RI; sumber: kotadepok.bawaslu.go.id" in said
    assert "%" not in "".join(tiles(page).values())
    assert table(page)["Jawa Barat"] == ["28", "1", "0", "0", "0", "0", "27"]
    row = exported("/nasional.csv?lembaga=Bawaslu&tahun=2025")[0]
    assert (row["diminta"], row["persen_informatif"]) == ("", "")
    own = words(client.get("/nasional/?lembaga=Bawaslu&tahun=2026"))
    assert "0 dari 1 satker Bawaslu" in own


def test_with_nothing_to_tell_the_page_says_what_will_stand_there(client: Client) -> None:
    said = words(client.get("/nasional/?lembaga=KPU&tahun=1999"))
    assert "Belum ada hasil KPU untuk 1999" in said
    assert "Buka tahun terbaru" in said

    nation.nothing_published()
    caches["pages"].clear()
    assert "terisi begitu sebuah putaran penilaian diumumkan" in words(client.get("/nasional/"))
    assert "Belum ada putaran yang diumumkan bagi 39 satker KPU" in words(client.get(PROVINCE))
    assert client.get("/nasional.csv").status_code == 404


def test_a_wild_address_is_no_fault(client: Client) -> None:
    for wild in ("tahun=²", "tahun=99999999999", "tahun=-1", "lembaga=%00", "ukuran=x&urut=y&tahun="):
        assert client.get(f"/nasional/?{wild}").status_code == 200
        assert client.get(f"/nasional/bali/?{wild}").status_code == 200


def test_items_in_place_are_for_those_who_see_units_below_and_of_their_reach(
    people: Cast, client: Client
) -> None:
    siteaudit.done(at=make.NOON)
    asked = "/nasional/?lembaga=KPU&ukuran=butir"

    said = words(as_person(people.budi).get(asked))
    assert "1 dari 3 informasi wajib sudah ada" in said
    assert table(as_person(people.budi).get(asked))["Jawa Timur"] == ["39", "1", "1", "3", "33,33 %"]
    assert table(as_person(people.budi).get(asked))["Bali"] == ["0", "0", "0", "0", "–"]
    assert table(as_person(people.eka).get(asked))["Bali"][0] == "10"
    for browser in (client, as_person(people.ani), as_person(people.gita), as_person(people.hasan)):
        page = browser.get(asked)
        assert "informasi wajib sudah ada" not in words(page)
        assert b'value="butir"' not in page.content
    assert b"butir_di_tempat" not in client.get("/nasional.csv?lembaga=KPU&ukuran=butir").content
    assert b"butir_di_tempat" in as_person(people.budi).get("/nasional.csv?lembaga=KPU&ukuran=butir").content


def test_a_province_ranks_its_units_and_shares_places(people: Cast, client: Client) -> None:
    early, late = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    slugs = ["kediri", "blitar", "tuban", "ngawi", "madiun", "jombang"]
    scores: list[Any] = [90, 90, 90, 95, Category.NOT_PARTICIPATING, Category.NOT_ASSESSED]
    outcomes = {f"kpu-kab-{name}": score for name, score in zip(slugs, scores, strict=True)}
    told(people, 2025, {JOMBANG: 61})
    told(people, 2026, outcomes, sent=[late, early, late, late, late, late])

    rows = table(client.get(PROVINCE))
    assert [(name, cells[0]) for name, cells in rows.items()][:4] == [
        ("KPU Ngawi", "1"),
        ("KPU Kab. Blitar", "2"),
        ("KPU Kab. Kediri", "3"),
        ("KPU Tuban", "3"),
    ]
    assert rows["KPU Jombang"] == ["–", "–", "Tidak Dinilai", "Cukup Informatif"]
    assert list(rows)[-1] == "KPU Kab. Madiun"
    assert rows["KPU Kab. Madiun"][2] == "Tidak Partisipatif"
    assert len(rows) == 39
    first, *_rest = exported("/nasional/jawa-timur.csv?lembaga=KPU")
    assert (first["peringkat"], first["satker"], first["kategori_2025"]) == ("1", "KPU Kabupaten Ngawi", "")


def test_the_results_page_ranks_by_the_same_rule(people: Cast) -> None:
    found = told(
        people,
        2026,
        {BLITAR: Category.NOT_PARTICIPATING, KEDIRI: Category.NOT_ASSESSED, JOMBANG: 70, "kpu-kab-tuban": 70},
    )

    ranked = [(one.unit.slug, one.place) for one in places(nation.results_of(found))]
    assert ranked == [(JOMBANG, 1), ("kpu-kab-tuban", 1), (KEDIRI, None), (BLITAR, None)]


def test_the_whole_country_in_three_years_is_light(
    people: Cast, django_assert_max_num_queries: Queries
) -> None:
    assert WorkUnit.objects.count() == 1106
    nation.country((2024, 2025, 2026), by=people.eka)
    with django_assert_max_num_queries(12):
        page = Client().get(PAGE)
    with django_assert_max_num_queries(12):
        province = Client().get(PROVINCE)

    assert max(len(gzip.compress(one.content)) for one in (page, province)) < 20_000
    assert sum(int(cells[0]) for name, cells in table(page).items() if name != "Indonesia") == 553
    assert set(table(page, 1)) == {"2024", "2025", "2026"}
    eka = as_person(people.eka)
    eka.get(PAGE)
    caches["pages"].clear()
    with django_assert_max_num_queries(12):
        eka.get(f"{PAGE}&ukuran=butir")


def test_a_page_is_kept_until_its_numbers_change(
    people: Cast, one_round: Any, django_assert_num_queries: Queries
) -> None:
    first = Client().get(PAGE)
    with django_assert_num_queries(1):
        assert Client().get(PAGE).content == first.content
    assert "Ani" in as_person(people.ani).get(PAGE).content.decode()
    assert "Ani" not in Client().get(PAGE).content.decode()
    assert '<html lang="en">' in Client().get(f"{PAGE}&lang=en").content.decode()
    assert '<html lang="id">' in Client().get(PAGE).content.decode()

    told(people, 2027, {JOMBANG: 10})
    assert "0 dari 1 satker KPU yang diminta mengisi pada 2027" in words(Client().get(PAGE))

    nation.past("KPU Antah", year=2018, institution="KPU")
    load_history([], by=None, at=timezone.now())
    assert "2018" in table(Client().get(PAGE), 2)


def test_a_worker_draws_the_country_while_it_starts(
    one_round: Any, django_assert_num_queries: Queries
) -> None:
    draw_ahead(get_wsgi_application())

    reader = Client(headers={"host": settings.SITE.netloc})
    with django_assert_num_queries(1):
        said = words(reader.get(PAGE))
    assert "2 dari 4 satker KPU" in said
    with django_assert_num_queries(1):
        reader.cookies["bahasa"] = "en"
        assert b'<html lang="en">' in reader.get("/nasional/").content


def test_an_event_elsewhere_draws_nothing_anew_but_a_change_of_units_does(
    one_round: Any, django_assert_num_queries: Queries
) -> None:
    first = Client().get(PAGE)
    record("answer", 1, "save", by=None, at=timezone.now())
    with django_assert_num_queries(1):
        assert Client().get(PAGE).content == first.content

    ended(JOMBANG, "kpu-kab-mojo", "kpu-kab-wonosalam")
    assert table(first)["Jawa Timur"][0] == "39"
    assert table(Client().get(PAGE))["Jawa Timur"][0] == "40"


def test_what_could_not_be_looked_at_is_hatched_and_what_lacks_is_not() -> None:
    items = Counts({Category.INFORMATIVE.value: 1, LACKING: 2})

    drawn = LexborHTMLParser(bar(items, 4, (0, 0, 100, 10)))
    widths = {str(one.attributes["class"]): one.attributes["width"] for one in drawn.css("rect")}
    assert widths == {"band-5": "25", "lacking": "50", "none": "25"}
