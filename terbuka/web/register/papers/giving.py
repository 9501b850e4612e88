"""Information handed over, on paper: what, how much of it, in which way, from whom to whom."""

from terbuka.models import HandOver, InformationRequest
from terbuka.rules.register.channels import DELIVERY_WORDS, Delivery
from terbuka.rules.register.papers import PaperKind
from terbuka.web.exemption.papertexts import facts, signatures
from terbuka.web.register.papers.letters import (
    NoPaperError,
    Sheet,
    applicant_rows,
    begun,
    day_of,
    moment_of,
    said,
    told_of,
    town_of,
)


def _rows(case: InformationRequest, row: HandOver) -> list[list[str]]:
    """What was handed over, and how."""
    notice = getattr(case, "notice", None)
    rows = [
        ["Nomor pendaftaran", said(case.number)],
        *applicant_rows(case.applicant, is_whole=False),
        ["Hari dan tanggal", moment_of(case.unit, row.handed_at)],
        ["Informasi yang diserahkan", said(row.given)],
        ["Jumlah", said(row.count)],
        ["Cara penyerahan", begun(DELIVERY_WORDS[Delivery(row.way)])],
    ]
    if notice and notice.black_out_note:
        rows.append(["Penghitaman", notice.black_out_note])
    if row.note:
        rows.append(["Catatan", row.note])
    if row.confirmed_at:
        rows.append(["Dinyatakan diterima", moment_of(case.unit, row.confirmed_at)])
    return rows


def hand_over(case: InformationRequest) -> Sheet:
    """The minutes of the newest hand-over with the receipt of who took it. Raises NoPaperError."""
    row = (
        HandOver.objects.filter(request=case)
        .select_related("handed_by")
        .order_by("-handed_at", "-pk")
        .first()
    )
    if row is None:
        raise NoPaperError
    on = day_of(case.unit, row.handed_at)
    recipient = row.recipient or case.applicant.proxy_name or case.applicant.name
    return Sheet(
        unit=case.unit,
        kind=PaperKind.HAND_OVER,
        number=row.number,
        parts=[facts("", _rows(case, row))],
        told=told_of(row.number, case.applicant, case.subject, on),
        people=signatures(
            [
                (
                    "Yang menyerahkan,",
                    row.handed_by.name,
                    f"Petugas layanan informasi {case.unit.short_name}",
                ),
                ("Yang menerima,", recipient, "Pemohon" if recipient == case.applicant.name else ""),
            ],
            place=town_of(case.unit),
            on=on,
        ),
        basis="Pasal 22 UU 14/2008.",
    )
