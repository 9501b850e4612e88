"""The papers at the beginning of a request: receipt, what is still lacking, more time to answer."""

from datetime import date

from terbuka.models import Account, InformationRequest
from terbuka.models.units import PpidRole
from terbuka.rules.limits import Regime
from terbuka.rules.regimes import REGIME_WORDS
from terbuka.rules.register.applicants import told_lacks
from terbuka.rules.register.channels import (
    CHANNEL_WORDS,
    DELIVERY_WORDS,
    FORM_WORDS,
    Channel,
    Delivery,
    WantedForm,
)
from terbuka.rules.register.clocks import ANSWER, COMPLETION, EXTENSION
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import citation
from terbuka.services.register.places import place_of
from terbuka.services.register.rows import counted
from terbuka.web.exemption.papertexts import facts, long_day, sentences, signatures
from terbuka.web.register.papers.letters import (
    CODE_ROW,
    NoPaperError,
    Sheet,
    applicant_rows,
    begun,
    contact_of,
    day_of,
    moment_of,
    newest_event,
    numbered,
    page_of,
    said,
    signer,
    told_of,
    town_of,
)

_ASKED = "Yang ditanyakan petugas dalam pesan yang menyertai surat ini"
_ACT = "UU 14/2008 Pasal 22"
_FOLLOW = "Lihat kemajuan, lengkapi, atau tambahkan pesan di halaman permohonan ini:"


def _answer_limit(case: InformationRequest, key: str) -> tuple[date | None, str, int]:
    """A limit of the answer: its last day, its article, how many days an extension adds."""
    start = case.registered_at or case.received_at
    try:
        deadline = counted(case, key, start, place_of(case.unit)).deadline
    except BadInput:
        return case.due_on, "", 0
    return deadline.due, str(citation(deadline.limit.cite).label), deadline.limit.added


def answer_due(case: InformationRequest) -> tuple[date | None, str]:
    """Until when the answer was owed at first, and the article that says so, whatever came since."""
    due, basis, _added = _answer_limit(case, ANSWER)
    return due, basis


def wanted_rows(case: InformationRequest) -> list[list[str]]:
    """What was asked, and how it is wanted."""
    return [
        ["Informasi yang diminta", said(case.details or case.subject)],
        ["Tujuan penggunaan", said(case.purpose)],
        ["Cara memperoleh", begun(FORM_WORDS[WantedForm(case.wanted_form)])],
        ["Cara mendapatkan salinan", begun(DELIVERY_WORDS[Delivery(case.delivery)])],
    ]


def receipt(case: InformationRequest) -> Sheet:
    """The receipt (UU 14/2008 article 22): number, moment, what was asked, until when it is answered."""
    due, basis = answer_due(case)
    regime = REGIME_WORDS[Regime(case.regime or Regime.UMUM.value)]
    officer = case.registered_by or case.received_by
    rows = [
        ["Nomor pendaftaran", case.number or "Diberikan sesudah kelengkapan diperiksa"],
        ["Diterima", moment_of(case.unit, case.received_at)],
        ["Didaftarkan", moment_of(case.unit, case.registered_at)] if case.registered_at else [],
        *applicant_rows(case.applicant, is_whole=False),
        *wanted_rows(case),
        ["Diterima melalui", begun(CHANNEL_WORDS[Channel(case.channel)])],
        ["Petugas penerima", officer.name if officer else "Dicatat otomatis oleh Terbuka"],
        ["Tata cara", begun(regime)],
        ["Dijawab paling lambat", long_day(due), "strong"],
        ["Dasar hukum", basis if basis.startswith(_ACT) else ", ".join(filter(None, (_ACT, basis)))],
        [CODE_ROW, "-".join(case.code[at : at + 5] for at in range(0, len(case.code), 5))],
        ["Kontak", contact_of(case.unit)],
    ]
    return Sheet(
        unit=case.unit,
        kind=PaperKind.RECEIPT,
        number=case.number,
        parts=[facts("", [row for row in rows if row])],
        told=told_of(case.number, case.applicant, case.subject, day_of(case.unit, case.received_at)),
        people=signatures(
            [
                ("Petugas penerima,", officer.name if officer else "", "Petugas layanan informasi"),
                ("Pemohon,", case.applicant.name, ""),
            ],
            place=town_of(case.unit),
            on=day_of(case.unit, case.registered_at or case.received_at),
        ),
        link=page_of(case),
        link_words=_FOLLOW,
        basis="Pasal 22 UU 14/2008.",
    )


def completion(case: InformationRequest) -> Sheet:
    """What the request lacks, until when and how to complete it. Raises NoPaperError."""
    lacks = told_lacks(case.lacking)
    if not lacks and case.status != RequestStatus.NEEDS_COMPLETION:
        raise NoPaperError
    until = case.due_on if case.limit_key == COMPLETION else None
    asked = day_of(case.unit, case.starts_at if until else None)
    event = newest_event(case, "ask_completion")
    officer = Account.objects.filter(pk=event.by_id or 0).first() if event else None
    number = str(event.payload.get("number", "")) if event else ""
    place = signer(case.unit, PpidRole.DESK, officer)
    return Sheet(
        unit=case.unit,
        kind=PaperKind.COMPLETION,
        number=number,
        parts=[
            facts(
                "",
                [
                    ["Diterima", moment_of(case.unit, case.received_at)],
                    *applicant_rows(case.applicant, is_whole=False),
                    ["Informasi yang diminta", said(case.details or case.subject)],
                ],
            ),
            numbered("Yang perlu dilengkapi", [begun(lack) for lack in lacks] or [_ASKED]),
            facts(
                "Cara melengkapi",
                [
                    ["Paling lambat", long_day(until), "strong"],
                    ["Lewat", "Halaman permohonan di bawah ini, meja layanan, atau balasan atas surat ini"],
                    ["Kontak", contact_of(case.unit)],
                ],
            ),
        ],
        told=told_of(number, case.applicant, case.subject, asked),
        people=signatures([place], place=town_of(case.unit), on=asked),
        link=page_of(case),
        link_words=_FOLLOW,
        basis="Pasal 22 UU 14/2008.",
    )


def extension(case: InformationRequest) -> Sheet:
    """More time: how long, why, until when (UU 14/2008 article 22 (8)). Raises NoPaperError."""
    if case.extended_at is None:
        raise NoPaperError
    due, basis, added = _answer_limit(case, EXTENSION)
    place = signer(case.unit, PpidRole.PPID, case.extended_by)
    on = day_of(case.unit, case.extended_at)
    event = newest_event(case, "extend")
    first, _cite = answer_due(case)
    return Sheet(
        unit=case.unit,
        kind=PaperKind.EXTENSION,
        number=str(event.payload.get("number", "")) if event else "",
        parts=[
            facts(
                "",
                [
                    ["Nomor pendaftaran", said(case.number)],
                    *applicant_rows(case.applicant, is_whole=False),
                    ["Informasi yang diminta", said(case.details or case.subject)],
                    ["Batas waktu semula", long_day(first)],
                    ["Lama perpanjangan", f"{added} hari kerja" if added else "–"],
                    ["Batas waktu baru", long_day(due), "strong"],
                ],
            ),
            sentences("Alasan perpanjangan", case.extension_reason.splitlines() or ["–"]),
        ],
        told=told_of(case.number, case.applicant, case.subject, on),
        people=signatures([place], place=town_of(case.unit), on=on),
        link=page_of(case),
        link_words=_FOLLOW,
        basis=f"{basis or 'Pasal 22 ayat (8) UU 14/2008'}.",
    )
