"""What was asked before, and what is public already, beside the text of a request."""

from dataclasses import dataclass

from django.db.models import Q

from terbuka.models import InformationRequest
from terbuka.models.search import EntryKind
from terbuka.rules.language import Phrase
from terbuka.rules.matching.normalise import plain
from terbuka.rules.register.requests import STATUS_WORDS, RequestStatus
from terbuka.services.search import Hit, find

MOST, MOST_WORDS, SHORTEST, LOOKED_AT = 5, 8, 4, 60
# Words that stand in nearly every request.
_COMMON = frozenset(
    [
        "data",
        "dokumen",
        "informasi",
        "salinan",
        "permohonan",
        "mohon",
        "tentang",
        "tahun",
        "yang",
        "dengan",
        "untuk",
        "dari",
        "pada",
    ]
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A request that sounds like this one, and what came of it."""

    case: InformationRequest
    word: Phrase
    hits: int


def words_in(case: InformationRequest) -> list[str]:
    """The words by which a request is likened to others, the longest first."""
    known = dict.fromkeys(plain(f"{case.subject} {case.details}"[:2_000]).split())
    telling = [one for one in known if len(one) >= SHORTEST and one not in _COMMON and not one.isdigit()]
    return sorted(telling, key=len, reverse=True)[:MOST_WORDS]


def earlier(case: InformationRequest) -> list[Earlier]:
    """Other requests of the same office in which most of these words stand; one query."""
    words = words_in(case)
    if not words:
        return []
    wanted = Q()
    for word in words:
        wanted |= Q(subject__icontains=word) | Q(details__icontains=word)
    rows = InformationRequest.objects.filter(wanted, unit=case.unit_id).exclude(pk=case.pk)
    found = []
    for row in rows.only("pk", "number", "subject", "details", "status", "received_at")[:LOOKED_AT]:
        told = plain(f"{row.subject} {row.details}")
        hits = sum(word in told for word in words)
        if hits * 3 >= len(words):
            found.append(Earlier(row, STATUS_WORDS[RequestStatus(row.status)], hits))
    return sorted(found, key=lambda one: (-one.hits, -one.case.pk))[:MOST]


def published(case: InformationRequest) -> tuple[Hit, ...]:
    """What the unit has published that fits best. Names of people in the request find nothing here."""
    words = " ".join(words_in(case)[:MOST_WORDS])
    if not words:
        return ()
    narrowed: dict[str, str | int] = {"kind": EntryKind.PUBLICATION.value, "unit": case.unit_id}
    return find(words, narrowed, size=MOST, may_be_partial=True).hits
