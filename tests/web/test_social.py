"""Official accounts on the page of their officer and on the public page of the unit."""

import pytest
from django.test import Client

from terbuka.models import Job, SocialActivity
from tests.make import units
from tests.make.cast import Cast, cast, unit
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kpu-kab-jombang/media-sosial/"
POST = "https://www.instagram.com/p/abc/"


@pytest.fixture
def people(db: None) -> Cast:
    players = cast()
    units.profile(unit(), players.ani)
    return players


@pytest.fixture
def ani(people: Cast) -> Client:
    return as_person(people.ani)


def typed(**other: str) -> dict[str, str]:
    return {"version": "0", "last_post_on": "2026-11-20", "proof_url": POST, "feed_url": ""} | other


def test_ani_notes_the_last_post_and_everybody_reads_it(ani: Client, client: Client) -> None:
    assert "0 dari 1 akun resmi" in ani.get(PAGE).content.decode()

    answer = ani.post(f"{PAGE}instagram/", typed())

    assert answer.status_code == 302
    page = ani.get(answer.headers["Location"]).content.decode()
    assert "Jum, 20 Nov 2026" in page
    assert POST in page
    assert "Batalkan catatan terakhir" in page
    assert "unggahan terakhir Jum, 20 Nov 2026" in client.get("/satker/kpu-kab-jombang/").content.decode()


def test_what_lacks_is_said_at_its_field_and_nothing_typed_is_lost(ani: Client) -> None:
    answer = ani.post(f"{PAGE}instagram/", typed(proof_url="", feed_url="bukan alamat"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Sertakan bukti" in page
    assert "bukan alamat" in page
    assert 'value="2026-11-20"' in page
    assert not SocialActivity.objects.exists()


def test_a_note_is_undone_and_one_that_was_overtaken_is_compared(ani: Client) -> None:
    ani.post(f"{PAGE}instagram/", typed())
    stale = ani.post(f"{PAGE}instagram/", typed(last_post_on="2026-11-21"))
    assert stale.status_code == 409
    assert "2026-11-21" in stale.content.decode()
    assert "2026-11-20" in stale.content.decode()

    row = SocialActivity.objects.get()
    answer = ani.post(f"{PAGE}instagram/", {"act": "batalkan", "version": row.version}, follow=True)

    assert "Catatan terakhir dibatalkan" in answer.content.decode()
    row.refresh_from_db()
    assert row.last_post_on is None


def test_a_look_is_asked_for_and_never_made_by_the_page_itself(people: Cast, ani: Client) -> None:
    assert ani.post(PAGE).status_code == 302
    assert Job.objects.filter(kind="look_social", subject_id=unit().pk, queue="crawl").count() == 1
    budi = as_person(people.budi)
    assert budi.get(PAGE).status_code == 200
    assert budi.post(PAGE).status_code == 403
    assert budi.post(f"{PAGE}instagram/", typed()).status_code == 403
    assert ani.get(f"{PAGE}tiktok/").status_code == 404
