"""Steps while a request is worked on: starting, assigning, asking a section, extending, choosing a regime."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import Account, InformationRequest, SectionTask, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.limits import Regime
from terbuka.rules.people import Act
from terbuka.rules.regimes import REGIME_WORDS
from terbuka.rules.register.clocks import EXTENSION
from terbuka.rules.register.requests import OPEN, RequestStatus, may_become
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse
from terbuka.services.people import reaching
from terbuka.services.register.places import place_of
from terbuka.services.register.processing import (
    assign_request,
    extend_answer,
    extension_ruling,
    start_request,
)
from terbuka.services.register.regimes import consent_regime, decline_regime, overrule_regime
from terbuka.services.register.rows import counted
from terbuka.services.register.sections import ask_section, finish_section
from terbuka.services.units import BadFields
from terbuka.web.access import person, today_at
from terbuka.web.register.doors import case_of, reading, rights_of, serving
from terbuka.web.register.inbox import servers
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.units.forms import Entry, Form, Text, day_of

_S = RequestStatus
_START = Step(
    _("Mulai proses"),
    _("Permohonan menjadi pekerjaan Anda sampai ditugaskan kepada orang lain. Waktunya tidak berubah."),
    _("Mulai proses"),
)
_EXTEND = Step(
    _("Perpanjang jawaban"),
    _("Hanya satu kali, sebelum hari terakhir berakhir. Pemohon langsung menerima surat beserta alasannya."),
    _("Perpanjang dan beri tahu pemohon"),
    (
        Entry(
            "reason",
            _("Alasan tertulis"),
            _("Pemohon membacanya. Contoh: dokumennya masih dikumpulkan dari PPK."),
            "textarea",
        ),
    ),
    template="register/step_extend.html",
)
_SECTION = Step(
    _("Minta dokumen ke bagian lain"),
    _("Permintaan ini tercatat dengan batasnya sendiri; waktu jawaban kepada pemohon tetap berjalan."),
    _("Catat permintaan"),
    (
        Entry("section", _("Bagian"), _("Contoh: Subbagian Teknis Penyelenggaraan Pemilu.")),
        Entry("wanted", _("Dokumen yang diminta"), "", "textarea"),
        Entry("due_on", _("Sampai tanggal"), _("Sebelum batas jawaban."), "date"),
    ),
)
_OF = Entry(
    "of", _("Orang bagian itu"), _("Diberi tahu sekarang, pada harinya, dan bila terlambat."), "choice"
)
_SECTION_DONE = Step(
    _("Catat jawaban bagian lain"),
    _("Sesudah ini permintaannya selesai."),
    _("Selesai"),
    (Entry("result", _("Apa yang diterima"), "", "textarea"),),
)
_REGIME_ENTRIES = (
    Entry(
        "regime",
        _("Rezim"),
        _("Rezim pemilu lebih ketat: waktunya lebih singkat."),
        "choice",
        tuple((one.value, REGIME_WORDS[one]) for one in Regime),
    ),
    Entry("reason", _("Alasan"), _("Tersimpan pada perkara."), "textarea"),
)
_REGIME = Step(
    _("Ubah rezim"),
    _("Yang lebih ketat langsung berlaku. Yang lebih longgar berlaku sesudah atasan PPID menyetujui."),
    _("Simpan"),
    _REGIME_ENTRIES,
    template="register/step_regime.html",
)
_AGREES, _DECLINES = "setuju", "tolak"
_CONSENT = Step(
    _("Setujui atau tolak rezim yang lebih longgar"),
    _("Bila disetujui, batas jawaban dihitung ulang menurut rezim umum; bila ditolak, batasnya tetap."),
    _("Simpan keputusan"),
    (
        Entry(
            "answer",
            _("Keputusan Anda"),
            "",
            "choice",
            ((_AGREES, _("Setuju: rezim umum berlaku")), (_DECLINES, _("Tolak: rezim sekarang tetap"))),
        ),
        Entry(
            "reason", _("Alasan"), _("Wajib bila menolak; petugas yang mengusulkan membacanya."), "textarea"
        ),
    ),
    template="register/step_regime.html",
    is_grave=True,
)
_NOT_OPEN = refuse(say("Tata cara hanya dapat dipilih untuk permohonan terdaftar yang belum dijawab."))


@serving
def case_start(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Begin to work on it."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    return stepped(
        request,
        unit,
        case,
        _START,
        may_become(_S(case.status), _S.IN_PROCESS),
        lambda form: start_request(case, expected=form.version, by=by, at=at),
    )


@serving
def case_assign(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Give it to a colleague who serves applicants, or to nobody."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    people = servers(unit, today_at(unit))
    options = [(str(one.pk), one.name) for one in people] + [("", _("Belum ditugaskan"))]
    step = Step(
        _("Tugaskan"),
        _("Yang ditugaskan mendapat pemberitahuan; semua petugas tetap dapat membaca perkaranya."),
        _("Tugaskan"),
        (Entry("to", _("Kepada"), "", "choice", tuple(options)),),
    )

    def act(form: Form) -> object:
        to = next((one for one in people if str(one.pk) == form.typed["to"]), None)
        if form.typed["to"] and to is None:
            raise BadFields({"to": say("Pilih kepada siapa.")})
        return assign_request(case, to=to, by=by, at=at)

    texts = {"to": str(case.assigned_to_id or "")}
    return stepped(request, unit, case, step, allow(), act, texts=texts)


@serving
def case_section(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Ask another section of the office for documents."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()

    people = sorted(reaching(unit, Act.SEE_CASES, on=today_at(unit)), key=lambda one: one.name)
    nobody: tuple[str, Text] = ("", _("Tidak ada yang punya akun"))
    options = (nobody, *((str(one.pk), one.name) for one in people))
    step = replace(_SECTION, entries=(*_SECTION.entries, replace(_OF, options=options)))

    def act(form: Form) -> object:
        typed = form.typed
        due_on = day_of("due_on", typed["due_on"])
        if due_on is None:
            raise BadFields({"due_on": say("Sebutkan sampai kapan.")})
        of = next((one for one in people if str(one.pk) == typed["of"]), None)
        section, wanted = typed["section"], typed["wanted"]
        return ask_section(case, section=section, wanted=wanted, due_on=due_on, of=of, by=by, at=at)

    return stepped(request, unit, case, step, _moving(_S(case.status)), act)


def _moving(status: RequestStatus) -> Ruling:
    if status in OPEN - {_S.RECEIVED, _S.NEEDS_COMPLETION}:
        return allow()
    return refuse(say("Permohonan ini tidak sedang dikerjakan."))


@serving
def case_section_done(request: HttpRequest, unit: WorkUnit, pk: int, task: int) -> HttpResponse:
    """Note what the section handed in."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    asked = SectionTask.objects.filter(request=case, pk=task).first()
    if asked is None:
        raise Http404
    asked.request = case
    is_open = asked.done_at is None
    return stepped(
        request,
        unit,
        case,
        _SECTION_DONE,
        allow() if is_open else refuse(say("Permintaan ini sudah selesai.")),
        lambda form: finish_section(asked, result=form.typed["result"], by=by, at=at),
        task=asked,
    )


