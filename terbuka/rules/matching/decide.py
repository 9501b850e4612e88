"""Page x required item -> match, with reasons that a person can read.

A page is read field by field: title, headings, words of the links that lead to it, first lines of
a document, address. A phrase of the lexicon in a field speaks for an item as strongly as the field
is trusted; the kind of document and the owner of the page decide whether it may speak at all.
Source of the phrases: `data/lexicon.toml`, after `data/required_items.csv`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.lexicon import Hit, Sign, lexicon
from terbuka.rules.matching.news import is_headline, reads_as_report
from terbuka.rules.matching.normalise import opening, slug, title
from terbuka.rules.matching.owner import Owner, institution_of, owner_of, places
from terbuka.rules.pages import Kind, Page
from terbuka.rules.units import Institution, Unit

_ROLE_WEIGHT = {"title": 1.0, "whole": 0.9, "weak": 0.6}
_ENOUGH = 0.5
_MOST_ANCHORS, _MOST_HEADINGS, _BODY, _FIRST_LINES = 4, 6, 20_000, 240
# UU 25/2009, article 21: a service standard names requirements, procedure, time, cost and place.
_IN_SERVICE_STANDARD = ("PPD-05", "PPD-10", "PPD-11")
_LOOSE = frozenset("""
    apa apakah berapa siapa kami saja ada daftar dokumen halaman seputar lengkap terbaru resmi bagi setiap
    tahun anggaran ta semester triwulan kabupaten kota provinsi republik indonesia ri kpu bawaslu panwaslih
    pdf nomor no revisi final salinan i ii iii iv pemilu pilkada tw satker sekretariat
