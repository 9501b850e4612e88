"""The questionnaire's pages: what they say first, what is kept whatever happens, who is shut out."""

import re
from fractions import Fraction
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terbuka.models import Answer, Appointment, AssessmentRound, Evidence, Job, SelfAssessment
from terbuka.rules.assessment import LinkState, SaqStatus, Step, StepKind
from terbuka.services import assessment
from tests import make
from tests.make import assessment as made
from tests.make.cast import JOMBANG, PASSWORD, Cast, cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """Everybody."""
    return cast()


@pytest.fixture
def saq(people: Cast) -> SelfAssessment:
    """Jombang's questionnaire, in filling today."""
    return made.saq(made.opened(people.eka, steps=made.steps_around(timezone.localdate()), at=timezone.now()))


@pytest.fixture
def ani(people: Cast) -> Client:
    """Ani at her desk."""
    browser = Client()
    browser.force_login(people.ani, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def address(name: str, saq: SelfAssessment, *more: object) -> str:
    """The address of a page of this questionnaire."""
    return reverse(name, args=[saq.unit.slug, saq.round.slug, *more])


def save(
    browser: Client, saq: SelfAssessment, code: str = "A01", *, script: bool = False, **fields: str
) -> Any:
    """Send the form of one question."""
    headers = {"X-Terbuka-Save": "1", "HX-Request": "true"} if script else {}
    return browser.post(address("answer", saq, code), fields, headers=headers)


def test_the_overview_says_where_it_stands_and_what_is_next(ani: Client, saq: SelfAssessment) -> None:
    page = ani.get(address("saq", saq)).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "1 dari 39 butir punya bukti ; 39 menunggu Anda;" in words.replace("bukti;", "bukti ;")
    assert "hari kerja" in words
    assert "nilai sementara 2,00 Tidak Informatif" in words
    assert "Lanjutkan: A01" in words


def test_the_list_of_rounds_shows_each_open_one(ani: Client, people: Cast, saq: SelfAssessment) -> None:
    made.prepared(people.eka)
    page = ani.get(reverse("saqs", args=[JOMBANG])).content.decode()
    assert page.count(saq.round.name) == 1


def test_pages_ask_few_queries(ani: Client, saq: SelfAssessment) -> None:
    ani.get(address("saq", saq))
    for name, more, most in (("saq", [], 16), ("answer", ["A01"], 18), ("saq_submit", [], 16)):
        with CaptureQueriesContext(connection) as asked:
            assert ani.get(address(name, saq, *more)).status_code == 200
        assert len(asked) <= most, name


def test_what_is_typed_is_kept_and_the_part_is_that_of_the_page(ani: Client, saq: SelfAssessment) -> None:
    part = save(ani, saq, script=True, value="1/2", note="Ruang di lantai 1", version="1").content.decode()
    row = made.answer(saq)
    assert (row.value, row.note, row.version) == (Fraction(1, 2), "Ruang di lantai 1", 2)
    assert 'data-version="2"' in part
    page = ani.get(address("answer", saq, "A01")).content.decode()
    assert part.strip() in page


def test_a_stale_save_shows_both_texts_and_loses_none(ani: Client, people: Cast, saq: SelfAssessment) -> None:
    made.answered(saq, {"A01": "1"}, by=people.ani, at=timezone.now())
    answer = save(ani, saq, value="0", note="dari tab lain", version="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Orang lain menyimpan" in page
    assert "Penuh" in page
    assert "dari tab lain" in page
    assert made.answer(saq).value == 1
    mine = save(ani, saq, value="0", note="dari tab lain", version="2")
    assert mine.status_code == 302
    assert (made.answer(saq).value, made.answer(saq).note) == (0, "dari tab lain")


def test_a_double_click_saves_once(ani: Client, saq: SelfAssessment) -> None:
    for _ in range(2):
        assert save(ani, saq, value="1", note="sama", version="1").status_code == 302
    assert made.answer(saq).version == 2


def test_an_ended_session_gives_the_text_back_after_signing_in(people: Cast, saq: SelfAssessment) -> None:
    ani = Client()
    sign_in = {"login": "ani@contoh.example", "password": PASSWORD}
    ani.post(reverse("account_login"), sign_in)
    Session.objects.all().delete()
    lost = save(ani, saq, value="1/2", note="ditulis saat sesi habis", version="1")
    assert lost.status_code == 302
    assert reverse("account_login") in lost.headers["Location"]
    back = ani.post(lost.headers["Location"], sign_in)
    assert back.headers["Location"] == address("answer", saq, "A01")
    page = ani.get(back.headers["Location"]).content.decode()
    assert "ditulis saat sesi habis" in page
    assert "Belum tersimpan" in page
    assert made.answer(saq).note == ""


def test_a_revoked_appointment_stops_the_save_with_a_plain_answer(
    ani: Client, people: Cast, saq: SelfAssessment
) -> None:
    make.change(Appointment, {"account": people.ani}, to_on=made.YESTERDAY)
    assert save(ani, saq, script=True, value="1", note="x", version="1").status_code == 404
    assert made.answer(saq).value is None


def test_a_busy_database_gives_the_form_back_with_what_was_typed(
    ani: Client, saq: SelfAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(assessment, "save_answer", locked)
    answer = save(ani, saq, value="1/2", note="jangan hilang", version="1")
    assert answer.status_code == 503
    assert "jangan hilang" in answer.content.decode()
    assert 'value="1/2" checked' in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("A01", {"value": "3/4"}, "tidak ada dalam aturan"),
        ("C02", {"part": "5", "whole": "4"}, "dua bilangan bulat"),
        ("C02", {"part": "x", "whole": "4"}, "dua bilangan bulat"),
        ("A01", {"note": "a" * 10_001}, "terlalu panjang"),
    ],
)
def test_bad_input_is_told_beside_what_was_typed(
    ani: Client, saq: SelfAssessment, code: str, fields: dict[str, str], words: str
) -> None:
    answer = save(ani, saq, code, script=False, version="1", **fields)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert all(value in page for name, value in fields.items() if name != "value")


def test_a_share_is_typed_as_part_of_a_whole(ani: Client, saq: SelfAssessment) -> None:
    save(ani, saq, "C02", part="7", whole="9", version="1")
    assert made.answer(saq, "C02").value == Fraction(7, 9)


def test_confirming_a_draft_goes_on_to_the_next_that_waits(ani: Client, saq: SelfAssessment) -> None:
    answer = ani.post(address("answer_confirm", saq, "D04"), {"seen": "1", "version": "1"})
    assert answer.headers["Location"] == address("answer", saq, "D05")
    assert made.answer(saq, "D04").value == 1
    old = ani.post(address("answer_confirm", saq, "D04"), {"seen": "1/2", "version": "2"})
    assert old.status_code == 409


def test_a_link_is_attached_and_waits_to_be_opened(ani: Client, saq: SelfAssessment) -> None:
    ani.post(address("evidence_add", saq, "D01"), {"url": "jombang.kpu.go.id/sk-ppid"})
    one = Evidence.objects.get()
    assert (one.url, one.link_state) == ("https://jombang.kpu.go.id/sk-ppid", LinkState.WAITING)
    assert Job.objects.filter(kind="check_link", subject_id=one.pk).exists()
    page = ani.get(address("answer", saq, "D01")).content.decode()
    part = ani.get(address("evidence_part", saq, "D01", one.pk)).content.decode()
    assert 'hx-trigger="every 2s"' in part

    def without_token(html: str) -> str:
        return " ".join(re.sub(r'value="\w{64}"', "", html).split())

    assert without_token(part) in without_token(page)


def test_evidence_goes_and_comes_back(ani: Client, people: Cast, saq: SelfAssessment) -> None:
    file = made.stored_file(by=people.ani)
    ani.post(address("evidence_add", saq, "D01"), {"berkas_id": str(file.pk)})
    one = Evidence.objects.get()
    ani.post(address("evidence_remove", saq, "D01", one.pk))
    assert Evidence.objects.get().removed_by == people.ani
    assert "Kembalikan" in ani.get(address("answer", saq, "D01")).content.decode()
    ani.post(address("evidence_restore", saq, "D01", one.pk))
    assert Evidence.objects.get().removed_at is None


def test_no_file_no_link_is_said_beside_the_form(ani: Client, saq: SelfAssessment) -> None:
    answer = ani.post(address("evidence_add", saq, "D01"), {"url": ""})
    assert answer.status_code == 400
    assert "Pilih berkas atau tulis alamat bukti." in answer.content.decode()
    near = ani.post(address("evidence_add", saq, "D01"), {"url": "http://10.0.0.5/sk.pdf"})
    assert "hanya ada di jaringan kantor" in near.content.decode()
    assert 'value="http://10.0.0.5/sk.pdf"' in near.content.decode()


def test_submitting_names_what_is_weak_confirms_groups_and_ends_in_a_receipt(
    ani: Client, saq: SelfAssessment
) -> None:
    page = ani.get(address("saq_submit", saq)).content.decode()
    assert "Jawaban otomatis yang belum dilihat" in page
    assert ani.post(address("saq_submit", saq)).status_code == 409
    ani.post(address("saq_confirm", saq), {"group": "D", "submit": "1"})
    assert ani.post(address("saq_submit", saq)).headers["Location"] == address("saq_receipt", saq)
    sent = SelfAssessment.objects.get(pk=saq.pk)
    assert sent.status == SaqStatus.SUBMITTED
    assert sent.receipt in ani.get(address("saq_receipt", saq)).content.decode()
    assert ani.post(address("saq_submit", saq)).headers["Location"] == address("saq_receipt", saq)
    assert save(ani, saq, value="1", note="", version="1").status_code == 400
    ani.post(address("saq_reopen", saq), {"reason": "salah unggah"})
    assert SelfAssessment.objects.get(pk=saq.pk).status == SaqStatus.FILLING


def test_others_find_nothing(people: Cast, saq: SelfAssessment) -> None:
    pages = [address("saq", saq), address("answer", saq, "A01"), address("saq_submit", saq)]
    for stranger in (people.dedi, people.gita, people.hasan):
        browser = Client()
        browser.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert {browser.get(page).status_code for page in pages} == {404}
        assert browser.get(reverse("rounds")).status_code == 404
    above = Client()
    above.force_login(people.budi, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert above.get(pages[0]).status_code == 200
    assert above.post(pages[1], {"value": "1", "note": "", "version": "1"}).status_code == 403


def test_a_round_is_made_opened_and_moved_by_its_administrator(people: Cast) -> None:
    eka = Client()
    eka.force_login(people.eka, backend="allauth.account.auth_backends.AuthenticationBackend")
    today = timezone.localdate()
    days = made.form_days(made.steps_around(today))
    wrong = eka.post(reverse("round_new"), {"name": "Monev", "year": str(today.year), **days, "fill_to": ""})
    assert wrong.status_code == 400
    assert 'value="Monev"' in wrong.content.decode()
    instrument = "bawaslu-2024-usulan"
    new = {"name": "Monev", "year": str(today.year), "instrument": instrument, **days}
    opening = eka.post(reverse("round_new"), new).headers["Location"]
    parent = unit().parent
    assert parent is not None
    part = {"under": parent.slug, "level": "regency"}
    assert "38 satker" in eka.get(opening, part).content.decode()
    there = eka.post(opening, part).headers["Location"]
    assert AssessmentRound.objects.get().self_assessments.count() == 38
    assert Job.objects.filter(kind="draft_round").count() == 1
    assert "0 dari 38 satker" in eka.get(there).content.decode()
    later = made.form_days(
        made.steps_around(today) | {StepKind.ANNOUNCE: Step(StepKind.ANNOUNCE, *made.LATE)}
    )
    slug = AssessmentRound.objects.get().slug
    eka.post(reverse("round_dates", args=[slug]), {**later, "reason": "Pleno tertunda"})
    assert "Pleno tertunda" in eka.get(there).content.decode()
    assert eka.get(reverse("rounds")).status_code == 200


def test_the_machine_speaks_beside_what_a_person_answered(
    ani: Client, people: Cast, saq: SelfAssessment
) -> None:
    made.answered(saq, {"D04": "1/2"}, by=people.ani, at=timezone.now())
    page = ani.get(address("answer", saq, "D04")).content.decode()
    assert "jawaban otomatis terbaru berbeda" in page
    assert Answer.objects.get(self_assessment=saq, code="D04").value == Fraction(1, 2)
