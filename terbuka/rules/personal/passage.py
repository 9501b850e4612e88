"""A stretch of words with what stands around each place in it: label, column heading, line, neighbours.

Lines end with a newline, cells of a table row with a tab. Numbers mean nothing by
themselves: "NIK", "No. KK" or "Kode Rekening" before them or on top of their column says what
they are (UU 27/2022, article 4, asks what the data are, not how they look).
"""

import re
from bisect import bisect_right
from functools import cached_property

# Same length before and after, so that places stay: odd blanks and dashes, digits of full width.
_FOLD = str.maketrans(
    "\xa0\u2007\u2009\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\xad\u2010\u2011\u2012\u2013\u2014\u2212İ\r"
    "０１２３４５６７８９：＠",
    "           ------i " + "0123456789:@",
)
_HEADINGS = re.compile(
    r"\b(?:nama|name|nik|ktp|kk|nkk|npwp|alamat|address|domisili|tinggal|telp|telepon|hp|ponsel|handphone|phone|wa"
    r"|whatsapp|kontak|e-?mail|surel|rekening|rek|bank|paspor|passport|jabatan|nip|lahir|umur|usia|desa"
    r"|kelurahan|kecamatan|rt|rw|tps|jenis kelamin|l/p|pekerjaan|pendidikan|agama|identitas|no|nomor|uraian"
    r"|jumlah|keterangan|tanggal|tgl|instansi|kantor|satker|kode|pagu|akun"
    r"|n ?\.? ?p ?\.? ?w ?\.? ?p|wajib pajak|dpp|pph|penerima|peserta|utusan|petugas|saksi|paraf|ttd|urut)\b"
)
_NO_HEADING = re.compile(r"\d(?:[ .\-]?\d){4}|[@:]")
_DIGIT = re.compile(r"\d")
_LONGEST_HEADING, _LONGEST_LABEL, _LABEL_BACK = 60, 64, 72
_FEWEST_HEADINGS, _NEAR, _ASIDE = 2, 1_000, 4


def folded(text: str) -> str:
    """The text in lower case with plain blanks, dashes and digits; every sign keeps its place."""
    return text.translate(_FOLD).lower()


class Passage:
    """Words to be searched. `text` as it stands, `low` in lower case, sign for sign at the same place."""

    def __init__(self, text: str, *, heading: str = "") -> None:
        """`heading` says what stands over the whole passage (the name of a sheet or a file)."""
        self.text = text
        self.low = folded(text)
        self.heading = folded(heading)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(hit.end() for hit in re.finditer("\n", self.low))]

    @cached_property
    def _heads(self) -> list[int]:
        """For each line the line of the column headings above it, -1 where there are none."""
        heads: list[int] = []
        last = -1
        for number in range(len(self._starts)):
            line = self._line(number)
            if "\t" not in line:
                last = -1
            elif self._is_head(line):
                last = number
            heads.append(last)
        return heads

    @staticmethod
    def _is_head(line: str) -> bool:
        if len(line) > 2_000 or _NO_HEADING.search(line):
            return False
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        named = sum(
            len(cell) <= _LONGEST_HEADING and not _DIGIT.search(cell) and bool(_HEADINGS.search(cell))
            for cell in cells
        )
        return named >= _FEWEST_HEADINGS and named * 2 >= len(cells)

    def _line(self, number: int) -> str:
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self.low)
        return self.low[self._starts[number] : end]

    def _number(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def line(self, place: int) -> str:
        """The line or table row, as far as it is near."""
        number = self._number(place)
        end = self.low.find("\n", place, place + _NEAR)
        return self.low[max(self._starts[number], place - _NEAR) : end if end >= 0 else place + _NEAR]

    def lines_before(self, place: int, count: int) -> str:
        """Up to `count` lines above."""
        number = self._number(place)
        return "\n".join(self._line(one)[:300] for one in range(max(0, number - count), number))

    def lines_after(self, place: int, count: int) -> str:
        """Up to `count` lines below."""
        number = self._number(place)
        last = min(len(self._starts), number + 1 + count)
        return "\n".join(self._line(one)[:300] for one in range(number + 1, last))

    def number(self, place: int) -> int:
        """The line at a place, from 0."""
        return self._number(place)

    def cell(self, place: int) -> str:
        """The cell of a table row, or the line where there is no table."""
        first, last = max(0, place - _NEAR), place + _NEAR
        start = max(self.low.rfind("\t", first, place), self.low.rfind("\n", first, place), first - 1) + 1
        ends = [
            one for one in (self.low.find("\t", place, last), self.low.find("\n", place, last)) if one >= 0
        ]
        return self.low[start : min(ends, default=last)]

    def before(self, place: int) -> str:
        """What stands right before, within the cell or line."""
        first = max(0, place - _LABEL_BACK)
        start = max(self.low.rfind("\t", first, place), self.low.rfind("\n", first, place), first - 1) + 1
        return self.low[start:place]

    def is_aside(self, place: int) -> bool:
        """Does the place stand in a sheet, some empty columns to the right of what else its row says?"""
        start = self._starts[self._number(place)]
        ahead = self.low[max(start, place - _NEAR) : place].rstrip(" ")
        return ahead.endswith("\t" * _ASIDE)

    def left(self, place: int) -> str:
        """The nearest cell to the left that is no number and no punctuation; "" in the first one."""
        number = self._number(place)
        cells = self.low[max(self._starts[number], place - _NEAR) : place].split("\t")[:-1]
        for cell in reversed(cells):
            cell = cell.strip()
            if cell.strip(":.=- "):
                return cell[-_LONGEST_LABEL:]
        return ""

    def above(self, place: int) -> str:
        """The heading of the column; "" where there is none."""
        number = self._number(place)
        head = self._heads[number]
        if head < 0 or head == number:
            return ""
        column = self.low.count("\t", self._starts[number], place)
        parts = []
        # Headings may fill two or three rows.
        for one in range(max(0, head - 2), head + 1):
            line = self._line(one)
            cells = line.split("\t")
            if (one == head or self._is_head(line)) and column < len(cells):
                parts.append(cells[column].strip())
        return " ".join(part for part in parts if part)[-_LONGEST_HEADING:]

    def head_row(self, place: int) -> str:
        """All headings of the table in which the place stands; "" outside tables."""
        number = self._number(place)
        head = self._heads[number]
        return self._line(head) if head >= 0 and head != number else ""

    def previous(self, place: int) -> str:
        """The end of the line above, where nothing but blanks stands before the place in its own line."""
        number = self._number(place)
        if number == 0 or self.low[self._starts[number] : place].strip(" :=.-\t"):
            return ""
        return self._line(number - 1)[-_LONGEST_LABEL:]

    def last_heading(self) -> str:
        """The last row of column headings as it stands in the text; "" where there is none."""
        head = self._heads[-1] if self._heads else -1
        if head < 0:
            return ""
        return self.text[self._starts[head] : self._starts[head] + len(self._line(head))]
