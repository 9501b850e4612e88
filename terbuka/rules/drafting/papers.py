"""Answers about papers of the unit that the site shows: decrees, consequence test, wealth reports.

Legal ground: Perki 1/2021, articles 4 (decrees on PPID and catalogue) and 19
(consequence test). What the site does not show may still lie in the office, so
each answer says that it was drawn from the site alone.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from terbuka.rules.drafting.answers import (
    DraftedAnswer,
    Facts,
    Hindrance,
    Lack,
    Proof,
    ProofKind,
    drafted,
    undrafted,
)
from terbuka.rules.drafting.catalogued import Catalogued
from terbuka.rules.drafting.items import (
    FULL,
    NONE,
    PAPER_NOTE,
    SHOWN,
    PartState,
    State,
    confidence_of,
    graded,
    hindered,
    judge,
    kind_of,
    lack_of,
    not_on_site,
    speaking,
)
from terbuka.rules.drafting.wording import Listed, has_words, mentions, newest_year
from terbuka.rules.instruments import HALF, Question
from terbuka.rules.language import Phrase, say
from terbuka.rules.siteaudit.findings import Verdict


def _text_of(found: PartState, facts: Facts) -> str:
    """All that the proof of one finding says: titles, first page, text."""
    if found.finding is None:
        return ""
    shown = [evidence for evidence in found.finding.evidence if evidence.verdict in SHOWN]
    pages = [facts.pages.get(evidence.url) for evidence in shown]
    texts = [
        f"{page.title}\n{page.text}\n{page.file.first_page if page.file else ''}" for page in pages if page
    ]
    return "\n".join(texts)


def _with_note(answer: DraftedAnswer) -> DraftedAnswer:
    """Adds that the answer was drawn from the site alone, where it is short of full."""
    if answer.value == 1 or not answer.is_drafted:
        return answer
    return replace(answer, reasons=(*answer.reasons, PAPER_NOTE))


def _are_two(states: list[PartState], facts: Facts) -> bool:
    """Is each part shown by a document of its own? One web page may hold them all."""
    bearing = [speaking(found.part, found.finding, facts) for found in states if found.finding]
    for chosen in product(*bearing):
        pages = [facts.pages.get(one.url) for one in chosen]
        if len({one.url for one in chosen}) == len(states) or not any(page and page.file for page in pages):
            return True
    return False


def documents(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when all the papers are shown, one half when one is, else 0.

    An item that is there counts as one of its papers even where its title does
    not tell which; one file is never two papers.
    """
    states = [judge(part, facts) for part in question.drawing.parts_for(facts.institution)]
    if unable := hindered(question, states):
        return unable
    if all(found.state is State.MET for found in states) and not _are_two(states, facts):
        states[-1] = states[-1]._replace(state=State.UNMET)
    if all(found.state is State.MET for found in states):
        value = FULL
    else:
        shown = (Verdict.PRESENT, Verdict.PARTIAL)
        value = HALF if any(found.finding and found.finding.verdict in shown for found in states) else NONE
    return _with_note(graded(question, states, value, facts))


def ppid_decree(question: Question, facts: Facts) -> DraftedAnswer:
    """1 when the decree is shown and names today's officers, one half when names differ or are unknown."""
    found = judge(question.drawing.parts[0], facts)
    if unable := hindered(question, [found]):
        return unable
    if found.state is not State.MET:
        value = HALF if found.finding and found.finding.verdict is Verdict.PARTIAL else NONE
        return _with_note(graded(question, [found], value, facts))
    names = facts.profile.ppid_names if facts.profile else ()
    absent = tuple(name for name in names if not has_words((name,), _text_of(found, facts)))
    if names and not absent:
        return graded(question, [found], FULL, facts)
    if absent:
        reason = say("Keputusan ada, tetapi tidak menyebut {names}", names=Listed(absent))
        title = say("Perbarui keputusan PPID: cantumkan {names}", names=Listed(absent))
    else:
        reason = say("Keputusan ada; nama pejabat belum dibandingkan karena profil satker belum diisi")
        title = say("Isi nama pejabat PPID di profil satker, lalu bandingkan dengan keputusan")
    lack = Lack(
        f"{question.code}:names", HALF, title, question.effort, url=found.proof[0].url if found.proof else ""
    )
    return drafted(
        question,
        HALF,
        reason,
        found.told,
        *not_on_site([found]),
        kind=kind_of([found]),
        proof=found.proof,
        confidence=confidence_of([found]),
        lacks=(lack,),
    )


