"""A session that ends, by idleness, revocation or another tab: nothing typed is lost or given to another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests import make
from tests.make.cast import JOMBANG, Cast, cast
from tests.web.entering import enter, is_in
from tests.web.form_page import PLACE

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.form_page")]
ANI, BUDI = "ani@contoh.example", "budi@contoh.example"
TEXT = "Jawaban yang panjang, dengan \x22kutip\x22 dan <tanda>."
AUTHOR = {"text": TEXT, "csrfmiddlewaretoken": "x" * 64}


@pytest.fixture
def people(settings: Settings) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return cast()


@pytest.fixture
def ani(client: Client, people: Cast) -> Client:
    """Ani's browser, signed in."""
    enter(client, ANI)
    assert is_in(client)
    return client


def idle(client: Client, minutes: int) -> None:
    """So long ago the last page was opened here."""
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=minutes)).timestamp())
    session.save()


def shown(client: Client) -> str:
    return client.get(PLACE).content.decode()


# Idleness


def test_who_opened_no_page_for_an_hour_is_signed_out_and_told_why(ani: Client) -> None:
    idle(ani, 59)
    assert is_in(ani)
    idle(ani, 61)

    answer = ani.get(PLACE)

    assert answer.headers["Location"] == f"{reverse('account_login')}?next={PLACE}"
    assert "Anda dikeluarkan karena 60 menit" in ani.get(answer.headers["Location"]).content.decode()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(ani: Client) -> None:
    idle(ani, 50)
    ani.get(PLACE, headers={"HX-Request": "true", "HX-Polling": "true"})
    assert ani.session["seen"] < timezone.now().timestamp() - 49 * 60

    ani.get(PLACE, headers={"HX-Request": "true"})

    assert ani.session["seen"] > timezone.now().timestamp() - 60


def test_a_page_that_asks_by_itself_is_told_to_stop_and_stays_as_it_is(ani: Client) -> None:
    idle(ani, 61)

    answer = ani.get(PLACE, headers={"HX-Request": "true", "HX-Polling": "true"})

    assert (answer.status_code, answer.headers["HX-Reswap"], answer.content) == (286, "none", b"")


def test_a_clock_set_back_signs_nobody_out(ani: Client) -> None:
    idle(ani, -600)

    assert is_in(ani)
    assert ani.session["seen"] <= timezone.now().timestamp()


# What was typed


def test_what_was_typed_into_an_ended_session_is_back_after_signing_in(ani: Client) -> None:
    idle(ani, 61)

    refused = ani.post(PLACE, AUTHOR)
    page = ani.get(refused.headers["Location"]).content.decode()
    back = enter(ani, ANI, next=PLACE)

    assert "yang sudah Anda ketik kami simpan" in page
    assert back.headers["Location"] == PLACE
    assert shown(ani) == "Ani: Jawaban yang panjang, dengan &quot;kutip&quot; dan &lt;tanda&gt;."
    assert shown(ani) == "Ani: "


def test_it_is_back_when_the_session_is_gone_from_the_database_too(ani: Client) -> None:
    ani.session.flush()

    ani.post(PLACE, AUTHOR)
    enter(ani, ANI)

    assert "Jawaban yang panjang" in shown(ani)


def test_a_field_that_saves_itself_leads_to_the_sign_in_and_back_to_its_page(ani: Client) -> None:
    idle(ani, 61)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PLACE}?kelompok=a"}

    answers = [ani.post("/uji/simpan/", {"text": text}, headers=headers) for text in ("satu", "dua")]
    enter(ani, ANI)

    assert answers[0].headers["HX-Redirect"] == f"{reverse('account_login')}?next={PLACE}%3Fkelompok%3Da"
    assert [shown(ani) for _ in range(3)] == ["Ani: dua", "Ani: satu", "Ani: "]


