"""The inbox and one's wishes in the browser: looking changes nothing, and what is done is undone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import Account, Notification, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.notify import Kind
from terbuka.services import notify
from tests import make
from tests.make.cast import JOMBANG, Cast, cast, unit

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INBOX, WISHES = "/kotak-masuk/", "/akun/pemberitahuan/"
SERVER = {"host": "127.0.0.1", "port": 9, "user": "", "password": "", "use_ssl": False, "use_tls": False}
TYPED = {"rhythm": "digest", "quiet_from": "21", "quiet_to": "5", "mailed": ["audit_ended"], "version": "0"}
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def players() -> Cast:
    return cast()


def browser(account: Account, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(account, backend=BACKEND)
    return client


def words(response: Any) -> str:
    """What stands on a page, on one line."""
    main = LexborHTMLParser(response.content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def tell(account: Account, key: str = "1", kind: Kind = Kind.AUDIT_ENDED, minutes: int = 0) -> Notification:
    payload = {"unit": f"KPU {key}", "present": 1, "missing": 2, "others": 3}
    at = make.NOON + timedelta(minutes=minutes)
    return notify.tell(
        [account], kind=kind, key=key, unit=unit(), payload=payload, path=f"/kerja/{JOMBANG}/", at=at
    )[0]


def test_unread_stands_first_and_opening_marks_by_a_form_alone(players: Cast) -> None:
    ani = browser(players.ani)
    first, second = tell(players.ani, "satu"), tell(players.ani, "dua", minutes=1)
    ani.get(f"{INBOX}{second.pk}/")
    assert Notification.objects.unread().count() == 2

    went = ani.post(f"{INBOX}{second.pk}/")

    assert went["Location"] == f"/kerja/{JOMBANG}/"
    page = words(ani.get(INBOX))
    assert "1 pesan belum dibaca" in page
    assert page.index("KPU satu") < page.index("KPU dua")
    assert browser(players.fajar).get(f"{INBOX}{first.pk}/").status_code == 404
    assert browser(players.fajar).post(f"{INBOX}{first.pk}/").status_code == 404


def test_all_of_a_kind_are_read_at_once_and_that_is_taken_back(players: Cast) -> None:
    ani = browser(players.ani)
    for number in range(3):
        tell(players.ani, str(number))
    tell(players.ani, "lain", Kind.SAQ_VERIFIED)

    done = ani.post(INBOX, {"act": "semua", "jenis": "audit_ended"}, follow=True)

    assert "3 pesan ditandai sudah dibaca" in words(done)
    assert "Urungkan" in words(done)
    assert Notification.objects.unread().count() == 1
    marked_at = done.context["marked_at"]
    ani.post(INBOX, {"act": "batal", "dibaca": marked_at})
    assert Notification.objects.unread().count() == 4


@pytest.mark.parametrize("query", ["?jenis=zzz", "?hal=x", "?dibaca=kemarin", "?dibaca=2026-99-99T00:00:00Z"])
def test_an_address_that_was_mistyped_shows_the_inbox(players: Cast, query: str) -> None:
    tell(players.ani)

    assert "1 pesan belum dibaca" in words(browser(players.ani).get(INBOX + query))
    browser(players.ani).post(INBOX, {"act": "batal", "dibaca": "kemarin"})


def test_the_inbox_is_paged_and_asks_as_often_for_many_as_for_few(
    players: Cast, django_assert_max_num_queries: Queries
) -> None:
    ani = browser(players.ani)
    assert "Belum ada pesan" in words(ani.get(INBOX))
    for number in range(60):
        row = tell(players.ani, f"n{number}", minutes=number)
        if number < 30:
            notify.mark_read(row, by=players.ani, at=make.NOON)
    ani.get(INBOX)

    with django_assert_max_num_queries(14):
        second = words(ani.get(f"{INBOX}?hal=2"))
    # 30 unread, newest first, then the read ones, newest first.
    assert [f"KPU n{number} " in second for number in (34, 30, 29, 10, 9)] == [True, True, True, True, False]
    assert "Halaman 2 dari 3" in second


def test_the_number_of_unread_costs_one_question_and_strangers_none(
    players: Cast, django_assert_num_queries: Queries
) -> None:
    tell(players.ani)
    page = Template("{% unread as n %}{{ n }}")

    with django_assert_num_queries(1):
        assert page.render(Context({"user": players.ani})) == "1"
    with django_assert_num_queries(0):
        assert page.render(Context({})) == "0"


def test_wishes_are_kept_and_a_second_page_shows_both(players: Cast) -> None:
    ani = browser(players.ani)

    assert "tersimpan" in words(ani.post(WISHES, TYPED, follow=True))
    wish = notify.wish_of(players.ani)
    assert (wish.rhythm, wish.quiet_from, wish.quiet_to) == ("digest", 21, 5)
    assert "audit_ended" not in wish.muted
    assert "item_given" in wish.muted

    stale = ani.post(WISHES, TYPED | {"rhythm": "inbox_only"})
    assert stale.status_code == 409
    assert "Yang tersimpan sekarang" in words(stale)
    assert 'value="inbox_only" checked' in stale.content.decode()
    again = ani.post(WISHES, TYPED | {"rhythm": "inbox_only", "version": str(wish.version)})
    assert again.status_code == 302


@pytest.mark.parametrize(
    "change", [{"rhythm": "tiap jam"}, {"quiet_from": "25"}, {"quiet_to": ""}, {"mailed": ["appointed"]}]
)
def test_a_wish_that_is_no_choice_is_refused_with_the_rest_kept(
    players: Cast, change: dict[str, Any]
) -> None:
    answer = browser(players.ani).post(WISHES, TYPED | change)

    assert answer.status_code == 422
    assert "Pilih seberapa sering surel dikirim dan jam tenangnya" in words(answer)
    assert 'value="audit_ended" checked' in answer.content.decode() or "mailed" in change


def test_an_address_that_came_back_is_shown_to_its_owner_and_to_the_level_above(players: Cast) -> None:
    notify.note_bounce(to=players.ani.email, told="550 5.1.1 no such user", at=make.NOON)

    above = words(browser(players.budi).get(f"/kerja/{JOMBANG}/orang/"))
    assert "Surel ditolak sejak Min, 22 Nov 2026" in above
    ani = browser(players.ani)
    assert "550 5.1.1 no such user" in words(ani.get(WISHES))
    assert "Surel dikirim lagi ke ani@contoh.example" in words(
        ani.post(WISHES, {"act": "alamat"}, follow=True)
    )
    assert "ditolak" not in words(ani.get(WISHES))


def test_an_invitation_that_came_back_is_handed_over_instead(players: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = SERVER
    fajar, page = browser(players.fajar), f"/kerja/{JOMBANG}/orang/"
    form = {"email": "lina@contoh.example", "name": "", "role": "desk", "from_on": "2026-11-22"}
    assert "dikirim ke lina@contoh.example" in words(fajar.post(page, form, follow=True))
    assert "Tautan untuk diserahkan" not in words(fajar.get(page))

    make.change(OutboxMail, {"to": "lina@contoh.example"}, state=MailState.FAILED.value)

    assert "Tautan untuk diserahkan" in words(fajar.get(page))
    assert "Suratnya tidak sampai" in words(fajar.get(page))


@pytest.mark.parametrize("kind", [Kind.AUDIT_ENDED, None])
def test_a_mail_program_stops_letters_by_one_click_without_session_and_looking_does_nothing(
    players: Cast, kind: Kind | None
) -> None:
    address = reverse("unsubscribe", args=[notify.token_of(players.ani.pk, kind)])
    program = Client(enforce_csrf_checks=True)

    assert "lagi?" in words(program.get(address))
    assert notify.wish_of(players.ani).version == 0
    stopped = program.post(address, {"List-Unsubscribe": "One-Click"})

    assert stopped.status_code == 200
    assert "tidak lagi dikirim" in words(stopped)
    wish = notify.wish_of(players.ani)
    assert wish.muted == ["audit_ended"] if kind else wish.rhythm == "inbox_only"
    assert "lagi?" in words(program.post(address, {"act": "lanjut"}))
    assert "ani@" not in words(program.get(address))


def test_a_link_that_we_never_signed_says_so(players: Cast) -> None:
    answer = Client().post(reverse("unsubscribe", args=["1-all.palsu"]))

    assert answer.status_code == 404
    assert "salah salin" in words(answer)
