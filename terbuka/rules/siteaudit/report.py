"""An audit's report as JSON for machines and as a table for people.

Items stand by their class in UU 14/2008, articles 9 to 11.
"""

from collections.abc import Iterator
from typing import Any

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.siteaudit.findings import (
    AdviceKind,
    AuditReport,
    DefectKind,
    Evidence,
    ItemFinding,
    Verdict,
)

WIDTH = 100
_MOST_ROWS = 40

VERDICT_WORDS = {
    Verdict.PRESENT: say("ada"),
    Verdict.PARTIAL: say("sebagian"),
    Verdict.STALE: say("usang"),
    Verdict.UNREADABLE: say("tak terbaca"),
    Verdict.WRONG_UNIT: say("milik satker lain"),
    Verdict.NEEDS_REVIEW: say("perlu dilihat petugas"),
    Verdict.COULD_NOT_LOOK: say("tidak dapat diperiksa"),
    Verdict.MISSING: say("tidak ada"),
    Verdict.NOT_APPLICABLE: say("tidak berlaku"),
}
CLASS_WORDS = {
    InformationClass.PERIODIC: say("Informasi berkala"),
    InformationClass.IMMEDIATE: say("Informasi serta-merta"),
    InformationClass.ON_DEMAND: say("Informasi setiap saat"),
    InformationClass.EXEMPT: say("Informasi dikecualikan"),
}
DEFECT_WORDS = {
    DefectKind.BROKEN_LINK: say("tautan rusak"),
    DefectKind.SOFT_404: say("halaman tidak ditemukan"),
    DefectKind.CLOSED_LINK: say("berkas terkunci"),
    DefectKind.REVOKED_RULE: say("aturan dicabut"),
    DefectKind.EXPIRED_PERIOD: say("periode berakhir"),
    DefectKind.WRONG_YEAR_TITLE: say("tahun judul salah"),
    DefectKind.PLACEHOLDER_TEXT: say("teks pengisi"),
    DefectKind.WRONG_UNIT_TEXT: say("nama satker lain"),
    DefectKind.INJECTED_LINKS: say("tautan judi"),
    DefectKind.EMPTY_PAGE: say("halaman kosong"),
    DefectKind.NO_TEXT_LAYER: say("tanpa teks"),
    DefectKind.DRAFT_AS_FINAL: say("masih draf"),
    DefectKind.PERSONAL_DATA: say("data pribadi terbuka"),
    DefectKind.UNOFFICIAL_HOST: say("bukan situs resmi"),
}
ADVICE_WORDS = {
    AdviceKind.TLS_EXPIRING: say("sertifikat"),
    AdviceKind.HTTP_ONLY: say("tanpa https"),
    AdviceKind.MISSING_TITLE: say("tanpa judul"),
    AdviceKind.MISSING_LANGUAGE: say("tanpa bahasa"),
    AdviceKind.IMAGE_OF_TEXT: say("gambar berisi teks"),
    AdviceKind.ACCESSIBILITY: say("aksesibilitas"),
}


def _evidence(one: Evidence) -> dict[str, Any]:
    row: dict[str, Any] = {
        "url": one.url,
        "title": one.title,
        "period": one.period,
        "score": one.score,
        "reasons": [str(reason) for reason in one.reasons],
    }
    return row | ({"archived": one.archived} if one.archived else {})


def _item(item: ItemFinding) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "class": item.information_class.value,
        "verdict": item.verdict.value,
        "confidence": item.confidence,
        "evidence": [_evidence(one) for one in item.evidence],
        "reasons": [str(reason) for reason in item.reasons],
        "remedy": str(item.remedy) if item.remedy else "",
    }