def _newest_decree(year: int, is_catalogued: bool) -> Phrase:
    if not year:
        return say("Keputusan Daftar Informasi Publik tidak terlihat di situs")
    if is_catalogued:
        return say("Keputusan terbaru, dari katalog: tahun {year}", year=year)
    return say("Keputusan terbaru yang terlihat di situs: tahun {year}", year=year)


def dip_decree(question: Question, facts: Facts) -> DraftedAnswer:
    """1 for a decree of the current year, one half for last year's, else 0.

    Only proof that calls itself a decree counts; the list alone is no decree.
    """
    part = question.drawing.parts[0]
    found = judge(replace(part, words=()), facts)
    if unable := hindered(question, [found]):
        return unable
    finding = found.finding
    proven = [one for one in finding.evidence if one.verdict in SHOWN] if finding else []
    decrees = [one for one in proven if mentions(part.words, one, facts.pages.get(one.url))]
    years = {one: year for one in decrees if (year := newest_year(one)) is not None}
    proof = tuple(Proof(one.url, one.title, one.period) for one in decrees)
    if decrees and not years:
        reason = say(
            "Tidak terisi otomatis: tahun keputusan tidak terbaca; lihat sendiri di alamat yang disebut."
        )
        return undrafted(question, Hindrance.NEEDS_REVIEW, reason, proof=proof)
    newest = max(years.values(), default=0)
    # A publication may be younger than the audit beside which it stands.
    value = FULL if newest >= facts.as_of.year else HALF if newest == facts.as_of.year - 1 else NONE
    best = [one for one, year in years.items() if year == newest]
    is_catalogued = bool(best) and all(isinstance(one, Catalogued) for one in best)
    reason = _newest_decree(newest, is_catalogued)
    wanted = say("Tetapkan dan umumkan keputusan Daftar Informasi Publik tahun {year}", year=facts.as_of.year)
    how = finding.remedy if finding else None
    lack = Lack(part.items[0], 1 - value, wanted, question.effort, how, proof[0].url if proof else "")
    answer = drafted(
        question,
        value,
        reason,
        kind=ProofKind.CATALOGUE if is_catalogued else ProofKind.WEBSITE,
        proof=proof,
        confidence=confidence_of([found]),
        lacks=() if value == 1 else (lack,),
    )
    return _with_note(answer)


def _no_reports(question: Question, found: PartState, facts: Facts) -> DraftedAnswer:
    lack = lack_of(question, found, FULL, facts)
    reason = say("LHKPN pimpinan tidak ditemukan di situs")
    confidence = confidence_of([found])
    return _with_note(drafted(question, NONE, reason, found.told, confidence=confidence, lacks=(lack,)))


def leaders(question: Question, facts: Facts) -> DraftedAnswer:
    """The share of leaders whose name stands in the wealth reports that the site shows."""
    found = judge(question.drawing.parts[0], facts)
    if unable := hindered(question, [found]):
        return unable
    finding = found.finding
    if finding is None or finding.verdict not in (Verdict.PRESENT, Verdict.PARTIAL):
        return _no_reports(question, found, facts)
    names = facts.profile.leaders if facts.profile else ()
    if not names:
        reason = say(
            "Tidak terisi otomatis: LHKPN ada di situs, tetapi daftar pimpinan belum ada di profil satker."
        )
        return undrafted(question, Hindrance.NO_PROFILE, reason, found.told, proof=found.proof)
    text = _text_of(found, facts) + "\n" + "\n".join(evidence.title for evidence in finding.evidence)
    absent = tuple(name for name in names if not has_words((name,), text))
    met = len(names) - len(absent)
    share = Fraction(met, len(names))
    title = say("Umumkan LHKPN: {names}", names=Listed(absent))
    url = found.proof[0].url if found.proof else ""
    lack = Lack(finding.code, 1 - share, title, question.effort, finding.remedy, url)
    return drafted(
        question,
        share,
        say("{met} dari {all} pimpinan disebut dalam LHKPN di situs", met=met, all=len(names)),
        found.told,
        kind=ProofKind.PROFILE,
        proof=found.proof,
        confidence=confidence_of([found]),
        lacks=(lack,) if absent else (),
    )
