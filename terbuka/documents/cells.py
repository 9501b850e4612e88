"""The cells of one row of a table that somebody handed in, read one by one, with their faults gathered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from terbuka.documents.tables import Fault, Row, Sheet, day_in
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted


@dataclass(slots=True)
class Check:
    """The faults of one row, gathered."""

    row: Row
    sheet: Sheet
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, reason: Phrase) -> None:
        """Note a fault in a column."""
        self.faults.append(Fault(self.row.line, self.sheet.columns.get(column, column), reason))

    def one_of[Value](self, column: str, known: Mapping[str, Value]) -> Value | None:
        """The value behind the word in a column; a fault where it is unknown."""
        said = self.row.cells.get(column, "").lower()
        if said not in known:
            choices = "/".join(key for key in known if key)
            self.fault(
                column, say("{said} tidak dikenal; pilih {choices}", said=quoted(said), choices=choices)
            )
        return known.get(said)

    def text(self, column: str, most: int) -> str:
        """One line of at most `most` letters."""
        text = " ".join(self.row.cells.get(column, "").split())
        if len(text) > most or not text.isprintable():
            self.fault(column, say("terlalu panjang (paling banyak {most} huruf) atau rusak", most=most))
        return text

    def listed(self, column: str) -> list[str] | None:
        """The parts of a cell between semicolons; None where the table has no such column."""
        said = self.row.cells.get(column)
        return None if said is None else [one.strip() for one in said.split(";") if one.strip()]

    def day(self, column: str) -> date | None:
        """The day in a column."""
        try:
            return day_in(self.row.cells.get(column, ""))
        except BadInput as fault:
            self.fault(column, fault.phrase)
            return None
