"""Steps before work begins: registering, asking what lacks, completing; splitting, handing on, ending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.regimes import REGIME_WORDS
from terbuka.rules.register.applicants import LACK_WORDS, Lack
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse
from terbuka.rules.sources import citation
from terbuka.services.register.parting import split_request, transfer_request
from terbuka.services.register.receiving import lacking
from terbuka.services.register.regimes import proposal_of
from terbuka.services.register.registering import (
    ask_completion,
    complete_request,
    register_request,
    withdraw_request,
)
from terbuka.web.access import person, today_at
from terbuka.web.register.actions import registering
from terbuka.web.register.doors import case_of, serving
from terbuka.web.register.fields import ASKED, WHO, texts_of
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.units.forms import Entry, Form

_S = RequestStatus
_REGISTER = Step(
    _("Daftarkan permohonan"),
    _("Permohonan mendapat nomor, waktu jawaban mulai dihitung sekarang, dan pemohon diberi tahu."),
    _("Daftarkan"),
    template="register/step_register.html",
)
_COMPLETION = Step(
    _("Minta pemohon melengkapi"),
    _("Pemohon menerima daftar kekurangannya dan batas waktunya. Bila lewat, permohonan ditutup."),
    _("Kirim"),
    (
        Entry(
            "message",
            _("Penjelasan untuk pemohon"),
            _("Boleh kosong; daftar kekurangannya ikut terkirim."),
            "textarea",
        ),
    ),
    template="register/step_lacks.html",
)
_COMPLETE = Step(
    _("Isi atau perbaiki data permohonan"),
    _("Begitu tidak ada yang kurang, permohonan langsung terdaftar dan pemohon diberi tahu."),
    _("Simpan"),
    (*ASKED, *WHO),
)
_WITHDRAW = Step(
    _("Catat pencabutan"),
    _("Permohonan berakhir atas kemauan pemohon. Ia dapat mengajukannya lagi kapan saja."),
    _("Catat pencabutan"),
    (Entry("reason", _("Bagaimana dan kapan pemohon mencabutnya"), "", "textarea"),),
    is_grave=True,
)
_SPLIT = Step(
    _("Pecah menjadi dua"),
    _("Masing-masing mendapat nomor dan waktunya sendiri sejak pendaftaran pertama. Pemohon diberi tahu."),
    _("Pecah"),
    (
        Entry("here", _("Yang tetap pada permohonan ini"), "", "textarea"),
        Entry("there", _("Yang menjadi permohonan baru"), "", "textarea"),
    ),
    is_grave=True,
)
_TRANSFER = Step(
    _("Teruskan ke satker lain"),
    _("Di sini permohonan berakhir; di sana diterima sebagai baru dengan data pemohon. Pemohon diberi tahu."),
    _("Teruskan"),
    (Entry("reason", _("Alasannya; pemohon menerimanya"), "", "textarea"),),
    is_grave=True,
    template="register/step_transfer.html",
)


@serving
def case_register(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Enter it into the register; the regime is proposed with its reasons before."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    proposal = proposal_of(case, at)
    return stepped(
        request,
        unit,
        case,
        _REGISTER,
        registering(case, lacking(case)),
        lambda form: register_request(case, expected=form.version, by=by, at=at),
        proposal=proposal,
        regime=REGIME_WORDS[proposal.regime],
        cites=[citation(one).label for one in proposal.cites],
    )


@serving
def case_completion(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Tell the applicant what lacks."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    chosen = request.POST.getlist("lacks") if request.method == "POST" else list(lacking(case))
    return stepped(
        request,
        unit,
        case,
        _COMPLETION,
        may_become(_S(case.status), _S.NEEDS_COMPLETION),
        lambda form: ask_completion(
            case, lacks=chosen, message=form.typed["message"], expected=form.version, by=by, at=at
        ),
        lacks=[(one.value, LACK_WORDS[one], one.value in chosen) for one in Lack],
    )


_NO_LONGER = refuse(say("Permohonan ini tidak lagi menunggu dilengkapi."))


@serving
def case_data(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Fill in or mend what the applicant told; complete, it enters the register at once."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    waits = case.status in (_S.RECEIVED, _S.NEEDS_COMPLETION)
    return stepped(
        request,
        unit,
        case,
        _COMPLETE,
        allow() if waits else _NO_LONGER,
        lambda form: complete_request(case, values=form.typed, by=by, at=at),
        texts=texts_of(case),
    )


@serving
def case_withdrawal(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Note that the applicant took it back."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    return stepped(
        request,
        unit,
        case,
        _WITHDRAW,
        may_become(_S(case.status), _S.WITHDRAWN),
        lambda form: withdraw_request(case, reason=form.typed["reason"], expected=form.version, by=by, at=at),
    )


def _splitting(case: InformationRequest) -> Ruling:
    if _S(case.status) in (_S.REGISTERED, _S.IN_PROCESS):
        return allow()
    return refuse(say("Hanya permohonan terdaftar yang belum dijawab dan belum diperpanjang dapat dipecah."))


@serving
def case_split(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Part a mixed request in two; the parts that the rules see are filled in already."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    parts = proposal_of(case, case.registered_at or at).parts
    texts = {"here": case.details, "there": ""}
    if len(parts) == 2:
        texts = {"here": parts[0].text, "there": parts[1].text}
    return stepped(
        request,
        unit,
        case,
        _SPLIT,
        _splitting(case),
        lambda form: split_request(
            case, here=form.typed["here"], there=form.typed["there"], expected=form.version, by=by, at=at
        ),
        texts=texts,
    )


@serving
def case_transfer(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Hand it on to the unit that holds the information."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    named = " ".join((request.POST.get("to") or request.GET.get("cari") or "").split())[:200]
    found = _units_named(unit, named)

    def act(form: Form) -> Any:
        to = _chosen(request, found)
        return transfer_request(
            case, to_unit=to, reason=form.typed["reason"], expected=form.version, by=by, at=at
        )

    return stepped(
        request,
        unit,
        case,
        _TRANSFER,
        may_become(_S(case.status), _S.TRANSFERRED),
        act,
        named=named,
        found=found,
        chosen=request.POST.get("unit", ""),
    )


MOST_UNITS = 12
_WHICH: Phrase = say("Cari dan pilih satker tujuannya.")


def _units_named(unit: WorkUnit, words: str) -> list[WorkUnit]:
    """Other units whose name holds all the words; none where nothing is sought."""
    rows = WorkUnit.objects.open(today_at(unit)).exclude(pk=unit.pk)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name")[:MOST_UNITS]) if words else []


def _chosen(request: HttpRequest, found: list[WorkUnit]) -> WorkUnit:
    slug = request.POST.get("unit", "")
    to = next((one for one in found if one.slug == slug), None)
    if to is None:
        raise BadInput(_WHICH)
    return to
