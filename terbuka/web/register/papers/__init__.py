"""The papers of a case as PDF, always Indonesian: `paper_of(case, kind)`, and which papers a case has."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from terbuka.models import Dispute, InformationRequest, Objection
from terbuka.rules.language import speaking
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.register.places import Case
from terbuka.web.register.papers.answering import notice, refusal
from terbuka.web.register.papers.beginning import completion, extension, receipt
from terbuka.web.register.papers.disputing import proxy, summons_list
from terbuka.web.register.papers.giving import hand_over
from terbuka.web.register.papers.letters import NoPaperError, Sheet, set_sheet, without_code
from terbuka.web.register.papers.objecting import objection_answer, objection_form

# What is printed for each sort of case, in the order in which it comes.
PAPERS: dict[type[Any], dict[PaperKind, Callable[[Any], Sheet]]] = {
    InformationRequest: {
        PaperKind.RECEIPT: receipt,
        PaperKind.COMPLETION: completion,
        PaperKind.EXTENSION: extension,
        PaperKind.NOTICE: notice,
        PaperKind.REFUSAL: refusal,
        PaperKind.HAND_OVER: hand_over,
        PaperKind.PROXY: proxy,
    },
    Objection: {
        PaperKind.OBJECTION_FORM: objection_form,
        PaperKind.OBJECTION_ANSWER: objection_answer,
        PaperKind.PROXY: proxy,
    },
    Dispute: {PaperKind.SUMMONS_LIST: summons_list, PaperKind.PROXY: proxy},
}
# The names of papers in addresses.
NAMES = {
    PaperKind.RECEIPT: "tanda-bukti",
    PaperKind.COMPLETION: "perbaikan",
    PaperKind.NOTICE: "pemberitahuan",
    PaperKind.EXTENSION: "perpanjangan",
    PaperKind.REFUSAL: "keputusan-penolakan",
    PaperKind.OBJECTION_FORM: "formulir-keberatan",
    PaperKind.OBJECTION_ANSWER: "tanggapan",
    PaperKind.HAND_OVER: "berita-acara",
    PaperKind.PROXY: "surat-kuasa",
    PaperKind.SUMMONS_LIST: "daftar-sidang",
}
KINDS = {name: kind for kind, name in NAMES.items()}
# What the applicant may take from the own page, once it is there.
OWN = (
    PaperKind.RECEIPT,
    PaperKind.COMPLETION,
    PaperKind.EXTENSION,
    PaperKind.NOTICE,
    PaperKind.REFUSAL,
    PaperKind.HAND_OVER,
    PaperKind.OBJECTION_FORM,
    PaperKind.OBJECTION_ANSWER,
)


def paper_of(
    case: Case, kind: PaperKind, *, is_for_others: bool = False, at: datetime | None = None
) -> bytes:
    """The paper as PDF, made at `at` (now). Raises NoPaperError where the case has no such paper (yet).

    `is_for_others`: who reads it must not be able to open the applicant's own page.
    """
    make = PAPERS[type(case)].get(kind)
    if make is None:
        raise NoPaperError
    with speaking("id"):
        sheet = make(case)
        return set_sheet(without_code(sheet) if is_for_others else sheet, at=at or timezone.now())


def papers_for(case: Case) -> list[PaperKind]:
    """The papers that a case has by now, in their order; two queries at most."""
    has = _request_has if isinstance(case, InformationRequest) else _later_has
    return [kind for kind in PAPERS[type(case)] if has(case, kind)]


def _request_has(case: Any, kind: PaperKind) -> bool:
    notice_there = getattr(case, "notice", None)
    there = {
        PaperKind.COMPLETION: lambda: bool(case.lacking) or case.status == RequestStatus.NEEDS_COMPLETION,
        PaperKind.EXTENSION: lambda: case.extended_at is not None,
        PaperKind.NOTICE: lambda: notice_there is not None,
        PaperKind.REFUSAL: lambda: notice_there is not None and bool(notice_there.decree_number),
        PaperKind.HAND_OVER: lambda: notice_there is not None and case.hand_overs.exists(),
        PaperKind.PROXY: lambda: bool(case.applicant.proxy_name),
    }
    return there[kind]() if kind in there else True


def _later_has(case: Any, kind: PaperKind) -> bool:
    if kind is PaperKind.OBJECTION_ANSWER:
        return case.decided_at is not None
    return kind is not PaperKind.PROXY or isinstance(case, Dispute) or bool(case.applicant.proxy_name)


__all__ = ["KINDS", "NAMES", "OWN", "PAPERS", "NoPaperError", "paper_of", "papers_for"]
