"""An example site is the same for the same seed, whole, and its truth speaks of every required item."""

import re
import time
from datetime import date
from html import unescape

import pytest

from terbuka.example.exhibits import Answer
from terbuka.example.sites import ExampleSite, build, demo_site
from terbuka.rules.catalogue import required_items
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.findings import DefectKind, Verdict

AS_OF = date(2026, 11, 22)
UNITS = {"kpu": "kpu-kab-jombang", "eppid": "kpu-kab-sintang", "bawaslu": "bawaslu-kab-jombang"}


def site(template: str, seed: int = 3, as_of: date = AS_OF, **more) -> ExampleSite:
    return build(template, unit_slug=UNITS[template], seed=seed, as_of=as_of, **more)


def links_of(made: ExampleSite) -> set[str]:
    pages = (served.body.decode() for served in made.files.values() if "html" in served.content_type)
    return {unescape(url) for page in pages for url in re.findall(r'(?:href|src)="(/[^"]*)"', page)}


@pytest.mark.parametrize("template", UNITS)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_site(template):
    began = time.perf_counter()
    first = site(template)
    print(f"{template}: {len(first.files)} addresses in {time.perf_counter() - began:.2f} s")
    again = site(template)
    assert first.files == again.files
    assert first.truth_items == again.truth_items
    assert site(template, seed=4).files != first.files


@pytest.mark.parametrize("template", UNITS)
@pytest.mark.parametrize("seed", [3, 1003])
def test_every_link_leads_somewhere_but_for_those_planted_dead(template, seed):
    made = site(template, seed=seed)
    assert links_of(made) - set(made.files) == set(made.dead)


@pytest.mark.parametrize("template", UNITS)
def test_every_page_and_document_can_be_reached_by_links(template):
    made = site(template)
    unreached = set(made.files) - links_of(made) - {"/", "/robots.txt", "/masuk", "/logo.png"}
    assert not unreached


@pytest.mark.parametrize("template", UNITS)
def test_the_truth_speaks_of_every_required_item_with_a_reason(template):
    made = site(template)
    assert set(made.truth_items) == {item.code for item in required_items()}
    applicable = {code for code, verdict in made.truth_items.items() if verdict != Verdict.NOT_APPLICABLE}
    assert applicable == set(made.reasons)
    assert all(made.reasons.values())


def test_what_is_immediate_or_another_institutions_duty_is_not_applicable():
    made = site("bawaslu")
    assert {made.truth_items[code] for code in ("SRT-01", "PML-05", "HUK-03")} == {Verdict.NOT_APPLICABLE}
    assert made.truth_items["SRT-07"] != Verdict.NOT_APPLICABLE


def test_a_few_seeds_together_show_every_verdict_and_every_kind_of_defect():
    made = [site(template, seed=seed) for template in UNITS for seed in (3, 4)]
    verdicts = {verdict for one in made for verdict in one.truth_items.values()}
    kinds = {kind for one in made for kind, _ in one.truth_defects}
    assert verdicts == set(Verdict)
    # No site on loopback can show a copy on an unofficial host.
    assert kinds >= set(DefectKind) - {DefectKind.UNOFFICIAL_HOST, DefectKind.EXPIRED_PERIOD}


def test_a_planted_defect_lies_at_an_address_of_the_site():
    made = site("kpu")
    assert {path for _, path in made.truth_defects} <= set(made.files) | set(made.dead)


def test_a_document_that_contains_another_item_counts_for_it_as_far_as_it_reaches():
    cases = {"KEU-05": "good", "KEU-04": "nothing", "KEU-03": "nothing"}
    made = site("kpu", cases=cases)
    assert made.truth_items["KEU-04"] == Verdict.PRESENT
    assert made.truth_items["KEU-03"] == Verdict.STALE, "a yearly report is older than the last half-year"


def test_news_about_a_document_leaves_the_item_missing():
    made = site("kpu", cases={"KIN-03": "news"})
    assert made.truth_items["KIN-03"] == Verdict.MISSING
    told = [served.body.decode() for path, served in made.files.items() if path.startswith("/blog/read/")]
    assert any("Perjanjian Kinerja" in page for page in told)


def test_an_undated_document_names_no_year_in_title_or_address():
    made = site("kpu", cases={"KIN-03": "undated"})
    (path, *_) = made.addresses["KIN-03"]
    assert made.truth_items["KIN-03"] == Verdict.NEEDS_REVIEW
    assert not re.search(r"20[12]\d", path)


def test_identity_numbers_are_of_a_district_that_does_not_exist():
    made = site("kpu", cases={"SDM-03": "nik"})
    assert (DefectKind.PERSONAL_DATA, made.addresses["SDM-03"][-1]) in made.truth_defects


def test_held_out_seeds_use_layouts_and_words_that_ordinary_seeds_never_use():
    ordinary, held_out = site("kpu", seed=3).files["/"].body, site("kpu", seed=1003).files["/"].body
    assert b'class="peta-menu"' in held_out
    assert b'class="peta-menu"' not in ordinary


def test_the_demonstration_says_on_every_page_that_its_data_are_examples():
    for path, served in demo_site(AS_OF).files.items():
        is_page = served.content_type.startswith("text/html") and served.status == 200
        assert not is_page or b"Data contoh" in served.body, path


def test_the_repaired_demonstration_has_closed_gaps_and_opened_none():
    before, after = demo_site(AS_OF).truth_items, demo_site(AS_OF, repaired=True).truth_items
    changed = {code for code in before if before[code] != after[code]}
    assert len(changed) >= 8
    assert {after[code] for code in changed} == {Verdict.PRESENT}


@pytest.mark.parametrize(
    "as_of", [date(2026, 1, 15), date(2026, 4, 1), date(2025, 12, 31), date(2027, 2, 28)]
)
def test_sites_can_be_made_for_other_days(as_of):
    assert len(site("kpu", as_of=as_of).files) > 100


def test_the_pages_can_be_written_to_a_folder(tmp_path):
    made = site("eppid", folder=tmp_path)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == len(made.files)


@pytest.mark.parametrize(
    ("template", "unit"),
    [
        ("drupal", "kpu-kab-jombang"),
        ("kpu", "kpu-kab-atlantis"),
        ("kpu", "bawaslu-kab-jombang"),
        ("kpu", "kpu-ri"),
    ],
)
def test_an_unknown_template_or_a_unit_it_does_not_fit_is_refused_with_a_sentence(template, unit):
    with pytest.raises(BadInput, match=r"\w+ \w+"):
        build(template, unit_slug=unit, seed=1, as_of=AS_OF)


def test_answers_other_than_served_are_all_used():
    made = [site(template, seed=seed) for template in UNITS for seed in (3, 4)]
    statuses = {served.status for one in made for served in one.files.values()}
    assert statuses == {200, 302, 500}
    assert len(Answer) == 6
