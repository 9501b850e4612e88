"""An XLSX for publication: what its sheets show, without comments, pivot caches, outer links, authors."""

import re
from typing import Any
from zipfile import ZipFile

from terbuka.documents.confined import Done, Limits
from terbuka.documents.office import check_spreadsheet
from terbuka.documents.officeparts import Element, attribute, each, local, opened_office, part, xml_of
from terbuka.documents.preview.hidden_cells import sheets_seen
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.documents.safecopy.package import Package, remove, remove_all, title_of
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_KINDS = frozenset(
    [
        "officeDocument",
        "worksheet",
        "chartsheet",
        "sharedStrings",
        "styles",
        "theme",
        "themeOverride",
        "drawing",
        "image",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "table",
        "hyperlink",
        "sheetMetadata",
    ]
)
_OF_BOOK = (
    *("fileSharing", "fileRecoveryPr", "AlternateContent", "absPath", "revisionPtr", "workbookProtection"),
    *(
        "customWorkbookViews",
        "functionGroups",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "webPublishObjects",
    ),
    *("extLst", "pivotCaches", "externalReferences"),
)
_OF_SHEET = (
    *(
        "sheetProtection",
        "protectedRanges",
        "customSheetViews",
        "legacyDrawing",
        "legacyDrawingHF",
        "oleObjects",
    ),
    *(
        "controls",
        "customProperties",
        "webPublishItems",
        "smartTags",
        "extLst",
        "AlternateContent",
        "scenarios",
    ),
    *("dataConsolidate", "cellWatches", "rPh", "phoneticPr"),
)
_OF_TABLE = ("tableType", "connectionId", "queryTableFieldId")
_FETCHES = re.compile(
    r"\[\d+\]|\||\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID|FILTERXML)\s*\(|https?://|file:|\\\\", re.IGNORECASE
)
_SHOWN_NAMES = 3


def copy_xlsx(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The safe XLSX. Tells `notes`: how many of each kind of thing were taken away. Raises BadInput."""
    try:
        check_spreadsheet(content)
    except EncryptedError:
        raise BadInput(
            say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi.")
        ) from None
    except BrokenError:
        raise BadInput(
            say("Lembar kerja ini rusak, atau selnya terlalu banyak: bagi menjadi beberapa berkas.")
        ) from None
    with opened_office(content) as archive:
        _refuse_hidden(archive)
        package = Package(archive, _KINDS)
        title = title_of(archive)
    for _name, book in package.of_kind("officeDocument"):
        remove_all(book, *_OF_BOOK)
        _forget_names(book)
    used: set[int] = set()
    for _name, sheet in package.of_kind("worksheet", "chartsheet"):
        remove_all(sheet, *_OF_SHEET)
        package.gone["links"] += _forget_formulas(sheet)
        used |= _used_strings(sheet)
    for _name, strings in package.of_kind("sharedStrings"):
        _forget_strings(strings, used)
    for _name, table in package.of_kind("table"):
        for element in table.iter():
            for key in [key for key in element.attrib if local(str(key)) in _OF_TABLE]:
                del element.attrib[key]
    package.cut_loose()
    return Done({"notes": dict(package.gone), "pages": 0}, (package.written(title),))


def _refuse_hidden(archive: ZipFile) -> None:
    """Hidden sheets, and hidden rows or columns with something in them. Raises BadInput."""
    sheets = sheets_seen(archive)
    hidden = [sheet.name for sheet in sheets if sheet.is_hidden]
    if hidden:
        raise BadInput(
            say(
                "Lembar tersembunyi: {names}. Tampilkan atau hapus, simpan, lalu unggah lagi.",
                names=", ".join(hidden[:_SHOWN_NAMES])[:100],
            )
        )
    for sheet in sheets:
        if (sheet.rows or sheet.columns) and _has_hidden_words(
            part(archive, sheet.part), sheet.rows, sheet.columns
        ):
            raise BadInput(
                say(
                    "Lembar {name} menyembunyikan baris atau kolom yang berisi."
                    " Tampilkan atau hapus, simpan, lalu unggah lagi.",
                    name=sheet.name[:100],
                )
            )


def _has_hidden_words(told: bytes | None, rows: frozenset[int], columns: frozenset[int]) -> bool:
    for cell in each(xml_of(told or b""), "c"):
        column, row = _place(attribute(cell, "r"))
        is_hidden = row in rows or column in columns
        if is_hidden and any(one.text for one in each(cell, "v", "t")):
            return True
    return False


def _place(name: str) -> tuple[int, int]:
    """Column and row of "AB12", counted from 0."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    digits = name[len(letters) :]
    return column - 1, int(digits) - 1 if digits.isdigit() else -1


def _forget_names(book: Element) -> None:
    for name in list(each(book, "definedName")):
        is_built_in = attribute(name, "name").startswith("_xlnm.")
        is_hidden = attribute(name, "hidden").lower() in ("1", "true") and not is_built_in
        if is_hidden or _FETCHES.search(name.text or ""):
            remove(name)
    for names in list(each(book, "definedNames")):
        if not len(names):
            remove(names)


def _forget_formulas(sheet: Element) -> int:
    """Formulas that fetch from elsewhere go, what they last showed stays; how many."""
    count = 0
    for formula in list(each(sheet, "f")):
        if formula.text and _FETCHES.search(formula.text):
            remove(formula)
            count += 1
    for rule in list(each(sheet, "formula", "formula1", "formula2")):
        if _FETCHES.search(rule.text or ""):
            rule.text = "FALSE"
            count += 1
    return count


def _used_strings(sheet: Element) -> set[int]:
    return {
        int(value.text)
        for cell in each(sheet, "c")
        if attribute(cell, "t") == "s"
        for value in each(cell, "v")
        if value.text and value.text.isdigit()
    }


def _forget_strings(strings: Element, used: set[int]) -> None:
    """Blank what no cell shows any more: deleted words stay in some files' table of strings."""
    for number, one in enumerate([one for one in strings if local(one) == "si"]):
        for noise in list(each(one, "rPh", "phoneticPr")):
            remove(noise)
        if number not in used:
            for text in each(one, "t"):
                text.text = ""
