"""The follow-up plan as its people see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import FollowUpItem
from terbuka.services import followup
from tests import make
from tests.make.cast import Cast, cast
from tests.make.followup import item

pytestmark = pytest.mark.django_db
PLAN = "/kerja/kpu-kab-jombang/tindak-lanjut/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast, client: Client) -> Client:
    client.force_login(people.ani, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def test_an_empty_plan_says_where_items_come_from(ani: Client) -> None:
    page = ani.get(PLAN).content.decode()

    assert "Usulan muncul sendiri setelah situs diperiksa" in page


def test_the_first_sentence_counts_what_is_open_overdue_and_proposed(ani: Client) -> None:
    item()

    page = ani.get(PLAN).content.decode()

    assert "<strong>1 kekurangan</strong> masih terbuka; 0 lewat tanggal; 1 usulan" in page
    assert "+1,50" in page


def test_several_proposals_are_accepted_at_once(people: Cast, ani: Client) -> None:
    items = [item("KIN-04"), item("KEU-03", points="1")]

    typed = {"item": [one.pk for one in items], "owner": people.ani.pk, "due_on": _day(7)}
    answer = ani.post(f"{PLAN}?tampil=usulan", typed)

    assert answer.status_code == 302
    assert set(FollowUpItem.objects.values_list("status", "owner")) == {("accepted", people.ani.pk)}


def test_a_forgotten_owner_is_told_and_the_choice_stays(ani: Client) -> None:
    one = item()

    answer = ani.post(f"{PLAN}?tampil=usulan", {"item": [one.pk], "owner": "", "due_on": _day(7)})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Pilih penanggung jawabnya." in page
    assert f'value="{one.pk}" checked' in page
    assert _day(7) in page


def test_a_reason_that_could_not_be_saved_stands_in_the_form_again(people: Cast, ani: Client) -> None:
    one = item()
    followup.drop(one, reason="Bukan tugas kami", by=people.fajar, at=make.NOON)

    typed = {"act": "drop", "reason": "Sudah ada di JDIH", "version": "1"}
    answer = ani.post(f"{PLAN}{one.pk}/", typed)

    assert answer.status_code == 400
    assert "baru saja diubah orang lain" in answer.content.decode()


def test_an_item_of_another_unit_is_not_there(people: Cast, client: Client) -> None:
    one = item()
    for stranger in (people.dedi, people.gita, people.hasan):
        client.force_login(stranger, "allauth.account.auth_backends.AuthenticationBackend")

        assert client.get(f"{PLAN}{one.pk}/").status_code == 404
        assert client.post(f"{PLAN}{one.pk}/", {"act": "drop", "reason": "x"}).status_code == 404
    client.force_login(people.dedi, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/kerja/kpu-kab-sleman/tindak-lanjut/{one.pk}/").status_code == 404


def test_the_verifier_reads_the_plan_and_closes_what_is_proven_but_does_not_fill_it(
    people: Cast, client: Client
) -> None:
    due = timezone.localdate() + timedelta(days=5)
    one = followup.accept(
        item(), owner=people.ani, due_on=due, today=timezone.localdate(), by=people.ani, at=make.NOON
    )
    client.force_login(people.budi, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(f"{PLAN}{one.pk}/").status_code == 200
    assert client.post(f"{PLAN}{one.pk}/", {"act": "prove", "url": "https://x.example"}).status_code == 403
    followup.prove(one, url="https://x.example/lkjip", by=people.ani, at=make.NOON)
    assert client.post(f"{PLAN}{one.pk}/", {"act": "close"}).status_code == 302
    assert FollowUpItem.objects.get().status == "closed"


def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(
    ani: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        item(f"KIN-{number:02d}")

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert ani.get(PLAN).status_code == 200


def test_the_file_neutralises_what_a_spreadsheet_would_run(ani: Client) -> None:
    item(title="=HYPERLINK(1)")

    assert "'=HYPERLINK" in ani.get("/kerja/kpu-kab-jombang/tindak-lanjut.csv").content.decode()
