"""The healthy forms in which an item is published: page, PDF, table of years, form, link upwards."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from terbuka.example import papers
from terbuka.example.blocks import Block, heading, link, table, text
from terbuka.example.exhibits import Document, Exhibit
from terbuka.example.periods import Period, earlier, period_of, say_day
from terbuka.example.wording import Voice, data_file, data_rule, is_held_out
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.units import Institution, Unit

BLURRED_SHARE = 0.08


class Draft:
    """Everything needed to write one item once: the voice, its wording, the period, whose name it bears.

    `is_undated` leaves every year out; `unit` speaks for another unit; `words`
    replaces the item's own sentence.
    """

    def __init__(
        self,
        voice: Voice,
        code: str,
        wording: dict[str, Any],
        period: Period | None,
        *,
        unit: Unit | None = None,
        is_undated: bool = False,
        words: str | None = None,
        mark: str = "",
    ) -> None:
        self.voice, self.code, self.wording, self.period = voice, code, wording, period
        self.unit, self.is_undated, self.mark = unit or voice.unit, is_undated, mark
        self._title = voice.choose(wording, "titles")
        self._words = words if words is not None else voice.choose(wording, "says")
        self._clean_title = self.fill(self._title)
        self.title = voice.mistyped(self._clean_title)
        # Long pages say the same thing twice in other words, as real ones do.
        is_own = words is None and "says" in wording and self._words != wording["says"][0]
        self.is_wordy = is_own and not is_held_out(voice.seed) and voice.chance.random() < 0.5

    def fill(self, source: str, **more: str) -> str:
        """`source` filled in for this item's period and unit."""
        if self.is_undated:
            source = self.voice.undated(source)
        return self.voice.fill(source, self.period, unit=self.unit, more=more)

    def cover(self) -> str:
        """The title inside the document: mostly that of the link, at times another of its names."""
        if self.voice.chance.random() < 0.7:
            return self._clean_title
        return self.fill(self.voice.choose(self.wording, "titles"))

    def substance(self) -> tuple[Block, ...]:
        """The sentence that makes the item itself, and its table if it has one."""
        found = [text(self.fill(_agenda(self._words, self.voice, self.period)))]
        if "rows" in self.wording and self.wording.get("kind") == "table":
            found.append(table(self.rows()))
        return tuple(found)

    def rows(self) -> list[list[str]]:
        """The item's table, filled in."""
        return [[self.fill(cell) for cell in row] for row in self.wording["rows"]]

    def around(self, kind: str) -> tuple[list[Block], list[Block]]:
        """Opening and closing paragraphs of a page or paper of this kind."""
        prose = data_file("prose")[kind]
        spoken = [self.fill(self.voice.choose(prose, key), title=self.title) for key in ("open", "close")]
        return [text(spoken[0])] if spoken[0] else [], [text(spoken[1])] if spoken[1] else []

    def exhibit(self, **more: Any) -> Exhibit:
        """An exhibit of this item, present until judged otherwise."""
        return Exhibit(
            code=self.code,
            section=self.wording["section"],
            title=self.title,
            verdict=Verdict.PRESENT,
            reason="Informasi asli milik satker, terbaru, dan terbaca.",
            covers_until=self.period.end if self.period else None,
            is_dateless=self.is_undated,
            **more,
        )


def _agenda(words: str, voice: Voice, period: Period | None) -> str:
    """Fill each {date} of an agenda with a day of this month, or of `period` when it is an old one."""
    anchor = period.end if period else voice.as_of
    for offset in (-3, 2, 6):
        words = words.replace("{date}", say_day(anchor + timedelta(days=offset)), 1)
    return words


def signed_on(period: Period, rule: str, as_of: date) -> date:
    """A likely day of signing: soon after the period for reports, at its start for plans."""
    if rule.startswith(("year-1", "half", "quarter", "month")):
        return min(period.end + timedelta(days=20), as_of)
    if rule in ("election", "pemilu", "pilkada"):
        return period.start + timedelta(days=120)
    return min(period.start + timedelta(days=17), as_of)


def _cited(draft: Draft) -> list[Block]:
    own = data_rule(draft.voice.unit.institution == Institution.KPU, in_force=True)
    act = "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik"
    return [text(f"Mengingat: {act}; {own}.")]


