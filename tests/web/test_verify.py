"""The verifier's pages: the queue, one unit, one answer beside its proof, and who is shut out."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import copy_context
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Route, expect
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import Account, AssessmentRound, Verification, WorkUnit
from terbuka.rules.people import Role
from terbuka.services.assessment.verification import mark
from tests import make
from tests.make import assessment, verify
from tests.make.cast import JOMBANG, Cast, appoint, cast
from tests.make.units import ended

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
KEDIRI = "kpu-kab-kediri"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def the_round(people: Cast) -> AssessmentRound:
    """Jombang has submitted, Kediri is silent."""
    return verify.submitted(people, at=timezone.now(), silent=[KEDIRI])


def as_person(account: Account) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def address(the_round: AssessmentRound, code: str = "", slug: str = JOMBANG) -> str:
    """The page of a unit or of one answer."""
    return f"/verifikasi/{the_round.slug}/{slug}/" + (f"{code}/" if code else "")


def words(response: Any) -> str:
    """A page's words, on one line."""
    main = LexborHTMLParser(response.content).css_first("main")
    assert main
    return " ".join(main.text(separator=" ").split())


def press(client: Client, page: str, value: str, note: str = "", version: int = 0) -> Any:
    """Mark an answer as its form does."""
    return client.post(page, {"nilai": value, "catatan": note, "versi": version})


def test_the_queue_says_who_is_silent_first(
    the_round: AssessmentRound, people: Cast, django_assert_num_queries: Queries
) -> None:
    client = as_person(people.budi)
    client.get("/verifikasi/")
    with django_assert_num_queries(8):  # one of them counts the unread letters in the header
        page = client.get("/verifikasi/")

    said = words(page)
    assert "1 dari 2 satker sudah mengirim; 1 menunggu verifikasi, 0 selesai, 1 belum mulai mengisi" in said
    rows = [row.text(strip=True) for row in LexborHTMLParser(page.content).css("tbody th")]
    assert rows == ["KPU Kab. Kediri", "KPU Jombang"]
    assert "6,50" in said


def test_nobody_waits_for_a_unit_that_ended_before_it_sent(the_round: AssessmentRound, people: Cast) -> None:
    ended(KEDIRI, "kpu-kab-mojo")
    make.change(WorkUnit, {"slug": JOMBANG}, valid_to=date(2026, 1, 1))
    client = as_person(people.budi)
    page = client.get("/verifikasi/")

    said = words(page)
    assert "1 dari 1 satker sudah mengirim; 1 menunggu verifikasi, 0 selesai, 0 belum mulai mengisi" in said
    rows = [row.text(strip=True) for row in LexborHTMLParser(page.content).css("tbody th")]
    assert rows == ["KPU Jombang"]
    assert "Kediri" not in client.get("/verifikasi/daftar.csv").content.decode()


@pytest.mark.parametrize(
    ("query", "units"),
    [("keadaan=silent", ["KPU Kab. Kediri"]), ("q=jombang", ["KPU Jombang"]), ("urut=tunggu&hal=9", None)],
)
def test_filters_of_the_queue_live_in_the_address(
    the_round: AssessmentRound, people: Cast, query: str, units: list[str] | None
) -> None:
    page = as_person(people.budi).get(f"/verifikasi/?{query}")

    rows = [row.text(strip=True) for row in LexborHTMLParser(page.content).css("tbody th")]
    assert rows == (units or ["KPU Jombang", "KPU Kab. Kediri"])


def test_the_queue_as_a_file_and_by_group(the_round: AssessmentRound, people: Cast) -> None:
    client = as_person(people.budi)
    lines = list(
        csv.DictReader(io.StringIO(client.get("/verifikasi/daftar.csv").content.decode("utf-8-sig")))
    )

    assert [(line["satker"], line["nilai_sendiri"]) for line in lines][1] == ("KPU Kabupaten Jombang", "6.50")
    assert client.get("/verifikasi/daftar.doc").status_code == 404
    heat = client.get("/verifikasi/?tampilan=kelompok")
    assert "10%" in words(heat)


def test_a_mark_leads_on_to_the_next_answer_and_can_be_taken_back(
    the_round: AssessmentRound, people: Cast
) -> None:
    client = as_person(people.budi)
    answer = press(client, address(the_round, "A01"), "1")
    assert answer.headers["Location"] == f"{address(the_round, 'A02')}?dari=A01"
    assert "A01 ditandai 1,00" in words(client.get(answer.headers["Location"]))

    client.post(address(the_round, "A01"), {"tindakan": "batal"})

    assert not Verification.objects.exists()


def test_a_lower_mark_without_a_note_is_asked_again_with_what_was_typed(
    the_round: AssessmentRound, people: Cast
) -> None:
    client = as_person(people.budi)
    answer = press(client, address(the_round, "A01"), "1/2", " ")
    assert answer.status_code == 422
    assert "satker perlu tahu apa yang kurang" in words(answer)

    assert press(client, address(the_round, "A01"), "1/2", "Foto buram").status_code == 302
    assert Verification.objects.get().note == "Foto buram"


@pytest.mark.parametrize("value", ["2", "1/3", "dua", "1/0", "-1", "persen"])
def test_a_value_that_the_rule_does_not_know_is_said(
    the_round: AssessmentRound, people: Cast, value: str
) -> None:
    answer = press(as_person(people.budi), address(the_round, "A02"), value, "Catatan tetap")

    assert answer.status_code == 422
    assert "Catatan tetap" in words(answer)


