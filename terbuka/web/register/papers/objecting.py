"""An objection on paper: its numbered form for the objector, and the supervisor's answer."""

from datetime import date

from terbuka.models import Applicant, Objection
from terbuka.models.units import PpidRole
from terbuka.rules.register.clocks import DISPUTE_FILE, OBJECTION_ANSWER
from terbuka.rules.register.objections import DECISIONS, GROUND_WORDS, STATUS_WORDS, Ground, ObjectionStatus
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.ruling import BadInput
from terbuka.services.register.places import place_of
from terbuka.services.register.rows import counted
from terbuka.web.exemption.papertexts import facts, long_day, sentences, signatures, table
from terbuka.web.register.papers.letters import (
    NoPaperError,
    Part,
    Sheet,
    applicant_rows,
    begun,
    day_of,
    moment_of,
    page_of,
    said,
    signer,
    told_of,
    town_of,
)

_DECIDED = {status.value for status in DECISIONS}


def _request_rows(case: Objection) -> list[list[str]]:
    """What the objection is about: the request, or the item of the law where none was needed (ground b)."""
    if case.request is None:
        item = case.item
        return [["Informasi berkala", f"{item.code} {item.name}" if item else "–"]]
    return [
        ["Nomor permohonan", said(case.request.number)],
        ["Informasi yang diminta", said(case.request.details or case.request.subject)],
        ["Tujuan penggunaan", said(case.request.purpose)],
    ]


def subject_of(case: Objection) -> str:
    """What the objection is about, in one line."""
    if case.request is not None:
        return case.request.subject
    return case.item.name if case.item else ""


def answer_day(case: Objection) -> date | None:
    """Until when the supervisor owes the answer, whatever became of the objection since."""
    start = case.registered_at or case.filed_at
    try:
        return counted(case, OBJECTION_ANSWER, start, place_of(case.unit)).deadline.due
    except BadInput:
        return case.due_on


def _position(case: Objection) -> list[str]:
    """What happened, and what the objector wants."""
    wanted = " ".join(case.wanted.split())
    return [*(case.position.splitlines() or ["–"]), *([f"Yang dikehendaki: {wanted}"] if wanted else [])]


def _identity(one: Applicant) -> list[list[str]]:
    """Who objects, then who does it for them."""
    rows = applicant_rows(one)
    return sorted(rows, key=lambda row: row[0] == "Kuasa pemohon")


def _reasons(case: Objection) -> Part:
    """The seven grounds, those that were chosen marked."""
    rows = [
        [ground.value, begun(GROUND_WORDS[ground]), "X" if ground.value in case.grounds else ""]
        for ground in Ground
    ]
    return table(
        "B. Alasan keberatan (Pasal 35 UU 14/2008)", ["Huruf", "Alasan", "Dipilih"], rows, [2, 16, 2]
    )


def objection_form(case: Objection) -> Sheet:
    """The form of an objection with its number (Perki 1/2021): a copy goes to the objector at once."""
    officer = case.registered_by or case.filed_by
    one = case.applicant
    proxied = "Kuasa pemohon" if one.proxy_name else ""
    return Sheet(
        unit=case.unit,
        kind=PaperKind.OBJECTION_FORM,
        number=case.number,
        parts=[
            facts(
                "A. Keberatan",
                [
                    ["Nomor registrasi keberatan", case.number or "Diberikan sesudah diperiksa"],
                    ["Diajukan", moment_of(case.unit, case.filed_at)],
                    *_request_rows(case),
                ],
            ),
            facts("Identitas pemohon keberatan", _identity(one)),
            _reasons(case),
            sentences("C. Kasus posisi", _position(case)),
            facts("D. Tanggapan", [["Diberikan paling lambat", long_day(answer_day(case))]]),
        ],
        told=told_of(case.number, one, subject_of(case), day_of(case.unit, case.filed_at)),
        people=signatures(
            [
                ("Petugas layanan informasi,", officer.name if officer else "", case.unit.short_name),
                (
                    "Pemohon keberatan,",
                    one.proxy_name or one.name,
                    proxied,
                ),
            ],
            place=town_of(case.unit),
            on=day_of(case.unit, case.registered_at or case.filed_at),
        ),
        link=page_of(case),
        link_words="Lihat kemajuan keberatan ini:",
        basis="Pasal 35 dan 36 UU 14/2008.",
    )


def _commission_words(case: Objection) -> str:
    """How and until when the objector may go to the commission (UU 14/2008 article 37 (2))."""
    words = "Bila tidak puas atas tanggapan ini, Saudara dapat mengajukan sengketa kepada Komisi Informasi"
    if case.decided_at is None:
        return f"{words}."
    try:
        deadline = counted(case, DISPUTE_FILE, case.decided_at, place_of(case.unit)).deadline
    except BadInput:
        return f"{words}."
    days, last = deadline.limit.amount, long_day(deadline.due)
    return f"{words} dalam {days} hari kerja sejak tanggapan ini diterima, paling lambat {last}."


def objection_answer(case: Objection) -> Sheet:
    """The supervisor's written answer (UU 14/2008 article 36 (2)). Raises NoPaperError before it is given."""
    result = case.result or case.status
    if case.decided_at is None or result not in _DECIDED:
        raise NoPaperError
    chosen = [Ground(one) for one in case.grounds if one in set(Ground)]
    place = signer(case.unit, PpidRole.SUPERVISOR, case.decided_by)
    on = day_of(case.unit, case.decided_at)
    order = [["Perintah kepada PPID", case.order]] if case.order else []
    if case.order_due_on:
        order.append(["Dilaksanakan paling lambat", long_day(case.order_due_on)])
    return Sheet(
        unit=case.unit,
        kind=PaperKind.OBJECTION_ANSWER,
        number=case.answer_number,
        parts=[
            facts(
                "",
                [
                    ["Nomor registrasi keberatan", said(case.number)],
                    ["Diterima", moment_of(case.unit, case.registered_at or case.filed_at)],
                    *applicant_rows(case.applicant, is_whole=False),
                    *_request_rows(case),
                    [
                        "Alasan keberatan",
                        "; ".join(f"huruf {one.value}: {GROUND_WORDS[one]}" for one in chosen),
                    ],
                ],
            ),
            sentences("Uraian keberatan", case.position.splitlines() or ["–"]),
            sentences("Pertimbangan", case.consideration.splitlines() or ["–"]),
            facts("Putusan", [["Keberatan", begun(STATUS_WORDS[ObjectionStatus(result)])], *order]),
            sentences("Hak Saudara", [_commission_words(case)]),
        ],
        told=told_of(case.number, case.applicant, subject_of(case), on),
        people=signatures([place], place=town_of(case.unit), on=on),
        link=page_of(case),
        link_words="Baca tanggapan ini dan berkasnya:",
        basis="Pasal 36 UU 14/2008.",
    )
