"""The service report on paper and as open data: its counts, then what the office writes of its year."""

import json
from datetime import date, datetime
from typing import Any

from terbuka.documents.typesetting import typeset
from terbuka.rules.language import speaking
from terbuka.rules.register.reporting import BUDGET_WORDS, TEXT_WORDS
from terbuka.rules.sources import citation
from terbuka.services.register.reporting import Report
from terbuka.web.exemption.papertexts import facts, plain_day, sentences, signatures, table
from terbuka.web.outreach.example import example_warning
from terbuka.web.register.papers.answering import rupiah
from terbuka.web.register.papers.letters import begun, day_of, town_of
from terbuka.web.register.reportwords import groups_of
from terbuka.web.tables import Cell
from terbuka.web.tags import number

HEAD = ("satker", "tahun", "triwulan", "lingkup", "kelompok", "kunci", "keterangan", "nilai")
_DRAFT = "KONSEP: laporan ini belum diumumkan."
_CITE = "perki1-2021:56"
_BELOW = (
    ("received", "Diterima"), ("granted", "Dikabulkan"), ("partly_granted", "Sebagian"),
    ("refused", "Ditolak"), ("not_held", "Tidak dikuasai"), ("open", "Dikerjakan"),
)  # fmt: skip

type Part = dict[str, Any]


def scopes_of(report: Report) -> list[tuple[str, dict[str, Any]]]:
    """The counts of the office itself, then those with all units below where there are any."""
    found = [("kantor ini", report.own)]
    if report.whole is not None:
        found.append(("seluruh satker", report.whole))
    return found


def report_paper(report: Report, *, at: datetime) -> bytes:
    """The report as PDF; a draft is marked as one. A quarterly report has its counts alone."""
    unit, period, row = report.unit, report.period, report.row
    is_annual = not period.quarter
    with speaking("id"):
        name = str(period.name)
        parts = _counts(report)
        if is_annual:
            parts = [*_beginning(report), *parts, *_ending(report)]
        else:
            parts.append(_signed(report, None))
        basis = str(citation(_CITE).label)
    kind = "Laporan Layanan Informasi Publik"
    data = {
        "running": f"{kind} – {unit.short_name}, {name}",
        "warning": " ".join(
            filter(None, (example_warning(), _DRAFT if is_annual and row.published_at is None else ""))
        ),
        "foot": f"{basis}. Dicetak {plain_day(day_of(unit, at))}.",
        "page": "Halaman",
        "office": unit.name,
        "number": "",
        "about": begun(name),
        "parts": parts,
    }
    return typeset("formal", data, title=kind, language="id", at=at)


def _counts(report: Report) -> list[Part]:
    told: list[Part] = []
    for scope, figures in scopes_of(report):
        rows = [
            [begun(group.title) if n == 0 else "", begun(words), number(value)]
            for group in groups_of(figures)
            for n, (_key, words, value) in enumerate(group.lines)
        ]
        told.append(table(f"Rincian layanan: {scope}", ["Bagian", "Keterangan", "Nilai"], rows, [4, 10, 2]))
    if report.below:
        head = ["Satker", *(words for _key, words in _BELOW)]
        rows = [[one["unit"], *(str(one.get(key, 0)) for key, _words in _BELOW)] for one in report.below]
        told.append(table("Menurut satker di bawahnya", head, rows, [6, 2, 2, 2, 2, 2, 2]))
    return told


def _texts(report: Report, *names: str) -> list[Part]:
    written = [(text, getattr(report.row, text.value)) for text in TEXT_WORDS if text.value in names]
    return [sentences(str(TEXT_WORDS[text]), words.splitlines() or ["–"]) for text, words in written]


def _beginning(report: Report) -> list[Part]:
    """Policy, means, people, money."""
    row = report.row
    money = [
        ["Anggaran", rupiah(row.budget) if row.budget is not None else "–"],
        ["Digunakan", rupiah(row.budget_spent) if row.budget_spent is not None else "–"],
    ]
    if report.means.get("budget") is not None:
        money.append(["Anggaran seluruh satker", rupiah(report.means["budget"])])
    return [*_texts(report, "policy", "means", "staff"), facts(str(BUDGET_WORDS), money)]


def _ending(report: Report) -> list[Part]:
    """Obstacles, recommendations, signatures."""
    published = report.row.published_at
    told = _texts(report, "obstacles_inside", "obstacles_outside", "recommendations")
    return [*told, _signed(report, day_of(report.unit, published))]


def _signed(report: Report, on: date | None) -> Part:
    unit = report.unit
    return signatures(
        [(f"PPID {unit.short_name},", "", ""), (f"Atasan PPID {unit.short_name},", "", "")],
        place=town_of(unit),
        on=on,
    )


def report_rows(report: Report) -> list[list[Cell]]:
    """The counts as a table under HEAD, a line a number; always Indonesian."""
    period = report.period
    with speaking("id"):
        return [
            [report.unit.slug, period.year, period.quarter or "", scope, group.key, key, str(words), value]
            for scope, figures in scopes_of(report)
            for group in groups_of(figures)
            for key, words, value in group.lines
        ]


def report_json(report: Report) -> bytes:
    """Counts and words for programs."""
    row = report.row
    told = {
        "unit": report.unit.slug,
        "name": report.unit.name,
        "year": report.period.year,
        "quarter": report.period.quarter or None,
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "own": report.own,
        "whole": report.whole,
        "below": report.below,
        "budget": row.budget,
        "budget_spent": row.budget_spent,
        **{text.value: getattr(row, text.value) for text in TEXT_WORDS},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
