"""What lures on example sites: news and guidelines that speak of a document without being it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from terbuka.example import papers
from terbuka.example.blocks import text
from terbuka.example.exhibits import Document, Exhibit
from terbuka.example.periods import WEEKDAYS, say_day
from terbuka.example.plan import voice_for
from terbuka.example.shapes import fresh_period
from terbuka.example.wording import Voice, data_file, is_held_out, item_wordings
from terbuka.rules.siteaudit.findings import Verdict


@dataclass(frozen=True, slots=True)
class Story:
    """One news post."""

    title: str
    words: str
    day: date


def _pool(voice: Voice) -> dict[str, Any]:
    return dict(data_file("news")["held_out" if is_held_out(voice.seed) else "ordinary"])


def _told(voice: Voice, source: str, day: date, **more: str) -> str:
    slash = voice.chance.choice((f"{day:%d/%m/%Y}", f"{day.day}/{day.month}"))
    known = {"weekday": WEEKDAYS[day.weekday()], "day": say_day(day), "slash": slash, **more}
    return voice.fill(source, more=known)


def _capital(words: str) -> str:
    return " ".join(word if word.isupper() else word.capitalize() for word in words.split())


def trap(voice: Voice, code: str) -> Story:
    """A ceremony, meeting or training about item `code`: news about a document is not the document."""
    spoken = voice_for(voice, f"{code}:news")
    wording, pool = item_wordings()[code], _pool(voice)
    period = fresh_period(spoken, wording)
    titles = list(pool["traps"]) + (list(pool["dated_traps"]) if period else [])
    day = voice.as_of - timedelta(days=spoken.chance.randint(3, 300))
    thing = str(wording["thing"])
    known = {"thing": thing, "Thing": _capital(thing), "year": period.year if period else ""}
    title = _told(spoken, spoken.chance.choice(titles), day, **known)
    return Story(title, _told(spoken, spoken.chance.choice(pool["trap_says"]), day, **known), day)


def guidelines(voice: Voice, codes: list[str], mark: str) -> list[Exhibit]:
    """National guidelines about three items, listed among the decrees: not the items themselves."""
    prose = data_file("prose")["guidelines"]
    about = voice.chance.sample([code for code in prose["codes"] if code in codes], 3)
    return [_guideline(voice_for(voice, f"{code}:guideline"), prose, code, mark) for code in about]


def _guideline(spoken: Voice, prose: dict[str, Any], code: str, mark: str) -> Exhibit:
    known = {"Thing": _capital(str(item_wordings()[code]["thing"]))}
    title = spoken.fill(spoken.choose(prose, "titles"), more=known)
    printed = papers.pdf(title, (text(spoken.fill(spoken.choose(prose, "says"))),), mark=mark)
    return Exhibit(
        code="HUK-02",
        section="hukum",
        title=title,
        verdict=Verdict.PRESENT,
        reason="Pedoman badan lain, bukan dokumennya.",
        documents=(Document(title, printed, papers.PDF),),
        has_page=False,
    )


def neutral(voice: Voice) -> list[Story]:
    """Every-day news that proves nothing and lures nobody."""
    pool = _pool(voice)["neutral"]
    stories = []
    for title, words in pool:
        day = voice.as_of - timedelta(days=voice.chance.randint(1, 400))
        stories.append(Story(_told(voice, title, day), _told(voice, words, day), day))
    return stories
