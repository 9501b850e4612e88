"""A DOCX for publication: all changes accepted, without comments, authors and what is embedded."""

import re
from typing import Any

from terbuka.documents.confined import Done, Limits
from terbuka.documents.officeparts import Element, attribute, each, local, opened_office
from terbuka.documents.safecopy.package import Package, remove, remove_all, title_of
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_KINDS = frozenset(
    [
        "officeDocument",
        "styles",
        "stylesWithEffects",
        "numbering",
        "fontTable",
        "theme",
        "themeOverride",
        "settings",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "image",
        "hyperlink",
        "chart",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "font",
    ]
)
_WORDED = ("officeDocument", "header", "footer", "footnotes", "endnotes")
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_TOLD_OF_MAKERS = (
    *(
        "rsids",
        "docVars",
        "attachedTemplate",
        "mailMerge",
        "writeProtection",
        "documentProtection",
        "proofErr",
    ),
    *("permStart", "permEnd", "dataBinding", "trackRevisions", "smartTagType"),
)
_MARKS_OF_CHANGE = (
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "cellIns", "cellMerge"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
)
_FORMER_LOOK = re.compile(r"(?:rPr|pPr|sectPr|tblPr|tblPrEx|trPr|tcPr|tblGrid|numbering)Change$")
_FIELD_OUTSIDE = re.compile(
    r"\s*(?:DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|RD)\b", re.IGNORECASE
)
_REVISION_IDS = re.compile(r"rsid\w*$|paraId$|textId$")
_OFF = ("0", "false", "off")


def copy_docx(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The safe DOCX. Tells `notes`: how many of each kind of thing were taken away. Raises BadInput."""
    with opened_office(content) as archive:
        package = Package(archive, _KINDS)
        title = title_of(archive)
    for _name, root in package.of_kind(*_WORDED):
        _refuse_hidden(root)
        package.gone["changes"] += _accept(root)
        package.gone["comments"] += remove_all(root, *_COMMENTS)
        package.gone["links"] += _forget_fields(root)
    for root in package.trees.values():
        remove_all(root, *_TOLD_OF_MAKERS)
        for element in root.iter():
            for key in [key for key in element.attrib if _REVISION_IDS.search(local(str(key)))]:
                del element.attrib[key]
    package.cut_loose()
    return Done({"notes": dict(package.gone), "pages": 0}, (package.written(title),))


def _refuse_hidden(root: Element) -> None:
    """Hidden text is not ours to show nor to drop. Raises BadInput."""
    for run in each(root, "r"):
        for marks in run:
            if local(marks) != "rPr":
                continue
            is_hidden = any(
                local(mark) == "vanish" and attribute(mark, "val").lower() not in _OFF for mark in marks
            )
            if is_hidden and any(text.text for text in each(run, "t")):
                raise BadInput(
                    say(
                        "Dokumen ini berisi teks tersembunyi. Tampilkan atau hapus, simpan, lalu unggah lagi."
                    )
                )


def _accept(root: Element) -> int:
    """Accept all tracked changes; how many there were."""
    count = 0
    for row in list(each(root, "tr")):
        if any(local(mark) == "del" for marks in row if local(marks) == "trPr" for mark in marks):
            remove(row)
            count += 1
    for cell in list(each(root, "tc")):
        if any(True for marks in cell if local(marks) == "tcPr" for _ in each(marks, "cellDel")):
            remove(cell)
            count += 1
    for paragraph in list(each(root, "p")):
        if _ends_deleted(paragraph):
            _join(paragraph)
            count += 1
    for change in list(each(root, "del", "moveFrom", "delText", "delInstrText")):
        remove(change)
        count += local(change) in ("del", "moveFrom")
    for change in list(each(root, "ins", "moveTo")):
        remove(change, keep_children=True)
        count += 1
    remove_all(root, *_MARKS_OF_CHANGE)
    for change in [one for one in root.iter() if _FORMER_LOOK.match(local(one))]:
        remove(change)
        count += 1
    return count


def _ends_deleted(paragraph: Element) -> bool:
    """Was the mark at the end of a paragraph deleted?"""
    return any(
        local(mark) == "del"
        for properties in paragraph
        if local(properties) == "pPr"
        for marks in properties
        if local(marks) == "rPr"
        for mark in marks
    )


def _join(paragraph: Element) -> None:
    """What a paragraph keeps moves to the head of the next one."""
    after = paragraph.getnext()
    if after is None or local(after) != "p":
        return
    at = 1 if len(after) and local(after[0]) == "pPr" else 0
    for child in reversed([child for child in paragraph if local(child) != "pPr"]):
        after.insert(at, child)
    remove(paragraph)


def _forget_fields(root: Element) -> int:
    """Blank the fields that fetch something from elsewhere; what they last showed stays."""
    count = 0
    for order in each(root, "instrText", "fldSimple"):
        told = attribute(order, "instr") if local(order) == "fldSimple" else order.text or ""
        if not _FIELD_OUTSIDE.match(told):
            continue
        count += 1
        if local(order) == "fldSimple":
            key = next(key for key in order.attrib if local(str(key)) == "instr")
            order.attrib[key] = "QUOTE"
        else:
            order.text = " QUOTE "
    return count
