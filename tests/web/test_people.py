"""The people of a unit in the browser: the list, inviting, taking up, ending, helping somebody in again."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import Account, Appointment, Invitation
from terbuka.rules.people import Role
from terbuka.services import people
from tests import make
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
PAGE = f"/kerja/{JOMBANG}/orang/"
TYPED = {
    "email": "lina@jombang.example",
    "name": "Lina",
    "role": "officer",
    "from_on": "2026-01-05",
    "decree": "SK 7/2026",
}


def signed_in(account: Account) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(response: Any) -> str:
    """What stands on a page, on one line."""
    main = LexborHTMLParser(response.content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def invitation(by: Account, email: str = "lina@jombang.example") -> str:
    """The path of a link for Lina."""
    made = people.invite(
        email=email,
        name="Lina",
        unit=unit(),
        role=Role.OFFICER,
        from_on=date(2026, 1, 5),
        by=by,
        at=timezone.now(),
    )
    return people.link_of(made)


@pytest.fixture
def players() -> Cast:
    """Everybody."""
    return cast()


def test_ani_reads_who_does_what_and_no_address(players: Cast) -> None:
    page = signed_in(players.ani).get(PAGE)

    assert "Fajar Atasan PPID" in words(page)
    assert "@" not in words(page)
    assert 'name="email"' not in page.content.decode()
    assert signed_in(players.ani).post(PAGE, TYPED).status_code == 403


def test_fajar_invites_and_gets_the_link_to_hand_over(players: Cast) -> None:
    client = signed_in(players.fajar)

    page = client.post(PAGE, TYPED, follow=True)

    link = people.whole_link(people.link_of(Invitation.objects.get()))
    assert f'value="{link}"' in page.content.decode()
    assert "serahkan sendiri" in words(page)
    assert "Berlaku sampai" in words(page)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"email": "bukan surel"}, "Tulis alamat surel yang utuh"),
        ({"email": ""}, "Tulis alamat surelnya"),
        ({"role": "supervisor"}, "supervisor"),
        ({"role": ""}, "Pilih perannya"),
        ({"from_on": "31/02/2026"}, "tanggal"),
        ({"to_on": "2026-01-01"}, "Hari terakhir mendahului"),
        ({"to_on": "2026-02-01"}, "sudah lewat"),
        ({"decree": "x" * 201}, "200"),
        ({"email": "a\x00@b.id"}, "Karakter"),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(
    players: Cast, change: dict[str, str], told: str
) -> None:
    page = signed_in(players.fajar).post(PAGE, TYPED | change)

    assert page.status_code == 422
    faults = [one.text() for one in LexborHTMLParser(page.content).css(".fault")]
    assert any(told in fault for fault in faults), faults
    assert 'value="Lina"' in page.content.decode()
    assert not Invitation.objects.exists()


def test_lina_takes_the_invitation_up_and_is_signed_in(players: Cast) -> None:
    client, link = Client(), invitation(players.fajar)
    assert "Petugas PPID di KPU Kabupaten Jombang" in words(client.get(link))

    weak = client.post(link, {"name": "Lina Wati", "password": "pendek", "again": "pendek"})
    assert weak.status_code == 422
    assert 'value="Lina Wati"' in weak.content.decode()
    other = client.post(link, {"name": "Lina Wati", "password": "pintu kuning lama", "again": "pintu"})
    assert "tidak sama" in words(other)

    page = client.post(
        link, {"name": "Lina Wati", "password": "pintu kuning lama", "again": "pintu kuning lama"}
    )

    assert page.headers["Location"] == "/meja/"
    assert client.get(PAGE).status_code == 200
    assert client.post(link).headers["Location"] == "/meja/", "the second click goes on too"


def test_a_spent_link_says_what_to_do(players: Cast) -> None:
    link = invitation(players.fajar)
    row = Invitation.objects.get()
    people.renew(row, by=players.fajar, at=timezone.now() + timedelta(minutes=1))

    assert "Mintalah tautan baru" in words(Client().get(link))
    people.revoke(row, by=players.fajar, at=timezone.now())
    page = Client().get(people.link_of(Invitation.objects.get()))
    assert page.status_code == 410
    assert "dicabut" in words(page)
    assert Client().get("/undangan/1-2.salah/").status_code == 404


def test_dedi_signs_in_first_and_takes_on_a_second_role(players: Cast) -> None:
    link = invitation(players.fajar, players.dedi.email)
    stranger = Client().get(link)
    assert "Sudah ada akun" in words(stranger)
    assert f"?next={link}" in stranger.content.decode()

    client = signed_in(players.dedi)
    assert "Terima peran ini" in words(client.get(link))
    assert client.post(link).headers["Location"] == "/meja/"
    assert client.get(PAGE).status_code == 200


def test_who_looks_into_anothers_invitation_takes_nothing(players: Cast) -> None:
    link = invitation(players.fajar)
    client = signed_in(players.fajar)

    assert "Undangan ini untuk lina@jombang.example" in words(client.get(link))
    assert client.post(link).status_code == 422
    assert Invitation.objects.get().used_at is None


def test_fajar_ends_anis_appointment_after_asking_himself(players: Cast) -> None:
    client, ani = signed_in(players.fajar), signed_in(players.ani)
    address = f"{PAGE}{players.ani.appointments.get().pk}/"
    assert ani.get(PAGE).status_code == 200
    assert "Ya, akhiri sekarang" in words(client.get(address))

    page = client.post(address, {"act": "end"}, follow=True)

    assert "Penugasan Ani diakhiri" in words(page)
    assert "Pernah bertugas" in words(page)
    assert ani.get(PAGE).status_code == 404


def test_fajar_hands_ani_a_new_password_link(players: Cast) -> None:
    page = signed_in(players.fajar).post(f"{PAGE}{players.ani.appointments.get().pk}/", {"act": "reset"})

    link = re.search(r'value="(http[^"]+)"', page.content.decode())
    assert link
    assert Client().get(link[1].removeprefix("http://127.0.0.1:8000"), follow=True).status_code == 200


def test_an_appointment_of_another_unit_is_not_there(players: Cast) -> None:
    foreign = players.gita.appointments.get().pk

    assert signed_in(players.fajar).post(f"{PAGE}{foreign}/", {"act": "end"}).status_code == 404
    assert players.gita.appointments.living(date(2026, 11, 22)).exists()


def test_an_invitation_is_renewed_and_taken_back_from_the_list(players: Cast) -> None:
    invitation(players.fajar)
    client, row = signed_in(players.fajar), Invitation.objects.get()

    assert "diperbarui" in words(client.post(f"{PAGE}undangan/{row.pk}/", {"act": "renew"}, follow=True))
    assert "dicabut" in words(client.post(f"{PAGE}undangan/{row.pk}/", {"act": "revoke"}, follow=True))


def test_the_province_sees_which_units_have_no_ppid(players: Cast) -> None:
    province = unit().parent
    assert province
    page = signed_in(players.budi).get(f"/kerja/{province.slug}/orang/")
    assert "38 satker di bawah ini belum punya PPID" in words(page)

    appoint(players.ani, Role.PPID)

    assert "37 satker" in words(signed_in(players.budi).get(f"/kerja/{province.slug}/orang/"))


def test_the_list_asks_the_database_as_often_for_twenty_as_for_two(
    players: Cast, django_assert_max_num_queries: Queries
) -> None:
    for number in range(18):
        appoint(make.account(f"N{number}", f"{number}@jombang.example"), Role.DESK)
    client = signed_in(players.fajar)
    client.get(PAGE)

    with django_assert_max_num_queries(16):
        assert "N17" in words(client.get(PAGE))


def test_the_installation_page_is_for_its_administrator(players: Cast) -> None:
    page = signed_in(players.hasan).get("/pemasangan/")

    assert "Versi Terbuka" in words(page)
    assert "Server surel belum dipasang" in words(page)
    assert "Eka" in words(page)
    assert "Ani" not in words(page)
    assert signed_in(players.eka).get("/pemasangan/").status_code == 404


def test_hasan_invites_a_national_administrator_of_bawaslu(players: Cast) -> None:
    client = signed_in(players.hasan)

    page = client.post("/pemasangan/", TYPED | {"role": "bawaslu-ri"}, follow=True)

    assert "Administrator nasional, Bawaslu RI" in words(page)
    assert Invitation.objects.get().unit == unit("bawaslu-ri")
    assert client.post("/pemasangan/", TYPED | {"role": JOMBANG}).status_code == 422


def test_a_test_letter_without_a_server_says_what_is_missing(players: Cast) -> None:
    page = signed_in(players.hasan).post("/pemasangan/surel/", follow=True)

    assert "isi TERBUKA_SMTP" in words(page)


def test_the_last_administrator_cannot_end_himself(players: Cast) -> None:
    own = Appointment.objects.get(account=players.hasan)

    page = signed_in(players.hasan).post(f"/pemasangan/orang/{own.pk}/", {"act": "end"})

    assert page.status_code == 422
    assert "undang penggantinya" in words(page)
