"""Personal data at the office: what is due first, the person's own matters alone, erased, held, destroyed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import Account, DataBreach, DestructionRun, Event, IdentityScan, SubjectRequest
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.personal import SubjectWish
from terbuka.web.register.papers import paper_of
from tests import papers
from tests.make import asking, personal, register
from tests.make.cast import JOMBANG, Cast, cast
from tests.make.units import photo
from tests.web.test_scope import BACKEND

pytestmark = pytest.mark.django_db
HERE = f"/kerja/{JOMBANG}/data-pribadi/"
CASES = f"/kerja/{JOMBANG}/permohonan/"


@pytest.fixture
def people() -> Cast:
    return cast()


def _browser(person: Account) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def _words(content: bytes) -> str:
    return papers.on_one_line(papers.pages(content))


def _page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_person_who_asks_to_be_erased_is_told_why_not_and_erased_when_nothing_needs_the_data(
    people: Cast,
) -> None:
    now, ani, maya = timezone.now(), _browser(people.ani), _browser(register.ppid())
    mine = personal.withdrawn(people, at=now)
    other = register.registered(at=now, name="Sari", email="sari@contoh.example", phone="")
    assert "Tidak ada yang harus dikerjakan sekarang" in _page(ani, HERE)

    typed = {"wish": "erasure", "proof": "code", "email": "Citra@contoh.example", "phone": "", "number": ""}
    typed |= {"details": "", "received_on": "", "received_time": ""}
    nowhere = ani.post(f"{HERE}permintaan/baru/", typed | {"email": "", "details": "Hapus data saya."})
    assert nowhere.status_code == 400
    assert "Hapus data saya." in nowhere.content.decode()
    own = ani.post(f"{HERE}permintaan/baru/", typed).headers["Location"]
    page = _page(ani, own)
    assert mine.number in page
    assert other.number not in page
    assert "<strong>1 harus dikerjakan</strong>" in _page(ani, HERE)

    held = {"reason": "Pemeriksaan Inspektorat 12/2026."}
    to = _browser(people.fajar).get(f"{HERE}tahan/?nomor={mine.number}").headers["Location"]
    _browser(people.fajar).post(to, held)
    assert "ditahan" in _page(maya, own)
    refused = maya.post(f"{own}jawab/kabulkan/", {"result": "Dihapus."})
    assert refused.status_code == 400
    _browser(people.fajar).post(to, {"reason": "Pemeriksaan selesai."})

    assert maya.post(f"{own}jawab/kabulkan/", {"result": ""}).status_code == 400
    assert maya.post(f"{own}jawab/kabulkan/", {"result": "Sudah dihapus."}).status_code == 302
    mine.applicant.refresh_from_db()
    assert (mine.applicant.name, SubjectRequest.objects.get().marks) == ("", [])


def test_a_copy_of_the_own_data_leaves_as_a_file_and_that_it_left_is_known(people: Cast) -> None:
    now, maya = timezone.now(), _browser(register.ppid())
    register.registered(at=now)
    wish = personal.wish(people, at=now, what=SubjectWish.ACCESS)
    own = f"{HERE}permintaan/{wish.pk}/"
    told = maya.post(f"{own}data.json").json()
    paper = maya.post(f"{own}data.pdf")

    assert [one["identity"] for one in told["matters"]] == [register.NIK]
    assert "Citra Lestari" in _words(paper.content)
    assert register.NIK in _words(paper.content)
    assert Event.objects.filter(verb="hand_out").count() == 2
    assert _browser(people.fajar).post(f"{own}data.pdf").status_code == 403


def test_what_is_over_is_destroyed_with_witnesses_and_minutes(people: Cast) -> None:
    now, maya = timezone.now(), _browser(register.ppid())
    old = personal.withdrawn(people, at=now - timedelta(days=4 * 366))
    kept = personal.withdrawn(people, at=now)
    page = _page(maya, f"{HERE}pemusnahan/")
    assert page.index(old.number) < page.index(kept.number)

    without = maya.post(f"{HERE}pemusnahan/jalankan/", {"pilih": [f"r{old.pk}"], "witnesses": ""})
    assert without.status_code == 400
    assert "saksi" in without.content.decode()
    maya.post(f"{HERE}pemusnahan/jalankan/", {"pilih": [f"r{old.pk}"], "witnesses": "Rina, Sekretaris"})
    run = DestructionRun.objects.get()
    minutes = _words(maya.get(f"{HERE}pemusnahan/{run.pk}.pdf").content)
    for wanted in (run.number, old.number, "Rina", "3 tahun", "Pasal 44"):
        assert wanted in minutes
    maya.post(f"{HERE}masa-simpan/", {"years": "1", "reason": "Keputusan 4/2026", "version": "0"})
    assert "1 tahun" in _page(maya, f"{HERE}pemusnahan/")


def test_a_breach_counts_its_hours_down_and_is_closed_once_everybody_was_told(people: Cast) -> None:
    ani, now = _browser(people.ani), timezone.now()
    typed: dict[str, Any] = {"known_at": "", "known_time": "", "people_count": "12", "handling": ""}
    new = ani.post(f"{HERE}pelanggaran/baru/", typed | personal.HAPPENED)
    own = new.headers["Location"]
    assert "sisa 71 jam" in _page(ani, own)
    assert "Register terkirim ke alamat surel yang salah" in _page(ani, own)

    today = timezone.localdate(now).isoformat()
    told = personal.HAPPENED | {"people_count": "12", "handling": "Ditarik.", "version": "1", "act": "tutup"}
    early = ani.post(own, told | dict.fromkeys(("people_told_time", "agency_told_time"), ""))
    assert early.status_code == 400
    assert "lembaga pengawas" in early.content.decode()
    hours = {f"{who}_told_at": today for who in ("people", "agency")}
    hours |= {f"{who}_told_time": "00.00" for who in ("people", "agency")}
    assert ani.post(own, told | hours).status_code == 302
    assert DataBreach.objects.get().closed_by == people.ani


def test_who_judges_a_dispute_reads_papers_that_do_not_open_the_applicants_page(people: Cast) -> None:
    case = register.registered(at=timezone.now())
    own, for_others = (
        _words(paper_of(case, PaperKind.RECEIPT, is_for_others=told)).replace(" ", "")
        for told in (False, True)
    )
    assert case.code in own
    assert case.code not in for_others
    assert case.number in for_others


def test_a_card_among_the_files_is_sealed_and_opened_by_few_with_an_event_each_time(people: Cast) -> None:
    now, ani, maya = timezone.now(), _browser(people.ani), _browser(register.ppid())
    case = register.in_process(at=now, by=people.ani)
    asking.brought(case, at=now, name="KTP Citra.jpg", content=photo())
    assert "Tampaknya kartu identitas" in _page(ani, f"{CASES}{case.pk}/")

    ani.post(f"{CASES}{case.pk}/berkas/{case.files.get().pk}/segel/")
    scan = IdentityScan.objects.get()
    assert not case.files.exists()
    assert ani.post(f"{CASES}{case.pk}/pindaian/{scan.pk}/").status_code == 403
    assert maya.post(f"{CASES}{case.pk}/pindaian/{scan.pk}/").content == photo()
    assert Event.objects.filter(verb="show_scan").count() == 1
