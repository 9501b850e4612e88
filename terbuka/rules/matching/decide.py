"""Page x required item -> match, with reasons that a person can read.

A page is read field by field: title, headings, words of the links that lead to it, first lines of
a document, address. A phrase of the lexicon in a field speaks for an item as strongly as the field
is trusted; the kind of document and the owner of the page decide whether it may speak at all.
Source of the phrases: `data/lexicon.toml`, after `data/required_items.csv`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.fields import Field, fields
from terbuka.rules.matching.kinds import (
    is_about_openness,
    is_decree,
    is_of_private_hands,
    is_told_of,
    outweighed,
    rule_of_number,
    rules_named,
    telling_word,
)
from terbuka.rules.matching.lexicon import Hit, Sign, cue_words, lexicon
from terbuka.rules.matching.news import is_headline, reads_as_report
from terbuka.rules.matching.normalise import slug
from terbuka.rules.matching.owner import (
    Owner,
    institution_of,
    is_leftover,
    is_mirror,
    is_unofficial,
    owner_of,
    places,
)
from terbuka.rules.pages import Kind, Page
from terbuka.rules.units import Institution, Unit

_ROLE_WEIGHT = {"title": 1.0, "whole": 0.9, "near": 0.8, "weak": 0.6}
_ENOUGH = 0.5
_BODY = 20_000
# A memorandum without a house in its title is anybody's, and a weak word says nothing in a sentence,
# unless the title is as short as a file name.
_SHORT = 6
# UU 25/2009, article 21: a service standard names requirements, procedure, time, cost and place.
_IN_SERVICE_STANDARD = ("PPD-05", "PPD-10", "PPD-11")
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


class _Reading:
    """One page being read."""

    def __init__(self, page: Page, context: Context) -> None:
        self.page = page
        self._rest = fields(page)
        self.head = head = next(self._rest)
        self.owner = owner_of(page, head.hits, head.path, context.official_hosts)
        self.institution = context.institution or institution_of(page, head.path)
        address = page.address.lower()
        self.is_ppid = "ppid" in address or "ppid" in head.path
        self.found: dict[str, Match] = {}

    @cached_property
    def fields(self) -> list[Field]:
        """All fields, the title first. Most pages are news by their title, and the rest is never read."""
        return [self.head, *self._rest]

    @cached_property
    def title(self) -> Field:
        """The field that names the page: its title, unless only the first lines or the address say more."""
        naming = [field for field in self.fields if field.name in ("title", "first", "slug")]
        return next((field for field in naming if field.says_something), self.head)

    def is_news(self) -> bool:
        """A report of an event, by its title or by the way its text speaks; files are documents."""
        if self.page.file is not None:
            return False
        named = [self.head]
        if not self.head.hits:
            # A site that gives all its pages one title: the first heading names the page.
            named.extend(field for field in self.fields[1:2] if field.name == "heading")
        if any(field.path and is_headline(field.words, field.hits, field.path) for field in named):
            return True
        is_page = self.page.kind is Kind.HTML and not is_mirror(self.page.host)
        return is_page and reads_as_report(self.page.text)

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
    loose = cue_words("loose", "words")
    return all(word.isdigit() or word in loose or word in places() for word in rest)


def _may_speak(reading: _Reading, field: Field, hit: Hit) -> bool:
    """Does the sign count on this page, where it stands?"""
    code = hit.sign.code
    if (code.startswith("PML-") and reading.institution is Institution.BAWASLU) or (
        code.startswith("AWS-") and reading.institution is Institution.KPU
    ):
        return False
    if hit.sign.role == "whole":
        return reading.fits(hit.sign) and _is_whole(hit, field.path)
    if code == "HUK-04" and reading.owner is Owner.NEUTRAL and len(field.path) > _SHORT:
        return False
    return reading.fits(hit.sign)


def _speaking(reading: _Reading, field: Field) -> list[Hit]:
    """The signs of a field that count: fitting, not taken back, not inside a longer one."""
    items = [hit for hit in field.hits if hit.sign.code]
    if not items:
        return []
    taken_back = {hit.sign.code for hit in items if hit.sign.role == "not"}
    telling = telling_word(field)
    standing = [
        hit
        for hit in items
        if hit.sign.role != "not"
        and hit.sign.code not in taken_back
        and not (telling is not None and hit.start > telling and is_told_of(hit.sign.code))
        and _may_speak(reading, field, hit)
    ]
    # What is named outright silences what is only circumscribed, and that a single weak word.
    strong = [hit for hit in standing if hit.sign.role in ("title", "whole")]
    if not strong and reading.owner is Owner.HOUSE:
        strong = [hit for hit in standing if hit.sign.role == "near"]
    if not strong:
        is_short = reading.owner is Owner.HOUSE and len(field.path) <= _SHORT
        return [hit for hit in standing if hit.sign.role == "weak"] if is_short else []
    spans = {(hit.start, hit.end) for hit in strong if not hit.parts}
    in_pairs = {part for hit in strong for part in hit.parts}

    def hidden(hit: Hit) -> bool:
        return (not hit.parts and (hit.start, hit.end) in in_pairs) or any(
            start <= hit.start and hit.end <= end and (end - start) > hit.length for start, end in spans
        )

    shown = [hit for hit in strong if not hidden(hit)]
    starts: dict[str, int] = {}
    for hit in shown:
        starts[hit.sign.code] = min(hit.start, starts.get(hit.sign.code, hit.start))
    less = outweighed(starts)
    return [hit for hit in shown if hit.sign.code not in less]


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
    return is_register and (reading.is_ppid or is_about_openness(reading.title))


def _of_kind(reading: _Reading) -> tuple[Match, ...] | None:
    """The answer where the kind of document alone gives it: rules, guidelines, service standards."""
    page, head = reading.page, reading.title
    numbered = rule_of_number(page.title) or rule_of_number(slug(page.address))
    rules = (numbered,) if numbered else rules_named(head, reading.owner)
    if rules is not None:
        reason = say("judul menyebut jenis dokumen hukumnya")
        return tuple(Match(code, 0.85, (reason,)) for code in rules)
    if _is_service_standard(reading):
        reason = say("standar pelayanan PPID pada portal pelayanan publik memuat prosedur, biaya dan waktu")
        return tuple(Match(code, 0.7, (reason,)) for code in _IN_SERVICE_STANDARD)
    return None


def _is_nobodys(reading: _Reading, context: Context) -> bool:
    """A page of another body, of private hands, or with the leftover text of another unit."""
    if reading.owner is Owner.OTHER:
        return True
    if is_unofficial(reading.page, context.official_hosts) and is_of_private_hands(reading.head):
        return True
    return context.unit is None and is_leftover(reading.page)


def match(page: Page, context: Context) -> tuple[Match, ...]:
    """The items that `page` proves or speaks for, best first; empty for news and other bodies.

    Without a unit in the context, a page that names another unit than its own address proves
    nothing; with one, the verdict says whose it is.
    """
    reading = _Reading(page, context)
    if _is_nobodys(reading, context) or reading.is_news():
        return ()
    of_kind = _of_kind(reading)
    if of_kind is not None:
        return of_kind
    _read_items(reading)
    if reading.found and is_decree(reading.title):
        reading.add("HUK-02", 0.6, say("dokumen ini sebuah keputusan"))
    _read_sections(reading)
    enough = [found for found in reading.found.values() if found.score >= _ENOUGH]
    return tuple(sorted(enough, key=lambda found: (-found.score, found.code)))
