"""Each question's rule with example findings: value, proof and reason as a verifier would read them.

Day of the drafts: 22 November 2026, so the latest report is of 2025. Unless a
row says otherwise every required item is missing from the site.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from terbuka.rules.drafting import DraftedAnswer, Hindrance, ProofKind, RegisterFacts, UnitFacts, draft
from terbuka.rules.instruments import DraftBy, instrument
from terbuka.rules.pages import Cause, File, FoundDate, Kind, Page
from terbuka.rules.siteaudit.findings import AuditReport, ItemFinding, Verdict
from tests.rules.audits import MORNING, SITE, TODAY, found, links, page, report

SAQ = instrument()
HAS, PARTLY, OLD, GONE = Verdict.PRESENT, Verdict.PARTIAL, Verdict.STALE, Verdict.MISSING
BLIND, LOOK, FOREIGN, CLOSED = (
    Verdict.COULD_NOT_LOOK, Verdict.NEEDS_REVIEW, Verdict.WRONG_UNIT, Verdict.UNREADABLE,
)  # fmt: skip
KPU = "kpu-kab-jombang"
FAJAR = UnitFacts(
    ppid_names=("Fajar Hidayat",),
    leaders=("Ani Lestari", "Budi Santoso", "Eka Putri"),
    phone="+62 812-3456-7890",
    email="ppid.jombang@bawaslu.go.id",
    address="Jalan Gus Dur Nomor 5",
)


def drafted_of(code: str, audit: AuditReport, **facts: object) -> DraftedAnswer:
    """The draft of one question."""
    drafts = draft(SAQ, audit, as_of=TODAY, **facts)  # type: ignore[arg-type]
    return next(answer for answer in drafts if answer.code == code)


# code, findings of the audit, value expected, words expected in the explanation
BY_ITEMS = [
    ("B02", [found("PRF-09", HAS), found("PPD-01", HAS), found("PRF-03", HAS), found("PRF-04", HAS)], "1",
     "4 dari 4 bagian ada"),
    ("B02", [found("PRF-01", HAS), found("PPD-01", HAS), found("PRF-03", HAS)], "3/4",
     "3 dari 4 bagian ada, kurang: struktur organisasi"),
    ("B02", [found("PRF-01", HAS), found("PPD-01", FOREIGN), found("PRF-03", PARTLY)], "1/4",
     "kurang: profil PPID, tugas dan wewenang, struktur organisasi"),
    ("B02", [], "0", "0 dari 4 bagian ada"),
    ("B03", [found("KIN-05", HAS, "Laporan Kinerja 2025", period="2025")], "1", "ada (Laporan Kinerja 2025)"),
    ("B03", [found("KIN-05", OLD, "Laporan Kinerja 2024", period="2024")], "1/2",
     "usang (Laporan Kinerja 2024)"),
    ("B03", [found("KIN-05", OLD, "LKjIP 2023", period="2023")], "0", "usang (LKjIP 2023)"),
    ("B03", [found("KIN-05", PARTLY, "Rancangan LKjIP 2025", period="2025")], "1/2", "sebagian"),
    ("B03", [found("KIN-05", CLOSED, "LKjIP 2025", period="2025")], "0", "tak terbaca"),
    ("B04", [found("KEU-01", HAS), found("KEU-03", HAS)], "1", "anggaran: ada"),
    ("B04", [found("KEU-02", HAS)], "1/2", "keuangan: tidak ada"),
    ("B04", [], "0", "anggaran: tidak ada"),
    ("B05", [found("AWS-01", HAS), found("AWS-02", HAS), found("AWS-04", HAS)], "1", "3 dari 3"),
    ("B05", [found("AWS-12", HAS), found("AWS-04", Verdict.NOT_APPLICABLE)], "2/3",
     "2 dari 3 bagian ada, kurang: penanganan pelanggaran"),
    ("B08", [found("PPD-15", HAS)], "1/2", "kurang: tata cara keberatan"),
    ("B08", [found("PPD-15", OLD), found("PPD-07", HAS)], "1/2", "kurang: daftar informasi dikecualikan"),
    ("D01", [found("PPD-02", HAS)], "1/2", "nama pejabat belum dibandingkan"),
    ("D01", [found("PPD-02", OLD)], "0", "usang"),
    ("D01", [], "0", "tidak ada"),
    ("D02", [found("PPD-14", HAS, "Keputusan Penetapan DIP Tahun 2026", period="2026")], "1", "tahun 2026"),
    ("D02", [found("PPD-14", OLD, "SK Daftar Informasi Publik 2025", period="2025")], "1/2", "tahun 2025"),
    ("D02", [found("PPD-14", OLD, "SK Daftar Informasi Publik 2023", period="2023")], "0", "tahun 2023"),
    ("D02", [found("PPD-14", HAS, "Daftar Informasi Publik", period="2026")], "0", "tidak terlihat di situs"),
    ("D02", [], "0", "tidak terlihat di situs"),
    ("D03", [found("PPD-15", HAS, "Berita Acara Uji Konsekuensi", "Keputusan Informasi Dikecualikan")], "1",
     "berita acara uji konsekuensi: ada"),
    ("D03", [found("PPD-15", HAS, "Berita Acara Pengujian Konsekuensi")], "1/2",
     "keputusan penetapan: tidak"),
    ("D03", [found("PPD-15", HAS, "Daftar Informasi Dikecualikan")], "1/2", "tidak terlihat pada"),
    ("D03", [], "0", "tidak ada"),
    ("D06", [], "0", "LHKPN pimpinan tidak ditemukan"),
    ("D07", [found("PPD-16", HAS, period="2025")], "2/3", "2 dari 3 bagian ada, kurang: anggaran layanan"),
    ("D07", [found("PPD-16", OLD, period="2024")], "0", "0 dari 3"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "findings", "value", "words"), BY_ITEMS)
def test_a_verdict_gives_the_value_of_the_rule(
    code: str, findings: Sequence[ItemFinding], value: str, words: str
) -> None:
    answer = drafted_of(code, report(findings))
    assert answer.value == Fraction(value)
    assert words in str(answer.reasons[0])
    assert answer.kind is ProofKind.WEBSITE
    assert 0 < answer.confidence <= 1
    assert sum(lack.share for lack in answer.lacks) == 1 - answer.value


NOT_DRAFTED = [
    ("B03", [found("KIN-05", BLIND)], Hindrance.COULD_NOT_LOOK, "Periksa ulang"),
    ("B02", [found("PRF-09", HAS), found("PPD-01", BLIND), found("PRF-03", HAS)], Hindrance.COULD_NOT_LOOK,
     "Periksa ulang"),
    ("B04", [found("KEU-01", LOOK, "DIPA"), found("KEU-03", HAS)], Hindrance.NEEDS_REVIEW, "anggaran"),
    ("B08", [found("PPD-15", LOOK, "Daftar"), found("PPD-07", BLIND)], Hindrance.NEEDS_REVIEW,
     "lihat sendiri"),
    ("D01", [found("PPD-02", LOOK, "SK PPID")], Hindrance.NEEDS_REVIEW, "lihat sendiri"),
    ("D02", [found("PPD-14", HAS, "Keputusan DIP")], Hindrance.NEEDS_REVIEW, "tahun keputusan tidak terbaca"),
    ("D06", [found("PRF-07", HAS, "LHKPN Ketua")], Hindrance.NO_PROFILE, "daftar pimpinan belum ada"),
    ("B05", [found(c, Verdict.NOT_APPLICABLE) for c in ("AWS-01", "AWS-12", "AWS-02", "AWS-03", "AWS-04")],
     Hindrance.PERSON, "tidak ada bagian pertanyaan ini yang berlaku"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "findings", "hindrance", "words"), NOT_DRAFTED)
def test_what_a_machine_cannot_decide_stays_undrafted_with_the_reason(
    code: str, findings: Sequence[ItemFinding], hindrance: Hindrance, words: str
) -> None:
    answer = drafted_of(code, report(findings))
    assert (answer.value, answer.hindrance) == (None, hindrance)
    assert words in str(answer.reasons[0])
    assert not answer.lacks


def test_what_needs_a_person_names_the_address() -> None:
    answer = drafted_of("B03", report([found("KIN-05", LOOK, "Laporan")]))
    assert [proof.url for proof in answer.proof] == [SITE + "kin-05/0"]


def test_one_document_is_enough_even_where_its_alternative_could_not_be_opened() -> None:
    assert (
        drafted_of("B04", report([found("KEU-01", BLIND), found("KEU-02", HAS), found("KEU-03", HAS)])).value
        == 1
    )


def test_an_audit_that_could_open_nothing_drafts_only_what_the_law_says() -> None:
    audit = report(rest=BLIND, unseen={"": Cause.TIMEOUT}, pages_fetched=0)
    drafts = draft(SAQ, AuditReport(audit.unit, TODAY, audit.visit, audit.items, (), ()), as_of=TODAY)
    assert [answer.code for answer in drafts if answer.value == 0] == []
    assert drafted_of("B01", audit).hindrance is Hindrance.COULD_NOT_LOOK


def test_photos_are_never_drafted_but_what_the_site_holds_is_named() -> None:
    drafts = draft(SAQ, report(rest=HAS), as_of=TODAY)
    for question, answer in zip(SAQ.questions, drafts, strict=True):
        if question.drawing.by is DraftBy.PHOTO:
            assert (answer.value, answer.hindrance) == (None, Hindrance.PHOTO), question.code
    pledge = next(answer for answer in drafts if answer.code == "A05")
    assert [proof.title for proof in pledge.proof] == ["Maklumat pelayanan informasi"]


def test_for_kpu_the_supervision_results_are_read_as_results_of_the_election() -> None:
    audit = report([found("PML-17", HAS), found("PML-18", HAS)], unit=KPU)
    answer = drafted_of("B05", audit)
    assert answer.value == Fraction(2, 3)
    assert any("Instrumen ini milik Bawaslu" in str(reason) for reason in answer.reasons)


def test_one_visit_gives_half_and_a_second_visit_the_full_value() -> None:
    audit = report()
    assert drafted_of("B01", audit).value == Fraction(1, 2)
    yesterday = report(started_at=MORNING - timedelta(days=1))
    assert drafted_of("B01", audit, earlier=yesterday).value == 1
    assert drafted_of("B01", yesterday, earlier=audit).value == Fraction(1, 2)


MENUS = links("Informasi Berkala", "Informasi Serta Merta", "Informasi Setiap Saat", in_menu=True)
FULL_CLASS = links("Dokumen Satu", "Dokumen Dua")


@pytest.mark.parametrize(
    ("pages", "value", "words"),
    [
        ([page("", "Beranda", links=MENUS), page("informasi-berkala", links=FULL_CLASS),
          page("informasi-serta-merta", links=FULL_CLASS), page("informasi-setiap-saat", links=FULL_CLASS)],
         "1", "3 dari 3"),
        ([page("", "Beranda", links=MENUS), page("informasi-berkala", links=FULL_CLASS),
          page("informasi-serta-merta"), page("informasi-setiap-saat", links=FULL_CLASS)],
         "2/3", "2 dari 3"),
        ([page("", "Beranda")], "0", "0 dari 3"),
        ([page("berita/1", "Bawaslu Jombang ikuti bimtek penyusunan daftar informasi berkala tahun 2026")],
         "0", "0 dari 3"),
    ],
    ids=["all three", "one is empty", "no menu", "news is no menu"],
)  # fmt: skip
def test_each_class_of_information_needs_a_menu_with_a_document(
    pages: list[Page], value: str, words: str
) -> None:
    answer = drafted_of("B06", report(pages=pages))
    assert answer.value == Fraction(value)
    assert words in str(answer.reasons[0])


def _catalogue(*names: str) -> Page:
    return page("ppd-14/0", "Daftar Informasi Publik", links=links(*names))


CATALOGUE = [found("PPD-14", HAS, "Daftar Informasi Publik", period="2026")]


def test_the_catalogue_earns_the_share_of_its_links_that_work() -> None:
    pages = [_catalogue("Satu", "Dua", "Tiga", "Empat"), page("satu"), page("dua"), page("tiga")]
    answer = drafted_of("B07", report(CATALOGUE, pages, dead=["empat"]))
    assert answer.value == Fraction(3, 4)
    assert str(answer.reasons[0]) == "3 dari 4 tautan Daftar Informasi Publik hidup"
    assert str(answer.lacks[0].title) == "Perbaiki 1 tautan mati di Daftar Informasi Publik"


def test_links_that_could_not_be_tried_are_neither_dead_nor_alive() -> None:
    pages = [_catalogue("Satu", "Dua", "Tiga"), page("satu"), page("dua")]
    answer = drafted_of("B07", report(CATALOGUE, pages, unseen={"tiga": Cause.TIMEOUT}))
    assert answer.value == 1
    answer = drafted_of(
        "B07", report(CATALOGUE, pages[:2], unseen={"dua": Cause.BUDGET, "tiga": Cause.BUDGET})
    )
    assert answer.hindrance is Hindrance.COULD_NOT_LOOK


def test_a_catalogue_without_links_is_left_to_a_person_and_a_missing_one_is_zero() -> None:
    assert drafted_of("B07", report(CATALOGUE, [_catalogue()])).hindrance is Hindrance.PERSON
    assert drafted_of("B07", report()).value == 0
    assert drafted_of("B07", report([found("PPD-14", BLIND)])).hindrance is Hindrance.COULD_NOT_LOOK


@pytest.mark.parametrize(
    ("days", "value"), [(0, "1"), (30, "1"), (31, "1/2"), (90, "1/2"), (91, "0"), (4000, "0")]
)
def test_the_newest_page_earns_by_its_age(days: int, value: str) -> None:
    pages = [
        page("berita/1", published_on=TODAY - timedelta(days=days)),
        page("berita/0", published_on=date(2014, 1, 1)),
        page("agenda/1", published_on=TODAY + timedelta(days=9)),
    ]
    answer = drafted_of("B09", report(pages=pages))
    assert answer.value == Fraction(value)
    assert f"{days} hari lalu" in str(answer.reasons[0])


def test_without_any_dated_page_the_age_is_not_guessed() -> None:
    undated = page("berita/1", dates=(FoundDate(TODAY, TODAY, "22 November 2026"),))
    assert drafted_of("B09", report(pages=[undated])).hindrance is Hindrance.PERSON


def test_a_form_is_shown_to_a_person_because_only_a_test_request_proves_its_link() -> None:
    form = page("ppid/form", "Formulir Permohonan Informasi", has_form=True)
    answer = drafted_of("C01", report(pages=[form]))
    assert (answer.value, answer.hindrance) == (None, Hindrance.PERSON)
    assert [proof.url for proof in answer.proof] == [form.url]
    assert drafted_of("C01", report()).value == 0
    blind = report(unseen={"a": Cause.TIMEOUT, "b": Cause.TIMEOUT})
    assert drafted_of("C01", blind).hindrance is Hindrance.COULD_NOT_LOOK


FILM = ("https://www.youtube.com/embed/a1b2c3",)


@pytest.mark.parametrize(
    ("pages", "value"),
    [
        ([page("video", "Video Komitmen Pimpinan tentang Keterbukaan Informasi", embeds=FILM)], "1"),
        ([page("video", "Video Komitmen Zona Integritas", embeds=FILM)], "0"),
        ([page("ppid", "Komitmen Keterbukaan Informasi")], "0"),
        ([page("ppid", "Profil PPID", embeds=FILM)], "0"),
        (
            [page("komitmen", "Komitmen Keterbukaan", embeds=("https://www.youtube.com/@bawaslujombang",))],
            "0",
        ),
    ],
    ids=["the video", "another commitment", "no film", "another film", "a channel is no film"],
)
def test_the_commitment_needs_its_name_and_a_film(pages: list[Page], value: str) -> None:
    assert drafted_of("D05", report(pages=pages)).value == Fraction(value)


def test_a_film_in_the_news_is_left_to_a_person() -> None:
    news = page("berita/9", "Ketua tegaskan komitmen keterbukaan informasi", embeds=FILM, published_on=TODAY)
    assert drafted_of("D05", report(pages=[news])).hindrance is Hindrance.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("unseen", "counts"),
    [
        ({f"berita/{n}": Cause.BUDGET for n in range(50)}, True),  # old news left aside by the budget
        ({"galeri/video-komitmen-pimpinan": Cause.BUDGET}, False),  # it may well be there
        ({"a": Cause.TIMEOUT, "b": Cause.SERVER_ERROR}, False),  # two of three addresses failed
    ],
)
def test_absence_counts_only_where_the_thing_would_have_been_seen(
    unseen: dict[str, Cause], counts: bool
) -> None:
    answer = drafted_of("D05", report(unseen=unseen))
    assert (answer.value, answer.hindrance) == ((0, None) if counts else (None, Hindrance.COULD_NOT_LOOK))


def test_the_decree_is_full_when_it_names_todays_officers() -> None:
    decree = [found("PPD-02", HAS, "Keputusan Penetapan PPID")]
    named = page("ppd-02/0", text="Menetapkan Fajar Hidayat sebagai Pejabat Pengelola")
    assert drafted_of("D01", report(decree, [named]), profile=FAJAR).value == 1
    other = page("ppd-02/0", text="Menetapkan Citra Dewi sebagai Pejabat Pengelola")
    answer = drafted_of("D01", report(decree, [other]), profile=FAJAR)
    assert answer.value == Fraction(1, 2)
    assert "tidak menyebut Fajar Hidayat" in str(answer.reasons[0])


def test_one_file_is_never_two_papers_but_one_page_may_hold_both() -> None:
    both = [found("PPD-15", HAS, "Keputusan dan Berita Acara Uji Konsekuensi")]
    as_file = page("ppd-15/0", "Keputusan dan Berita Acara Uji Konsekuensi", file=File(Kind.PDF))
    assert drafted_of("D03", report(both, [as_file])).value == Fraction(1, 2)
    listed = page("ppd-15/0", "Informasi Dikecualikan", links=links("Keputusan Ketua", "Berita Acara Uji"))
    assert drafted_of("D03", report(both, [listed])).value == 1


def test_a_menu_that_names_decrees_makes_no_decree() -> None:
    menu = links("Keputusan", "Berita Acara", in_menu=True)
    exempt = page("ppd-15/0", "Daftar Informasi Dikecualikan", links=menu)
    answer = drafted_of("D03", report([found("PPD-15", HAS, "Daftar Informasi Dikecualikan")], [exempt]))
    assert answer.value == Fraction(1, 2)


def test_wealth_reports_earn_the_share_of_leaders_that_they_name() -> None:
    audit = report(
        [found("PRF-07", HAS, "LHKPN Pimpinan")], [page("prf-07/0", text="Ani Lestari, Budi Santoso")]
    )
    answer = drafted_of("D06", audit, profile=FAJAR)
    assert (answer.value, answer.kind) == (Fraction(2, 3), ProofKind.PROFILE)
    assert str(answer.lacks[0].title) == "Umumkan LHKPN: Eka Putri"


def test_a_service_report_that_tells_its_budget_is_full() -> None:
    annual = [found("PPD-16", HAS, "Laporan Layanan Informasi 2025", period="2025")]
    told = page("ppd-16/0", text="Anggaran layanan informasi tahun 2025 sebesar Rp10.000.000")
    assert drafted_of("D07", report(annual, [told])).value == 1


def test_the_limits_come_from_the_law_with_their_articles() -> None:
    answer = drafted_of("D04", report())
    assert (answer.value, answer.kind) == (1, ProofKind.LAW)
    assert str(answer.reasons[0]) == (
        "Permohonan 3 hari kerja (Perki 1/2019 Pasal 12); keberatan 3 hari kerja (Perki 1/2019 Pasal 14)"
    )
    assert "menyetujui" in str(answer.reasons[1])


@pytest.mark.parametrize(
    ("since", "received", "recorded", "due", "in_time", "c02", "c03"),
    [
        (date(2025, 11, 22), 8, 6, 7, 7, "3/4", "1"),
        (date(2024, 1, 1), 0, 0, 0, 0, "1", "1"),  # no request in the year: full by the rule
        (date(2024, 1, 1), 4, 4, 3, 1, "1", "1/3"),
        (date(2025, 11, 23), 8, 6, 7, 7, None, None),  # one day short of a year
    ],
)
def test_the_register_drafts_only_where_it_was_in_use_all_year(
    since: date, received: int, recorded: int, due: int, in_time: int, c02: str | None, c03: str | None
) -> None:
    register = RegisterFacts(since, received, recorded, due, in_time)
    for code, value in (("C02", c02), ("C03", c03)):
        answer = drafted_of(code, report(), register=register)
        assert answer.value == (None if value is None else Fraction(value))
        if value is None:
            assert answer.hindrance is Hindrance.NO_REGISTER
            assert "register permohonan belum dipakai" in str(answer.reasons[0])


def test_contacts_are_compared_with_the_profile_and_never_give_more_than_the_site() -> None:
    text = "Jalan Gus Dur Nomor 5, Jombang. WA 0812 3456 7890, PPID.Jombang@bawaslu.go.id"
    assert drafted_of("E04", report(pages=[page("", menu_text=text)]), profile=FAJAR).value == Fraction(1, 3)
    wrong = drafted_of("E04", report(pages=[page("", menu_text=text.replace("7890", "1111"))]), profile=FAJAR)
    assert wrong.value == 0
    assert "nomor HP" in str(wrong.reasons[0])
    assert drafted_of("E04", report()).hindrance is Hindrance.NO_PROFILE


def test_a_website_alone_drafts_at_least_twelve_questions() -> None:
    pages = [page("", "Beranda", links=MENUS), page("berita/1", published_on=TODAY)]
    good = draft(SAQ, report(rest=HAS, pages=pages), as_of=TODAY)
    bare = draft(SAQ, report(pages=pages), as_of=TODAY)
    assert sum(answer.is_drafted for answer in good) >= 12
    assert sum(answer.is_drafted for answer in bare) >= 12
    assert all(answer.proof for answer in good if answer.value and answer.kind is ProofKind.WEBSITE)


def test_the_same_facts_give_the_same_drafts() -> None:
    audit = report([found("KIN-05", HAS, "LKjIP 2025")], [page("", links=MENUS)])
    assert draft(SAQ, audit, as_of=TODAY) == draft(SAQ, audit, as_of=TODAY)
