"""What people ask about their own data: taken in, their own matters shown and nobody else's, answered."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import Applicant, InformationRequest, Objection, SubjectRequest, WorkUnit
from terbuka.rules.language import say, speaking
from terbuka.rules.people import Act
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.personal import (
    PROOF_WORDS,
    WISH_WORDS,
    SubjectWish,
    SubjectWishState,
    WishProof,
    left_until,
)
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput, Refused, Ruling, allow
from terbuka.services.register.personal import erasure_ruling
from terbuka.services.register.subjects import hand_out_for, matters_for, open_wish, settle_wish
from terbuka.services.units import BadFields
from terbuka.web.access import UnitPage, person
from terbuka.web.register.case_papers import pdf_answer
from terbuka.web.register.case_words import OBJECTIONS
from terbuka.web.register.doors import frame, reading, rights_of, serving
from terbuka.web.register.fields import received_at
from terbuka.web.register.personal.overview import STATES
from terbuka.web.register.personal.papers import data_paper
from terbuka.web.register.stepping import Opened, Step, cite_of, stepped
from terbuka.web.register.wording import STATUSES
from terbuka.web.units.forms import Entry, Form
from terbuka.web.words import Word

TEMPLATE = "register/objection_step.html"
ENTRIES = (
    Entry(
        "wish",
        gettext_lazy("Yang diminta"),
        "",
        "choice",
        tuple((one.value, WISH_WORDS[one]) for one in SubjectWish),
    ),
    Entry(
        "proof",
        gettext_lazy("Cara memastikan orangnya"),
        gettext_lazy("Pastikan dahulu bahwa ini orangnya sendiri; kartu identitas tidak perlu difotokopi."),
        "choice",
        tuple((one.value, PROOF_WORDS[one]) for one in WishProof),
    ),
    Entry(
        "email",
        gettext_lazy("Surel orang itu"),
        gettext_lazy("Isi salah satu dari tiga ini. Hanya untuk mencari perkaranya; disimpan sebagai sidik."),
        "email",
    ),
    Entry("phone", gettext_lazy("Teleponnya"), "", "tel"),
    Entry("number", gettext_lazy("Nomor perkaranya"), gettext_lazy("Contoh: REG/kpu-kab-jombang/2026/12")),
    Entry("details", gettext_lazy("Kata-katanya sendiri"), gettext_lazy("Boleh kosong."), "textarea"),
    Entry("received_on", gettext_lazy("Tanggal diterima"), gettext_lazy("Kosongkan bila baru saja."), "date"),
    Entry("received_time", gettext_lazy("Jam diterima"), gettext_lazy("Contoh: 10.30.")),
)
RESULT = (
    Entry(
        "result",
        gettext_lazy("Jawaban kepada orang itu"),
        gettext_lazy("Dikirim ke surelnya bila tercatat; bila tidak, sampaikan sendiri."),
        "textarea",
    ),
)
# The two answers by their names in addresses.
ANSWERS = {"kabulkan": SubjectWishState.GRANTED, "tolak": SubjectWishState.REFUSED}


def wish_of(unit: WorkUnit, pk: int) -> SubjectRequest:
    """A wish put to this unit. Raises Http404."""
    found = SubjectRequest.objects.filter(unit=unit, pk=pk).select_related("applicant", "settled_by").first()
    if found is None:
        raise Http404
    found.unit = unit
    return found


def _chosen(typed: Mapping[str, str]) -> tuple[SubjectWish, WishProof]:
    """What is wished, and how the office knows who wishes it. Raises BadFields."""
    kinds: dict[str, type[StrEnum]] = {"wish": SubjectWish, "proof": WishProof}
    faults = {name: say("Pilih salah satu.") for name, kind in kinds.items() if typed[name] not in set(kind)}
    if faults:
        raise BadFields(faults)
    return SubjectWish(typed["wish"]), WishProof(typed["proof"])


@serving
def subject_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Take in what a person asks about the own data."""
    made: list[SubjectRequest] = []
    back = reverse("personal_data", args=[unit.slug])
    step = Step(
        _("Catat permintaan atas data pribadi"),
        _("Dijawab dalam 3 x 24 jam sejak diterima, hari libur ikut dihitung."),
        _("Catat"),
        ENTRIES,
        template=TEMPLATE,
    )

    def act(form: Form) -> None:
        typed, at = form.typed, timezone.now()
        wish, proof = _chosen(typed)
        made.append(
            open_wish(
                unit,
                wish=wish,
                proof=proof,
                details=typed["details"],
                email=typed["email"],
                phone=typed["phone"],
                number=typed["number"],
                received_at=received_at(unit, typed) or at,
                by=person(request),
                at=at,
            )
        )

    told: dict[str, Any] = {"subject": "", "back": back, "head": _("Data pribadi")}
    answer = stepped(request, unit, Opened(), step, allow(), act, to=back, **told)
    if made:
        answer["Location"] = reverse("subject_request", args=[unit.slug, made[0].pk])
    return answer