def test_two_verifiers_see_both_texts(the_round: AssessmentRound, people: Cast) -> None:
    answer = assessment.answer(assessment.saq(the_round))
    mark(answer, value=None, note="Dari Eka", version=0, by=people.eka, at=timezone.now())

    page = press(as_person(people.budi), address(the_round, "A01"), "0", "Dari Budi")

    said = words(page)
    assert page.status_code == 422
    assert "Dari Budi" in said
    assert "Dari Eka" in said
    assert 'name="versi" value="1"' in page.content.decode()


def test_a_note_saves_itself(the_round: AssessmentRound, people: Cast) -> None:
    client = as_person(people.budi)
    part = client.post(
        address(the_round, "A01"), {"catatan": "Setengah jadi", "versi": 0}, headers={"HX-Request": "true"}
    )

    assert "Catatan tersimpan" in part.content.decode()
    assert 'name="versi" value="1"' in part.content.decode()
    assert "Setengah jadi" in words(client.get(address(the_round, "A01")))


def test_the_end_comes_by_explicit_words(the_round: AssessmentRound, people: Cast) -> None:
    client, page = as_person(people.budi), address(the_round)
    assert "39 lagi" in words(client.get(page))
    assert client.post(page, {"tindakan": "selesai"}).status_code == 422
    assert client.post(page, {"tindakan": "terima"}).status_code == 422
    assert client.post(page, {"tindakan": "terima", "sudah": "ya"}).status_code == 302

    client.post(page, {"tindakan": "selesai"})

    assert "Verifikasi selesai : nilai 6,50" in words(client.get(page))
    assert client.post(page, {"tindakan": "apa saja"}).status_code == 404


def test_a_questionnaire_goes_back_with_its_reason_alone(the_round: AssessmentRound, people: Cast) -> None:
    client, page = as_person(people.budi), address(the_round)
    assert client.post(page, {"tindakan": "kembalikan", "alasan": " "}).status_code == 422

    client.post(page, {"tindakan": "kembalikan", "alasan": "Lengkapi foto ruang."})

    said = words(client.get(page))
    assert "belum dikirim" in said
    assert "Lengkapi foto ruang." in said


def test_the_answer_of_last_year_stands_beside(people: Cast) -> None:
    before = verify.announced(people, at=timezone.now())
    make.change(AssessmentRound, {"pk": before.pk}, year=2025)
    now = verify.submitted(people, at=timezone.now())

    said = words(as_person(people.budi).get(address(now, "A01")))

    assert "Jawaban 2025 Nilai satker: 1,00. Nilai verifikator: 0,50. Foto tidak bertanggal." in said


@pytest.mark.parametrize("name", ["dedi", "gita", "hasan"])
def test_strangers_find_nothing(the_round: AssessmentRound, people: Cast, name: str) -> None:
    client = as_person(getattr(people, name))

    for page in ("/verifikasi/", "/verifikasi/daftar.csv", address(the_round), address(the_round, "A01")):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404


def test_nobody_verifies_the_own_office(the_round: AssessmentRound, people: Cast) -> None:
    assert press(as_person(people.ani), address(the_round, "A01"), "1").status_code == 403
    appoint(people.ani, Role.VERIFIER)
    assert press(as_person(people.ani), address(the_round, "A01"), "1").status_code == 403


def test_after_the_last_day_marks_stand_but_cannot_be_given(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now() - timedelta(days=20))

    page = as_person(people.budi).get(address(found, "A01"))

    assert "Verifikasi sudah berakhir" in words(page)
    assert LexborHTMLParser(page.content).css_first("form#tandai") is None


def answered_by(client: Client) -> Callable[[Route], None]:
    """Let this client answer the browser, so that both see the rows of the test."""
    # The driver calls back in a context of its own, which would open a connection of its own.
    here = copy_context()

    def answer(route: Route) -> None:
        asked = route.request
        path = asked.url.partition("/verifikasi/")[2]
        headers = {name: value for name, value in asked.headers.items() if name.startswith("hx-")}
        page = f"/verifikasi/{path}"
        if asked.method == "POST":
            kind = asked.headers["content-type"]
            told = here.run(client.post, page, asked.post_data, kind, headers=headers, follow=True)
        else:
            told = here.run(client.get, page, headers=headers)
        kept = {name: value for name, value in told.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=told.status_code, headers=kept, body=told.content)

    return answer


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_an_answer_is_marked_by_keys_that_never_fire_while_typing(
    the_round: AssessmentRound, people: Cast, live_site: str, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.route("**/verifikasi/**", answered_by(as_person(people.budi)))
    page.goto(live_site + address(the_round, "A01"))
    page.wait_for_timeout(500)

    page.keyboard.press("0")
    expect(page.locator("#catatan")).to_be_focused()
    page.keyboard.type("Foto 1 dari 5 saja, bukan 0")
    expect(page.locator("#tersimpan")).to_contain_text("Catatan tersimpan", timeout=30_000)
    page.keyboard.press("Escape")
    page.keyboard.press("5")
    expect(page.locator("main")).to_contain_text("A01 ditandai 0,50")

    stored = Verification.objects.get()
    assert (str(stored.value), stored.note) == ("1/2", "Foto 1 dari 5 saja, bukan 0")
    assert Axe().run(page, options={"resultTypes": ["violations"]}).violations_count == 0
    page.close()
