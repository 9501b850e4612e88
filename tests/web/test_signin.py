"""Signing in: who comes in, who is stopped and for how long, how one gets back in, what the trail keeps."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from terbuka.models import Account, Event, OutboxMail
from terbuka.services import signin
from tests.make.cast import PASSWORD, Cast, cast
from tests.web.entering import WRONG, code_of, enter, fail, is_in, with_app

pytestmark = pytest.mark.django_db
ANI, BUDI = "ani@contoh.example", "budi@contoh.example"
NEW = "kata sandi lain yang panjang"
OFFICE, AWAY = "203.0.113.7", "198.51.100.9"
MAIL_SERVER = {"host": "127.0.0.1", "port": 25}


@pytest.fixture
def people(settings: Settings) -> Cast:
    """The cast, with passwords that are quick to check: the lock is tried often here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return cast()


def verbs() -> list[str]:
    return list(Event.objects.filter(subject_kind="account").order_by("id").values_list("verb", flat=True))


# Coming in


@pytest.mark.parametrize("typed", [ANI, "ANI@Contoh.Example", f"  {ANI} "])
def test_who_signs_in_lands_at_the_desk_whatever_the_case_of_the_address(
    client: Client, people: Cast, typed: str
) -> None:
    answer = enter(client, typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk"))
    assert is_in(client)


def test_a_wrong_password_is_said_plainly_and_the_address_stays_typed(client: Client, people: Cast) -> None:
    page = enter(client, ANI, WRONG).content.decode()

    assert "tidak cocok" in page
    assert f'value="{ANI}"' in page
    assert WRONG not in page


def test_a_stranger_learns_nothing_about_who_has_an_account(client: Client, people: Cast) -> None:
    known = enter(client, ANI, WRONG).content.decode().replace(ANI, "")
    unknown = (
        enter(client, "siapa@contoh.example", WRONG).content.decode().replace("siapa@contoh.example", "")
    )

    def without_token(page: str) -> list[str]:
        return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]

    assert without_token(known) == without_token(unknown)


def test_what_is_missing_is_said_beside_its_field(client: Client, people: Cast) -> None:
    page = client.post(reverse("account_login"), {"login": "ani", "password": ""}).content.decode()

    assert "Tulis alamat surel yang lengkap" in page
    assert "Tulis kata sandi Anda." in page


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/satker/?q=jombang", "/satker/?q=jombang"),
        ("https://jahat.example/", "/meja/"),
        ("//jahat.example/", "/meja/"),
        ("javascript:alert(1)", "/meja/"),
    ],
)
def test_one_comes_back_to_the_page_one_wanted_but_never_to_another_host(
    client: Client, people: Cast, wanted: str, given: str
) -> None:
    assert enter(client, ANI, next=wanted).headers["Location"] == given


def test_a_session_that_somebody_planted_is_worth_nothing_after_signing_in(
    client: Client, people: Cast
) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    enter(client, ANI)

    assert client.session.session_key != planted
    assert not is_in(_with_session(planted))


def _with_session(key: str | None) -> Client:
    other = Client()
    other.cookies["sessionid"] = key or ""
    return other


def test_cookies_are_closed_to_scripts_and_foreign_sites(
    client: Client, people: Cast, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True

    cookies = enter(client, ANI).cookies

    flags = {name: (one["httponly"], one["samesite"], one["secure"]) for name, one in cookies.items()}
    assert {flags[name] for name in ("sessionid", "orang", "bahasa")} == {(True, "Lax", True)}


def test_the_language_of_the_account_is_spoken_after_signing_in(client: Client, people: Cast) -> None:
    enter(client, ANI)
    client.post(reverse("account_language"), {"language": "en"})
    client.post(reverse("account_logout"))
    elsewhere = Client()

    enter(elsewhere, ANI)

    assert elsewhere.get(reverse("account")).headers["Content-Language"] == "en"
    assert "language_chosen" in verbs()


def test_nobody_registers_themselves(client: Client) -> None:
    fields = {"email": "baru@contoh.example", "password1": NEW}

    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), fields).status_code == 404
    assert not Account.objects.exists()


# The lock


def test_strangers_guess_at_ani_and_ani_comes_in(client: Client, people: Cast) -> None:
    fail(Client(), ANI, 12, REMOTE_ADDR=AWAY)

    assert enter(client, ANI, REMOTE_ADDR=OFFICE).status_code == 302