@require_safe
@reading
def subject_request(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One wish: until when, what the unit keeps of that person, and what may be done."""
    return _shown(request, unit, wish_of(unit, pk))


def _shown(
    request: HttpRequest, unit: WorkUnit, row: SubjectRequest, *, fault: Any = None, status: int = 200
) -> HttpResponse:
    at, state = timezone.now(), SubjectWishState(row.state)
    is_open = state is SubjectWishState.OPEN
    matters = matters_for(row) if is_open else []
    ruling = _may(row, SubjectWishState.GRANTED, matters)
    told = {
        "row": row,
        "wish": WISH_WORDS[SubjectWish(row.wish)],
        "proof": PROOF_WORDS[WishProof(row.proof)],
        "word": STATES[state],
        "left": left_until(row.due_at, at),
        "is_late": row.due_at < at,
        "is_open": is_open,
        "cases": _cases(unit, matters),
        "ruling": ruling,
        "cite": cite_of(ruling),
        "rights": rights_of(request, unit),
        "is_access": row.wish == SubjectWish.ACCESS,
        "is_erasure": row.wish == SubjectWish.ERASURE,
        "fault": fault,
    }
    return render(request, "register/personal/subject.html", frame(unit, **told), status=status)


def _may(row: SubjectRequest, state: SubjectWishState, matters: list[Applicant]) -> Ruling:
    """May it be answered so, as far as the law looks at what is kept?"""
    is_erased = row.wish == SubjectWish.ERASURE and state is SubjectWishState.GRANTED
    return erasure_ruling(matters) if is_erased else allow()


def _cases(unit: WorkUnit, matters: list[Applicant]) -> list[tuple[str, str, str, Word]]:
    """The matters of that person at this unit: number, what about, where, how it stands."""
    requests = InformationRequest.objects.filter(unit=unit, applicant__in=matters)
    objections = Objection.objects.filter(unit=unit, applicant__in=matters).select_related("request", "item")
    found = [
        (
            row.number,
            row.subject,
            reverse("case", args=[unit.slug, row.pk]),
            STATUSES[RequestStatus(row.status)],
        )
        for row in requests
    ]
    return found + [
        (
            row.number,
            row.request.subject if row.request else row.item.name if row.item else "",
            reverse("objection", args=[unit.slug, row.pk]),
            OBJECTIONS[ObjectionStatus(row.status)],
        )
        for row in objections
    ]


@require_POST
@reading
def subject_export(request: HttpRequest, unit: WorkUnit, pk: int, kind: str) -> HttpResponse:
    """All that is kept of that person as a file, with the identity number; that it left is recorded."""
    if kind not in ("pdf", "json"):
        raise Http404
    if not rights_of(request, unit).identity:
        raise PermissionDenied
    row, at = wish_of(unit, pk), timezone.now()
    try:
        told = hand_out_for(row, by=person(request), at=at)
    except Refused as refusal:
        return _shown(request, unit, row, fault=refusal.ruling.reason, status=409)
    except BadInput as fault:
        return _shown(request, unit, row, fault=fault.phrase, status=400)
    name = f"data-pribadi-{unit.slug}-{row.pk}.{kind}"
    if kind == "pdf":
        return pdf_answer(data_paper(unit, told, at=at), name)
    return HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _answering(page: UnitPage[[int, str]]) -> Callable[..., HttpResponse]:
    return serving(page, Act.ANSWER_REQUEST)


@_answering
def subject_answer(request: HttpRequest, unit: WorkUnit, pk: int, to: str) -> HttpResponse:
    """Grant or refuse it, with words for the person; granted, a wish to be erased erases at once."""
    if to not in ANSWERS:
        raise Http404
    row, state = wish_of(unit, pk), ANSWERS[to]
    matters = matters_for(row)
    is_erased = row.wish == SubjectWish.ERASURE and state is SubjectWishState.GRANTED
    step = Step(
        _("Kabulkan permintaan") if state is SubjectWishState.GRANTED else _("Tolak permintaan"),
        _lead(state, is_erased),
        _("Hapus datanya dan jawab") if is_erased else _("Jawab"),
        RESULT,
        is_grave=is_erased,
        template=TEMPLATE,
    )
    back = reverse("subject_request", args=[unit.slug, pk])

    def act(form: Form) -> None:
        settle_wish(row, state=state, result=form.typed["result"], by=person(request), at=timezone.now())

    ruling = _may(row, state, matters)
    texts = {}
    if state is SubjectWishState.REFUSED and row.wish == SubjectWish.ERASURE:
        with speaking("id"):
            texts["result"] = str(erasure_ruling(matters).reason or "")
    told: dict[str, Any] = {
        "subject": WISH_WORDS[SubjectWish(row.wish)],
        "back": back,
        "head": _("Data pribadi"),
    }
    return stepped(request, unit, Opened(), step, ruling, act, texts=texts, to=back, **told)


def _lead(state: SubjectWishState, is_erased: bool) -> str:
    if is_erased:
        return _(
            "Nama, kontak, identitas, pesan, dan berkasnya dihapus dan tidak dapat dikembalikan. Nomor, "
            "pokok, hasil, dan waktunya tinggal di register. Surel jawaban dikirim sebelum alamatnya dihapus."
        )
    if state is SubjectWishState.GRANTED:
        return _("Kerjakan dahulu yang diminta, lalu tulis di sini apa yang sudah dikerjakan.")
    return _("Tulis alasannya menurut undang-undang, dan ke mana orang itu dapat mengadu.")
