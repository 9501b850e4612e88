"""Where nothing is yet, the page says what belongs there and offers the first step to who may take it."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import WorkUnit
from terbuka.rules.people import Role
from tests import make
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit
from tests.make.units import nothing_below, without_websites
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db
HERE = f"/kerja/{JOMBANG}/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def reader(people: Cast) -> Client:
    """Ira, who reads the units of the province and changes nothing."""
    ira, province = make.account("Ira", "ira@contoh.example"), unit().parent
    assert province
    appoint(ira, Role.READ_ONLY, province.slug)
    return as_person(ira)


def _empty(client: Client, page: str) -> tuple[str, list[str]]:
    """Heading of the empty part, and where its buttons lead: a link's address or a form's."""
    answer = client.get(page)
    assert answer.status_code == 200
    (part,) = LexborHTMLParser(answer.content).css(".empty")
    heading = part.css_first("h2")
    assert heading
    assert len(part.css("p")) >= 1
    links = [str(one.attributes["href"]) for one in part.css("a.button")]
    forms = [str(one.attributes["action"]) for one in part.css("form")]
    return heading.text(strip=True), links + forms


@pytest.mark.parametrize(
    ("page", "heading", "first_step"),
    [
        ("saq/", "Belum ada kuesioner", f"{HERE}profil/"),
        ("situs/", "Situs ini belum pernah diperiksa", f"{HERE}situs/periksa/"),
        ("tindak-lanjut/", "Belum ada tindak lanjut", f"{HERE}situs/"),
    ],
)
def test_who_works_there_is_shown_the_first_step_and_who_reads_is_not(
    people: Cast, reader: Client, page: str, heading: str, first_step: str
) -> None:
    assert _empty(as_person(people.ani), HERE + page) == (heading, [first_step])
    assert _empty(reader, HERE + page) == (heading, [])


def test_a_unit_without_a_website_asks_for_its_address_before_any_audit(people: Cast, reader: Client) -> None:
    without_websites(unit())

    heading, steps = _empty(as_person(people.ani), f"{HERE}situs/")

    assert (heading, steps) == ("Belum ada alamat situs", [f"{HERE}profil/situs/baru/"])
    assert _empty(reader, f"{HERE}situs/") == (heading, [])


def test_without_a_round_who_runs_rounds_may_make_one_and_who_verifies_waits(people: Cast) -> None:
    heading = "Belum ada putaran yang dibuka"

    assert _empty(as_person(people.eka), "/verifikasi/") == (heading, ["/putaran/baru/"])
    assert _empty(as_person(people.budi), "/verifikasi/") == (heading, [])
    assert _empty(as_person(people.eka), "/putaran/") == ("Belum ada putaran", ["/putaran/baru/"])


def test_a_unit_where_nobody_works_says_who_invites(people: Cast, reader: Client) -> None:
    page = "/kerja/kpu-kab-tuban/orang/"
    assert WorkUnit.objects.filter(slug="kpu-kab-tuban").exists()

    assert _empty(as_person(people.budi), page) == (
        "Belum ada orang yang bertugas di satker ini",
        ["#undang"],
    )
    assert _empty(reader, page) == ("Belum ada orang yang bertugas di satker ini", [])


def test_who_stands_above_no_unit_is_told_so_on_the_desk(people: Cast) -> None:
    province = unit().parent
    assert province
    nothing_below(province)

    heading, steps = _empty(as_person(people.budi), "/meja/")

    assert (heading, steps) == ("Belum ada satker di bawahnya", [])
