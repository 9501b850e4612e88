"""The profile in the browser: what is missing, each part saved, nothing typed lost, who may change it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import Job, UnitProfile, Website
from tests.make.cast import JOMBANG, Cast, cast, unit
from tests.make.units import profile
from tests.web.entering import enter

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CONTACTS = {
    "whatsapp": "0812-3456-7890",
    "whatsapp_holder": "Ani Lestari",
    "phone": "0321-861234",
    "email": "ppid@jombang.example",
    "address": "Jl. Contoh 1",
    "hours": "07.30–16.00",
    "version": "0",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(client: Client, people: Cast) -> Client:
    client.force_login(people.ani, BACKEND)
    return client


def address(name: str, *more: Any) -> str:
    return reverse(name, args=[JOMBANG, *more])


def words(answer: Any) -> str:
    main = LexborHTMLParser(answer.content).css("main")[0]
    return " ".join(main.text(separator=" ").split())


def values(answer: Any) -> dict[str, str]:
    """What the fields of a page hold."""
    page = LexborHTMLParser(answer.content)
    held = {one.attributes["name"]: one.attributes.get("value") or "" for one in page.css("input[name]")}
    return {str(k): v for k, v in held.items()} | {
        str(one.attributes["name"]): one.text().lstrip("\n") for one in page.css("textarea")
    }


def test_the_first_line_says_how_complete_it_is_and_what_is_missing(ani: Client) -> None:
    page = words(ani.get(address("profile")))

    assert "Profil terisi 0 dari 19 . Belum ada: situs utama yang dipastikan , nomor WhatsApp" in page
    assert "dan 15 lainnya" in page


def test_contacts_are_saved_and_drafts_drawn_anew(ani: Client) -> None:
    answer = ani.post(address("profile_contacts"), CONTACTS)

    assert answer.headers["Location"] == f"{address('profile')}?disimpan=kontak#kontak"
    page = words(ani.get(answer.headers["Location"]))
    assert "0812-3456-7890 dipegang Ani Lestari" in page
    assert "Tersimpan." in page
    assert Job.objects.get().kind == "redraft"
    assert Job.objects.get().subject_id == unit().pk


def test_a_fault_stands_beside_its_field_and_all_typed_text_stays(ani: Client) -> None:
    typed = CONTACTS | {"whatsapp": "12", "address": "  Jl. <Contoh>\r\n1", "x": "bukan alamat"}
    answer = ani.post(address("profile_contacts"), typed)

    page = LexborHTMLParser(answer.content)
    assert answer.status_code == 400
    assert page.css("#whatsapp-fault")[0].text()
    assert page.css("#whatsapp")[0].attributes["aria-invalid"] == "true"
    assert page.css_first('.notice a[href="#x"]')
    assert values(answer)["address"] == "  Jl. <Contoh>\n1"
    assert values(answer)["x"] == "bukan alamat"
    assert not UnitProfile.objects.exists()


def test_in_two_tabs_the_second_sees_both_texts_and_then_may_save(ani: Client) -> None:
    ani.post(address("profile_contacts"), CONTACTS)

    answer = ani.post(address("profile_contacts"), CONTACTS | {"hours": "08.00–15.00"})

    assert answer.status_code == 409
    assert "Orang lain menyimpan lebih dahulu" in words(answer)
    assert "Yang sekarang tersimpan: 07.30–16.00" in words(answer)
    assert values(answer)["hours"] == "08.00–15.00"
    again = CONTACTS | {"hours": "08.00–15.00", "version": values(answer)["version"]}
    assert ani.post(address("profile_contacts"), again).status_code == 302
    assert UnitProfile.objects.get().hours == "08.00–15.00"


def test_after_a_session_ended_the_typed_text_comes_back(client: Client, people: Cast) -> None:
    enter(client, people.ani.email)
    del client.cookies["sessionid"]

    gone = client.post(address("profile_contacts"), CONTACTS)
    assert gone.status_code == 302
    enter(client, people.ani.email)

    assert values(client.get(address("profile_contacts")))["hours"] == "07.30–16.00"


def test_an_address_is_confirmed_in_one_click_and_changed_on_its_page(ani: Client) -> None:
    main = Website.objects.get(unit=unit(), kind="main")
    page = address("profile_website", main.pk)

    ani.post(page, {"act": "confirm", "url": main.url})
    main.refresh_from_db()
    assert (main.basis, main.version) == ("confirmed", 2)

    ani.post(page, {"url": "baru.jombang.example", "kind": "main", "version": "2"})
    main.refresh_from_db()
    assert main.url == "https://baru.jombang.example/"

    stale = ani.post(page, {"url": "lain.jombang.example", "kind": "main", "version": "2"})
    assert stale.status_code == 409
    assert "https://baru.jombang.example/" in words(stale)
    assert values(stale)["url"] == "lain.jombang.example"


def test_what_was_confirmed_is_what_was_read(ani: Client) -> None:
    main = Website.objects.get(unit=unit(), kind="main")

    answer = ani.post(address("profile_website", main.pk), {"act": "confirm", "url": "https://lain.example/"})

    assert answer.status_code == 409
    assert Website.objects.get(pk=main.pk).basis != "confirmed"


def test_addresses_and_people_are_added_and_removed(ani: Client) -> None:
    ani.post(address("profile_website_new"), {"url": "ppid.jombang.example", "kind": "ppid"})
    ani.post(address("profile_member_new"), {"role": "ppid", "name": "Ani Lestari", "position": "Kasubbag"})
    page = words(ani.get(address("profile")))
    assert "ppid.jombang.example" in page
    assert "Ani Lestari Kasubbag PPID" in page

    site, member = unit().websites.get(kind="ppid"), unit().ppid_members.get()
    ani.post(address("profile_website", site.pk), {"act": "remove"})
    ani.post(address("profile_member", member.pk), {"act": "remove"})

    assert not unit().websites.filter(kind="ppid")
    assert not unit().ppid_members.all()


def test_a_decree_takes_a_link_or_a_file_and_lets_it_go(ani: Client) -> None:
    from_form = {"decree_number": "12/2026", "decree_on": "2026-03-01", "decree_url": "", "version": "0"}
    wrong = ani.post(address("profile_decree"), from_form | {"decree_on": "2026-02-31"})
    assert "Tanggal ini tidak ada" in words(wrong)
    assert ani.post(address("profile_decree"), from_form).status_code == 302

    page = words(ani.get(address("profile")))

    assert "12/2026 Tanggal Min, 1 Mar 2026" in page


def test_a_facility_is_said_to_be_absent(ani: Client) -> None:
    page = address("profile_facility", "access")
    ani.post(page, {"is_there": "tidak", "note": "Sedang dibangun", "version": "0"})

    assert "Sarana penyandang disabilitas Tidak ada Sedang dibangun" in words(ani.get(address("profile")))
    assert ani.get(address("profile_facility", "kolam")).status_code == 404


PAGES = ("profile_contacts", "profile_decree", "profile_leaders", "profile_website_new", "profile_member_new")


@pytest.mark.parametrize("name", PAGES)
def test_who_may_only_see_reads_the_profile_and_changes_nothing(
    client: Client, people: Cast, name: str
) -> None:
    for reader in (people.budi, people.fajar):
        client.force_login(reader, BACKEND)
        page = client.get(address("profile"))
        assert page.status_code == 200
        assert "Ubah" not in words(page)
        assert client.get(address(name)).status_code == client.post(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["profile", *PAGES])
def test_strangers_find_no_profile(client: Client, people: Cast, name: str) -> None:
    for stranger in (people.dedi, people.gita, people.hasan):
        client.force_login(stranger, BACKEND)
        assert client.get(address(name)).status_code == 404


def test_the_public_reads_official_contacts_and_no_names_of_accounts(client: Client, people: Cast) -> None:
    before = words(client.get("/satker/kpu-kab-jombang/"))
    profile(unit(), people.ani)

    page = client.get("/satker/kpu-kab-jombang/")

    assert "Menghubungi PPID" not in before
    for shown in ("0812-3456-7890", "0321-861234", "ppid@jombang.example", "Jl. Contoh 1", "07.30–16.00"):
        assert shown in words(page)
    for private in ("Ani", "ani@contoh.example"):
        assert private not in page.content.decode()