""".split())
_FILE_NUMBER = re.compile(r"\b((?:19|20)\d\d)\s?(pkpu|perbawaslu|kpt|kpts|sk|se|sd)\s?(\d{1,4})", re.I)
_LETTERHEAD = frozenset("kpu bawaslu panwaslih republik indonesia kabupaten kota provinsi salinan berita negara".split())
_NUMBERED = {"pkpu": "HUK-01", "perbawaslu": "HUK-01", "se": "HUK-05", "sd": "HUK-05"}
# Items that a section of a page proves by itself; a document's name among headings proves nothing.
_IN_PAGE = ("PRF-", "PPD-", "AWS-07", "AWS-08", "AWS-09", "SRT-07")


@dataclass(frozen=True, slots=True)
class Match:
    """A required item that a page speaks for. `score` is 0 to 1."""

    code: str
    score: float
    reasons: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Whose pages these are. `official_hosts` are the unit's own, lower case."""

    institution: Institution | None = None
    unit: Unit | None = None
    official_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of a page that was read: how far it is trusted, its stems and the signs in it."""

    name: str
    weight: float
    words: str
    path: list[str]
    hits: list[Hit]


def _field(name: str, weight: float, words: str) -> _Field:
    path = lexicon().read(words[:600])
    return _Field(name, weight, words, path, lexicon().find(path))


def _fields(page: Page) -> Iterator[_Field]:
    name = title(page.title)
    yield _field("title", 1.0, name)
    for heading in page.headings[:_MOST_HEADINGS]:
        if heading.strip().lower() != page.title.strip().lower():
            yield _field("heading", 0.8, heading)
    for anchor in page.anchors[:_MOST_ANCHORS]:
        yield _field("anchor", 0.85, title(anchor))
    if page.file is not None and page.file.first_page:
        yield _field("first", 0.8, opening(page.file.first_page, _FIRST_LINES))
    yield _field("slug", 0.7, slug(page.address))


class _Reading:
    """One page being read."""

    def __init__(self, page: Page, context: Context) -> None:
        self.page = page
        self.fields = list(_fields(page))
        head = self.fields[0]
        self.title = head if head.hits or len(self.fields) == 1 else self.fields[-1]
        self.owner = owner_of(page, head.hits, head.path, context.official_hosts)
        self.institution = context.institution or institution_of(page, head.path)
        address = page.address.lower()
        self.is_ppid = "ppid" in address or "ppid" in head.path
        self.found: dict[str, Match] = {}

    def is_news(self) -> bool:
        """A report of an event, by its title or by the way its text speaks; files are documents."""
        if self.page.file is not None:
            return False
        head = self.fields[0]
        if head.path and is_headline(head.words, head.hits, head.path):
            return True
        return self.page.kind is Kind.HTML and reads_as_report(self.page.text)

    def add(self, code: str, score: float, reason: Phrase) -> None:
        """Note that the page speaks for `code`; the strongest reason gives the score."""
        old = self.found.get(code)
        if old is None:
            self.found[code] = Match(code, score, (reason,))
        else:
            reasons = (*old.reasons, reason) if len(old.reasons) < 3 else old.reasons
            best = max(old.score, score)
            self.found[code] = Match(code, min(1.0, best + 0.05), reasons)

    def fits(self, sign: Sign) -> bool:
        """May the sign count here: on pages of the service, of the rest, of one institution?"""
        match sign.tag:
            case "ppid":
                return self.is_ppid
            case "unit":
                return not self.is_ppid
            case "kpu":
                return self.institution is Institution.KPU
            case "bawaslu":
                return self.institution is Institution.BAWASLU
        return True


def _is_whole(hit: Hit, path: Sequence[str]) -> bool:
    rest = [*path[: hit.start], *path[hit.end :]]
    return all(word.isdigit() or word in _LOOSE or word in places() for word in rest)


def _speaking(reading: _Reading, field: _Field) -> list[Hit]:
    """The signs of a field that count: fitting, not taken back, not inside a longer one."""
    items = [hit for hit in field.hits if hit.sign.code]
    taken_back = {hit.sign.code for hit in items if hit.sign.role == "not"}
    standing = [
        hit
        for hit in items
        if hit.sign.role != "not"
        and hit.sign.code not in taken_back
        and reading.fits(hit.sign)
        and (hit.sign.role != "whole" or _is_whole(hit, field.path))
        and (hit.sign.role != "weak" or reading.owner is Owner.HOUSE)
        and not (hit.sign.code == "HUK-04" and reading.owner is Owner.NEUTRAL and len(field.path) > 6)
    ]
    spans = {(hit.start, hit.end) for hit in standing if hit.sign.role != "weak"}

    def hidden(hit: Hit) -> bool:
        return any(
            start <= hit.start and hit.end <= end and (end - start) > hit.length for start, end in spans
        )

    return [hit for hit in standing if not hidden(hit)]


def _is_listing(page: Page) -> bool:
    """Is the page hardly more than a list of links, as the entry of a menu opens them?"""
    links = [link for link in page.links if not link.in_menu]
    linked = sum(len(link.text) for link in links)
    return len(links) >= 3 and len(page.text) < 400 + 2 * linked


_SAYINGS = {
    "title": say("judul memuat “{words}”"),
    "heading": say("subjudul memuat “{words}”"),
    "anchor": say("tautan ke sini berbunyi “{words}”"),
    "first": say("baris pertama dokumen memuat “{words}”"),
    "slug": say("alamat memuat “{words}”"),
}


def _read_items(reading: _Reading) -> None:
    for field in reading.fields:
        # What a document or a page is called decides; first lines and addresses speak for the nameless.
        if field.name in ("first", "slug") and reading.found:
            continue
        for hit in _speaking(reading, field):
            code = hit.sign.code
            if field.name == "heading" and not code.startswith(_IN_PAGE):
                continue
            if hit.sign.role == "whole" and hit.length == 1 and _is_listing(reading.page):
                continue
            score = field.weight * _ROLE_WEIGHT[hit.sign.role]
            reading.add(code, score, Phrase(_SAYINGS[field.name].source, (("words", hit.sign.words),)))


def _is_about_openness(head: _Field) -> bool:
    roles = {hit.sign.role for hit in head.hits}
    if "genre.openness" in roles:
        return True
    numbers = [int(word) for word in head.path if word.isdigit() and len(word) <= 4]
    return any(_is_openness_rule(word, a, b) for word in set(head.path) for a in numbers for b in numbers)


def _is_openness_rule(kind: str, number: int, year: int) -> bool:
    return f"{number}/{year}" in lexicon().cues["openness_rules"].get(kind, ())


def _lead(path: Sequence[str]) -> int:
    """How many words of letterhead stand before the name of a document."""
    lead = 0
    while lead < len(path) and (path[lead] in _LETTERHEAD or path[lead] in places()):
        lead += 1
    return lead


def _rule_named(reading: _Reading) -> str | None:
    """HUK-01, HUK-03 or PPD-19 where the document is a rule or its draft; HUK-02 for guidelines."""
    head = reading.title
    first = {hit.sign.role: hit.start for hit in sorted(head.hits, key=lambda hit: -hit.start)}
    lead = _lead(head.path)
    enacts = "genre.enacting" in first
    if "genre.draft" in first or (enacts and head.path[:1] == ["rancangan"]):
        return "HUK-03"
    numbered = any(word.isdigit() for word in head.path) or "genre.about" in first
    for role in ("genre.own_rule", "genre.law"):
        if role in first and (enacts or (first[role] <= lead + 1 and numbered)):
            if _is_about_openness(head):
                return "PPD-19"
            election = any(hit.sign.role in ("bodies.election", "bodies.house") for hit in head.hits)
            return "HUK-01" if election or reading.owner is Owner.HOUSE else None
    if enacts and reading.owner is not Owner.OTHER and "bodies.house" in first:
        return "HUK-01"
    is_decree = "genre.decree" in first and first["genre.decree"] <= lead + 1
    if first.get("genre.guideline_head", 99) <= lead + 2 or (
        is_decree and first.get("genre.guideline", -1) > first["genre.decree"]
    ):
        return "PPD-19" if _is_about_openness(head) and not is_decree else "HUK-02"
    return None


def _numbered(reading: _Reading) -> str | None:
    """What a file's number says: 2023pkpu022 is PKPU 22/2023."""
    hit = _FILE_NUMBER.search(reading.page.title) or _FILE_NUMBER.search(slug(reading.page.address))
    if hit is None:
        return None
    kind = hit[2].lower()
    if _is_openness_rule(kind, int(hit[3]), int(hit[1])):
        return "PPD-19"
    return _NUMBERED.get(kind, "HUK-02")


