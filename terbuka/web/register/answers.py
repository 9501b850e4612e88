"""What goes out with an answer, as its form carries it from page to page: files, costs, publications."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest

from terbuka.models import Account, InformationRequest, Publication, StoredFile
from terbuka.rules.guarding import KIND_WORDS
from terbuka.rules.language import say
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.register.releasing import Ready, cleared_versions, copy_of, prepare_answer
from terbuka.services.units import BadFields
from terbuka.web.sending import sent_file

SALT, COST_ROWS, MOST_FILES = "terbuka.answer_file", 4, 10


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that was looked at, as the page shows it; `token` brings it back unchanged."""

    file: StoredFile
    found: tuple[tuple[Any, Any, str], ...]
    fault: Any
    token: str

    @property
    def is_clean(self) -> bool:
        """Was nothing found, and could it be looked at?"""
        return not self.found and not self.fault


def token_of(case: InformationRequest, ready: Ready) -> str:
    """What the form keeps of a file that was looked at; nobody can write one for another file or case."""
    told = {"case": case.pk, "file": ready.file.pk, "found": ready.found, "fault": ready.fault}
    return signing.dumps(told, salt=SALT, compress=True)


def carried(request: HttpRequest, case: InformationRequest, more: Iterable[str] = ()) -> list[Carried]:
    """The files that the form brings along, without those that were ticked to be left out."""
    dropped = set(request.POST.getlist("buang"))
    tokens = [one for one in [*request.POST.getlist("siap"), *more] if one not in dropped][:MOST_FILES]
    return [one for token in dict.fromkeys(tokens) if (one := _brought(case, token)) is not None]


def _brought(case: InformationRequest, token: str) -> Carried | None:
    try:
        told = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    file = StoredFile.objects.filter(pk=told["file"], unit=case.unit_id).select_related("blob").first()
    if told["case"] != case.pk or file is None:
        return None
    found = tuple((KIND_WORDS.get(kind, kind), where, words) for kind, where, words in told["found"])
    return Carried(file, found, told["fault"], token)


def arrived(request: HttpRequest, case: InformationRequest, *, by: Account, at: datetime) -> list[str]:
    """The tokens of what came with this form: an upload that the guard looks at, a copy that it made before.

    Raises BadInput for a file that cannot be taken, or while the machine is busy.
    """
    tokens = []
    file = sent_file(request, case.unit, by=by, at=at)
    if file is not None:
        tokens.append(token_of(case, prepare_answer(case, file, by=by, at=at)))
    known = {str(one.pk): one for one in cleared_versions(case)} if request.POST.getlist("salinan") else {}
    for pk in request.POST.getlist("salinan"):
        if pk in known:
            tokens.append(token_of(case, Ready(copy_of(case, known[pk], by=by, at=at))))
    return tokens


def costs_of(posted: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of cost. Raises BadFields for what is no number."""
    rows = []
    for n in range(COST_ROWS):
        what, count, each = (posted.get(f"{part}-{n}", "").strip() for part in ("what", "count", "each"))
        if not (what or count or each):
            continue
        numbers = [one.replace(".", "").replace(" ", "") for one in (count, each)]
        if not what or not all(one.isdecimal() and len(one) < 12 for one in numbers):
            raise BadFields(
                {"costs": say("Isi setiap biaya: uraian, jumlah, dan harga satuan dalam rupiah.")}
            )
        rows.append({"what": what, "count": int(numbers[0]), "each": int(numbers[1])})
    return rows


def cost_texts(posted: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of cost as typed, to be shown again."""
    return [
        {"n": n} | {part: posted.get(f"{part}-{n}", "") for part in ("what", "count", "each")}
        for n in range(COST_ROWS)
    ]


def total_of(costs: Iterable[Mapping[str, Any]]) -> int:
    """Rupiah in all."""
    return sum(row["count"] * row["each"] for row in costs)


def publications_of(request: HttpRequest, case: InformationRequest) -> list[Publication]:
    """The ticked publications that the public reads; those of other units serve as well."""
    ticked = [int(one) for one in request.POST.getlist("informasi") if one.isdecimal() and len(one) < 19]
    rows = Publication.objects.filter(pk__in=ticked, status=PublicationStatus.PUBLIC.value)
    return list(rows.select_related("public", "unit").order_by("pk"))
