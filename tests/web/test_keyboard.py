"""By keyboard alone: an officer's and a verifier's work, with the place one is at always in sight.

Beside it what readers with low vision ask for: 200 % of page and of text without loss, and no motion
for who wants none.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.staging import PATIENCE, ROUND, UNIT, Stage, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST_STEPS = 400
# A key pressed sooner was meant for the page before and does not mark.
RESPITE = 600
SAQ = f"/kerja/{UNIT}/saq/{ROUND}/"
KEY_PAGES = ("/", f"/satker/{UNIT}/", "/nasional/", "/meja/", SAQ, f"{SAQ}A01/", f"{SAQ}kirim/")
_SEEN = """sought => {
    const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = one.matches('.tiles a') ? getComputedStyle(one.querySelector('rect')) : look;
    return {
        where: one.outerHTML.slice(0, 120), lost: one === document.body,
        ring: parseFloat(look.outlineStyle === 'none' ? ring.strokeWidth : look.outlineWidth) || 0,
        inView: box.bottom > 0 && box.top < innerHeight,
        found: Boolean(sought) && one.matches(sought),
    };
}"""
_CUT = """() => [...document.querySelectorAll('main *, header *')].filter(one => {
    const look = getComputedStyle(one);
    return one.clientWidth > 1 && /hidden|clip/.test(look.overflowX + look.overflowY)
        && !one.matches('.cut, svg, svg *')
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 100))"""
_OVER = """() => {
    const said = one => one && (getComputedStyle(one).clipPath !== 'none' || said(one.parentElement));
    const words = [...document.querySelectorAll('h1, h2, p, label, .button, th, td, dd, nav a')]
        .filter(one => one.checkVisibility() && !one.closest('.sideways') && !said(one))
        .filter(one => one.innerText.trim())
        .map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    return words.flatMap(([one, a], i) => words.slice(i + 1)
        .filter(([other, b]) => !one.contains(other) && !other.contains(one) && meet(a, b))
        .map(([other]) => `${one.outerHTML.slice(0, 70)} over ${other.outerHTML.slice(0, 70)}`));
}"""
_MOVES = """() => [...document.querySelectorAll('*')].filter(one => {
    const look = getComputedStyle(one), times = `${look.transitionDuration}, ${look.animationDuration}`;
    return times.split(', ').some(time => parseFloat(time) > 0.01);
}).map(one => one.outerHTML.slice(0, 80))"""


def _press(page: Page, key: str, sought: str = "") -> bool:
    """One key; afterwards the place one is at can be seen. Is it the one sought?"""
    page.keyboard.press(key)
    seen = page.evaluate(_SEEN, sought)
    if not seen["lost"]:
        assert seen["ring"] >= 2, f"no ring around {seen['where']}"
        assert seen["inView"], f"out of view: {seen['where']}"
    return bool(seen["found"])


def _go(page: Page, selector: str) -> None:
    """Tab on until the one that is sought has the focus."""
    for _ in range(MOST_STEPS):
        if _press(page, "Tab", selector):
            return
    pytest.fail(f"Tab never reaches {selector} on {page.url}")


def _follow(page: Page) -> None:
    """Enter on a link or a button, until the next page is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _keep_seen(page: Page) -> None:
    seen = page.evaluate(_SEEN)
    assert not seen["lost"], f"the focus is lost on {page.url}"
    assert seen["ring"] >= 2, f"no ring around {seen['where']}"


def _enter(stage: Stage, page: Page, name: str) -> None:
    """From the start page to the desk."""
    page.goto(stage.site)
    _go(page, ".sign-in")
    _follow(page)
    _go(page, "[name=login]")
    page.keyboard.type(f"{name}@contoh.example")
    _go(page, "[name=password]")
    page.keyboard.type(stage.passwords[name])
    _follow(page)
    expect(page.locator("nav.account")).to_be_visible(timeout=PATIENCE)