def test_a_colleague_behind_the_same_address_fails_and_ani_comes_in(client: Client, people: Cast) -> None:
    fail(Client(), BUDI, 12, REMOTE_ADDR=OFFICE)

    assert enter(client, ANI, REMOTE_ADDR=OFFICE).status_code == 302


def test_who_guesses_is_stopped_even_with_the_right_password(client: Client, people: Cast) -> None:
    assert fail(client, ANI, 9, REMOTE_ADDR=AWAY).status_code == 200
    assert fail(client, ANI.upper(), 1, REMOTE_ADDR=AWAY, HTTP_USER_AGENT="lain").status_code == 429

    answer = enter(client, ANI, REMOTE_ADDR=AWAY)

    assert answer.status_code == 429
    assert "Coba lagi setelah 15 menit" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) <= 15 * 60
    assert not is_in(client)


def test_an_address_in_a_header_is_believed_only_from_our_proxy(
    client: Client, people: Cast, settings: Settings
) -> None:
    def guess(number: int) -> Any:
        return enter(client, ANI, WRONG, REMOTE_ADDR=AWAY, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert [guess(number).status_code for number in range(10)][-1] == 429

    settings.PROXIES = frozenset({AWAY})
    assert enter(client, ANI, REMOTE_ADDR=AWAY, HTTP_X_FORWARDED_FOR=f"{OFFICE}").status_code == 302
    forged = f"{OFFICE}, 192.0.2.77"
    fail(Client(), BUDI, 10, REMOTE_ADDR=AWAY, HTTP_X_FORWARDED_FOR=forged)
    assert enter(Client(), BUDI, REMOTE_ADDR=AWAY, HTTP_X_FORWARDED_FOR="192.0.2.77").status_code == 429
    assert enter(Client(), BUDI, REMOTE_ADDR=AWAY, HTTP_X_FORWARDED_FOR=OFFICE).status_code == 302


def test_who_tries_while_locked_does_not_wait_longer(client: Client, people: Cast) -> None:
    fail(client, ANI, 10)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert "Coba lagi setelah 1 menit" in fail(client, ANI, 3).content.decode()

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert enter(client, ANI).status_code == 302


def test_wrong_codes_count_as_wrong_passwords_do(client: Client, people: Cast) -> None:
    secret = with_app(people.ani)
    assert enter(client, ANI).headers["Location"] == reverse("mfa_authenticate")

    answers = [client.post(reverse("mfa_authenticate"), {"code": "0000000"}) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 429
    assert enter(Client(), ANI).status_code == 429
    assert not is_in(client)


def test_who_is_signed_in_cannot_guess_the_password_at_the_confirmation(client: Client, people: Cast) -> None:
    enter(client, ANI)
    address = reverse("account_reauthenticate")

    answers = [client.post(address, {"password": WRONG}) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    assert client.post(address, {"password": PASSWORD}).status_code == 429


# A new password


def ask_reset(client: Client, email: str) -> str:
    """The link in the letter."""
    client.post(reverse("account_reset_password"), {"email": email})
    letter = OutboxMail.objects.get()
    return next(line for line in letter.body.splitlines() if "://" in line and "lupa-sandi" in line)


def set_new(client: Client, link: str, password: str = NEW) -> Any:
    page = client.get(urlsplit(link).path, follow=True)
    if "token_fail" in page.context:
        return page
    return client.post(page.context["action_url"], {"password1": password, "password2": password})


def test_a_forgotten_password_is_renewed_by_a_letter_that_waits_in_the_outbox(
    client: Client, people: Cast, settings: Settings
) -> None:
    settings.MAIL_SERVER = MAIL_SERVER
    other = Client()
    enter(other, ANI)

    link = ask_reset(client, ANI.upper())
    answer = set_new(client, link)

    assert answer.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert not is_in(other)
    assert enter(client, ANI).status_code == 200
    assert enter(client, ANI, NEW).status_code == 302
    assert verbs() == ["sign_in", "reset_asked", "password_reset", "sign_in_failed", "sign_in"]


def test_an_address_without_an_account_gets_no_letter_and_the_same_answer(
    client: Client, people: Cast, settings: Settings
) -> None:
    settings.MAIL_SERVER = MAIL_SERVER

    known = client.post(reverse("account_reset_password"), {"email": ANI})
    unknown = client.post(reverse("account_reset_password"), {"email": "siapa@contoh.example"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert OutboxMail.objects.get().to == ANI


def test_without_a_mail_server_one_asks_the_level_above(client: Client, people: Cast) -> None:
    page = client.get(reverse("account_reset_password")).content.decode()
    client.post(reverse("account_reset_password"), {"email": ANI})

    assert "Mintalah tautan kata sandi baru" in page
    assert not OutboxMail.objects.exists()


def test_the_link_of_the_level_above_works_once(client: Client, people: Cast) -> None:
    link = signin.reset_link(people.ani, by=people.fajar, at=timezone.now())

    assert set_new(client, link).status_code == 302
    assert "tidak berlaku lagi" in set_new(Client(), link, "yang ketiga kali ini").content.decode()
    assert enter(client, ANI, NEW).status_code == 302
    made = Event.objects.get(verb="reset_link_made")
    assert (made.subject_id, made.by_id) == (people.ani.pk, people.fajar.pk)


def test_a_new_password_ends_the_wait_of_who_had_guessed_at_the_own_account(
    client: Client, people: Cast
) -> None:
    fail(client, ANI, 10)

    set_new(client, signin.reset_link(people.ani, by=people.fajar, at=timezone.now()))

    assert enter(client, ANI, NEW).status_code == 302


def test_a_changed_password_ends_every_other_session_but_this(client: Client, people: Cast) -> None:
    other = Client()
    enter(other, ANI)
    enter(client, ANI)

    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), typed)

    assert is_in(client)
    assert not is_in(other)
    assert verbs()[-1] == "password_changed"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"oldpassword": WRONG, "password1": NEW, "password2": NEW}, "Kata sandi sekarang ini tidak cocok"),
        ({"oldpassword": PASSWORD, "password1": NEW, "password2": WRONG}, "Kedua kata sandi baru tidak sama"),
        ({"oldpassword": PASSWORD, "password1": "pendek", "password2": "pendek"}, "10"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(
    client: Client, people: Cast, typed: dict[str, str], said: str
) -> None:
    enter(client, ANI)

    assert said in client.post(reverse("account_change_password"), typed).content.decode()


# Second factors


def test_an_app_is_added_and_asked_for_and_its_spare_codes_work_once(
    client: Client, people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    enter(client, ANI)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    spare = client.get(done.headers["Location"]).context["unused_codes"][0]
    client.post(reverse("account_logout"))

    enter(client, ANI)
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert is_in(client)
    again = Client()
    enter(again, ANI)
    assert "tidak cocok" in again.post(reverse("mfa_authenticate"), {"code": spare}).content.decode()
    assert verbs() == ["sign_in", "factor_changed", "sign_in", "sign_in_failed"]
    assert [one.payload for one in Event.objects.filter(verb="sign_in")][1] == {
        "method": "password+recovery_codes"
    }


def test_a_lost_second_factor_is_cleared_by_the_level_above(client: Client, people: Cast) -> None:
    enter(client, ANI)
    with_app(people.ani)

    signin.clear_factors(people.ani, by=people.fajar, at=timezone.now())

    assert not Authenticator.objects.exists()
    assert not is_in(client)
    assert enter(client, ANI).headers["Location"] == reverse("desk")
    assert Event.objects.get(verb="factors_cleared").by_id == people.fajar.pk


# Sessions and trail


def test_other_devices_are_seen_and_signed_out(client: Client, people: Cast) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    enter(other, ANI)
    enter(client, ANI)
    assert "Firefox, Windows" in client.get(reverse("usersessions_list")).content.decode()

    client.post(reverse("usersessions_list"))

    assert is_in(client)
    assert not is_in(other)
    assert verbs()[-1] == "sessions_ended"


def test_the_trail_names_nobody_but_by_number(client: Client, people: Cast) -> None:
    fail(client, ANI, 1)
    fail(client, "siapa@contoh.example", 1)
    enter(client, ANI)

    events = list(Event.objects.filter(subject_kind="account").order_by("id"))

    assert [(one.verb, one.subject_id) for one in events] == [
        ("sign_in_failed", people.ani.pk),
        ("sign_in_failed", None),
        ("sign_in", people.ani.pk),
    ]
    assert [one.payload for one in events] == [{"reason": "password"}] * 2 + [{"method": "password"}]


def test_administrators_are_told_that_no_mail_leaves(client: Client, people: Cast) -> None:
    shown = {}
    for name in ("ani", "eka", "hasan"):
        client.post(reverse("account_logout"))
        enter(client, f"{name}@contoh.example")
        shown[name] = "Pengiriman surel belum diatur" in client.get(reverse("account")).content.decode()

    assert shown == {"ani": False, "eka": True, "hasan": True}