def test_a_program_on_the_page_is_told_in_its_own_language(ani: Client) -> None:
    idle(ani, 61)

    answer = ani.post(PLACE, AUTHOR, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (
        401,
        {"sign_in": f"{reverse('account_login')}?next={PLACE}"},
    )


def test_the_page_to_return_to_is_always_ours(ani: Client) -> None:
    idle(ani, 61)
    foreign = {"HX-Request": "true", "HX-Current-URL": "https://jahat.example//lain.example/"}

    assert ani.post(PLACE, AUTHOR, headers=foreign).headers["HX-Redirect"].endswith(f"?next={PLACE}")


def test_another_person_at_the_same_browser_never_gets_it(ani: Client) -> None:
    idle(ani, 61)
    ani.post(PLACE, AUTHOR)

    enter(ani, BUDI)

    assert shown(ani) == "Budi: "
    ani.post(reverse("account_logout"))
    enter(ani, ANI)
    assert shown(ani) == "Ani: "


def test_passwords_are_not_kept(ani: Client) -> None:
    idle(ani, 61)

    ani.post(PLACE, AUTHOR | {"password": "rahasia", "oldpassword": "rahasia"})

    assert list(ani.session["held"][0]["fields"]) == ["text"]


def test_who_has_never_signed_in_here_fills_no_memory(client: Client, people: Cast) -> None:
    client.post(PLACE, AUTHOR)
    client.cookies["orang"] = f"{people.ani.pk}:forged"
    client.post(PLACE, AUTHOR)

    assert "held" not in client.session


# Another tab


def _in_another_tab(browser: Client, **headers: str) -> Any:
    """A form that lay open while one signed in again elsewhere carries an old token."""
    return browser.post(PLACE, AUTHOR, headers={"Sec-Fetch-Site": "same-origin", **headers})


@pytest.fixture
def strict(people: Cast) -> Client:
    """A browser whose forms must carry their token."""
    browser = Client(enforce_csrf_checks=True)
    _strictly(browser, ANI)
    return browser


def _strictly(browser: Client, email: str) -> None:
    browser.get(reverse("account_login"))
    token = browser.cookies["csrftoken"].value
    assert enter(browser, email, headers={"X-CSRFToken": token}).status_code == 302


def test_a_form_of_before_signing_in_again_is_refused_but_its_text_is_kept(strict: Client) -> None:
    answer = _in_another_tab(strict)

    assert answer.status_code == 403
    assert f'href="{PLACE}"' in answer.content.decode()
    assert "Jawaban yang panjang" in shown(strict)
    assert _in_another_tab(strict, **{"HX-Request": "true"}).headers["HX-Redirect"] == PLACE


@pytest.mark.parametrize("origin", ["cross-site", "same-site", "none"])
def test_a_foreign_page_puts_no_words_into_a_form(strict: Client, origin: str) -> None:
    assert _in_another_tab(strict, **{"Sec-Fetch-Site": origin}).status_code == 403
    assert shown(strict) == "Ani: "


def test_a_form_left_open_by_the_person_before_is_not_kept_for_the_next(strict: Client) -> None:
    _strictly_out(strict)
    _strictly(strict, BUDI)

    _in_another_tab(strict)

    assert shown(strict) == "Budi: "


def _strictly_out(browser: Client) -> None:
    idle(browser, 61)
    assert not is_in(browser)


# Revocation


def test_a_revoked_appointment_shuts_the_work_at_the_next_request_and_leaves_the_session(
    ani: Client, people: Cast
) -> None:
    work = reverse("work", args=[JOMBANG])
    assert ani.get(work).status_code == 200
    row = people.ani.appointments.get()
    row.to_on = date(2026, 1, 3)
    make.store(row)

    assert ani.get(work).status_code == 404
    assert ani.post(work, {"text": TEXT}).status_code == 404
    assert "tidak memegang peran yang berlaku" in ani.get(reverse("account")).content.decode()


def test_a_deactivated_account_is_signed_out_at_once(ani: Client, people: Cast) -> None:
    people.ani.is_active = False
    make.store(people.ani)

    assert not is_in(ani)
    assert enter(ani, ANI).headers["Location"] == reverse("account_inactive")
