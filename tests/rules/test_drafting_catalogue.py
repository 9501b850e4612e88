"""The catalogue beside the site: which proof counts, what is said of it, what only the site can answer."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from terbuka.rules.drafting import (
    Catalogued,
    CatalogueFacts,
    DraftedAnswer,
    Hindrance,
    Posted,
    ProofKind,
    UnitFacts,
    draft,
    draft_without_audit,
)
from terbuka.rules.instruments import instrument
from terbuka.rules.pages import Cause
from terbuka.rules.siteaudit.findings import AuditReport, Verdict
from tests.rules.audits import TODAY, UNIT, found, page, report

SAQ = instrument()
HAS, OLD, GONE, BLIND = Verdict.PRESENT, Verdict.STALE, Verdict.MISSING, Verdict.COULD_NOT_LOOK
HERE = "https://terbuka.example/informasi/"
FILM = "Video komitmen pimpinan tentang keterbukaan informasi"


def shown(
    title: str, period: str = "", *, number: int = 1, verdict: Verdict = HAS, is_on_site: bool = False,
    text: str = "", is_file: bool = True,
) -> Catalogued:  # fmt: skip
    """A publication of the unit that anybody may open."""
    return Catalogued(
        f"{HERE}{number}/", title, period, 1.0, verdict=verdict, confirmed_on=date(2026, 11, 2),
        is_on_site=is_on_site, text=text, is_file=is_file,
    )  # fmt: skip


def answer_of(
    code: str, audit: AuditReport | None, catalogue: CatalogueFacts, profile: UnitFacts | None = None
) -> DraftedAnswer:
    """The draft of one question; without an audit where there is none."""
    if audit is None:
        drafts = draft_without_audit(SAQ, profile, unit=UNIT, as_of=TODAY, catalogue=catalogue)
    else:
        drafts = draft(SAQ, audit, profile, as_of=TODAY, catalogue=catalogue)
    return next(answer for answer in drafts if answer.code == code)


def proving(code: str, *proofs: Catalogued) -> CatalogueFacts:
    """A catalogue that holds nothing else."""
    return CatalogueFacts({code: proofs})


REPORT_2025 = shown("Laporan Kinerja 2025", "2025")
REPORT_2024 = shown("Laporan Kinerja 2024", "2024", verdict=OLD)
# what the site shows, what the catalogue shows, value, what the draft rests on, words of its reasons
BOTH = [
    (GONE, REPORT_2025, "1", ProofKind.CATALOGUE, "dari katalog; dinyatakan masih berlaku"),
    (GONE, REPORT_2024, "1/2", ProofKind.CATALOGUE, "usang (Laporan Kinerja 2024), dari katalog"),
    (OLD, REPORT_2025, "1", ProofKind.CATALOGUE, "Belum terlihat di situs satker"),
    (HAS, REPORT_2024, "1", ProofKind.WEBSITE, "laporan kinerja: ada"),
    (HAS, REPORT_2025, "1", ProofKind.WEBSITE, "juga di katalog: Laporan Kinerja 2025"),
    (BLIND, REPORT_2025, "1", ProofKind.CATALOGUE, "ada (Laporan Kinerja 2025), dari katalog"),
]


@pytest.mark.parametrize(("site", "catalogued", "value", "kind", "words"), BOTH)
def test_of_site_and_catalogue_the_better_proof_counts_and_both_are_named(
    site: Verdict, catalogued: Catalogued, value: str, kind: ProofKind, words: str
) -> None:
    audit = report([found("KIN-05", site, "LKjIP lama" if site is OLD else "LKjIP", period="2024")])
    answer = answer_of("B03", audit, proving("KIN-05", catalogued))
    assert (answer.value, answer.kind) == (Fraction(value), kind)
    assert words in " ".join(map(str, answer.reasons))
    assert len(answer.proof) == (2 if site is HAS and catalogued.verdict is HAS else 1)


def test_an_old_publication_does_not_decide_what_could_not_be_looked_at() -> None:
    audit = report([found("KIN-05", BLIND)])
    assert answer_of("B03", audit, proving("KIN-05", REPORT_2024)).hindrance is Hindrance.COULD_NOT_LOOK


def test_a_publication_seen_on_the_site_needs_no_note() -> None:
    seen = shown("Laporan Kinerja 2025", "2025", is_on_site=True)
    answer = answer_of("B03", report(), proving("KIN-05", seen))
    assert answer.value == 1
    assert "Belum terlihat" not in " ".join(map(str, answer.reasons))


def test_the_catalogue_drafts_what_it_proves_before_any_audit() -> None:
    catalogue = proving("KIN-05", REPORT_2025)
    assert answer_of("B03", None, catalogue).value == 1
    assert [proof.url for proof in answer_of("B03", None, catalogue).proof] == [f"{HERE}1/"]
    assert answer_of("B04", None, catalogue).hindrance is Hindrance.COULD_NOT_LOOK
    assert answer_of("B03", None, proving("KIN-05", REPORT_2024)).hindrance is Hindrance.COULD_NOT_LOOK


def test_a_decree_on_the_list_of_information_counts_by_its_year() -> None:
    this_year = shown("Keputusan Penetapan Daftar Informasi Publik 2026", "2026")
    answer = answer_of("D02", report(), proving("PPD-14", this_year))
    assert (answer.value, answer.kind) == (1, ProofKind.CATALOGUE)
    assert "dari katalog: tahun 2026" in str(answer.reasons[0])
    the_list_alone = shown("Daftar Informasi Publik 2026", "2026", text="Judul, penguasa, tempat")
    assert answer_of("D02", report(), proving("PPD-14", the_list_alone)).value == 0


def test_the_exempt_list_with_minutes_and_decree_answers_two_questions() -> None:
    title = "Daftar informasi yang dikecualikan, keputusan 7/2026, berita acara uji konsekuensi"
    catalogue = proving("PPD-15", shown(title, "2026", is_file=False))
    assert answer_of("D03", report(), catalogue).value == 1
    assert answer_of("B08", report(), catalogue).value == Fraction(1, 2)
    without_minutes = proving("PPD-15", shown("Daftar, keputusan 7/2026", "2026", is_file=False))
    assert answer_of("D03", report(), without_minutes).value == Fraction(1, 2)


def test_names_and_budget_are_read_in_the_words_of_a_publication() -> None:
    profile = UnitFacts(ppid_names=("Fajar Hidayat",), leaders=("Ani Lestari", "Eka Putri"))
    decree = proving("PPD-02", shown("Keputusan PPID", "2026", text="Menetapkan Fajar Hidayat"))
    assert answer_of("D01", report(), decree, profile).value == 1
    wealth = proving("PRF-07", shown("LHKPN pimpinan", "2025", text="Ani Lestari"))
    assert answer_of("D06", report(), wealth, profile).value == Fraction(1, 2)
    yearly = proving("PPD-16", shown("Laporan layanan 2025", "2025", text="Anggaran layanan Rp10 juta"))
    assert answer_of("D07", report(), yearly).value == 1


def test_the_list_and_the_video_must_stand_on_the_site_itself() -> None:
    listed = answer_of("B07", report(), proving("PPD-14", shown("Daftar Informasi Publik", "2026")))
    assert (listed.value, listed.lacks[0].url) == (0, f"{HERE}1/")
    assert "Pasang di situs" in str(listed.lacks[0].title)
    film = answer_of("D05", report(), CatalogueFacts(films=(shown(FILM, is_file=False),)))
    assert (film.value, str(film.reasons[1])) == (0, f"Sudah diumumkan di katalog: {FILM}")
    on_site = CatalogueFacts(films=(shown(FILM, is_file=False, is_on_site=True),))
    assert answer_of("D05", report(), on_site).value == 1
    another = CatalogueFacts(films=(shown("Video sosialisasi pemilih", is_on_site=True),))
    assert answer_of("D05", report(), another).value == 0
    blind = report(unseen={"a": Cause.TIMEOUT, "b": Cause.TIMEOUT})
    assert answer_of("D05", blind, CatalogueFacts(films=(shown(FILM),))).value is None


@pytest.mark.parametrize(
    ("page_days", "post_days", "value"), [(100, 3, "1"), (3, 100, "1"), (100, 60, "1/2"), (100, None, "0")]
)
def test_site_or_social_media_whichever_is_newer(page_days: int, post_days: int | None, value: str) -> None:
    pages = [page("berita/1", published_on=TODAY - timedelta(days=page_days))]
    posts = () if post_days is None else (Posted(TODAY - timedelta(days=post_days), "https://x/1", "x"),)
    answer = answer_of("B09", report(pages=pages), CatalogueFacts(posts=posts))
    assert answer.value == Fraction(value)


def test_a_new_post_is_enough_before_any_audit_an_old_one_is_not() -> None:
    new, old = (Posted(TODAY - timedelta(days=days), "https://x/1", "x") for days in (3, 60))
    assert answer_of("B09", None, CatalogueFacts(posts=(new,))).value == 1
    assert answer_of("B09", None, CatalogueFacts(posts=(old,))).value is None


def test_a_pledge_in_the_catalogue_helps_whoever_takes_the_photo() -> None:
    answer = answer_of("A05", None, proving("PPD-04", shown("Maklumat pelayanan informasi publik", "2026")))
    assert (answer.value, answer.hindrance) == (None, Hindrance.PHOTO)
    assert [proof.url for proof in answer.proof] == [f"{HERE}1/"]


def test_of_an_empty_catalogue_nothing_changes() -> None:
    audit = report([found("KIN-05", OLD, "Laporan", period="2024"), found("PPD-15", HAS)])
    assert draft(SAQ, audit, as_of=TODAY, catalogue=CatalogueFacts()) == draft(SAQ, audit, as_of=TODAY)
