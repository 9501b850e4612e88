"""What may be done to a case now: by its state, by what this person may do, or why not."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import InformationRequest
from terbuka.rules.language import say
from terbuka.rules.limits import Regime
from terbuka.rules.register.applicants import Lack, told_lacks
from terbuka.rules.register.requests import DECISIONS, RequestStatus, may_become
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.services.register.processing import extension_ruling
from terbuka.web.register.case_doors import Choice
from terbuka.web.register.doors import Rights

_S = RequestStatus
_WORKED_ON = (_S.IN_PROCESS, _S.CONSEQUENCE_TEST, _S.EXTENDED)
_BEFORE_ANSWER = (_S.RECEIVED, _S.NEEDS_COMPLETION, _S.REGISTERED, *_WORKED_ON)


def registering(case: InformationRequest, missing: tuple[Lack, ...]) -> Ruling:
    """May it be registered: does its state allow it, and is it complete?"""
    allowed = may_become(_S(case.status), _S.REGISTERED)
    if not allowed or not missing:
        return allowed
    told = ", ".join(str(one) for one in told_lacks(missing))
    return refuse(say("Permohonan belum lengkap: {lacks}.", lacks=told), cite="perki1-2021:27")


def deciding(case: InformationRequest) -> Ruling:
    """May it be answered now? All decisions come from the same states."""
    rulings = [may_become(_S(case.status), one) for one in DECISIONS]
    return next((one for one in rulings if one), rulings[0])


def actions_of(
    case: InformationRequest, rights: Rights, missing: tuple[Lack, ...], at: datetime
) -> list[Choice]:
    """What this person may do next, the most likely first; what the role never allows is left out."""
    status = _S(case.status)
    found: list[tuple[bool, Promise, str, Ruling, bool]] = []
    if rights.serve:
        found += _taking_in(case, status, missing)
    if rights.answer and status in _WORKED_ON:
        found.append((True, _("Jawab permohonan"), "case_decide", deciding(case), False))
    if rights.serve:
        found += _working(case, rights, status, at)
        found += _ending(status)
    if rights.consent and waits_for_consent(case):
        found.append((True, _("Setujui atau tolak rezim yang lebih longgar"), "case_regime", allow(), False))
    return [
        Choice(label, reverse(name, args=[case.unit.slug, case.pk]), ruling, quiet)
        for is_shown, label, name, ruling, quiet in found
        if is_shown
    ]


def waits_for_consent(case: InformationRequest) -> bool:
    """Was the laxer regime asked for, and has nobody consented yet?"""
    is_strict = case.regime == case.regime_proposed == Regime.PEMILU
    return bool(case.regime_reason) and is_strict and case.regime_consent_at is None


def _taking_in(
    case: InformationRequest, status: RequestStatus, missing: tuple[Lack, ...]
) -> list[tuple[bool, Promise, str, Ruling, bool]]:
    is_new, waits = status is _S.RECEIVED, status is _S.NEEDS_COMPLETION
    ask = may_become(status, _S.NEEDS_COMPLETION)
    return [
        (is_new and not missing, _("Daftarkan"), "case_register", registering(case, missing), False),
        (is_new, _("Minta pemohon melengkapi"), "case_completion", ask, not missing),
        (is_new or waits, _("Isi atau perbaiki datanya"), "case_data", allow(), is_new and not missing),
        (is_new and bool(missing), _("Daftarkan"), "case_register", registering(case, missing), False),
        (status is _S.REGISTERED, _("Mulai proses"), "case_start", may_become(status, _S.IN_PROCESS), False),
    ]


def _working(
    case: InformationRequest, rights: Rights, status: RequestStatus, at: datetime
) -> list[tuple[bool, Promise, str, Ruling, bool]]:
    is_worked_on = status in _WORKED_ON
    is_granted = status in (_S.GRANTED, _S.PARTLY_GRANTED, _S.OBJECTED)
    is_moving = status in (_S.REGISTERED, *_WORKED_ON)
    return [
        (is_granted, _("Catat penyerahan"), "case_hand_over", may_become(status, _S.FULFILLED), False),
        (is_moving, _("Minta dokumen ke bagian lain"), "case_section", allow(), False),
        (True, _("Tulis kepada pemohon"), "case_message", allow(), False),
        (is_worked_on and rights.propose, _("Uji konsekuensi"), "case_test", allow(), False),
        (is_moving, _("Perpanjang jawaban"), "case_extend", extension_ruling(case, "-", at), False),
        (status in _BEFORE_ANSWER, _("Tugaskan"), "case_assign", allow(), False),
        (True, _("Catatan internal"), "case_note", allow(), False),
        (True, _("Tambahkan percakapan WhatsApp"), "case_chat", allow(), True),
        (is_moving, _("Ubah rezim"), "case_regime", allow(), True),
    ]


def _ending(status: RequestStatus) -> list[tuple[bool, Promise, str, Ruling, bool]]:
    transfer, withdraw = may_become(status, _S.TRANSFERRED), may_become(status, _S.WITHDRAWN)
    splits, objects = status in (_S.REGISTERED, _S.IN_PROCESS), may_become(status, _S.OBJECTED)
    return [
        (splits, _("Pecah menjadi dua"), "case_split", allow(), True),
        (bool(transfer), _("Teruskan ke satker lain"), "case_transfer", transfer, True),
        (bool(withdraw), _("Catat pencabutan"), "case_withdrawal", withdraw, True),
        (bool(objects), _("Catat keberatan"), "case_objection", objects, True),
    ]