def as_json(report: AuditReport) -> dict[str, Any]:
    """The report in the form of the contract for `--json`, in the reader's language."""
    visit = report.visit
    sites = [
        {
            "url": site.url,
            "pages_fetched": site.pages_fetched,
            "could_not_look": [{"url": one.url, "cause": one.cause.value} for one in site.could_not_look],
        }
        for site in visit.sites
    ]
    return {
        "unit": report.unit,
        "as_of": report.as_of.isoformat(),
        "started_at": visit.started_at.isoformat(),
        "finished_at": visit.finished_at.isoformat(),
        "sites": sites,
        "pages_fetched": len(visit.pages),
        "items": [_item(item) for item in report.items],
        "defects": [
            {"kind": one.kind.value, "url": one.url, "detail": str(one.detail), "seen_on": one.seen_on}
            for one in report.defects
        ],
        "advice": [
            {"kind": one.kind.value, "url": one.url, "detail": str(one.detail)} for one in report.advice
        ],
        "summary": report.summary,
    }


def opening(report: AuditReport) -> Phrase:
    """The state of the site in one sentence with its numbers."""
    summary = report.summary
    due = sum(summary.values()) - summary[Verdict.NOT_APPLICABLE]
    return say(
        "{present} dari {due} butir informasi wajib ada; {mend} perlu dibenahi, {missing} tidak "
        "ada, {unseen} tidak dapat diperiksa. {defects} kerusakan pada {pages} halaman, per "
        "{day}.",
        present=summary[Verdict.PRESENT],
        due=due,
        mend=sum(
            summary[kind] for kind in (Verdict.PARTIAL, Verdict.STALE, Verdict.UNREADABLE, Verdict.WRONG_UNIT)
        )
        + summary[Verdict.NEEDS_REVIEW],
        missing=summary[Verdict.MISSING],
        unseen=summary[Verdict.COULD_NOT_LOOK],
        defects=len(report.defects),
        pages=len(report.visit.pages),
        day=Day(report.as_of),
    )


def _short(words: object, width: int) -> str:
    text = " ".join(str(words).split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _item_rows(report: AuditReport) -> Iterator[str]:
    for kind, heading in CLASS_WORDS.items():
        items = [
            item
            for item in report.items
            if item.information_class is kind and item.verdict is not Verdict.NOT_APPLICABLE
        ]
        if not items:
            continue
        yield ""
        yield str(heading)
        for item in items:
            why = item.reasons[-1] if item.reasons else ""
            yield f"  {item.code:<7}{VERDICT_WORDS[item.verdict]!s:<22}{_short(item.name, 60)}"
            if item.verdict not in (Verdict.PRESENT, Verdict.MISSING) and why:
                yield f"  {'':<29}{_short(why, WIDTH)}"


def _defect_rows(report: AuditReport) -> Iterator[str]:
    if not report.defects:
        return
    yield ""
    yield str(say("Kerusakan"))
    for one in report.defects[:_MOST_ROWS]:
        yield f"  {DEFECT_WORDS[one.kind]!s:<24}{one.url}"
        yield f"  {'':<24}{_short(one.detail, WIDTH * 2)}"
    if len(report.defects) > _MOST_ROWS:
        yield "  " + str(
            say("... dan {n} lagi; semuanya ada di berkas --json", n=len(report.defects) - _MOST_ROWS)
        )


def _advice_rows(report: AuditReport) -> Iterator[str]:
    if not report.advice:
        return
    yield ""
    yield str(say("Saran"))
    for one in report.advice[:_MOST_ROWS]:
        yield f"  {ADVICE_WORDS[one.kind]!s:<24}{_short(one.detail, WIDTH)}"


def _remedy_rows(report: AuditReport) -> Iterator[str]:
    due = [item for item in report.items if item.remedy]
    if not due:
        return
    yield ""
    yield str(say("Yang perlu dikerjakan"))
    for item in due:
        yield f"  {item.code:<7}{_short(item.remedy, WIDTH * 2)}"


def as_table(report: AuditReport) -> str:
    """The report for a terminal: its state in one line, then items by class, defects, advice, what to do."""
    rows = [str(opening(report)), *_item_rows(report), *_defect_rows(report), *_advice_rows(report)]
    return "\n".join([*rows, *_remedy_rows(report)])
