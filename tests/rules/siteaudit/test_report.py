"""The report as others read it: the JSON of the contract, the table for people, the advice."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from terbuka.rules.language import speaking
from terbuka.rules.pages import Cause, DeadLink, File, Image, Kind, Link, NotLooked, Page
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.report import ADVICE_WORDS, DEFECT_WORDS, VERDICT_WORDS, as_json, as_table
from tests.rules.siteaudit.sites import HOME, PROSE, audit, paper, web

LKJIP = "LAPORAN KINERJA KPU KABUPATEN JOMBANG TAHUN {}"


def test_the_json_is_that_of_the_contract() -> None:
    failed = (NotLooked(HOME + "lambat", Cause.TIMEOUT),)
    dead = (DeadLink(HOME + "x", 404, ("LHKPN",), (HOME,)),)
    pages = (paper("a.pdf", LKJIP.format(2025)), web("", "Beranda"))
    told = as_json(audit(*pages, says={"a.pdf": "KIN-05"}, failed=failed, dead=dead))
    assert json.loads(json.dumps(told)) == told
    assert list(told) == [
        "unit", "as_of", "started_at", "finished_at", "sites", "pages_fetched",
        "items", "defects", "advice", "summary",
    ]  # fmt: skip
    assert told["sites"] == [
        {"url": HOME, "pages_fetched": 2, "could_not_look": [{"url": HOME + "lambat", "cause": "timeout"}]}
    ]
    assert set(told["summary"]) == {verdict.value for verdict in Verdict}
    item = next(row for row in told["items"] if row["code"] == "KIN-05")
    assert set(item) == {"code", "name", "class", "verdict", "confidence", "evidence", "reasons", "remedy"}
    assert (item["class"], item["verdict"]) == ("periodic", "present")
    assert set(item["evidence"][0]) == {"url", "title", "period", "score", "reasons"}
    assert set(told["defects"][0]) == {"kind", "url", "detail", "seen_on"}


def test_the_table_opens_with_the_state_in_one_line() -> None:
    report = audit(
        paper("a.pdf", LKJIP.format(2025)), paper("b.pdf", LKJIP.format(2019)), says={"a.pdf": "KIN-05"}
    )
    first = as_table(report).splitlines()[0]
    assert first.startswith("1 dari ")
    for heading in ("Informasi berkala", "Yang perlu dikerjakan"):
        assert heading in as_table(report)


def test_every_word_of_the_report_can_be_said() -> None:
    for words in (VERDICT_WORDS, DEFECT_WORDS, ADVICE_WORDS):
        assert all(str(word) for word in words.values())
    with speaking("en"):
        assert as_table(audit(web("", "Beranda")))


def test_advice_is_told_once_a_host() -> None:
    plain = "http://kab-jombang.kpu.go.id/"
    pages = [
        Page(
            f"{plain}{n}", title="" if n == 1 else "Halaman", text=PROSE, images=(Image(f"{plain}a.jpg", ""),)
        )
        for n in range(5)
    ]
    report = audit(*pages, start=plain, tls=date(2026, 12, 1))
    assert [one.kind for one in report.advice] == [
        "tls_expiring", "http_only", "missing_title", "missing_language", "accessibility",
    ]  # fmt: skip


def test_a_sound_site_needs_no_advice() -> None:
    pages = (
        web("", "Beranda", images=(Image(HOME + "a.jpg", "Kantor KPU Kabupaten Jombang"),)),
        web("b", "Berita"),
    )
    assert audit(*pages, tls=date(2027, 6, 1)).advice == ()


def test_a_page_that_is_only_a_picture_is_advised_to_add_text() -> None:
    page = web("maklumat", "Maklumat", "", images=(Image(HOME + "m.jpg", "Maklumat"),))
    assert [one.kind for one in audit(page).advice] == ["image_of_text"]


WORDS = st.text(alphabet="abcdefgh 0123456789./-:\n…_", max_size=120) | st.sampled_from(
    [
        "Laporan Kinerja 2025",
        "NOMOR ...... TAHUN",
        "PKPU 1/2015",
        "slot gacor",
        "3517014508900001",
        "KPU Kota Kediri",
    ]
)
URLS = st.sampled_from(
    [HOME + "a", HOME + "b.pdf", "https://drive.google.com/x", "", "http://[", "https://sirup.lkpp.go.id"]
)
FILES = st.none() | st.builds(
    File, st.sampled_from(Kind), st.booleans(), st.booleans(), st.booleans(), st.just(1), WORDS, WORDS
)
PAGES = st.builds(
    Page,
    url=URLS,
    title=WORDS,
    final_url=URLS,
    kind=st.sampled_from(Kind),
    headings=st.tuples(WORDS),
    text=WORDS,
    links=st.tuples(st.builds(Link, URLS, WORDS, st.booleans(), WORDS)),
    images=st.just(()) | st.tuples(st.builds(Image, URLS, WORDS)),
    embeds=st.just(()) | st.tuples(URLS),
    has_form=st.booleans(),
    published_on=st.none() | st.dates(),
    file=FILES,
    anchors=st.tuples(WORDS),
    seen_on=st.tuples(URLS),
)
CODES = st.sampled_from(
    ["KIN-05 PPD-14", "PPD-06", "PBJ-01 PRF-02", "PML-05 KEU-03", "PPD-05 PPD-18", "PML-17 HUK-02"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGES, max_size=4), CODES, st.sampled_from(Cause), URLS)
def test_no_page_makes_the_judge_fail(pages: list[Page], codes: str, cause: Cause, url: str) -> None:
    failed = (NotLooked(url, cause, "", ("DIPA",), (HOME + "a",)),)
    dead = (DeadLink(HOME + "c", 410, ("",), ()),)
    report = audit(*pages, says={HOME + "a": codes, HOME + "b.pdf": codes}, failed=failed, dead=dead)
    assert json.dumps(as_json(report))
    assert as_table(report)
