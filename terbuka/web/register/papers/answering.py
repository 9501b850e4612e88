"""The answer on paper: the written notice with what is given and what is not, and the decree of a refusal."""

from typing import Any

from terbuka.models import InformationRequest, WrittenNotice
from terbuka.models.units import PpidRole
from terbuka.rules.exemption import ExemptStatus
from terbuka.rules.register.channels import FORM_WORDS, WantedForm
from terbuka.rules.register.clocks import OBJECTION_FILE
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.refusals import GROUND_WORDS, RefusalGround
from terbuka.rules.register.requests import STATUS_WORDS, RequestStatus
from terbuka.rules.ruling import BadInput
from terbuka.services.register.places import place_of
from terbuka.services.register.rows import counted
from terbuka.web.exemption.papertexts import facts, long_day, points, sentences, signatures, table
from terbuka.web.exemption.wording import ground_of, term_of
from terbuka.web.register.papers.letters import (
    NoPaperError,
    Part,
    Sheet,
    applicant_rows,
    begun,
    day_of,
    page_of,
    plain_day,
    said,
    signer,
    told_of,
    town_of,
)

_GIVEN = {RequestStatus.GRANTED.value, RequestStatus.PARTLY_GRANTED.value}
_FOLLOW = "Ambil jawaban dan berkasnya, atau ajukan keberatan, di halaman permohonan ini:"


def notice_of(case: InformationRequest) -> WrittenNotice:
    """The answer of a request. Raises NoPaperError before there is one."""
    rows = WrittenNotice.objects.filter(request=case).select_related("signed_by", "test")
    found = rows.first()
    if found is None:
        raise NoPaperError
    return found


def rupiah(amount: int) -> str:
    """Rp 12.500."""
    return f"Rp {amount:,}".replace(",", ".")


def total_of(costs: list[dict[str, Any]]) -> int:
    """What all costs come to, in whole rupiah."""
    return sum(int(one.get("count") or 0) * int(one.get("each") or 0) for one in costs)


def objection_words(case: InformationRequest, notice: WrittenNotice) -> str:
    """How and until when the applicant may object (UU 14/2008 article 36 (1))."""
    try:
        running = counted(case, OBJECTION_FILE, notice.noticed_at, place_of(case.unit))
    except BadInput:
        return "Bila tidak puas, Saudara dapat mengajukan keberatan tertulis kepada atasan PPID."
    deadline = running.deadline
    return (
        f"Bila tidak puas, Saudara dapat mengajukan keberatan tertulis kepada atasan PPID "
        f"{case.unit.short_name} dalam {deadline.limit.amount} hari kerja, paling lambat "
        f"{long_day(deadline.due)}. Mengajukan keberatan tidak dipungut biaya."
    )


def _costs(notice: WrittenNotice) -> list[Part]:
    if not notice.costs:
        return []
    rows = [
        [
            said(one.get("what", "")),
            str(one.get("count") or 0),
            rupiah(int(one.get("each") or 0)),
            rupiah(int(one.get("count") or 0) * int(one.get("each") or 0)),
        ]
        for one in notice.costs
    ]
    rows.append(["Total", "", "", rupiah(total_of(notice.costs))])
    told = [table("Biaya", ["Untuk", "Jumlah", "Satuan", "Biaya"], rows, [6, 2, 3, 3])]
    if notice.pay_how:
        told.append(facts("", [["Cara membayar", notice.pay_how]]))
    return told


def _given(case: InformationRequest, notice: WrittenNotice) -> list[Part]:
    """Part A of the form: what is given, in which form, when and at what cost."""
    titles = list(notice.publications.select_related("public").values_list("public__title", flat=True))
    rows = [
        ["Penguasaan informasi", f"Dikuasai {case.unit.name}"],
        ["Bentuk yang tersedia", begun(FORM_WORDS[WantedForm(notice.form)])],
        *([] if notice.costs else [["Biaya", "Tidak ada"]]),
        [
            "Waktu penyediaan",
            long_day(notice.provide_on) if notice.provide_on else "Bersama pemberitahuan ini",
        ],
    ]
    if notice.black_out_note:
        rows.append(["Penghitaman", notice.black_out_note])
    if titles:
        rows.append(["Sudah diumumkan", "; ".join(title for title in titles if title)])
    return [facts("A. Informasi yang dapat diberikan", rows), *_costs(notice)]