def _read_sections(reading: _Reading) -> None:
    """Parts of a service page that its running text proves: hours, cost, rights, procedures."""
    page = reading.page
    is_service = any(code.startswith("PPD-") for code in reading.found) or (
        reading.is_ppid and not reading.found and page.kind is Kind.HTML
    )
    if not page.text or not is_service or reading.owner is not Owner.HOUSE:
        return
    for hit in lexicon().find_in_body(lexicon().read(page.text[:_BODY])):
        if reading.fits(hit.sign) and hit.sign.code not in reading.found:
            words = hit.sign.words
            reading.add(hit.sign.code, 0.55, say("isi halaman memuat “{words}”", words=words))


def _is_service_standard(reading: _Reading) -> bool:
    """Is it the body's entry in the state's register of service standards?"""
    is_register = any(name in reading.page.host for name in lexicon().cues["hosts"]["services"])
    return is_register and (reading.is_ppid or _is_about_openness(reading.title))


def match(page: Page, context: Context) -> tuple[Match, ...]:
    """The items that `page` proves or speaks for, best first; empty for news and other bodies."""
    reading = _Reading(page, context)
    if reading.owner is Owner.OTHER or reading.is_news():
        return ()
    rule = _numbered(reading) or _rule_named(reading)
    if rule:
        reason = say("judul menyebut jenis dokumen hukumnya")
        return (Match(rule, 0.85, (reason,)),)
    if _is_service_standard(reading):
        reason = say("standar pelayanan PPID pada portal pelayanan publik memuat prosedur, biaya dan waktu")
        return tuple(Match(code, 0.7, (reason,)) for code in _IN_SERVICE_STANDARD)
    _read_items(reading)
    first = reading.title.path[:1]
    if first and first[0] in ("sk", "keputusan") and reading.found:
        reading.add("HUK-02", 0.6, say("dokumen ini sebuah keputusan"))
    _read_sections(reading)
    enough = [found for found in reading.found.values() if found.score >= _ENOUGH]
    return tuple(sorted(enough, key=lambda found: (-found.score, found.code)))
