"""An audit as a file: CSV of the items, XLSX with all sheets, JSON in the form of `terbuka audit --json`."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from terbuka.models import AuditRun
from terbuka.rules.siteaudit.causes import CAUSE_WORDS
from terbuka.rules.siteaudit.findings import AuditReport
from terbuka.rules.siteaudit.report import ADVICE_WORDS, CLASS_WORDS, DEFECT_WORDS, VERDICT_WORDS, as_json
from terbuka.services.siteaudit import outline

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
# A spreadsheet program would read text that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (10, 50, 24, 20, 10, 50, 30, 10, 60, 60)


def plain_cell(text: object) -> str:
    """The text so that no spreadsheet program takes it for a formula (OWASP, CSV injection)."""
    told = str(text)
    return f"'{told}" if told.startswith(_FORMULA) else told


def exported(run: AuditRun, form: str) -> bytes:
    """The file of a run that is done, in the reader's language; `form` is one of KINDS."""
    report = outline(run)
    assert report is not None
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[form](run, report)


def _json(run: AuditRun, report: AuditReport) -> bytes:
    told = as_json(report) | {"pages_fetched": run.pages_fetched}
    return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")


def _csv(_run: AuditRun, report: AuditReport) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    for row in _items(report):
        rows.writerow([plain_cell(cell) for cell in row])
    # The mark tells spreadsheet programs that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _xlsx(_run: AuditRun, report: AuditReport) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    heading = book.add_format({"bold": True})
    sheets = {
        _("Butir"): _items(report),
        _("Kerusakan"): _defects(report),
        _("Saran"): _advice(report),
        _("Tidak terbuka"): _unseen(report),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                # Always as text: never a formula, a link or a number that was none.
                sheet.write_string(number, column, str(cell)[:32_000], heading if number == 0 else None)
    book.close()
    return out.getvalue()


def _items(report: AuditReport) -> Iterator[Iterable[object]]:
    yield (
        _("kode"),
        _("butir"),
        _("kelas"),
        _("hasil"),
        _("keyakinan"),
        _("alamat bukti"),
        _("judul bukti"),
        _("periode"),
        _("alasan"),
        _("yang perlu dikerjakan"),
    )
    for item in report.items:
        first = item.evidence[0] if item.evidence else None
        why = [*item.reasons, *(first.reasons if first else ())]
        yield (
            item.code,
            item.name,
            CLASS_WORDS[item.information_class],
            VERDICT_WORDS[item.verdict],
            f"{item.confidence:.2f}",
            first.url if first else "",
            first.title if first else "",
            first.period if first else "",
            "; ".join(dict.fromkeys(map(str, why))),
            item.remedy or "",
        )


def _defects(report: AuditReport) -> Iterator[Iterable[object]]:
    yield _("jenis"), _("alamat"), _("keterangan"), _("terlihat di")
    for one in report.defects:
        yield DEFECT_WORDS[one.kind], one.url, one.detail, one.seen_on


def _advice(report: AuditReport) -> Iterator[Iterable[object]]:
    yield _("jenis"), _("alamat"), _("keterangan")
    for one in report.advice:
        yield ADVICE_WORDS[one.kind], one.url, one.detail


def _unseen(report: AuditReport) -> Iterator[Iterable[object]]:
    yield _("alamat"), _("sebab")
    for one in report.visit.not_looked:
        yield one.url, CAUSE_WORDS[one.cause]
