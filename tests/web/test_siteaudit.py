"""Pages of audits: what an officer sees and may do, and that nobody else sees any of it."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from terbuka.models import Account, AuditRun
from terbuka.rules.siteaudit.report import as_json
from terbuka.services import siteaudit
from tests import make
from tests.make import siteaudit as audits
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
JOMBANG = "kpu-kab-jombang"
LATER = make.NOON + timedelta(hours=3)


@pytest.fixture
def people() -> Cast:
    return cast()


def as_(account: Account) -> Client:
    client = Client()
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, name: str, *parts: Any, query: str = "", **headers: str) -> str:
    answer = client.get(reverse(name, args=[JOMBANG, *parts]) + query, headers=headers)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_before_the_first_audit_the_page_says_what_it_is_for_and_how_to_begin(people: Cast) -> None:
    told = page(as_(people.ani), "audits")

    assert "belum pernah diperiksa" in told
    assert "Periksa situs sekarang" in told


def test_without_a_website_the_way_to_the_profile_is_shown_and_the_act_says_so(people: Cast) -> None:
    audits.websites()
    client = as_(people.ani)

    assert "Periksa situs sekarang" not in page(client, "audits")
    answer = client.post(reverse("audit_new", args=[JOMBANG]))

    assert answer.status_code == 400
    assert "belum punya alamat situs" in answer.content.decode()


def test_a_double_click_and_the_back_button_make_one_audit(people: Cast) -> None:
    client = as_(people.ani)

    places = [client.post(reverse("audit_new", args=[JOMBANG])).headers["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert AuditRun.objects.count() == 1
    run = AuditRun.objects.get()
    siteaudit.stop_run(run, by=people.ani, at=LATER)
    assert client.get(places[0]).status_code == 200
    assert client.post(reverse("audit_stop", args=[JOMBANG, run.pk])).status_code == 302
    assert client.get(reverse("audit_new", args=[JOMBANG])).headers["Location"].endswith("/situs/")


def test_the_first_sentence_counts_what_is_in_place(people: Cast) -> None:
    run = audits.done()

    told = page(as_(people.ani), "audit", run.pk)

    assert "<strong>1 dari 3 butir</strong> ada; 1 usang; 1 tidak ada; diperiksa Min, 22 Nov 2026." in told
    assert "Tautan menjawab 404." in told
    assert "Unggah lagi berkasnya ke alamat itu" in told
    assert f"{audits.SITE}/ppd-05" in told


def test_while_it_runs_the_part_that_asks_again_equals_the_page(people: Cast) -> None:
    run, client = audits.running(), as_(people.ani)
    siteaudit.renew({run.pk: siteaudit.Progress(12, 40)}, holder="satu", at=make.NOON)

    whole = page(client, "audit", run.pk)
    part = page(client, "audit_progress", run.pk, **{"HX-Request": "true"})

    assert "<strong>12 halaman dan berkas</strong> sudah dibuka; 40 alamat lain diketahui." in part
    hidden = [line for line in part.splitlines() if "csrfmiddlewaretoken" not in line and line.strip()]
    assert [line.strip() for line in hidden if line.strip() not in whole] == []
    assert 'hx-trigger="every 2s"' in part


def test_when_it_has_ended_the_part_asks_for_the_whole_page(people: Cast) -> None:
    run, client = audits.done(), as_(people.ani)
    address = reverse("audit_progress", args=[JOMBANG, run.pk])

    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(address).headers["Location"] == reverse("audit", args=[JOMBANG, run.pk])


def test_a_failed_audit_says_why_in_the_readers_language(people: Cast) -> None:
    run = audits.running()
    fault = {"id": "Situs tidak menjawab.", "en": "No answer."}
    make.change(AuditRun, {"pk": run.pk}, state="failed", fault=fault)
    client = as_(people.ani)

    assert "Situs tidak menjawab." in page(client, "audit", run.pk)
    assert "No answer." in page(client, "audit", run.pk, query="?lang=en")


def test_filters_live_in_the_address_and_nonsense_in_it_is_ignored(people: Cast) -> None:
    run, client = audits.done(), as_(people.ani)

    stale = page(client, "audit", run.pk, query="?putusan=stale")
    assert "Butir KIN-05" in stale
    assert "Butir PPD-12" not in stale
    assert "Tidak ada butir dengan saringan ini" in page(
        client, "audit", run.pk, query="?putusan=stale&kelas=exempt"
    )
    assert "Butir PPD-12" in page(client, "audit", run.pk, query="?putusan=%00x&kelas=&hal=9&susun=halaman")


def test_it_tells_what_changed_since_the_last_audit(people: Cast) -> None:
    before = {"PPD-05": "missing", "PPD-12": "present", "KIN-05": "present", "KIN-01": "missing"}
    now = {"PPD-05": "present", "PPD-12": "stale", "KIN-05": "could_not_look", "KIN-01": "partial"}
    audits.done(audits.report(before, broken=("/lama.pdf", "/mati.pdf")))
    run = audits.done(audits.report(now, broken=("/baru.pdf",), unseen=("/mati.pdf",)), at=LATER)

    told = page(as_(people.ani), "audit", run.pk)

    for words in ("Kini ada: 1", "Tidak lagi ada: 1", "Hasilnya berubah: 1"):
        assert words in told
    assert "Kerusakan baru: 1" in told
    assert "Kerusakan yang sudah dibenahi: 1" in told


def test_an_older_report_leads_to_the_newer_one(people: Cast) -> None:
    old = audits.done()
    new = audits.done(at=LATER)

    told = page(as_(people.ani), "audit", old.pk)

    assert "Ini bukan hasil terbaru" in told
    assert reverse("audit", args=[JOMBANG, new.pk]) in told


def test_an_officer_says_it_is_here_and_what_was_typed_wrongly_stays(people: Cast) -> None:
    run, client = audits.done(), as_(people.ani)
    address = reverse("audit_item", args=[JOMBANG, run.pk, "PPD-12"])

    wrong = client.post(address, {"url": "di menu <PPID>"})
    right = client.post(address, {"url": "kab-jombang.kpu.go.id/ppid/sk"})

    assert wrong.status_code == 400
    assert "di menu &lt;PPID&gt;" in wrong.content.decode()
    assert right.headers["Location"] == address
    assert "https://kab-jombang.kpu.go.id/ppid/sk" in page(client, "audit_item", run.pk, "PPD-12")
    assert client.get(reverse("audit_item", args=[JOMBANG, run.pk, "TAK-ADA"])).status_code == 404


def test_the_json_is_that_of_the_command(people: Cast) -> None:
    told = audits.report(unseen=("/mati",))
    run = audits.done(told)

    got = json.loads(page(as_(people.ani), "audit_export", run.pk, "json"))

    wanted = as_json(told)
    assert {key: got[key] for key in wanted if not key.endswith("_at")} == {
        key: value for key, value in wanted.items() if not key.endswith("_at")
    }


def test_no_cell_of_a_file_is_a_formula(people: Cast) -> None:
    run, client = audits.done(audits.report(title='=HYPERLINK("http://x","klik")')), as_(people.ani)

    lines = list(csv.reader(io.StringIO(page(client, "audit_export", run.pk, "csv"))))
    answer = client.get(reverse("audit_export", args=[JOMBANG, run.pk, "xlsx"]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))

    assert lines[1][6] == '\'=HYPERLINK("http://x","klik")'
    rows = book.get_sheet_by_name("Butir").to_python()
    assert rows[1][6] == '=HYPERLINK("http://x","klik")'
    assert len(rows) == 5
    assert book.sheet_names == ["Butir", "Kerusakan", "Saran", "Tidak terbuka"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(reverse("audit_export", args=[JOMBANG, run.pk, "exe"])).status_code == 404


@pytest.mark.parametrize("who", ["dedi", "gita", "hasan"])
def test_others_find_nothing_there(people: Cast, who: str) -> None:
    run, client = audits.done(), as_(getattr(people, who))
    address = [
        reverse("audits", args=[JOMBANG]),
        reverse("audit", args=[JOMBANG, run.pk]),
        reverse("audit_progress", args=[JOMBANG, run.pk]),
        reverse("audit_item", args=[JOMBANG, run.pk, "PPD-05"]),
        reverse("audit_export", args=[JOMBANG, run.pk, "json"]),
    ]

    assert {client.get(one).status_code for one in address} == {404}
    assert client.post(reverse("audit_new", args=[JOMBANG])).status_code == 404
    assert client.post(reverse("audit_stop", args=[JOMBANG, run.pk])).status_code == 404


def test_an_audit_of_another_unit_is_not_shown_under_this_one(people: Cast) -> None:
    other = audits.done(slug="kpu-kab-sleman")

    assert as_(people.ani).get(reverse("audit", args=[JOMBANG, other.pk])).status_code == 404


def test_who_may_only_see_is_offered_no_act_and_refused(people: Cast) -> None:
    run, client = audits.done(), as_(people.fajar)

    assert "Periksa situs sekarang" not in page(client, "audit", run.pk)
    assert client.post(reverse("audit_new", args=[JOMBANG])).status_code == 403
    told = client.post(reverse("audit_item", args=[JOMBANG, run.pk, "PPD-05"]), {"url": "https://kpu.go.id/"})
    assert told.status_code == 403


def test_lists_ask_the_database_as_often_for_many_rows_as_for_few(people: Cast) -> None:
    client = as_(people.ani)

    def asked(name: str, *parts: Any) -> int:
        page(client, name, *parts)
        with CaptureQueriesContext(connection) as queries:
            page(client, name, *parts)
        return len(queries)

    few = audits.done()
    counted = asked("audits"), asked("audit", few.pk)
    for hours in range(1, 6):
        audits.done(at=make.NOON + timedelta(hours=hours))
    verdicts = {f"PPD-{n:02}": "stale" for n in range(1, 40)}
    told = audits.report(verdicts, broken=tuple(f"/{n}" for n in range(80)))
    many = audits.done(told, at=make.NOON + timedelta(hours=9))

    assert asked("audits") == counted[0] <= 14
    assert asked("audit", many.pk) <= counted[1] + 2
    assert unit().audit_runs.count() == 7
