"""What makes a document only part of the proof: a draft, a receipt, blanks, a survey without result.

A filing receipt is not the wealth report that UU 28/1999, article 5, has officials publish.
"""

import re
from datetime import date
from itertools import pairwise

from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Page
from terbuka.rules.siteaudit.words import codes, pattern

_READ = 6000
_BLANK_NUMBER = re.compile(
    r"\b(?:nomor|nomer|no)\b[\s.:]{0,4}(?:\.{4,}|…{2,}|_{4,})[^\n]{0,40}(?:tahun|/|\n|tentang)"
)
_NUMBERED = re.compile(r"^\s{0,4}([0-9]{1,2}|[a-zA-Z])[.)]\s", re.MULTILINE)
_DRAFT_LINES = frozenset(("draft", "draf", "d r a f t", "d r a f", "draft final", "konsep"))


def names_of(page: Page) -> str:
    """All names a document goes by (title, own title, links, address) in lower case, words apart."""
    own = page.file.title if page.file else ""
    names = "\n".join((page.title, own, *page.anchors, page.url)).lower()
    return names.replace("_", " ").replace("-", " ").replace("%20", " ")


def is_draft(code: str, page: Page) -> bool:
    """Is this a draft shown as if it were final? Draft regulations (HUK-03) are drafts by nature."""
    if code == "HUK-03":
        return False
    return bool(pattern("draft").search(names_of(page))) or (
        page.file is not None and is_marked_draft(page.file.first_page)
    )


def is_marked_draft(cover: str) -> bool:
    """Does the word draft stand alone on a line of the cover, as a watermark does?"""
    return any(line.strip(" -–()[]*.:").lower() in _DRAFT_LINES for line in cover[:1500].splitlines())


def has_blank_number(page: Page, low: str) -> bool:
    """Is the number of a ruling left as dots ("Nomor ...... Tahun 2026")? Forms have blanks by nature."""
    if ".." not in low and "…" not in low and "__" not in low:
        return False
    if not _BLANK_NUMBER.search(low[:_READ]):
        return False
    return not pattern("is_form").search(names_of(page) + low[:300])


def has_broken_numbering(text: str) -> bool:
    """Does a list of questions begin late or skip a number or letter, as torn-off templates do?"""
    marks = [found[1].lower() for found in _NUMBERED.finditer(text)]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [ord(mark) - ord("a") + 1 for mark in marks if not mark.isdigit()]
    return any(_has_gap(run) for run in (numbers, letters) if len(run) > 1)


def _has_gap(run: list[int]) -> bool:
    """Each count must begin at 1 and go on by 1; a new list may begin again."""
    return run[0] != 1 or any(after not in (1, before + 1) for before, after in pairwise(run))


def _is_unaudited_late(page: Page, low: str, year: int | None, as_of: date) -> bool:
    """After 30 June the report on last year must be the audited one."""
    if year is None or not pattern("unaudited").search(names_of(page) + low[:2000]):
        return False
    return year < as_of.year - 1 or (year == as_of.year - 1 and (as_of.month, as_of.day) > (6, 30))


def _is_survey_without_result(page: Page, low: str) -> bool:
    if page.file is not None and page.file.has_text:
        return False
    links = (link.url.lower() for link in page.links if not link.in_menu)
    asks = page.has_form or any("form" in url for url in (*links, *page.embeds))
    return asks and not pattern("result").search(low)


def partial_because(code: str, page: Page, low: str, year: int | None, as_of: date) -> Phrase | None:
    """Why `page` is only part of what item `code` asks; None where it is whole.

    `low` is its text in lower case, `year` the year it is about.
    """
    if is_draft(code, page):
        return say("masih draf")
    if page.file and code not in codes("forms") and has_blank_number(page, low):
        return say("nomor keputusan masih titik-titik, jadi belum ditetapkan")
    if code == "PRF-07" and pattern("receipt").search(names_of(page) + low[:_READ]):
        return say("tanda terima lapor, bukan laporannya")
    if code == "KEU-05" and _is_unaudited_late(page, low, year, as_of):
        return say("belum diaudit, padahal laporan yang sudah diaudit mestinya ada")
    if code == "PPD-18" and not page.file and has_broken_numbering(page.text):
        return say("penomorannya tidak mulai dari awal atau meloncat")
    if code == "PPD-22" and _is_survey_without_result(page, low):
        return say("formulir survei tanpa hasil survei")
    return None
