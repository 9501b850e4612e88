"""The officer's pages of the catalogue: how items stand, one informasi from draft to public, what waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terbuka.models import CatalogueEntry, Publication, PublicationVersion
from terbuka.rules.publishing import GuardState
from terbuka.services import catalogue as services
from tests import make
from tests.make import catalogue as made
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = "/kerja/kpu-kab-jombang/informasi/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast) -> Client:
    return _browser(people, "ani")


@pytest.fixture
def fajar(people: Cast) -> Client:
    return _browser(people, "fajar")


def _browser(people: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(people, name), BACKEND)
    return client


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_first_sentence_counts_items_in_place_stale_and_waiting(people: Cast, ani: Client) -> None:
    now = timezone.now()
    made.published(people, at=now, title="Laporan Kinerja")
    made.draft(people, at=now, title="Konsep saya")
    page = _page(ani, HERE)
    assert "<strong>1 dari" in page
    assert "butir ada</strong>; 0 usang; 1 menunggu Anda." in page
    assert "Laporan Kinerja" in page


def test_filters_of_the_address_narrow_the_list_and_its_file_alike(people: Cast, ani: Client) -> None:
    made.published(people, at=timezone.now(), title="Laporan Kinerja")
    narrowed = "?cari=laporan+kinerja&kelas=periodic"
    page = _page(ani, f"{HERE}{narrowed}")
    assert "KIN-05" in page
    assert "PPD-04" not in page
    table = ani.get(f"{HERE}butir.csv{narrowed}").content.decode("utf-8-sig")
    assert "KIN-05" in table
    assert "PPD-04" not in table
    assert ani.get(f"{HERE}butir.xlsx").content.startswith(b"PK")
    assert "Tidak ada butir dengan saringan ini." in _page(ani, f"{HERE}?cari=tidakadasamasekali")


def test_who_only_sees_the_unit_finds_no_draft(people: Cast) -> None:
    draft = made.draft(people, title="Rahasia konsep", at=timezone.now())
    budi = _browser(people, "budi")
    assert "Rahasia konsep" not in _page(budi, f"{HERE}?tampil=informasi")
    assert budi.get(f"{HERE}{draft.publication_id}/").status_code == 403


def test_an_item_is_waived_with_a_reason_and_owed_again(people: Cast, fajar: Client) -> None:
    address = f"{HERE}butir/KIN-05/"
    refused = fajar.post(address, {"reason": "  "})
    assert refused.status_code == 400
    assert "Tulis alasannya" in refused.content.decode()
    assert fajar.post(address, {"reason": "Tidak ada unit itu di sini"}).status_code == 302
    assert "Tidak ada unit itu di sini" in _page(fajar, address)
    assert fajar.post(address, {"act": "owed"}).status_code == 302
    assert CatalogueEntry.objects.get().waived_at is None


def test_text_is_written_handed_in_checked_and_published(people: Cast, ani: Client, fajar: Client) -> None:
    answer = ani.post(
        f"{HERE}baru/?jenis=page",
        {
            "title": "Maklumat pelayanan",
            "text": "Kami melayani.",
            "items": ["PPD-04"],
            "information_class": "periodic",
            "form": "soft",
            "holder": "PPID",
            "responsible": "Sekretaris",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    version = PublicationVersion.objects.get()
    one = f"{HERE}{version.publication_id}/"
    assert answer.headers["Location"] == one
    assert "Kirim untuk diperiksa" in _page(ani, one)
    assert ani.post(f"{one}kirim/", {"version": str(version.version)}).status_code == 302
    assert ani.post(f"{one}setujui/").status_code == 403
    assert "Setujui dan umumkan" in _page(fajar, f"{one}setujui/")
    version.refresh_from_db()
    assert fajar.post(f"{one}setujui/", {"version": "0", "act": "umumkan"}).status_code == 409
    done = fajar.post(f"{one}setujui/", {"version": str(version.version), "act": "umumkan"})
    assert done.status_code == 302, done.content.decode()
    assert Publication.objects.get().status == "public"
    assert "Ambil paket untuk ditempel di situs" in _page(ani, one)


def test_a_faulty_form_keeps_what_was_typed(ani: Client) -> None:
    typed = {"title": "", "url": "bukan alamat", "information_class": "periodic", "form": "soft"}
    typed |= {"period_from": "2025-12-31", "period_to": "2025-01-01", "summary": "Ringkasan saya"}
    answer = ani.post(f"{HERE}baru/?jenis=link", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Tulis judulnya" in page
    assert "Ringkasan saya" in page
    assert 'value="bukan alamat"' in page
    assert not Publication.objects.exists()


def test_an_address_that_names_no_film_is_told_beside_the_field(ani: Client) -> None:
    typed = {"title": "Komitmen ketua", "url": "https://youtube.com/@kanal", "information_class": "on_demand"}
    answer = ani.post(f"{HERE}baru/?jenis=video", typed | {"form": "soft"})
    assert answer.status_code == 400
    assert "Ini bukan alamat satu video" in answer.content.decode()


def test_two_officers_in_one_draft_see_both_texts(people: Cast, ani: Client) -> None:
    draft = made.draft(people, at=timezone.now())
    address = f"{HERE}{draft.publication_id}/ubah/"
    read = draft.version
    services.save_version(
        draft, {"summary": "Kata orang lain"}, expected=read, by=people.ani, at=timezone.now()
    )
    typed = {"title": draft.title, "text": draft.text, "summary": "Kata saya", "version": str(read)}
    answer = ani.post(address, typed | {"information_class": "periodic", "form": "soft", "items": "KIN-05"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kata orang lain" in page
    assert "Kata saya" in page


def test_what_stands_against_a_step_is_shown_with_its_article(people: Cast, ani: Client) -> None:
    version = made.file_draft(people, guard=GuardState.COULD_NOT_LOOK, at=timezone.now())
    page = _page(ani, f"{HERE}{version.publication_id}/")
    assert "Berkas ini tidak dapat diperiksa" in page
    assert "UU 14/2008 Pasal 17" in page


def test_public_is_confirmed_withdrawn_with_a_reason_and_public_again(
    people: Cast, ani: Client, fajar: Client
) -> None:
    public = made.published(people, at=make.NOON)
    one = f"{HERE}{public.pk}/"
    assert f'<a class="button plain" href="{one}tarik/">' in _page(fajar, one)
    assert ani.post(f"{one}masih-berlaku/").status_code == 302
    assert fajar.post(f"{one}tarik/", {"note": " "}).status_code == 400
    assert fajar.post(f"{one}tarik/", {"note": "Angkanya keliru"}).status_code == 302
    assert "Angkanya keliru" in _page(ani, one)
    assert "Umumkan kembali" in _page(fajar, f"{one}tarik/")
    assert fajar.post(f"{one}tarik/").status_code == 302
    public.refresh_from_db()
    assert public.status == "public"


def test_another_publication_takes_its_place(people: Cast, fajar: Client) -> None:
    old = made.published(people, at=make.NOON, title="Laporan lama")
    new = made.published(people, at=make.NOON, title="Laporan baru")
    assert "Pilih informasi penggantinya" in fajar.post(f"{HERE}{old.pk}/ganti/").content.decode()
    assert fajar.post(f"{HERE}{old.pk}/ganti/", {"pengganti": new.pk}).status_code == 302
    assert "Laporan baru" in _page(fajar, f"{HERE}{old.pk}/")


def test_a_new_version_is_compared_field_by_field(people: Cast, ani: Client) -> None:
    public = made.published(people, at=make.NOON, text="Baris satu\nBaris dua")
    assert ani.post(f"{HERE}{public.pk}/versi-baru/", {"note": "Diperbaiki"}).status_code == 302
    version = public.versions.get(number=2)
    values = {"text": "Baris satu\nBaris tiga", "title": "Judul baru"}
    services.save_version(version, values, expected=version.version, by=people.ani, at=timezone.now())
    page = _page(ani, f"{HERE}{public.pk}/banding/")
    assert "<ins>+ Baris tiga</ins>" in page
    assert "<del>− Baris dua</del>" in page
    assert "Judul baru" in page


def test_the_package_holds_what_is_pasted_into_the_site(people: Cast, ani: Client) -> None:
    public = made.published(people, at=make.NOON)
    page = _page(ani, f"{HERE}{public.pk}/paket/")
    assert f"http://testserver/informasi/{public.pk}/" in page
    assert "&lt;a href=" in page


def test_many_are_checked_at_once_each_with_its_result(people: Cast, ani: Client, fajar: Client) -> None:
    good = made.submitted(people, title="Boleh", at=make.NOON)
    held = services.submit_version(made.file_draft(people, title="Berkas"), by=people.ani, at=make.NOON)
    made.looked_at(held, GuardState.WAITING)
    assert "<strong>2 informasi</strong> menunggu Anda" in _page(fajar, f"{HERE}antrean/")
    answer = fajar.post(f"{HERE}antrean/", {"act": "setujui", "pilih": [good.pk, held.pk]})
    page = answer.content.decode()
    assert "1 berhasil, 1 belum" in page
    assert "Penjaga masih membaca berkas ini" in page
    assert fajar.post(f"{HERE}antrean/", {"act": "setujui"}).status_code == 400
    assert ani.post(f"{HERE}antrean/", {"act": "umumkan", "pilih": [good.pk]}).status_code == 403


def test_the_refresh_list_looks_as_far_ahead_as_it_is_asked(people: Cast, ani: Client) -> None:
    public = made.published(people, at=timezone.now(), title="Segera usang")
    make.change(Publication, {"pk": public.pk}, due_on=timezone.localdate() + timedelta(days=250))
    assert "Segera usang" not in _page(ani, f"{HERE}pembaruan/")
    assert "Segera usang" in _page(ani, f"{HERE}pembaruan/?jangka=12")
    assert "Segera usang" in ani.get(f"{HERE}pembaruan.csv?jangka=12").content.decode()


@pytest.mark.parametrize("view", ["", "?tampil=informasi", "antrean/"])
def test_lists_ask_the_database_no_more_often_when_there_is_more(
    people: Cast, ani: Client, view: str
) -> None:
    counts = []
    for more in (1, 6):
        for number in range(more):
            made.published(people, at=make.NOON, title=f"Laporan {more} {number}")
            made.draft(people, at=make.NOON, title=f"Konsep {more} {number}")
        _page(ani, HERE + view)
        with CaptureQueriesContext(connection) as asked:
            _page(ani, HERE + view)
        counts.append(len(asked))
    assert counts[0] == counts[1]
