"""Looks into a workbook (XLSX, XLSM): sheets, comments, pivot caches, words that no cell shows any more."""

from collections.abc import Iterator
from typing import Any

from terbuka.documents.leaks.cellstyles import unseen_styles
from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.officeparts import look_into_parts, tell_external
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, own, said, too_much
from terbuka.documents.leaks.sheets import Grid, SheetReader, column_number, listed, plain_number
from terbuka.documents.reading import BrokenError
from terbuka.rules.language import say
from terbuka.rules.wording import quoted

_MOST_SHEETS = 300
_MOST_STRINGS = 3_000_000
_MOST_RECORDS = 300_000


def _strings(pack: Pack) -> list[str]:
    """The shared strings; readings for East Asian names left out."""
    found: list[str] = []
    for element in pack.elements("xl/sharedStrings.xml", "si"):
        parts = [one for one in element.iter() if local(one) == "t"]
        found.append("".join(one.text or "" for one in parts if local(one.getparent()) != "rPh"))
        if len(found) >= _MOST_STRINGS:
            too_much(pack.gathering, "xl/sharedStrings.xml")
            break
    return found


def _table_heads(pack: Pack, related: dict[str, tuple[str, str]]) -> set[tuple[int, int]]:
    """Cells that head a table: its style gives them a dark ground."""
    heads: set[tuple[int, int]] = set()
    for kind, target in related.values():
        tree = pack.tree(target, 1_000_000) if kind == "table" else None
        first, _, last = (tree.get("ref", "") if tree is not None else "").partition(":")
        letters, digits = first.rstrip("0123456789"), first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if letters and digits.isdigit():
            right = column_number(last.rstrip("0123456789") or letters)
            heads |= {(int(digits), column) for column in range(column_number(letters), min(right, 500) + 1)}
    return heads


def look_into_workbook(body: bytes, gathering: Gathering) -> bool:
    """Whether the workbook has words. Findings go to `gathering`.

    Raises `BrokenError` or `EncryptedError`.
    """
    pack = Pack(body, gathering)
    if not pack.has("xl/workbook.xml"):
        raise BrokenError
    has_words = False
    try:
        look_into_parts(pack, gathering)
        strings, unseen = _strings(pack), unseen_styles(pack)
        used, told = set[int](), set[str]()
        is_whole = True
        has_words = bool(strings)
        left = gathering.bounds.cells
        for number, (name, member, state) in enumerate(_sheets(pack)):
            if left <= 0 or gathering.is_late or number >= _MOST_SHEETS:
                gathering.not_read(say("lembar {sheet} dan sesudahnya", sheet=quoted(name)))
                is_whole = False
                break
            label = quoted(name)
            if state in ("hidden", "veryHidden"):
                gathering.found(Leak.HIDDEN_SHEET, say("lembar {sheet}", sheet=label), is_hidden=True)
            reader = SheetReader(pack, label, strings, unseen, is_hidden=state != "visible")
            related = pack.related(member)
            reader.table_heads = _table_heads(pack, related)
            left -= reader.read(member, left)
            used |= reader.used
            has_words = has_words or reader.grid.has_words
            told |= _comments(pack, related, label)
        _comments(pack, _lost_comments(pack, told), "?")
        if is_whole:
            _left_over(strings, used, gathering)
        _pivot_caches(pack)
        _drawings(pack)
        tell_external(pack, gathering, r"xl/externalLinks/externalLink\d+\.xml")
    except TooLargeError:
        too_much(gathering, str(say("isi buku kerja")))
    return has_words


