"""The guard's page: what was found, where, what to do; and what of a file nobody outside ever gets."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terbuka.models import Job, PublicationVersion
from terbuka.models.search import SearchEntry
from terbuka.rules.publishing import FindingDecision, GuardState
from terbuka.services import catalogue
from terbuka.services.catalogue import guard
from terbuka.services.jobs import queue
from terbuka.services.jobs.guard import clear_version
from tests import make
from tests.documents import made
from tests.documents.test_videos import webm
from tests.make import guard as files
from tests.make.cast import JOMBANG, Cast, cast
from tests.make.guard import NIK
from tests.web.test_scope import browsers

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast) -> Client:
    return browsers({"ani": people.ani})["ani"]


def _to(name: str, version: PublicationVersion, **more: int) -> str:
    return reverse(name, kwargs={"slug": JOMBANG, "pk": version.publication_id, **more})


def _found(people: Cast) -> PublicationVersion:
    return files.inspected(people, files.letter())


def test_the_page_says_what_was_found_masks_it_and_blacks_all_of_it_out(people: Cast, ani: Client) -> None:
    version = _found(people)
    told = ani.get(_to("guard", version))
    words = told.content.decode()
    assert "Penjaga menemukan 1 NIK" in words
    assert "3517************" in words
    assert NIK not in words
    assert 'class="found"' in words
    assert told.headers["Cache-Control"] == "no-store"

    assert ani.post(_to("guard", version), {"act": "hitamkan-semua"}).status_code == 302
    assert version.black_outs.count() == 1
    assert "Semua temuan sudah diputus" in ani.get(_to("guard", version)).content.decode()
    ani.post(_to("guard_clear", version))
    job = queue.take("quick", holder="test", at=timezone.now())
    assert job
    assert (job.kind, job.subject_id) == ("clear_version", version.pk)
    working = ani.get(_to("guard", version)).content.decode()
    assert 'hx-trigger="every 2s"' in working
    clear_version(job.subject_id, at=make.NOON)
    queue.done(job, at=timezone.now())
    assert "dibaca ulang: tidak ada lagi teks di bawahnya" in ani.get(_to("guard", version)).content.decode()


def test_the_picture_of_a_page_is_kept_by_nobody(people: Cast, ani: Client) -> None:
    version = _found(people)
    picture = ani.get(_to("guard_page", version, page=1))
    assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")
    assert picture.headers["Cache-Control"] == "no-store"
    assert ani.get(_to("guard_page", version, page=9)).status_code == 422


def test_a_box_is_typed_without_a_script_and_what_was_typed_stays(people: Cast, ani: Client) -> None:
    version = _found(people)
    box = {"halaman": "1", "kiri": "10", "atas": "20,5", "lebar": "30", "tinggi": "5", "alasan": "other"}
    refused = ani.post(_to("guard_draw", version), box)
    assert refused.status_code == 400
    assert "Tulis undang-undang atau alasannya" in refused.content.decode()
    assert 'value="20,5"' in refused.content.decode()
    assert ani.post(_to("guard_draw", version), box | {"catatan": "Tanda tangan"}).status_code == 302
    part = version.black_outs.get()
    assert (round(part.x0, 3), round(part.y0, 3), round(part.x1, 3), part.note) == (
        0.1,
        0.205,
        0.4,
        "Tanda tangan",
    )
    ani.post(_to("guard_undraw", version, part=part.pk))
    assert not version.black_outs.exists()


def test_a_finding_stays_open_to_the_public_only_with_a_reason(people: Cast, ani: Client) -> None:
    version = _found(people)
    one = version.findings.get()
    refused = ani.post(_to("guard_finding", version, finding=one.pk), {"decision": "may_be_public"})
    assert refused.status_code == 400
    assert "Tulis alasannya" in refused.content.decode()
    ani.post(_to("guard_finding", version, finding=one.pk), {"decision": "not_personal", "reason": "Contoh."})
    one.refresh_from_db()
    assert (one.decision, one.reason) == (FindingDecision.NOT_PERSONAL, "Contoh.")


def test_a_locked_file_says_what_to_do_and_may_be_looked_at_again(people: Cast, ani: Client) -> None:
    version = files.inspected(people, made.encrypted_pdf())
    words = ani.get(_to("guard", version)).content.decode()
    assert "tidak dapat diperiksa" in words
    assert "Buka kuncinya" in words
    ani.post(_to("guard", version), {"act": "ulang"})
    version.refresh_from_db()
    assert version.guard == GuardState.WAITING
    assert Job.objects.unfinished().filter(kind="inspect_version", subject_id=version.pk).exists()


def test_the_page_asks_the_same_of_the_database_whatever_was_found(
    people: Cast, ani: Client, django_assert_max_num_queries: object
) -> None:
    version = _found(people)
    files.repeated(version.findings.get(), 30)
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert ani.get(_to("guard", version)).status_code == 200


def test_no_public_page_file_search_or_log_tells_what_was_blacked_out(
    people: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    version = _found(people)
    guard.black_out_finding(version.findings.get(), by=people.ani, at=make.NOON)
    guard.ask_clearing(version, by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    catalogue.submit_version(version, by=people.ani, at=make.NOON)
    # Who submitted and decided is Ani; Fajar is the second person.
    public = catalogue.check_and_publish(version, by=people.fajar, at=make.NOON)
    version.refresh_from_db()
    citizen, stored = Client(), version.source
    assert stored
    shown = {
        name: citizen.get(address)
        for name, address in {
            "page": reverse("publication", args=[public.pk]),
            "history": reverse("publication_history", args=[public.pk]),
            "file": reverse("publication_file", args=[public.pk, 1]),
            "picture": reverse("publication_page_picture", args=[public.pk, 1]),
            "search": f"{reverse('search')}?q={NIK}",
            "list": reverse("publications"),
        }.items()
    }
    for name, one in shown.items():
        body = b"".join(one.streaming_content) if one.streaming else one.content  # type: ignore[attr-defined]
        assert one.status_code == 200, name
        # The search repeats what was asked for; it finds nothing.
        assert name == "search" or NIK.encode() not in body, name
        assert stored.blob_id.encode() not in body, name
    assert not SearchEntry.objects.filter(body__contains=NIK).exists()
    assert NIK not in caplog.text
    # The file as it came stays closed to the public and to those who only read the unit's work.
    assert citizen.get(reverse("file", args=[JOMBANG, stored.pk])).status_code == 302
    budi = browsers({"budi": people.budi})["budi"]
    assert budi.get(reverse("file", args=[JOMBANG, stored.pk])).status_code == 404


def test_words_are_named_and_blacked_out_on_all_pages(people: Cast, ani: Client) -> None:
    version = files.inspected(people, made.pdf("Penerima: Budi Santoso, staf.", "BUDI SANTOSO menerima."))
    wanted = {"halaman": "1", "kata": "budi  santoso", "alasan": "personal"}
    answer = ani.post(_to("guard_draw", version), wanted)
    assert (answer.status_code, answer.headers["Location"][-11:]) == (302, "#dihitamkan")
    assert [(one.page, one.x0 < one.x1) for one in version.black_outs.order_by("page")] == [
        (1, True),
        (2, True),
    ]
    refused = ani.post(_to("guard_draw", version), wanted | {"kata": "Siti"})
    assert refused.status_code == 400
    assert "tidak ditemukan" in refused.content.decode()
    assert 'value="Siti"' in refused.content.decode()

    guard.ask_clearing(version, by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEARED
    assert "santoso" not in version.body.lower()
    assert "Penerima" in version.body


def test_a_film_is_watched_on_the_page_and_nothing_of_it_is_blacked_out(people: Cast, ani: Client) -> None:
    version = files.inspected(people, webm(), "pidato.webm")
    words = ani.get(_to("guard", version)).content.decode()
    assert '<video class="film" controls preload="none"' in words
    assert "Putar videonya sampai habis" in words
    assert "Hitamkan semua temuan" not in words
    assert ani.get(f"/kerja/{JOMBANG}/berkas/{version.source_id}/").status_code == 200
