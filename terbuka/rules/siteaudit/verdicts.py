"""A visit and its matches -> a verdict on every required item, with proof, reasons and remedy.

The order is that of the decisions behind the audit: first whether the duty
arises at all, then the best document, and only then whether its absence can be
told (`missing`) or not (`could_not_look`), which never lowers a score.
Serta-merta information (UU 14/2008, article 10) is due only where an event is known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from terbuka.rules.catalogue import InformationClass, RequiredItem, required_items
from terbuka.rules.freshness import has_own_pilkada, rests_on_pilkada
from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.decide import Match
from terbuka.rules.pages import Visit
from terbuka.rules.siteaudit.absence import absence_of
from terbuka.rules.siteaudit.advice import advice_on
from terbuka.rules.siteaudit.claims import claims_by_code
from terbuka.rules.siteaudit.defects import defects_on
from terbuka.rules.siteaudit.findings import AuditReport, Evidence, ItemFinding, Verdict
from terbuka.rules.siteaudit.ground import Ground, is_document
from terbuka.rules.siteaudit.proofs import Claim, Proof
from terbuka.rules.siteaudit.proofs import judge as judge_document
from terbuka.rules.siteaudit.remedies import remedy
from terbuka.rules.siteaudit.webpages import contact_in_footer, proofs_of_links, proofs_of_page
from terbuka.rules.siteaudit.words import Listed, parts
from terbuka.rules.units import Institution, Level, Unit

_MOST_EVIDENCE = 5
_SCANNED_I = re.compile(r"\bl(?=[bcdfgjkmnpqrstvwxz])")
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def _not_applicable(item: RequiredItem, ground: Ground, known_events: frozenset[str]) -> Phrase | None:
    """Why the duty does not arise; None where it does."""
    if ground.institution is None:
        if len(item.institutions) == 1:
            return say("bukan kewajiban semua lembaga, dan lembaga situs ini tidak diketahui")
    elif ground.institution not in item.institutions:
        return say("bukan kewajiban {institution}", institution=ground.institution.value)
    if ground.level not in item.levels:
        return say("bukan kewajiban tingkat ini")
    if item.information_class is InformationClass.IMMEDIATE and item.code not in known_events:
        return say("wajib hanya bila ada kejadian, dan tidak ada kejadian yang dicatat")
    unit = ground.unit
    if unit and rests_on_pilkada(item.code) and not has_own_pilkada(unit.region_code, unit.level.value):
        return say("wilayah ini tidak memilih kepala daerah pada tingkat ini")
    return None


def _rank(proof: Proof) -> tuple[int, int, float]:
    return (_ORDER[proof.verdict], -proof.ends_on.toordinal(), -proof.score)


def _on_one_line(low: str) -> str:
    """Text in which parts are looked for: the scanner's "lnformasi" mended."""
    return _SCANNED_I.sub("i", " ".join(low.split()))


def _whole(item: RequiredItem, proofs: list[Proof]) -> list[Proof]:
    """Proofs with those parts counted that an item asks for; lacking parts make it partial."""
    asked = parts(item.code)
    readable = [proof for proof in proofs if proof.verdict is Verdict.PRESENT]
    if asked is None or not readable:
        return proofs
    texts = [_on_one_line(proof.text) for proof in readable]
    lacking = tuple(part for part in asked.all if not any(part.pattern.search(text) for text in texts))
    if len(asked.all) - len(lacking) >= asked.enough:
        return proofs
    reason = say("belum memuat: {parts}", parts=Listed(lacking))
    return [
        replace(proof, verdict=Verdict.PARTIAL, reasons=(*proof.reasons, reason))
        if proof in readable
        else proof
        for proof in proofs
    ]


def _proofs(item: RequiredItem, claims: Iterable[Claim], ground: Ground) -> list[Proof]:
    proofs: list[Proof] = []
    for claim in claims:
        if is_document(claim.page) or claim.unreadable is not None:
            proofs.append(judge_document(claim, ground, unreadable=claim.unreadable))
        else:
            proofs.extend(proofs_of_page(claim, ground))
    proofs.extend(proofs_of_links(item, ground))
    footer = contact_in_footer(item, ground)
    if footer is not None:
        proofs.append(footer)
    best: dict[str, Proof] = {}
    for proof in sorted(_whole(item, proofs), key=_rank):
        best.setdefault(proof.url, proof)
    return list(best.values())


def _confidence(proof: Proof) -> float:
    """How sure the verdict of a proof is, 0 to 1: the match, and whether its age was read."""
    if proof.verdict is Verdict.NEEDS_REVIEW:
        return 0.5
    sure = 0.55 + 0.4 * min(1.0, max(0.0, proof.score))
    return round(sure if proof.period or proof.verdict is not Verdict.PRESENT else sure - 0.05, 2)


def _evidence(proof: Proof) -> Evidence:
    return Evidence(
        url=proof.url,
        title=proof.title,
        period=proof.period,
        score=round(proof.score, 2),
        reasons=proof.reasons,
        verdict=proof.verdict,
    )


def _finding(
    item: RequiredItem, claims: list[Claim], ground: Ground, known_events: frozenset[str]
) -> ItemFinding:
    blank = ItemFinding(item.code, item.name, item.information_class, Verdict.NOT_APPLICABLE, 0.95)
    free = _not_applicable(item, ground, known_events)
    if free is not None:
        return replace(blank, reasons=(free,))
    proofs = _proofs(item, claims, ground)
    if not proofs:
        absence = absence_of(item, claims, ground)
        told = remedy(item, absence.verdict, ground.as_of, absence.url, None)
        return replace(
            blank,
            verdict=absence.verdict,
            confidence=absence.confidence,
            reasons=absence.reasons,
            remedy=told,
        )
    best = proofs[0]
    return replace(
        blank,
        verdict=best.verdict,
        confidence=_confidence(best),
        evidence=tuple(_evidence(proof) for proof in proofs[:_MOST_EVIDENCE]),
        reasons=best.reasons,
        remedy=remedy(item, best.verdict, ground.as_of, best.url, best.reasons[-1] if best.reasons else None),
    )


def judge(
    visit: Visit,
    matches: Mapping[str, tuple[Match, ...]],
    *,
    unit: Unit | None,
    institution: Institution | None,
    level: Level,
    as_of: date,
    official_hosts: frozenset[str],
    known_events: frozenset[str] = frozenset(),
) -> AuditReport:
    """The report on one visit: a finding for each required item, defects and advice.

    `matches` are keyed by `Page.url`; `official_hosts` are the unit's own hosts
    in lower case; `known_events` the codes of serta-merta items for which an
    event was recorded. Without `unit` nobody's text counts as foreign.
    """
    ground = Ground(visit, matches, unit, institution, level, as_of, official_hosts)
    claims = claims_by_code(ground)
    items = tuple(
        _finding(item, claims.get(item.code, []), ground, known_events) for item in required_items()
    )
    return AuditReport(
        unit=unit.slug if unit else None,
        as_of=as_of,
        visit=visit,
        items=items,
        defects=defects_on(ground, items),
        advice=advice_on(ground),
    )