def _withheld(case: InformationRequest, notice: WrittenNotice) -> list[Part]:
    """Part B of the form: what is not given, why, and who holds it instead."""
    if not notice.ground:
        return []
    ground = RefusalGround(notice.ground)
    held = "Badan publik lain" if notice.other_body else f"Tidak dikuasai {case.unit.name}"
    if ground in (RefusalGround.EXEMPT, RefusalGround.NOT_ELIGIBLE):
        held = f"Dikuasai {case.unit.name}"
    rows = [
        ["Alasan", begun(GROUND_WORDS[ground])],
        ["Penjelasan", said(notice.ground_reason)],
        ["Penguasaan informasi", held],
    ]
    if notice.other_body:
        rows.append(["Badan publik yang menguasai", notice.other_body])
    rows.append(["Sudah didokumentasikan", "Ya" if notice.is_documented else "Belum"])
    if ground is RefusalGround.NOT_DOCUMENTED and notice.provide_on:
        rows.append(["Akan disediakan", long_day(notice.provide_on)])
    if notice.test and notice.test.number:
        rows.append(["Uji konsekuensi", f"Nomor {notice.test.number}"])
    if notice.decree_number:
        rows.append(["Surat keputusan", f"{notice.decree_number}, {plain_day(notice.decree_on)}"])
    return [facts("B. Informasi yang tidak dapat diberikan", rows)]


def notice(case: InformationRequest) -> Sheet:
    """The written notice (UU 14/2008 article 22 (7)). Raises NoPaperError."""
    row = notice_of(case)
    on = day_of(case.unit, row.noticed_at)
    result = row.result or case.status
    place = signer(case.unit, PpidRole.PPID, row.signed_by)
    word = begun(STATUS_WORDS[RequestStatus(result)]) if result else "–"
    return Sheet(
        unit=case.unit,
        kind=PaperKind.NOTICE,
        number=row.number,
        parts=[
            facts(
                "",
                [
                    ["Nomor pendaftaran", said(case.number)],
                    *applicant_rows(case.applicant),
                    ["Informasi yang diminta", said(case.details or case.subject)],
                    ["Keputusan", word, "strong"],
                ],
            ),
            *(_given(case, row) if result in _GIVEN or not row.ground else []),
            *_withheld(case, row),
            *([sentences("Penjelasan", row.answer.splitlines())] if row.answer.strip() else []),
            sentences("Hak Saudara", [objection_words(case, row)]),
        ],
        told=told_of(case.number, case.applicant, case.subject, on),
        people=signatures([place], place=town_of(case.unit), on=on),
        link=page_of(case),
        link_words=_FOLLOW,
        basis="Pasal 22 ayat (7) UU 14/2008.",
    )


def refusal(case: InformationRequest) -> Sheet:
    """The decree of a refusal (Perki 1/2021): what is withheld, on which ground, with which consequence.

    Raises NoPaperError where nothing was refused by decree.
    """
    row = notice_of(case)
    if not row.decree_number:
        raise NoPaperError
    place = signer(case.unit, PpidRole.PPID, row.signed_by)
    on = row.decree_on or day_of(case.unit, row.noticed_at)
    return Sheet(
        unit=case.unit,
        kind=PaperKind.REFUSAL,
        number=row.decree_number,
        parts=[
            facts(
                "",
                [
                    ["Nomor pendaftaran", said(case.number)],
                    *applicant_rows(case.applicant),
                    ["Informasi yang dibutuhkan", said(case.details or case.subject)],
                ],
            ),
            *_grounds(row),
            points("Memutuskan", _decided(case, row)),
        ],
        told=told_of(case.number, case.applicant, case.subject, on),
        people=signatures([place], place=town_of(case.unit), on=on),
        link=page_of(case),
        link_words=_FOLLOW,
        basis="Pasal 17, 19 dan 22 UU 14/2008.",
    )


def _decided(case: InformationRequest, row: WrittenNotice) -> list[list[str]]:
    ground = RefusalGround(row.ground) if row.ground else RefusalGround.EXEMPT
    first = (
        f"Informasi yang diminta {GROUND_WORDS[ground]}, seluruhnya atau pada bagian yang disebut di atas, "
        "sehingga tidak diberikan."
    )
    return [
        ["KESATU", first],
        ["KEDUA", "Bagian yang tidak disebut tetap terbuka dan diberikan kepada pemohon."],
        ["KETIGA", objection_words(case, row)],
    ]


def _grounds(row: WrittenNotice) -> list[Part]:
    """Ground and consequence of each document withheld; the reason alone where no test was made."""
    told = [sentences("Alasan", row.ground_reason.splitlines() or ["–"])]
    if row.test is None:
        return told
    rows = [
        [
            f"{one.title} (bagian yang ditutup: {one.withheld_part})" if one.withheld_part else one.title,
            str(ground_of(one)),
            one.harm or "–",
            begun(term_of(one)),
        ]
        for one in row.test.documents.filter(status=ExemptStatus.EXEMPT.value)
    ]
    head = ["Informasi", "Dasar pengecualian", "Konsekuensi bila dibuka", "Jangka waktu"]
    return [*told, table("Dasar pengecualian dan konsekuensinya", head, rows, [4, 5, 6, 3])]