@serving
def case_extend(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Extend the answer once, with the date that it would then have."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    ruling, then = extension_ruling(case, "-", at), None
    if ruling and case.registered_at:
        try:
            then = counted(case, EXTENSION, case.registered_at, place_of(unit)).deadline
        except BadInput as fault:
            ruling = refuse(fault.phrase)
    return stepped(
        request,
        unit,
        case,
        _EXTEND,
        ruling,
        lambda form: extend_answer(case, reason=form.typed["reason"], expected=form.version, by=by, at=at),
        then=then,
    )


def _consenting(case: InformationRequest, by: Account, at: datetime) -> Callable[[Form], object]:
    """What the supervisor's form does."""

    def act(form: Form) -> object:
        answer, reason, version = form.typed["answer"], form.typed["reason"], form.version
        if answer == _DECLINES:
            return decline_regime(case, reason=reason, expected=version, by=by, at=at)
        if answer != _AGREES:
            raise BadFields({"answer": say("Pilih setuju atau tolak.")})
        return consent_regime(case, regime=Regime.UMUM, expected=version, by=by, at=at)

    return act


@reading
def case_regime(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Officers choose another regime with a reason; the supervisor consents to the laxer one."""
    case, by, at, rights = case_of(unit, pk), person(request), timezone.now(), rights_of(request, unit)
    if not (rights.serve or rights.consent):
        raise PermissionDenied
    is_open = case.registered_at is not None and _S(case.status) in OPEN
    more: dict[str, Any] = {
        "proposed": REGIME_WORDS[Regime(case.regime_proposed or Regime.UMUM)],
        "now": REGIME_WORDS[Regime(case.regime or Regime.UMUM)],
    }
    ruling = allow() if is_open else _NOT_OPEN
    if rights.consent and not rights.serve:
        return stepped(request, unit, case, _CONSENT, ruling, _consenting(case, by, at), **more)

    def act(form: Form) -> object:
        if form.typed["regime"] not in set(Regime):
            raise BadFields({"regime": say("Pilih rezimnya.")})
        wanted = Regime(form.typed["regime"])
        return overrule_regime(
            case, regime=wanted, reason=form.typed["reason"], expected=form.version, by=by, at=at
        )

    return stepped(request, unit, case, _REGIME, ruling, act, texts={"regime": case.regime}, **more)