def _blurred(draft: Draft, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """At times the text layer of a scanner: years read as 2O25, a capital I as l. The cover stays clear."""
    if draft.voice.chance.random() > BLURRED_SHARE:
        return blocks
    return tuple(replace(b, text=re.sub(r"\b20(\d\d)", r"2O\1", b.text).replace("In", "ln")) for b in blocks)


def paper(draft: Draft, *, cover: str | None = None, head: tuple[Block, ...] = ()) -> bytes:
    """The item as a PDF of its kind, with opening, substance, closing and the line of signing."""
    kind = draft.wording.get("kind", "letter")
    opening, closing = draft.around(kind)
    rule = draft.wording.get("period", "")
    if kind == "decree" and not draft.is_undated:
        opening += _cited(draft)
    if draft.period and not draft.is_undated and rule not in ("renstra", "term", "term_start", "week"):
        day = say_day(signed_on(draft.period, rule, draft.voice.as_of))
        closing = [text(f"Ditetapkan di {draft.unit.place}, {day}."), *closing]
    blocks = _blurred(draft, (*head, *opening, *draft.substance(), *closing))
    return papers.pdf(cover or draft.cover(), blocks, mark=draft.mark)


def as_pdf(draft: Draft, *, label: str | None = None) -> Document:
    """The item's PDF as a link of the site."""
    named = draft.voice.chance.random() < 0.7
    return Document(label or draft.title, paper(draft), papers.PDF, is_named=named)


def _page(draft: Draft) -> Exhibit:
    opening, closing = draft.around("page")
    body: list[Block] = [*opening, *draft.substance()]
    if draft.is_wordy:
        body.append(text(draft.fill(_agenda(draft.wording["says"][0], draft.voice, draft.period))))
    if "rows" in draft.wording and draft.wording.get("kind") != "table":
        body.append(table(draft.rows()))
    return draft.exhibit(blocks=(*body, *closing))


def _pdf(draft: Draft) -> Exhibit:
    return draft.exhibit(documents=(as_pdf(draft),), has_page=False)


def _page_pdf(draft: Draft) -> Exhibit:
    opening, closing = draft.around("intro")
    label = draft.voice.chance.choice(("Unduh dokumen", "Lihat dokumen", draft.title))
    return draft.exhibit(blocks=(*opening, *closing), documents=(as_pdf(draft, label=label),))


def _years(draft: Draft) -> Exhibit:
    """A page with the newest document and those of the periods before it, each in its own link."""
    rule = draft.wording["period"]
    assert draft.period is not None, "only items with a period come as a table of years"
    older = [earlier(draft.period, rule, steps) for steps in (1, 2)]
    drafts = [
        draft,
        *(Draft(draft.voice, draft.code, draft.wording, period, mark=draft.mark) for period in older),
    ]
    made = tuple(as_pdf(each) for each in drafts)
    plain = replace(draft.exhibit(documents=made), title=_plain_title(draft))
    return replace(plain, blocks=tuple(draft.around("page")[0]))


def _plain_title(draft: Draft) -> str:
    """The title of a page that lists several years: the item's name without any of them."""
    return draft.voice.fill(draft.voice.undated(draft.wording["titles"][0]), unit=draft.unit)


def _sheet(draft: Draft) -> Exhibit:
    rows = draft.rows() if "rows" in draft.wording else [["Uraian"], [draft.fill(draft.wording["says"][0])]]
    made = Document(draft.title, papers.sheet(f"{draft.cover()} - {draft.unit.name}", rows), papers.XLSX)
    has_page = draft.voice.chance.random() < 0.5
    blocks = tuple(draft.around("intro")[0]) if has_page else ()
    return draft.exhibit(documents=(made,), has_page=has_page, blocks=blocks)


def _docx(draft: Draft) -> Exhibit:
    opening, closing = draft.around("form")
    made = papers.form(draft.cover(), (*opening, *draft.substance(), *closing))
    return draft.exhibit(documents=(Document(draft.title, made, papers.DOCX),), has_page=False)


def _form(draft: Draft) -> Exhibit:
    fields = ("Nama lengkap", "Alamat", "Nomor telepon", "Surel", "Uraian", "Alasan")
    return draft.exhibit(blocks=(*draft.substance(), Block("form", items=fields)))


def _five(draft: Draft) -> Exhibit:
    """All procedures that together make the item, each as a document of its own."""
    made = tuple(
        Document(part, paper(draft, cover=part.upper()), papers.PDF) for part in draft.wording["parts"]
    )
    return draft.exhibit(blocks=draft.substance(), documents=made)


def faq(draft: Draft, questions: list[str], *, number_from: int = 0) -> Exhibit:
    """Questions with their answers, each question a heading, numbered where `number_from` says so."""
    said = [draft.fill(pair).split("|") for pair in questions]
    heads = [f"{number_from + n}. {q}" if number_from else q for n, (q, _) in enumerate(said)]
    pairs = zip(heads, (answer for _, answer in said), strict=True)
    return draft.exhibit(blocks=tuple(block for q, a in pairs for block in (heading(q), text(a))))


def _faq(draft: Draft) -> Exhibit:
    return faq(draft, draft.voice.variants(draft.wording, "says") + draft.wording["more"])


def _rules(draft: Draft) -> Exhibit:
    own = data_rule(draft.voice.unit.institution == Institution.KPU, in_force=True)
    title = "tentang Pengelolaan dan Pelayanan Informasi Publik"
    items = (*data_file("prose")["rules"]["current"], f"{own} {title}")
    return draft.exhibit(blocks=(*draft.substance(), Block("list", items=items)))


def _laws(draft: Draft) -> Exhibit:
    kpu = draft.voice.unit.institution == Institution.KPU
    rows = [line.split("|") for line in data_file("prose")["rules"]["laws_kpu" if kpu else "laws_bawaslu"]]
    return draft.exhibit(blocks=(*draft.substance(), table([["Peraturan", "Status"], *rows])))


def _decrees(draft: Draft) -> Exhibit:
    """Decrees of the unit itself, the newest a few weeks old."""
    chance, made = draft.voice.chance, []
    for back in (40, 150, 320):
        day = draft.voice.as_of - timedelta(days=back + chance.randint(0, 20))
        subject = chance.choice(data_file("prose")["rules"]["decree_subjects"])
        number = f"Nomor {chance.randint(11, 98)} Tahun {day.year}"
        name = f"Keputusan Ketua {draft.unit.name} {number} tentang {subject}"
        opening, closing = draft.around("decree")
        dated = text(f"Ditetapkan di {draft.unit.place} pada tanggal {say_day(day)}.")
        printed = papers.pdf(name, (*opening, dated, *closing), mark=draft.mark)
        made.append(Document(name, printed, papers.PDF))
    return draft.exhibit(blocks=draft.substance(), documents=tuple(made))


def _link_up(draft: Draft) -> Exhibit:
    label, url = (draft.fill(part) for part in draft.wording["link_up"])
    why = f"Dokumen ditetapkan secara nasional; {draft.unit.name} menautkannya di bawah ini."
    return draft.exhibit(blocks=(text(why), link(label, url))).judged(
        Verdict.PRESENT, "Tautan ke dokumen nasional mencukupi untuk butir ini."
    )


SHAPES: dict[str, Callable[[Draft], Exhibit]] = {
    "page": _page,
    "pdf": _pdf,
    "page_pdf": _page_pdf,
    "years": _years,
    "sheet": _sheet,
    "docx": _docx,
    "form": _form,
    "five": _five,
    "faq": _faq,
    "rules": _rules,
    "laws": _laws,
    "decrees": _decrees,
    "link_up": _link_up,
}


def fresh_period(voice: Voice, wording: dict[str, Any], *, stale: bool = False) -> Period | None:
    """The period a document of this item must be about on the voice's day, or one too old."""
    return period_of(wording.get("period", ""), voice.as_of, voice.chance, stale=stale)


def healthy(voice: Voice, code: str, wording: dict[str, Any], *, shape: str, mark: str = "") -> Exhibit:
    """The item as it should be, in the form `shape`. Raises KeyError for an unknown shape."""
    return SHAPES[shape](Draft(voice, code, wording, fresh_period(voice, wording), mark=mark))
