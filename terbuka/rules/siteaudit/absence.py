"""Nothing proves an item: is it missing, or could we not look where it would be?

`could_not_look` holds only when a failed or, by budget, unopened address points
to the item by name or path, when its host failed, or when more than a fifth of
the pages failed. Otherwise the item is missing, though UU 14/2008 (articles 9 to 11)
wants it published.
"""

from dataclasses import dataclass

from terbuka.rules.catalogue import RequiredItem
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Cause, NotLooked, host_of
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.siteaudit.ground import Ground
from terbuka.rules.siteaudit.proofs import Claim

MOST_FAILED = 0.2
# These say nothing about the health of a site: we chose, or were asked, not to look.
_NOT_A_FAILURE = (Cause.BUDGET, Cause.ROBOTS, Cause.NOT_HTML, Cause.TOO_LARGE, Cause.LOGIN)


@dataclass(frozen=True, slots=True)
class Absence:
    """Missing or could not look, how sure, why, and the address to look at."""

    verdict: Verdict
    confidence: float
    reasons: tuple[Phrase, ...]
    url: str = ""


def _failed_start(ground: Ground, code: str) -> NotLooked | None:
    """A start address of which nothing could be opened. A host of law (jdih) bears on legal items only."""
    for site in ground.visit.sites:
        if site.pages_fetched or not site.could_not_look:
            continue
        if host_of(site.url).startswith("jdih") and not code.startswith("HUK"):
            continue
        return site.could_not_look[0]
    return None


def _own_failures(ground: Ground) -> list[NotLooked]:
    """Failures on the hosts that were visited, not on those merely linked to."""
    return [
        failure
        for failure in ground.visit.not_looked
        if failure.cause not in _NOT_A_FAILURE and host_of(failure.url) in ground.start_hosts
    ]


def absence_of(item: RequiredItem, claims: list[Claim], ground: Ground) -> Absence:
    """The verdict on an item that nothing proves."""
    start = _failed_start(ground, item.code)
    if start is not None:
        reason = say("{url} tidak dapat dibuka ({cause})", url=start.url, cause=start.cause.value)
        return Absence(Verdict.COULD_NOT_LOOK, 0.9, (reason,), start.url)
    pointer = ground.pointers.get(item.code)
    if pointer is not None:
        reason = say(
            "{url} tampaknya memuatnya, tetapi tidak dapat dibuka ({cause})",
            url=pointer.url,
            cause=pointer.cause.value,
        )
        return Absence(Verdict.COULD_NOT_LOOK, 0.75, (reason,), pointer.url)
    failures, fetched = _own_failures(ground), len(ground.visit.pages)
    if failures and len(failures) > MOST_FAILED * (len(failures) + fetched):
        reason = say("{n} dari {all} halaman gagal dibuka", n=len(failures), all=len(failures) + fetched)
        return Absence(Verdict.COULD_NOT_LOOK, 0.6, (reason,), failures[0].url)
    reasons = [say("{n} halaman diperiksa; tidak satu pun membuktikannya", n=fetched)]
    reasons += [
        say("{url} ada, tetapi kosong atau tautannya rusak", url=claim.page.url) for claim in claims[:2]
    ]
    sure = 0.9 if fetched >= 20 else 0.75
    return Absence(
        Verdict.MISSING, sure - 0.1 * bool(claims), tuple(reasons), claims[0].page.url if claims else ""
    )
