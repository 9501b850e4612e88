"""Units over time as readers meet them: old addresses lead on, ended ones say so, what lacks is said."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from terbuka.models import Account, Holiday, Website
from tests import make
from tests.make.assessment import opened, steps_around
from tests.make.cast import JOMBANG, Cast, cast, unit
from tests.make.units import ended, renamed
from tests.web.entering import enter
from tests.web.test_portal import rows, text

pytestmark = pytest.mark.django_db
NEW = "kpu-kab-jombang-raya"


@pytest.fixture
def people() -> Cast:
    return cast()


def browser_of(account: Account) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/satker/{}/", "/satker/{}/"),
        ("/satker/{}/?lang=en&x=1", "/satker/{}/?lang=en&x=1"),
        ("/satker/{}/hasil/monev-2026/", "/satker/{}/hasil/monev-2026/"),
    ],
)
def test_a_public_address_of_the_past_leads_on_with_its_query(client: Client, old: str, new: str) -> None:
    renamed(NEW, "KPU Kabupaten Jombang Raya")

    answer = client.get(old.format(JOMBANG))

    assert (answer.status_code, answer["Location"]) == (301, new.format(NEW))
    assert answer["Cache-Control"] == "no-cache"


def test_signed_in_addresses_lead_on_and_a_form_is_sent_on_whole(people: Cast) -> None:
    renamed(NEW, "KPU Kabupaten Jombang Raya")
    ani = browser_of(people.ani)

    led = ani.get(f"/kerja/{JOMBANG}/situs/?hal=2")
    sent = ani.post(f"/kerja/{JOMBANG}/profil/kontak/", {"hours": "08.00"})

    assert (led.status_code, led["Location"]) == (301, f"/kerja/{NEW}/situs/?hal=2")
    assert (sent.status_code, sent["Location"]) == (308, f"/kerja/{NEW}/profil/kontak/")


def test_an_old_address_tells_nobody_what_is_not_theirs(people: Cast) -> None:
    renamed(NEW, "KPU Kabupaten Jombang Raya")

    answer = browser_of(people.gita).get(f"/kerja/{JOMBANG}/", follow=True)

    assert answer.status_code == 404


def test_what_was_typed_at_an_old_address_while_signed_out_waits_at_the_new_one(
    client: Client, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ani = cast().ani
    enter(client, ani.email)
    form = f"/kerja/{JOMBANG}/profil/kontak/"
    assert client.get(form).status_code == 200
    session = client.session
    session["seen"] -= 2 * 3600
    session.save()
    renamed(NEW, "KPU Kabupaten Jombang Raya")

    client.post(
        form, {"hours": "jam yang diketik", "version": "0"}, headers={"Referer": f"http://testserver{form}"}
    )
    enter(client, ani.email)

    page = client.get(form, follow=True)
    assert page.redirect_chain[-1][0] == f"/kerja/{NEW}/profil/kontak/"
    assert "jam yang diketik" in page.content.decode()


def test_the_page_of_a_unit_says_what_it_was_called_and_what_it_came_out_of(client: Client) -> None:
    renamed(NEW, "KPU Kabupaten Jombang Raya")
    ended("kpu-kab-blitar", "kpu-kab-mojo")

    assert "KPU Kabupaten Jombang sampai Rab, 31 Des 2025 (UU contoh)" in text(client, f"/satker/{NEW}/")
    words = text(client, "/satker/kpu-kab-mojo/")
    assert "Berasal dari KPU Kabupaten Blitar" in words
    assert "Pemeriksaan dan hasil sebelum hari itu ada di halaman asalnya" in words


def test_an_ended_unit_says_when_why_and_who_goes_on_and_leaves_the_lists(client: Client) -> None:
    ended(JOMBANG, "kpu-kab-mojo")

    words = text(client, f"/satker/{JOMBANG}/")

    assert "Satker ini berakhir Rab, 31 Des 2025" in words
    assert "Dilanjutkan oleh KPU Kabupaten Mojo (hasil pemecahan, UU contoh)" in words
    page = client.get("/satker/?q=kpu+kabupaten+jombang").content.decode()
    assert "/satker/kpu-kab-mojo/" in page
    assert f"/satker/{JOMBANG}/" not in page
    assert f"/satker/{JOMBANG}/" not in client.get("/satker/kpu-provinsi-jawa-timur/").content.decode()
    assert "1.106 satuan kerja" in text(client, "/")
    assert rows(client, "q=atlantis") == []


def test_officers_of_an_ended_unit_read_it_under_a_notice_and_keep_what_they_typed(people: Cast) -> None:
    opened(people.eka, steps=steps_around(timezone.localdate()), at=timezone.now())
    ended(JOMBANG, "kpu-kab-mojo")
    ani = browser_of(people.ani)

    home = ani.get(f"/kerja/{JOMBANG}/")
    sent = ani.post(f"/kerja/{JOMBANG}/profil/kontak/", {"hours": "jam yang diketik", "version": "0"})

    words = home.content.decode()
    assert "Satker ini berakhir Rab, 31 Des 2025" in words
    assert "/satker/kpu-kab-mojo/" in words
    assert "Periksa situs sekarang" not in words
    assert sent.status_code == 403
    told = sent.content.decode()
    assert "Pekerjaan baru dicatat di KPU Kabupaten Mojo" in told
    assert "jam yang diketik" in told


def test_the_level_above_is_told_on_its_desk_whom_to_move_where(people: Cast) -> None:
    ended(JOMBANG, "kpu-kab-mojo")

    desk = browser_of(people.budi).get("/meja/").content.decode()

    assert "2 penugasan masih di sana" in desk
    assert "/kerja/kpu-kab-mojo/orang/" in desk


def test_a_unit_without_a_website_says_what_is_missing_and_who_adds_it(client: Client, people: Cast) -> None:
    make.change(Website, {"unit": unit()}, unit=unit("kpu-kab-sleman"), kind="old")

    stranger = client.get(f"/satker/{JOMBANG}/").content.decode()
    ani = browser_of(people.ani)

    add = f"/kerja/{JOMBANG}/profil/situs/baru/"
    assert "Belum ada alamat situs yang tercatat" in stranger
    assert "petugas PPID satker ini dapat menambahkannya" in stranger
    assert add not in stranger
    assert add in ani.get(f"/satker/{JOMBANG}/").content.decode()
    assert add in ani.get(f"/kerja/{JOMBANG}/").content.decode()
    above = browser_of(people.budi).get(f"/kerja/{JOMBANG}/").content.decode()
    assert add not in above
    assert "menambahkannya di Profil" in above


def test_a_year_without_a_list_of_holidays_is_told_to_those_who_can_mend_it(people: Cast) -> None:
    year = timezone.localdate().year
    make.change(Holiday, {"day__year": year}, is_provisional=True)

    for who, page in ((people.eka, "/meja/"), (people.hasan, "/pemasangan/")):
        words = browser_of(who).get(page).content.decode()
        assert f"Daftar hari libur {year} masih perkiraan" in words
        assert "terbuka import holidays" in words
    assert "Daftar hari libur" not in browser_of(people.budi).get("/meja/").content.decode()


def test_days_left_that_rest_on_an_estimate_say_so(people: Cast) -> None:
    opened(people.eka, steps=steps_around(timezone.localdate()), at=timezone.now())
    ani = browser_of(people.ani)
    assert "Sementara: daftar hari libur" not in ani.get(f"/kerja/{JOMBANG}/").content.decode()

    make.change(Holiday, {"day__year": timezone.localdate().year}, is_provisional=True)

    assert "Sementara: daftar hari libur" in ani.get(f"/kerja/{JOMBANG}/").content.decode()
