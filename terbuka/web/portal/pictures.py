"""The picture beside a shared link, drawn when first asked for and kept on disk under what it shows."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_safe

from terbuka.models import AssessmentRound, Publication, RequiredItem, WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.language import speaking
from terbuka.rules.publishing import PublicationStatus
from terbuka.web import words
from terbuka.web.drawn import answer_with
from terbuka.web.tags import day

type Lines = tuple[str, str, str]
_DAY = 24 * 3600
_ADDRESS = "Informasi publik KPU dan Bawaslu"


def _general(key: str) -> Lines:
    if key != "terbuka":
        raise Http404
    return _ADDRESS, "Informasi publik yang benar-benar terbuka, setiap hari", "Cari, baca, unduh, bandingkan"


def _unit(key: str) -> Lines:
    unit = get_object_or_404(WorkUnit, slug=key)
    return str(words.LEVELS[unit.level]), unit.name, "Yang diumumkan, cara meminta, hasil penilaian"


def _publication(key: str) -> Lines:
    """Of what is public now alone: of what was withdrawn no word is drawn."""
    pk = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
    rows = Publication.objects.filter(status=PublicationStatus.PUBLIC.value).select_related("unit", "public")
    row = get_object_or_404(rows, pk=pk)
    assert row.public
    kind = str(words.CLASSES[row.public.information_class])
    return row.unit.name, row.public.title, f"{kind} · berubah {day(row.changed_on)}"


def _item(key: str) -> Lines:
    item = get_object_or_404(RequiredItem, code=key)
    return "Butir informasi wajib", item.name, "Siapa yang sudah punya, sejak kapan, di mana"


def _round(key: str) -> Lines:
    round_ = get_object_or_404(AssessmentRound, slug=key, status=RoundStatus.ANNOUNCED.value)
    return "Hasil penilaian", round_.name, "Peringkat, kategori, dan alasan tiap nilai"


_KINDS: dict[str, Callable[[str], Lines]] = {
    "umum": _general,
    "satker": _unit,
    "informasi": _publication,
    "butir": _item,
    "hasil": _round,
}


@require_safe
def share_picture(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The picture as PNG, 1200 by 630, always Indonesian. Raises Http404; 503 while too many are drawn."""
    if kind not in _KINDS:
        raise Http404
    with override("id"), speaking("id"):
        above, heading, below = _KINDS[kind](key)
    data = {"above": above[:120], "heading": heading[:220], "below": below[:120]}
    answer = answer_with(request, "picture", data, caching=f"public, max-age={_DAY}")
    # Others show it: that is what it is for.
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
