"""The calendar in the browser: who reads it, who keeps which part, what moves and what is typed in vain."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import ElectionStage, Holiday, Job, LimitChange, ReadingChange, UnitHours
from terbuka.services.calendar.checks import today_in_jakarta
from terbuka.web.masking import masked
from tests.make.calendar import fair, longer, rerun
from tests.make.cast import JOMBANG, Cast, cast
from tests.make.register import registered

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = today_in_jakarta(timezone.now())
LEAVE = {
    "day": (TODAY + timedelta(days=30)).isoformat(),
    "kind": "joint_leave",
    "name": "Cuti Bersama",
    "region_code": "",
    "decree": "SKB 1/2027",
    "is_provisional": "tidak",
    "version": "0",
}


@pytest.fixture
def people() -> Cast:
    return cast()


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account, BACKEND)
    return client


def words(answer: Any) -> str:
    main = LexborHTMLParser(answer.content).css("main")[0]
    return " ".join(main.text(separator=" ").split())


def test_anybody_reads_the_years_days_with_their_decrees_and_the_stages(client: Client, people: Cast) -> None:
    rerun(people, at=timezone.now())

    page = words(client.get(reverse("calendar"), {"tahun": "2026"}))

    assert "PSU Pilkada Jombang (Kabupaten Jombang)" in page
    assert "Hari Raya Natal" in page
    assert "SKB 1497/2025" in page
    assert "PKPU 3/2022" in page
    assert "Ubah" not in page


def test_free_days_go_into_anybodys_calendar_program(client: Client, people: Cast) -> None:
    made = fair(people, at=timezone.now())

    whole = client.get(reverse("calendar_ics"))
    local = client.get(reverse("calendar_region_ics", args=["35.17"])).content.decode()

    assert whole.headers["Content-Type"].startswith("text/calendar")
    assert made.name not in whole.content.decode()
    assert f"DTSTART;VALUE=DATE:{made.day:%Y%m%d}" in local
    assert all(len(line.encode()) <= 75 for line in local.split("\r\n"))
    assert client.get(reverse("calendar_region_ics", args=["99"])).status_code == 404


def test_eka_adds_a_joint_leave_and_open_cases_are_counted_anew(people: Cast) -> None:
    eka = signed_in(people.eka)

    refused = eka.post(reverse("holiday_new"), LEAVE | {"decree": "", "day": "kemarin"})
    saved = eka.post(reverse("holiday_new"), LEAVE)

    assert refused.status_code == 400
    assert "Tanggal ini tidak ada" in words(refused)
    assert "Cuti Bersama" in refused.content.decode()
    assert saved.status_code == 302
    assert Holiday.objects.get(decree="SKB 1/2027").kind == "joint_leave"
    assert Job.objects.filter(kind="recount_cases").count() == 1


def test_who_adds_a_holiday_sees_which_cases_move_before_they_do(people: Cast) -> None:
    at = timezone.now()
    case = registered(at=at - timedelta(days=1), by=people.ani)
    assert case.due_on
    typed = LEAVE | {"day": case.due_on.isoformat()}
    eka = signed_in(people.eka)

    foreseen = eka.post(reverse("holiday_new"), typed)

    page = LexborHTMLParser(foreseen.content)
    assert "1 perkara yang berjalan akan bergeser" in words(foreseen)
    assert str(case.number) in words(foreseen)
    assert not Holiday.objects.filter(decree="SKB 1/2027").exists()
    mark = page.css('input[name="dilihat"]')[0].attributes["value"]
    # Something else was typed in between: it is looked at again.
    assert eka.post(reverse("holiday_new"), typed | {"name": "Lain", "dilihat": mark}).status_code == 200
    assert eka.post(reverse("holiday_new"), typed | {"dilihat": mark}).status_code == 302
    assert Holiday.objects.filter(day=case.due_on, decree="SKB 1/2027").exists()


def test_a_new_stage_shows_the_requests_that_it_hastens(people: Cast) -> None:
    at = timezone.now()
    case = registered(at=at - timedelta(days=1), by=people.ani, details="Perolehan suara per TPS")
    budget = registered(at=at - timedelta(days=1), by=people.ani)
    typed = {
        "event": "PSU Pilkada Jombang",
        "kind": "psu",
        "name": "Pemungutan suara ulang",
        "region_code": "35.17 Kabupaten Jombang",
        "first": (TODAY - timedelta(days=9)).isoformat(),
        "last": (TODAY + timedelta(days=90)).isoformat(),
        "decree": "Keputusan KPU 100/2026",
        "is_provisional": "tidak",
        "version": "0",
    }

    foreseen = signed_in(people.eka).post(reverse("stage_new"), typed)

    assert "1 perkara yang berjalan akan bergeser" in words(foreseen)
    assert f"{case.number}:" in words(foreseen)
    assert f"{budget.number}:" not in words(foreseen)
    case.refresh_from_db()
    assert case.regime == "umum"
    assert not ElectionStage.objects.filter(event=typed["event"]).exists()


def test_a_verifier_keeps_the_local_days_of_the_own_province_alone(people: Cast) -> None:
    budi = signed_in(people.budi)
    local = LEAVE | {"kind": "regional", "region_code": "35.17 Kabupaten Jombang"}
    natal = Holiday.objects.get(day="2026-12-25")

    assert budi.post(reverse("holiday_new"), local).status_code == 302
    assert budi.post(reverse("holiday_new"), local | {"region_code": "34.04"}).status_code == 404
    assert budi.get(reverse("holiday", args=[natal.pk])).status_code == 404
    # A kind that the form does not offer stays a local day.
    national = budi.post(reverse("holiday_new"), local | {"kind": "national", "name": "Hari Lain"})
    assert national.status_code == 404
    assert Holiday.objects.filter(day=LEAVE["day"]).count() == 1


def test_two_who_change_the_same_stage_see_each_others_words(people: Cast) -> None:
    stage, eka = rerun(people, at=timezone.now()), signed_in(people.eka)
    address = reverse("stage", args=[stage.pk])
    typed = {
        "event": "PSU Pilkada Jombang 2026",
        "kind": "psu",
        "name": stage.name,
        "region_code": "35.17 Kabupaten Jombang",
        "first": stage.first.isoformat(),
        "last": stage.last.isoformat(),
        "decree": stage.decree,
        "is_provisional": "ya",
        "version": "1",
    }
    ended = {"act": "end", "ends_on": stage.first.isoformat(), "why": "Putusan MK 5/2026", "version": "1"}

    assert eka.post(address, ended).status_code == 302
    stale = eka.post(address, typed)

    assert stale.status_code == 409
    assert "PSU Pilkada Jombang 2026" in stale.content.decode()
    assert eka.post(address, typed | {"version": "2"}).status_code == 302
    assert eka.post(address, {"act": "remove", "reason": "", "version": "3"}).status_code == 400
    assert eka.post(address, {"act": "remove", "reason": "Salah", "version": "3"}).status_code == 302
    assert not ElectionStage.objects.filter(pk=stage.pk).exists()


def test_limits_are_told_with_their_source_and_only_unsettled_ones_are_changed(
    client: Client, people: Cast
) -> None:
    eka, address = signed_in(people.eka), reverse("limit_change", args=["objection.file", "pemilu"])
    typed = {"amount": "20", "from_on": TODAY.isoformat(), "reason": "Pendapat KI 3/2026"}

    assert eka.post(address, typed | {"amount": "banyak"}).status_code == 400
    assert eka.post(address, typed).status_code == 302
    page = words(client.get(reverse("limits")))

    assert "KPU: 20 hari kerja" in page
    assert "UU 14/2008 Pasal 22 ayat (7)" in page
    assert eka.get(reverse("limit_change", args=["request.answer", "umum"])).status_code == 404
    change = LimitChange.objects.get()
    withdrawn = eka.post(reverse("limit_withdraw", args=[change.pk]), {"reason": "Dicabut"})
    assert withdrawn.status_code == 302
    assert "KPU: 20" not in words(client.get(reverse("limits")))


def test_a_change_of_kpu_is_not_one_of_bawaslu(client: Client, people: Cast) -> None:
    change = longer(people, at=timezone.now(), institution="Bawaslu")

    assert signed_in(people.eka).get(reverse("limit_withdraw", args=[change.pk])).status_code == 404


def test_ani_sets_the_hours_by_which_arrivals_are_counted(people: Cast) -> None:
    ani, address = signed_in(people.ani), reverse("profile_hours", args=[JOMBANG])
    typed = {f"{week}_{day}_{end}": hour for week in ("week", "ramadan") for day in range(5)
             for end, hour in (("start", "08.00"), ("end", "15.00"))}  # fmt: skip
    typed |= {"week_4_start": "", "week_4_end": "", "decree": "SK Sekretaris 4/2026", "version": "0"}

    wrong = ani.post(address, typed | {"week_0_end": "07.00"})
    saved = ani.post(address, typed)

    assert wrong.status_code == 400
    assert "Jam tutup harus sesudah jam buka" in words(wrong)
    assert saved.status_code == 302
    assert UnitHours.objects.get().week[4] is None
    profile = words(ani.get(reverse("profile", args=[JOMBANG])))
    assert "Senin–Kamis 08.00–15.00 Jumat tutup" in profile
    assert ani.post(address, typed | {"decree": "SK lain"}).status_code == 409


def test_who_counts_a_doubtful_rule_otherwise_sees_which_cases_move(people: Cast, client: Client) -> None:
    case = registered(at=timezone.now() - timedelta(days=1), by=people.ani)
    where, eka = reverse("reading_change", args=["day_of_receipt"]), signed_in(people.eka)
    typed = {
        "reading": "earlier",
        "from_on": (TODAY - timedelta(days=30)).isoformat(),
        "reason": "Pendapat biro hukum 9/2026",
        "version": "0",
    }
    assert "hari ke-0" in words(client.get(reverse("limits")))
    refused = eka.post(where, typed | {"reason": ""})
    assert refused.status_code == 400
    foreseen = eka.post(where, typed)
    assert "1 perkara yang berjalan akan bergeser" in words(foreseen)
    assert f"{case.number}:" in words(foreseen)
    assert not ReadingChange.objects.exists()
    mark = LexborHTMLParser(foreseen.content).css('input[name="dilihat"]')[0].attributes["value"]
    assert eka.post(where, typed | {"dilihat": mark}).status_code == 302
    made = ReadingChange.objects.get()
    assert "KPU: hari ke-1" in words(client.get(reverse("limits")))
    assert "Pendapat biro hukum 9/2026" in words(eka.get(where))
    # Bawaslu has readings of its own.
    back = reverse("reading_withdraw", args=[made.pk])
    assert signed_in(people.gita).get(back).status_code == 404
    assert eka.get(back).status_code == 200


def test_the_own_calendar_is_read_by_its_secret_address_alone(people: Cast, client: Client) -> None:
    case, ani = registered(at=timezone.now(), by=people.ani), signed_in(people.ani)
    shown = ani.post(reverse("due_feed"), {"act": "buat"})
    field = LexborHTMLParser(shown.content).css("#alamat")[0].attributes["value"] or ""
    address = urlsplit(field).path
    assert len(address) > 50
    assert address not in ani.get(reverse("due_feed")).content.decode()

    found = client.get(address)
    text = found.content.decode().replace("\r\n ", "")
    assert found.headers["Content-Type"].startswith("text/calendar")
    assert (found.headers["Cache-Control"], found.headers["Referrer-Policy"]) == (
        "private, no-cache", "no-referrer",
    )  # fmt: skip
    assert f"SUMMARY:Jawab permohonan {case.number}" in text
    assert text.count("BEGIN:VALARM") == 2
    assert "Citra" not in text
    assert client.get(address, headers={"if-none-match": found.headers["ETag"]}).status_code == 304
    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    assert address not in masked(f"GET {address}")
    ani.post(reverse("due_feed"), {"act": "akhiri"})
    assert client.get(address).status_code == 404
