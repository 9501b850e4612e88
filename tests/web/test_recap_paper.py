"""The recap on paper: ranked, named for what it is, Indonesian, and a demonstration marked on each page."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from terbuka.models import AssessmentRound
from terbuka.web.assessment.recap_paper import paper
from tests.make import assessment, verify
from tests.make.cast import Cast, cast
from tests.papers import on_one_line, pages
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db
SLEMAN = "kpu-kab-sleman"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def announced(people: Cast) -> AssessmentRound:
    return verify.announced(people, at=timezone.now(), silent=[SLEMAN])


def _lines(content: bytes) -> list[str]:
    return [line for page in pages(content) for line in page.splitlines()]


def test_who_ranks_first_stands_first_and_who_took_no_part_last(
    people: Cast, announced: AssessmentRound
) -> None:
    answer = as_person(people.eka).get(f"/putaran/{announced.slug}/rekap.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    units = [line for line in _lines(answer.content) if "KPU Kabupaten" in line]
    assert units[0].startswith("1 KPU Kabupaten Jombang")
    assert units[0].endswith("5,00 Tidak Informatif")
    assert units[1].startswith("– KPU Kabupaten Sleman")
    assert units[1].endswith("Tidak Partisipatif")


def test_it_says_whose_it_is_and_of_when_in_indonesian_for_every_reader(
    people: Cast, announced: AssessmentRound
) -> None:
    english = as_person(people.eka).get(f"/putaran/{announced.slug}/rekap.pdf?lang=en")

    text = on_one_line(pages(english.content))
    assert "Rekap Monev 2026" in text
    assert f"Penyelenggara: {announced.owner.name}." in text
    assert "Hasil yang diumumkan" in text
    assert "Halaman 1 / 1" in text
    assert "DATA CONTOH" not in text


def test_before_the_announcement_it_calls_itself_provisional_and_tells_the_state(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now(), silent=[SLEMAN])

    text = on_one_line(pages(as_person(people.eka).get(f"/putaran/{found.slug}/rekap.pdf").content))

    assert "Rekap sementara" in text
    assert "Menunggu verifikasi" in text
    assert "Belum mengirim" in text


def test_a_demonstration_says_so_on_each_page(people: Cast, announced: AssessmentRound) -> None:
    row = assessment.saq(announced)
    row.round.is_demo = True

    told = pages(_paper_of(row.round, 80))

    assert len(told) > 1
    assert all("DATA CONTOH" in page and "Peringkat" in page for page in told)


def _paper_of(round_: AssessmentRound, units: int) -> bytes:
    groups = [None] * len(round_.definition["groups"])
    rows = [
        [n + 1, "KPU", "35.17", f"KPU {n}", "announced", None, "Informatif", *groups] for n in range(units)
    ]
    return paper(round_, rows, at=timezone.now())


def test_the_command_writes_it_by_the_ending_of_the_name(announced: AssessmentRound, tmp_path: Path) -> None:
    call_command("write_recap", round=announced.slug, output=str(tmp_path / "rekap.pdf"))

    assert "Rekap Monev 2026" in on_one_line(pages((tmp_path / "rekap.pdf").read_bytes()))
