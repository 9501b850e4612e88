"""The search finds the same on both databases, and at once: stems, beginnings, slips, filters, order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from terbuka.models import SearchEntry, SearchWord
from terbuka.models.search import EntryKind
from terbuka.services import search
from terbuka.services.search import Entry, finding

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def publication(number: int, title: str, **values: object) -> Entry:
    plain: dict[str, object] = {"path": f"/informasi/{number}/", "happened_on": date(2026, 1, 1)}
    return Entry(EntryKind.PUBLICATION, f"publication:{number}", title, **{**plain, **values})  # type: ignore[arg-type]


def keys(typed: str, **filters: str | int) -> list[str]:
    return [hit.entry.key.removeprefix("publication:") for hit in search.find(typed, filters).hits]


@pytest.fixture
def shelf() -> None:
    search.put(
        [
            publication(
                1, "Laporan Realisasi Anggaran Tahun 2025", body="LRA KPU Kabupaten Jombang", year=2025
            ),
            publication(2, "Laporan Realisasi Anggaran 2024", also="LRA", year=2024, province_code="35"),
            publication(3, "Daftar pemilih tetap Pemilihan 2024", body="Rekapitulasi pemilih", year=2024),
            publication(4, "Keputusan tentang anggaran", body="kecil", happened_on=None),
            publication(5, "Putusan sengketa informasi", media="link", information_class="periodic"),
        ],
        at=NOON,
    )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("realisasi anggaran 2025", {"1"}),
        ("LAPORAN realisasi", {"1", "2"}),
        ("lra", {"1", "2"}),
        ("pemilih", {"3"}),  # pemilihan is another word, and is kept apart from it
        ("keputusan", {"4"}),
        ("sengketa inform", {"5"}),  # the last word may be still being typed
        ("rekapitulasi", {"3"}),
        ("merekapitulasi", {"3"}),
        ("anggarn", {"1", "2", "4"}),
        ("raelisasi anggaran", {"1", "2"}),
        ("tahun 1999", set()),
        ("zzprovince35", set()),
        ("", {"1", "2", "3", "4", "5"}),
    ],
)
def test_what_is_typed_finds(typed: str, found: set[str]) -> None:
    assert set(keys(typed)) == found


@pytest.mark.usefixtures("shelf")
def test_signs_between_words_are_no_operators() -> None:
    assert keys('realisasi* -anggaran "2025" :(\') \\') == ["1"]


@pytest.mark.usefixtures("shelf")
def test_a_slip_is_mended_and_said() -> None:
    found = search.find("realisasi angaran")
    assert (found.meant, found.total) == ({"angaran": "anggaran"}, 2)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("typed", "found", "left_out"),
    [
        ("realisasi anggaran jombang sengketa", {"1"}, ("sengketa",)),
        ("laporan jombang 2024", {"1"}, ("2024",)),  # as common as the report, and typed after it
        ("daftar laporan", {"3"}, ("laporan",)),
        ("anggaran 3517041205900001", {"1", "2", "4"}, ("3517041205900001",)),  # stands nowhere
        ("12345 3517041205900001", set(), ()),
    ],
)
def test_where_nothing_holds_all_words_as_few_as_can_be_are_left_out(
    typed: str, found: set[str], left_out: tuple[str, ...]
) -> None:
    assert keys(typed) == []
    partly = search.find(typed, may_be_partial=True)
    assert {hit.entry.key.removeprefix("publication:") for hit in partly.hits} == found
    assert partly.left_out == left_out


@pytest.mark.usefixtures("shelf")
def test_words_may_be_left_out_but_filters_hold() -> None:
    partly = search.find("laporan sengketa", {"year": 2024}, may_be_partial=True)
    assert [hit.entry.key for hit in partly.hits] == ["publication:2"]
    assert not search.find("laporan realisasi", may_be_partial=True).left_out


@pytest.mark.usefixtures("shelf")
def test_filters_narrow_and_an_unknown_one_is_a_fault() -> None:
    assert keys("", year=2024) == ["3", "2"]
    assert keys("laporan", province="35") == ["2"]
    assert keys("", media="link", **{"class": "periodic"}) == ["5"]
    with pytest.raises(KeyError):
        search.find("x", {"colour": "red"})


@pytest.mark.usefixtures("shelf")
def test_a_word_in_the_title_comes_before_one_in_the_text() -> None:
    search.put([publication(6, "Lain", body="pemilih tetap " * 5), publication(7, "Pemilih tetap")], at=NOON)
    assert keys("pemilih tetap")[-1] == "6"


@pytest.mark.usefixtures("shelf")
def test_a_changed_entry_is_found_by_its_new_words_alone_and_a_dropped_one_by_none() -> None:
    search.put([publication(1, "Rencana strategis", body="Renstra")], at=NOON)
    assert keys("renstra") == ["1"]
    assert "1" not in keys("realisasi")
    assert search.drop(["publication:1", "publication:none"], at=NOON) == 1
    assert keys("renstra") == []
    assert not SearchEntry.objects.filter(key="publication:1").exists()


@pytest.mark.usefixtures("shelf")
def test_what_is_there_already_is_not_written_again() -> None:
    entry = publication(8, "Maklumat pelayanan")
    assert [search.put([entry], at=NOON), search.put([entry], at=NOON)] == [1, 0]


def test_what_much_fits_comes_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COMMON", 3)
    first = date(2025, 1, 1)
    search.put(
        [
            publication(n, "Laporan" if n % 2 else "Laporan laporan", happened_on=first + timedelta(n))
            for n in range(8)
        ],
        at=NOON,
    )
    found = search.find("laporan")
    assert (found.total, found.is_more) == (3, True)
    assert [hit.entry.path for hit in found.hits] == [f"/informasi/{n}/" for n in range(7, -1, -1)]


@pytest.mark.usefixtures("shelf")
def test_ten_thousand_characters_cost_no_more_than_two_hundred() -> None:
    found = search.find("anggaran " * 2_000 + "tidak-ada")
    assert found.asked.was_cut
    assert found.asked.words == ("anggaran",)
    assert found.total == 3


@pytest.mark.usefixtures("shelf")
def test_hits_are_marked_in_their_snippet() -> None:
    hit = search.find("pemilih").hits[0]
    assert [piece.text for piece in hit.snippet if piece.is_hit] == ["pemilih"]


@pytest.mark.usefixtures("shelf")
def test_a_beginning_is_continued_with_words_that_lead_somewhere() -> None:
    assert "laporan realisasi" in search.suggest("laporan real")
    assert search.suggest("laporan ") == []
    assert search.suggest("la") == []


@pytest.mark.usefixtures("shelf")
def test_words_that_nothing_holds_any_more_are_forgotten_when_counted() -> None:
    search.drop(["publication:5"], at=NOON)
    search.count_words(at=NOON)
    assert not SearchWord.objects.filter(word="sengketa").exists()
    assert SearchWord.objects.get(word="anggaran").entries == 3


@pytest.mark.usefixtures("shelf")
def test_long_numbers_are_never_offered() -> None:
    search.put([publication(9, "Catatan", body="3517041205900001 dan 081234567890")], at=NOON)
    assert not SearchWord.objects.filter(word__startswith="35170").exists()
    assert keys("3517041205900001") == ["9"]
