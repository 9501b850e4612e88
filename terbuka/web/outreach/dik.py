"""The list of exempt information (DIK) of a unit as an annex: rows by decree. Always Indonesian."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from terbuka.models import ConsequenceTest, WorkUnit
from terbuka.rules.language import speaking
from terbuka.web.exemption.papertexts import plain_day
from terbuka.web.exemption.public import Row
from terbuka.web.outreach.annex import annex, spoken_count

TITLE = "Daftar Informasi yang Dikecualikan"


def _decree(test: ConsequenceTest) -> str:
    return f"Keputusan {test.decree_number}, {plain_day(test.decree_on)}"


def _line(number: int, row: Row) -> dict[str, Any]:
    document, term = row.document, str(row.term)
    return {
        "number": str(number),
        "title": document.title,
        "part": document.withheld_part,
        "ground": str(row.ground),
        "harm": document.harm,
        "interest": document.public_interest,
        "term": term[:1].upper() + term[1:],
    }


def paper(unit: WorkUnit, rows: Sequence[Row], *, today: date, at: datetime) -> bytes:
    """The annex as PDF; where nothing is withheld it says so."""
    with speaking("id"):
        lines = [(_decree(row.document.test), _line(number, row)) for number, row in enumerate(rows, start=1)]
    groups = [
        {"name": name, "rows": [line for _name, line in some]}
        for name, some in groupby(lines, key=lambda pair: pair[0])
    ]
    lead = f"{spoken_count(len(rows))} dokumen yang dikecualikan {unit.name}, masing-masing dengan alasannya"
    return annex("dik", unit, title=TITLE, lead=lead, groups=groups, today=today, at=at)