def _ani_submits(page: Page) -> None:
    """Her report, one draft confirmed, one answer chosen, a link as proof, the questionnaire sent."""
    _go(page, f".tabs a[href='/kerja/{UNIT}/situs/']")
    _follow(page)
    _go(page, "main a[href*='/situs/']:not(.tabs a)")
    _follow(page)
    _go(page, f".tabs a[href='/kerja/{UNIT}/saq/']")
    _follow(page)
    _go(page, f"main a[href='{SAQ}']")
    _follow(page)
    left = page.get_by_role("button", name=re.compile(r"^Setujui \d+ jawaban"))
    while left.count():
        _go(page, "form[action$='/setujui/'] button, button[formaction$='/setujui/']")
        _follow(page)
    page.goto(page.url.partition("/saq/")[0] + f"/saq/{ROUND}/A05/")
    _go(page, "[type=radio]")
    _press(page, "Space")
    expect(page.locator("#saved")).to_contain_text("Tersimpan")
    _keep_seen(page)
    _go(page, "[name=url]")
    page.keyboard.type("https://kab-jombang.kpu.example/maklumat")
    _follow(page)
    expect(page.locator("#bukti a.proof")).not_to_have_count(0)
    _go(page, "#bukti li a.proof")
    page.wait_for_timeout(2500)  # the part that looks for news has come once
    _keep_seen(page)
    page.goto(page.url.partition("/A05/")[0] + "/kirim/")
    _go(page, "main form:not([action]) button")
    _follow(page)
    expect(page.get_by_text(re.compile(r"[0-9a-f]{16}")).first).to_be_visible()


def _budi_verifies(page: Page, site: str) -> None:
    """A note and a lower mark, then a mark by key, and the keys turned off."""
    page.goto(f"{site}/verifikasi/{ROUND}/{UNIT}/A01/")
    page.wait_for_timeout(RESPITE)
    page.keyboard.press("0")
    expect(page.locator("#catatan")).to_be_focused()
    page.keyboard.type("Fotonya tidak memperlihatkan ruang layanan.")
    expect(page.locator("#tersimpan")).to_contain_text("tersimpan")
    expect(page.locator("#catatan")).to_be_focused()
    page.keyboard.press("Escape")
    _keep_seen(page)
    page.keyboard.press("0")
    page.wait_for_url(lambda address: not address.endswith("/A01/"))
    page.wait_for_timeout(RESPITE)
    here = page.url
    _go(page, "[data-keys] input")
    _press(page, "Space")
    page.keyboard.press("1")
    page.wait_for_timeout(300)
    assert page.url == here
    _press(page, "Space")
    page.keyboard.press("1")
    page.wait_for_url(lambda address: address != here)


def test_from_signing_in_to_a_mark_without_a_mouse(stage: Stage, browser: Browser) -> None:
    ani = browser.new_context(viewport={"width": 1280, "height": 844}).new_page()
    ani.set_default_timeout(PATIENCE)
    _enter(stage, ani, "ani")
    _ani_submits(ani)
    budi = browser.new_context(viewport={"width": 1280, "height": 844}).new_page()
    budi.set_default_timeout(PATIENCE)
    _enter(stage, budi, "budi")
    _budi_verifies(budi, stage.site)


@pytest.mark.parametrize("way", ["page", "text"])
def test_at_twice_the_size_nothing_is_cut_or_covered(shared_stage: Stage, browser: Browser, way: str) -> None:
    twice = {"device_scale_factor": 2} if way == "page" else {}
    ani = signed_in(shared_stage, browser, "lilis", 640 if way == "page" else 1280, "/akun/", **twice)
    wrong = []
    for path in KEY_PAGES:
        ani.goto(shared_stage.site + path)
        if way == "text":
            ani.evaluate("document.documentElement.style.fontSize = '200%'")
        over = ani.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{path} scrolls sideways by {over}"] if over > 0 else []
        wrong += [f"{path} cuts {told}" for told in ani.evaluate(_CUT)]
        wrong += [f"{path}: {told}" for told in ani.evaluate(_OVER)]

    assert wrong == []


def test_nothing_moves_for_who_wants_no_motion(shared_stage: Stage, browser: Browser) -> None:
    lilis = signed_in(shared_stage, browser, "lilis", 1280, "/akun/", reduced_motion="reduce")
    for path in KEY_PAGES:
        lilis.goto(shared_stage.site + path)
        assert lilis.evaluate(_MOVES) == [], path