def _sheets(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Name, member and state (visible, hidden, veryHidden) of each sheet, in order."""
    related = pack.related("xl/workbook.xml")
    sheets = [
        (str(one.get("name", "")), own(one, "id"), str(one.get("state", "visible")))
        for one in pack.elements("xl/workbook.xml", "sheet")
    ]
    for name, key, state in sheets:
        kind, member = related.get(key, ("", ""))
        if kind in ("worksheet", "dialogsheet", "xlMacrosheet", "macrosheet") or state != "visible":
            yield name, member, state


def _lost_comments(pack: Pack, told: set[str]) -> dict[str, tuple[str, str]]:
    """Comments that no sheet refers to, as programs leave them behind."""
    found: dict[str, tuple[str, str]] = {}
    for kind, pattern in (
        ("comments", r"xl/(?:comments/)?comments?\d*\.xml"),
        ("threadedComment", r"xl/threadedComments/[^/]+\.xml"),
    ):
        found |= {name: (kind, name) for name in pack.matching(pattern) if name not in told}
    return found


def _comments(pack: Pack, related: dict[str, tuple[str, str]], sheet: str) -> set[str]:
    """Notes and threaded comments of a sheet, and the members they stand in.

    A thread also leaves a note, which is not counted again.
    """
    members = {target for kind, target in related.values() if kind in ("comments", "threadedComment")}
    told: dict[str, list[str]] = {}
    for kind, target in related.values():
        if kind not in ("comments", "threadedComment"):
            continue
        for one in pack.elements(target, "comment", "threadedComment"):
            words = said(one).strip()
            place = str(one.get("ref", ""))
            is_copy = local(one) == "comment" and words.startswith("[Threaded comment]")
            if words and not is_copy:
                told.setdefault(place, []).append(words)
    if not told:
        return members
    where = say("lembar {sheet}, komentar pada sel {cells}", sheet=sheet, cells=listed(told))
    everything = [word for many in told.values() for word in many]
    pack.gathering.found(Leak.COMMENT, where, count=len(everything), excerpt=everything[0], is_hidden=True)
    pack.gathering.personal_words("\n\n".join(everything), where, is_hidden=True)
    return members


def _left_over(strings: list[str], used: set[int], gathering: Gathering) -> None:
    """Words that no cell uses: what was deleted may still lie in the file."""
    lost = [words for number, words in enumerate(strings) if number not in used]
    gathering.personal_words(
        "\n".join(lost), say("sisa teks yang tidak dipakai sel mana pun"), is_hidden=True
    )


def _pivot_caches(pack: Pack) -> None:
    """The copy of its source that a pivot table keeps, even where the source sheet is gone."""
    for name in pack.matching(r"xl/pivotCache/pivotCacheDefinition\d*\.xml"):
        tree = pack.tree(name)
        if tree is None:
            continue
        names: list[str] = []
        shared: list[list[str]] = []
        for field in (one for one in tree.iter() if local(one) == "cacheField"):
            names.append(str(field.get("name", "")))
            items = next((one for one in field if local(one) == "sharedItems"), ())
            shared.append([plain_number(str(one.get("v", ""))) for one in items])
        records = [target for kind, target in pack.related(name).values() if kind == "pivotCacheRecords"]
        label = name.rpartition("/")[2]
        grid = Grid(pack.gathering, str(say("salinan data tabel pivot")), is_hidden=True)
        grid.add(1, names)
        count = 0
        for target in records:
            for count, record in enumerate(pack.elements(target, "r"), 2):
                grid.add(count, _record(record, shared))
                if count > _MOST_RECORDS:
                    too_much(pack.gathering, label)
                    break
        if not records:
            for column, items in enumerate(shared):
                for item in items:
                    grid.add(1, [""] * column + [item])
        if count or any(shared):
            where = say("salinan data tabel pivot ({name})", name=label)
            pack.gathering.found(Leak.PIVOT_CACHE, where, is_hidden=True)
            grid.tell()


def _record(record: Any, shared: list[list[str]]) -> list[str]:
    cells: list[str] = []
    for column, one in enumerate(record):
        value = str(one.get("v", ""))
        if local(one) == "x" and column < len(shared) and value.isdigit():
            items = shared[column]
            value = items[int(value)] if int(value) < len(items) else ""
        cells.append(plain_number(value))
    return cells


def _drawings(pack: Pack) -> None:
    """Words in text boxes and charts, and in names that formulas use."""
    for name in pack.matching(r"xl/(?:drawings/drawing|charts/chart)\d+\.xml")[:200]:
        lines = ["".join(one.itertext()) for one in pack.elements(name, "p", "v")]
        pack.gathering.personal_words("\n".join(lines), say("kotak teks atau grafik"))
    names = [said(one) for one in pack.elements("xl/workbook.xml", "definedName")]
    pack.gathering.personal_words("\n".join(names), say("nama yang dipakai rumus"), is_hidden=True)
